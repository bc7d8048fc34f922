"""A commune's list of residential areas from a file: first what it would do, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import fold
from phongtrao.kit.refusals import Refused
from phongtrao.places.access import Keeper, must_keep
from phongtrao.places.actions.areas import add_area, count_households, rename_area
from phongtrao.places.actions.words import sentence
from phongtrao.places.models import Place
from phongtrao.places.queries import Area, areas
from phongtrao.places.rules.areas import Fault, faults
from phongtrao.places.rules.sheet import Line


class What(StrEnum):
    ADD = "add"
    RENAME = "rename"
    COUNT = "count"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """What a line of the file comes to: for a known area (`area`) a new name, a count, or nothing new."""

    line: Line
    what: What
    area: Area | None
    fault: Fault | None = None


def plan(lines: Sequence[Line], standing: Sequence[Area]) -> list[Step]:
    """A line with a known code is that area; one without a code is the area of its kind and name. Areas that
    the file leaves out stay as they are."""
    by_code = {area.code: area for area in standing}
    by_name = {_name(area.name.kind, area.name.name): area for area in standing}
    return [_step(line, by_code, by_name) for line in lines]


@transaction.atomic
def import_areas(
    commune: Place, lines: Sequence[Line], *, keeper: Keeper, since: date | None, on: date, now: datetime
) -> dict[What, int]:
    """Every line, or none: the first that can't be done refuses all, naming its row. New areas begin on
    `since` (None: with the commune), new names and counts on `on`."""
    must_keep(keeper, commune)
    done = dict.fromkeys(What, 0)
    for step in sorted(plan(lines, areas(commune, on)), key=lambda step: not step.line.draft.code):
        try:
            _do(step, commune, keeper, since, on, now)
        except Refused as refusal:
            where = _("Row %(row)s: %(why)s") % {"row": step.line.row, "why": refusal}
            raise Refused(where) from refusal
        done[step.what] += 1
    return done


def _do(step: Step, commune: Place, keeper: Keeper, since: date | None, on: date, now: datetime) -> None:
    if step.fault:
        raise Refused(sentence(step.fault))
    draft, counted = step.line.draft, step.line.households
    if step.area is None:
        add_area(commune, draft, keeper=keeper, on=since, now=now, households=counted)
        return
    place = step.area.name.place
    if step.what is What.RENAME:
        rename_area(place, draft, keeper=keeper, on=on, now=now)
    if counted is not None and counted != step.area.households:
        count_households(place, counted, keeper=keeper, on=on, now=now)


def _step(line: Line, by_code: dict[str, Area], by_name: dict[str, Area]) -> Step:
    draft = line.draft
    name = _name(draft.kind, draft.name)
    area = by_code.get(draft.code) if draft.code else by_name.get(name)
    if found := next(iter(faults(draft)), None):
        return Step(line, What.SAME, area, found)
    other = by_name.get(name)
    if other is not None and other is not area:
        return Step(line, What.SAME, area, Fault.NAME_TAKEN)
    if area is None:
        return Step(line, What.ADD, None)
    if _name(area.name.kind, area.name.name) != name or area.name.name != draft.name:
        return Step(line, What.RENAME, area)
    same = line.households is None or line.households == area.households
    return Step(line, What.SAME if same else What.COUNT, area)


def _name(kind: str, name: str) -> str:
    return f"{fold(kind)}/{name.casefold()}"
