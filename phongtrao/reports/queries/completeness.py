"""How complete the answers to a form are: what the frozen lists expected, what arrived first, and when. A request
that was closed counts as it stood at its closing, whatever came after."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from phongtrao.core.period import Window
from phongtrao.core.place import Level
from phongtrao.figures.rules import percent
from phongtrao.kit.writing import in_english
from phongtrao.people.models import Officer
from phongtrao.places import queries as places
from phongtrao.plans.models import Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import access
from phongtrao.reports.models import Request
from phongtrao.reports.queries.words import window_words
from phongtrao.reports.rules import State

COUNTED = ("expected", "received", "on_time", "accepted", "after", "closed", "open")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """One form asked again and again for the same sort of period; `title` in the page's language."""

    code: str
    part: str
    title: str

    @property
    def id(self) -> str:
        return f"{self.code}.{self.part}"


@dataclass(frozen=True, slots=True)
class Tally:
    """`expected`: owed by the frozen list and not released; `received`: sent at least once, whatever came after; so
    a unit that was released after it had sent makes more than all. `on_time`: first sent in time. `after`: first
    sent after closing, in none of the others. `closed` and `open`: how many units were counted as they stood at a
    closing, and as they stand now."""

    name: str
    expected: int
    received: int
    on_time: int
    accepted: int
    after: int = 0
    closed: int = 0
    open: int = 0

    @property
    def received_share(self) -> int | None:
        """In tenths of a percent."""
        return percent(self.received, self.expected, decimals=1)

    @property
    def on_time_share(self) -> int | None:
        return percent(self.on_time, self.expected, decimals=1)


def series(officer: Officer) -> list[Series]:
    """What he and those in his scope asked. One query."""
    rows = access.asked(officer).order_by("form__code", "part", "form__version")
    columns = rows.values_list("form__code", "part", "form__title_vi", "form__title_en")
    found = {(code, part): (en if in_english() and en else vi) for code, part, vi, en in columns.distinct()}
    return [Series(code, part, title) for (code, part), title in found.items()]


def of_series(officer: Officer, chosen: Series) -> QuerySet[Request]:
    return access.asked(officer).filter(form__code=chosen.code, part=chosen.part)


def periods(requests: QuerySet[Request]) -> list[tuple[str, Window]]:
    """The clock and days of each, the newest first."""
    rows = requests.order_by("-end", "-start", "clock").values_list("clock", "start", "end").distinct()
    return [(clock, Window(start, end)) for clock, start, end in rows]


def within(requests: QuerySet[Request], period: tuple[str, Window] | None) -> QuerySet[Request]:
    if period is None:
        return requests
    clock, days = period
    return requests.filter(clock=clock, start=days.start, end=days.end)


def by_period(requests: QuerySet[Request]) -> list[Tally]:
    """The oldest first."""
    of = ("assignment__end", "assignment__start", "assignment__clock")
    found = _grouped(_counted(requests, *of), of)
    return [
        _tally(window_words(clock, Window(start, end)), found[end, start, clock])
        for end, start, clock in sorted(found)
    ]


def by_unit(requests: QuerySet[Request]) -> list[Tally]:
    of = ("organisation__sort_key", "organisation__name", "organisation")
    found = _grouped(_counted(requests, *of), of)
    return [_tally(key[1], found[key]) for key in sorted(found)]


def by_province(requests: QuerySet[Request]) -> list[Tally]:
    """Under the province in which a unit's place lay on the last day of its duty."""
    world = places.world()
    found: dict[str, list[Row]] = defaultdict(list)
    last = None
    for row in _counted(requests, "organisation__place__key", "end"):
        line = world.line(row["organisation__place__key"], row["end"])
        provinces = (key for key in line if world.place(key).level is Level.PROVINCE)
        found[next(provinces, line[-1])].append(row)
        last = max(last or row["end"], row["end"])
    if last is None:
        return []
    names = places.names_on(set(found), last)
    ranked = sorted(found, key=lambda key: names[key].sort_key)
    return [_tally(names[key].full, found[key]) for key in ranked]


def together(tallies: Iterable[Tally], name: str) -> Tally:
    rows = [{field: getattr(tally, field) for field in COUNTED} for tally in tallies]
    return _tally(name, rows)


def _counted(requests: QuerySet[Request], *by: str) -> QuerySet[Duty, Row]:
    """One query, however many units, periods and closings. A closed request counts as its closing kept it; a unit
    that was asked only after that was not expected."""
    duties = Duty.objects.filter(assignment__request__in=requests.order_by().values("pk"))
    open_ = Q(assignment__closing__isnull=True)
    counted: QuerySet[Duty, Row] = duties.values(*by).annotate(
        expected=_either(open_ & ~Q(state=DutyState.RELEASED.value), "expected"),
        received=_either(open_ & Q(done_at__isnull=False), "received"),
        on_time=_either(open_ & Q(done_at__lte=F("due_at")), "on_time"),
        accepted=_either(open_ & Q(report__state=State.ACCEPTED.value), "accepted"),
        after=Count("pk", filter=Q(done_at__gt=F("assignment__closing__at"))),
        closed=Count("assignment__closing"),
        open=Count("pk", filter=open_),
    )
    return counted


def _either(now: Q, kept: str) -> Count:
    return Count("pk", filter=now | Q(**{f"at_closing__{kept}": True}))


def _grouped(rows: Iterable[Row], by: Sequence[str]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[field] for field in by)].append(row)
    return found


def _tally(name: str, rows: Sequence[Row]) -> Tally:
    return Tally(name, *(sum(row[field] for row in rows) for field in COUNTED))
