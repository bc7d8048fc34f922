"""Totals: the one way from a question to its numbers, for the command, the page and the API."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Fact
from phongtrao.core.period import (
    ANY,
    Clock,
    Part,
    Window,
    clocks,
    end_of_local_day,
    local_day,
    part_window,
    period_before,
    recognise,
)
from phongtrao.core.period import a_year_before as a_year_before_of
from phongtrao.core.place import World
from phongtrao.figures.models import AskedList, Figure
from phongtrao.figures.queries.ledger import facts
from phongtrao.kit.ready import ready
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName
from phongtrao.rollup import plain
from phongtrao.rollup.question import Expected, Question, Total

MEMBERS = (
    *("start", "end", "indicators", "asker__place__key"),
    *("members__organisation__place__key", "members__organisation_id", "basis"),
)
"""Whom a request asked, one row each, with what it asked of all."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A named moment of the ledger: `last` is the number of its last batch then."""

    number: int
    name: str
    purpose: str
    last: int
    at: datetime

    @property
    def words(self) -> str:
        """As documents print it."""
        return f"{self.name}, {self.purpose}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a person asks it: a year on a clock, or a part of that year, or days of their own (`days`: a
    campaign), perhaps on a map, perhaps as known on a day or as frozen."""

    year: int
    clock: str = "calendar"
    map: date | None = None
    known_on: date | None = None
    cell: str = ""
    days: Window | None = None
    part: Part | None = None
    number: int = 0
    frozen: Frozen | None = None

    @property
    def known_day(self) -> date | None:
        return local_day(self.frozen.at) if self.frozen else self.known_on

    @property
    def window(self) -> Window:
        """Raises PeriodProblem where the clock has no such part of a year."""
        clock = clocks()["calendar" if self.clock == ANY else self.clock]
        return self.days or part_window(clock, self.year, self.part, self.number)

    @property
    def day(self) -> date:
        """On which codes and names are read: of the map asked for, else of the window's last day."""
        return self.map or self.window.end


