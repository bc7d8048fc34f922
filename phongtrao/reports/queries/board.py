"""The board of a request: one line a unit, sums per province or former district, the same as files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from phongtrao.core.period import Window
from phongtrao.core.place import Level
from phongtrao.kit.tables import Cell, Column, Kind, Table
from phongtrao.places import queries as places
from phongtrao.plans import queries as plans
from phongtrao.plans.models import Closing
from phongtrao.plans.rules import DutyState
from phongtrao.reports.models import Report, Request, Submission
from phongtrao.reports.queries.words import due_words, mend_words, state_label, window_words
from phongtrao.reports.rules.board import DISTRICTS_UNTIL, Grouping, Mark, Standing
from phongtrao.reports.rules.moves import State
from phongtrao.reports.rules.papers import waits_for_paper

STATED = tuple(State)


@dataclass(frozen=True, slots=True)
class Board:
    request: Request
    units: Sequence[Standing]
    closing: Closing | None
    now: datetime

    @property
    def owing(self) -> list[Standing]:
        return [unit for unit in self.units if not unit.released]

    def count(self, chosen: str) -> int:
        return sum(unit.bears(chosen, self.now) for unit in self.units)

    def narrowed(self, chosen: str) -> list[Standing]:
        return [unit for unit in self.units if unit.bears(chosen, self.now)]


def board(request: Request, *, now: datetime) -> Board:
    """In the order of names. Three queries."""
    last = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    rows = (
        Report.objects.filter(request=request)
        .annotate(sent_at=Subquery(last.values("at")[:1]))
        .order_by("organisation__sort_key", "pk")
        .values_list(
            "pk",
            "version",
            "duty",
            "organisation",
            "organisation__name",
            "organisation__place__key",
            "state",
            "duty__state",
            "duty__start",
            "duty__end",
            "duty__due_at",
            "duty__done_at",
            "saved_at",
            "sent_at",
            "paper",
        )
    )
    extensions, closing = plans.standing(request.assignment), plans.closing(request.assignment)
    closed_at = closing.at if closing else None
    return Board(
        request, [_standing(row, extensions, closed_at, request.needs_paper) for row in rows], closing, now
    )


def _standing(
    row: tuple[Any, ...], extensions: dict[int, str], closed_at: datetime | None, needs_paper: bool
) -> Standing:
    (
        number,
        version,
        duty,
        organisation,
        name,
        place,
        state,
        owed,
        start,
        end,
        due,
        done,
        saved,
        sent,
        paper,
    ) = row
    found = State(state)
    return Standing(
        number=number,
        version=version,
        duty=duty,
        organisation=organisation,
        name=name,
        place=place,
        state=found,
        released=owed == DutyState.RELEASED,
        window=Window(start, end),
        due_at=due,
        first=done,
        changed=sent if found in (State.SUBMITTED, State.ACCEPTED) else saved,
        extension=extensions.get(duty, ""),
        closed_at=closed_at,
        waits_for_paper=waits_for_paper(found, needs_paper, paper is not None),
    )


def plain(found: Board) -> dict[str, Any]:
    """As a closing keeps it."""
    return {
        "counts": {state.value: found.count(state) for state in STATED},
        "in_time": sum(unit.in_time for unit in found.owing),
        "late": found.count(Mark.LATE),
        "units": [
            {
                "organisation": unit.organisation,
                "state": unit.state.value if not unit.released else DutyState.RELEASED.value,
                "first": unit.first.isoformat() if unit.first else None,
                "due": unit.due_at.isoformat(),
                "late": unit.late(found.now),
            }
            for unit in found.units
        ],
    }


def remarks(unit: Standing, found: Board) -> list[str]:
    """What stands beside a unit's state."""
    said = []
    if unit.released:
        said.append(_("nothing owed any more: its successor answers"))
    elif mend := mend_words(unit.state):
        said.append(mend)
    if unit.late(found.now):
        said.append(_("late"))
    if unit.extension == "granted":
        said.append(_("more time until %(due)s") % {"due": due_words(unit.due_at)})
    elif unit.extension == "asked":
        said.append(_("asks for more time"))
    if unit.after_closing:
        said.append(_("after closing"))
    if unit.window != found.request.window:
        said.append(window_words("", unit.window))
    return said


def lines_table(found: Board, units: Iterable[Standing]) -> Table:
    """One line a unit, for files."""
    groups = group_names(found, Grouping.DISTRICT)
    return Table(
        caption=found.request.title,
        columns=[
            Column(_("Organisation"), heading=True),
            Column(_("Former district")),
            Column(_("State")),
            Column(_("Due"), Kind.TIME),
            Column(_("First sent"), Kind.TIME),
            Column(_("Remarks")),
        ],
        rows=[
            [
                unit.name,
                groups.get(unit.place, ""),
                state_label(unit.state),
                unit.due_at,
                unit.first,
                "; ".join(remarks(unit, found)),
            ]
            for unit in units
        ],
        footnotes=[window_words(found.request.clock, found.request.window)],
    )


def sums_table(found: Board, by: Grouping) -> Table:
    """How far the units of each province, or of each former district, have come."""
    names = group_names(found, by)
    groups: dict[str, Counter[str]] = {}
    for unit in found.owing:
        counted = groups.setdefault(names.get(unit.place) or _("Elsewhere"), Counter())
        counted.update({"asked": 1, unit.state.value: 1, "in_time": unit.in_time})
        counted.update({"missing": unit.missing, "late": unit.late(found.now)})
    whole = sum(groups.values(), Counter())
    first = {Grouping.PROVINCE: _("Province"), Grouping.DISTRICT: _("Former district")}[by]
    titles = [_("Not in yet"), _("Asked of"), *(state_label(state) for state in STATED)]
    return Table(
        caption={
            Grouping.PROVINCE: _("How far each province has come"),
            Grouping.DISTRICT: _("How far each former district has come"),
        }[by],
        columns=[
            Column(first, heading=True),
            *(Column(title, Kind.NUMBER) for title in titles),
            Column(_("In time"), Kind.NUMBER),
            Column(_("Late"), Kind.NUMBER),
        ],
        rows=[_sums(name, groups[name]) for name in groups],
        total=_sums(_("All together"), whole) if len(groups) > 1 else (),
        footnotes=[_("In time and late are judged by the first submission.")],
    )


def _sums(name: str, counted: Counter[str]) -> list[str | int | Cell]:
    keys = ("missing", "asked", *(state.value for state in STATED), "in_time", "late")
    return [name, *(counted[key] for key in keys)]


def group_names(found: Board, by: Grouping) -> dict[str, str]:
    """By place: the name of its province on the request's last day, or of the districts in which its territory
    lay until the districts ended; several where it was put together across their border."""
    world, groups = places.world(), {}
    for place in {unit.place for unit in found.units}:
        if by is Grouping.PROVINCE:
            day = min(world.place(place).spell.last or found.request.end, found.request.end)
            keys, level = {place}, Level.PROVINCE
        else:
            day, level = DISTRICTS_UNTIL, Level.DISTRICT
            lower = world.place(place).level is Level.COMMUNE
            keys = set(world.touched(place, day)) if lower else set()
        lines = (world.line(key, day) for key in keys)
        groups[place] = {key for line in lines for key in line if world.place(key).level is level}
    day = found.request.end if by is Grouping.PROVINCE else DISTRICTS_UNTIL
    names = places.names_on({key for keys in groups.values() for key in keys}, day)
    return {
        place: "; ".join(names[key].full for key in sorted(keys, key=lambda key: names[key].sort_key))
        for place, keys in groups.items()
        if keys
    }
