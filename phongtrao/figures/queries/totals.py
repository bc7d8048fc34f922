"""Totals: the one way from a question to its numbers, for the command, the page and the API."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis
from phongtrao.core.period import ANY, Window, clocks, end_of_local_day, window
from phongtrao.core.place import World
from phongtrao.figures.models import AskedList, Figure
from phongtrao.figures.queries.ledger import facts
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName
from phongtrao.rollup import plain
from phongtrao.rollup.question import Expected, Question, Total


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a person asks it: a year on a clock, perhaps on a map, perhaps as known on a day."""

    year: int
    clock: str = "calendar"
    map: date | None = None
    known_on: date | None = None
    cell: str = ""

    @property
    def window(self) -> Window:
        return window(clocks()["calendar" if self.clock == ANY else self.clock], self.year)

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


def totals(places_asked: Sequence[str], indicators: Sequence[str], asked: Asked) -> list[Row]:
    """Place by place in the order asked, each with its indicators in the order asked."""
    world = places.world()
    rows = facts(indicators, asked.known_on, window=asked.window)
    names = places.names_on(set(places_asked), asked.day)
    shipped = catalogue.load()
    lists = _lists(indicators, asked)
    columns = {
        code: plain.totals(
            rows,
            shipped.get(code),
            places_asked,
            Question(asked.window, asked.clock, asked.map, asked.cell, lists[code]),
            world,
        )
        for code in indicators
    }
    return [
        Row(columns[code][at], names[key], shipped.get(code))
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


def _lists(indicators: Sequence[str], asked: Asked) -> dict[str, frozenset[Expected]]:
    """By indicator whom the requests for just this clock and window asked, as known on the day."""
    window = asked.window
    rows = AskedList.objects.filter(clock=asked.clock, start=window.start, end=window.end)
    if asked.known_on:
        rows = rows.filter(asked_at__lt=end_of_local_day(asked.known_on))
    found: dict[str, set[Expected]] = defaultdict(set)
    wanted = set(indicators)
    members = rows.values_list(
        "indicators",
        "asker__place__key",
        "members__organisation__place__key",
        "members__organisation_id",
        "basis",
    )
    for codes, within, place, organisation, basis in members:
        for code in wanted.intersection(codes):
            found[code].add(Expected(within, place, str(organisation), basis == Basis.OWN.value))
    return {code: frozenset(found[code]) for code in indicators}