@dataclass(frozen=True, slots=True)
class Row:
    """One total with the words to show it."""

    total: Total
    place: PlaceName
    indicator: catalogue.Indicator


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the ledger knows of some indicators in some years of one clock: from it many questions, also of
    cells, are answered without another query. `facts` by indicator; `lists`: whom requests asked."""

    world: World
    facts: Mapping[str, Sequence[Fact]]
    lists: Mapping[tuple[Window, str], frozenset[Expected]]

    @property
    def cells(self) -> set[tuple[str, str]]:
        """(indicator, cell) of every breakdown that somebody reported."""
        return {(code, fact.cell) for code, rows in self.facts.items() for fact in rows if fact.cell}

    def totals(self, places_asked: Sequence[str], indicator: str, asked: Asked) -> list[Total]:
        lists = self.lists.get((asked.window, indicator), frozenset())
        question = Question(asked.window, asked.clock, asked.map, asked.cell, lists)
        entry = catalogue.load().get(indicator)
        return plain.totals(self.facts.get(indicator, ()), entry, places_asked, question, self.world)


def a_year_before(asked: Asked) -> Asked:
    """The same question of the same period last year."""
    return replace(asked, year=asked.year - 1, days=_moved(asked, a_year_before_of))


def a_period_before(asked: Asked) -> Asked:
    """The same question of the period just before: of a month the month before, of a year the year before."""
    if asked.days:
        return replace(asked, days=_moved(asked, period_before))
    clock = clocks()["calendar" if asked.clock == ANY else asked.clock]
    found = recognise(clock, period_before(clock, asked.window))
    year, part, number = found or (asked.year - 1, asked.part, asked.number)
    return replace(asked, year=year, part=part, number=number)


def _moved(asked: Asked, move: Callable[[Clock | None, Window], Window]) -> Window | None:
    return move(clocks().get(asked.clock), asked.days) if asked.days else None


def fetch(
    indicators: Sequence[str],
    asked: Asked,
    years: Sequence[int] = (),
    *,
    also: Sequence[Asked] = (),
    within: Collection[str] | None = None,
) -> Fetched:
    """For one question, the same question of other years, and `also` of other days; `within`: only of these
    places, and of requests that were asked from one of them. Four queries."""
    windows = [*(replace(asked, year=year).window for year in (asked.year, *years))]
    windows += [other.window for other in also]
    span = Window(min(window.start for window in windows), max(window.end for window in windows))
    rows: dict[str, list[Fact]] = defaultdict(list)
    last = asked.frozen.last if asked.frozen else None
    for fact in facts(indicators, asked.known_on, window=span, last=last, places=within):
        rows[fact.indicator].append(fact)
    return Fetched(places.world(), rows, _lists(indicators, asked, windows, within))


def subtree(top: str, window: Window) -> frozenset[str]:
    """A place with all that stood below it within a window, and what became part of it then."""
    world = places.world()
    found: set[str] = set()
    todo = [top]
    while todo:
        key = todo.pop()
        if key in found:
            continue
        found.add(key)
        spell = world.place(key).spell
        ends = (max(window.start, spell.first or window.start), min(window.end, spell.last or window.end))
        todo += [child for day in set(ends) for child in world.children(key, day)]
        todo += [edge.old for edge in world.predecessors(key) if window.start < edge.on <= window.end]
    return frozenset(found)


def totals(places_asked: Sequence[str], indicators: Sequence[str], asked: Asked) -> list[Row]:
    """Place by place in the order asked, each with its indicators in the order asked."""
    return by_year(places_asked, indicators, asked, [asked.year])[asked.year]


def by_year(
    places_asked: Sequence[str], indicators: Sequence[str], asked: Asked, years: Sequence[int]
) -> dict[int, list[Row]]:
    """The totals of several years, as `totals` gives those of one. Five queries."""
    fetched = fetch(indicators, asked, years)
    names = places.all_names(set(places_asked))
    return {
        year: rows_of(fetched, names, places_asked, indicators, replace(asked, year=year)) for year in years
    }


def rows_of(
    fetched: Fetched,
    names: Mapping[str, list[PlaceName]],
    places_asked: Sequence[str],
    indicators: Sequence[str],
    asked: Asked,
) -> list[Row]:
    shipped = catalogue.load()
    columns = {code: fetched.totals(places_asked, code, asked) for code in indicators}
    return [
        Row(columns[code][at], places.called(names[key], asked.day), shipped.get(code))
        for at, key in enumerate(places_asked)
        for code in indicators
    ]


def below(top: str, level: str, asked: Asked, indicators: Sequence[str]) -> list[str]:
    """The places of a level within a place, by code: of the map asked for; as reported those of the window's
    last day, and those that ended within the window and hold figures."""
    world = places.world()
    found = places.at_level({top}, level, asked.day, world)
    ended = [] if asked.map else _ended(top, level, asked, indicators, world)
    if not ended:
        return found
    names = places.names_on({*found, *ended}, asked.day)
    return sorted([*found, *ended], key=lambda key: (names[key].code, names[key].valid_from or date.min))


def _ended(top: str, level: str, asked: Asked, indicators: Sequence[str], world: World) -> list[str]:
    window = asked.window
    rows = Figure.objects.filter(
        indicator__code__in=indicators, end__gte=window.start, end__lt=window.end
    ).values_list("place__key", "end")
    holding = {key for place, end in rows.distinct() for key in world.line(place, end)}
    return [
        key
        for key in holding
        if world.places[key].level.value == level
        and (last := world.places[key].spell.last) is not None
        and last < window.end
        and top in world.line(key, last)
    ]


def _lists(
    indicators: Sequence[str], asked: Asked, windows: Sequence[Window], of: Collection[str] | None = None
) -> dict[tuple[Window, str], frozenset[Expected]]:
    """By window and indicator whom the requests for just this clock and window asked, as known on the day."""
    if of is not None and not asked.known_on and not asked.frozen:
        ends = [window.end for window in windows]
        members = _asked_now(asked.clock, [window.start for window in windows], ends, list(of))
    else:
        members = list(_asked_then(asked, windows, of))
    found: dict[tuple[Window, str], set[Expected]] = defaultdict(set)
    wanted = set(indicators)
    for start, end, codes, within, place, organisation, basis in members:
        days = Window(start, end)
        for code in wanted.intersection(codes) if days in windows else ():
            expected = Expected(within, place, str(organisation), basis == Basis.OWN.value)
            found[days, code].add(expected)
    return {key: frozenset(entries) for key, entries in found.items()}


def _asked_then(
    asked: Asked, windows: Sequence[Window], of: Collection[str] | None
) -> QuerySet[AskedList, tuple[Any, ...]]:
    days = Q(*(Q(start=window.start, end=window.end) for window in windows), _connector=Q.OR)
    rows = AskedList.objects.filter(days, clock=asked.clock)
    if asked.known_on:
        rows = rows.filter(asked_at__lt=end_of_local_day(asked.known_on))
    if asked.frozen:
        rows = rows.filter(asked_at__lte=asked.frozen.at)
    if of is not None:
        rows = rows.filter(asker__place__key__in=of)
    return rows.values_list(*MEMBERS)


@ready
def _asked_now(
    clock: str, starts: list[date], ends: list[date], of: list[str]
) -> QuerySet[AskedList, tuple[Any, ...]]:
    """Perhaps of more windows than those: of the days of one to those of another."""
    rows = AskedList.objects.filter(clock=clock, start__among=starts, end__among=ends)
    return rows.filter(asker__place__key__among=of).values_list(*MEMBERS)
