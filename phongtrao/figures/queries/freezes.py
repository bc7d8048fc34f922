"""Freezes: the ledger as it stood at a moment, and what was recorded since."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.core.place import World
from phongtrao.figures.models import Figure, Freeze
from phongtrao.figures.queries.asking import Unanswerable
from phongtrao.places import queries as places

LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the ledger that is not now what it was when frozen. `old`: None where nothing was said yet;
    `new` may be withdrawn."""

    old: Figure | None
    new: Figure


def freeze_numbered(text: str) -> Freeze:
    """A freeze by its number; one sentence where there is none."""
    known = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    found = Freeze.objects.select_related("place").filter(pk=int(text)).first() if known else None
    if found is None:
        raise Unanswerable("freeze", _("There is no freeze with the number “%(text)s”.") % {"text": text})
    return found


def since(freeze: Freeze, *, today: date) -> list[Change]:
    """What was corrected, added or withdrawn after the freeze, of its place and all below it: each line once, as it
    was then and as it is now. Three queries."""
    rows = Figure.objects.select_related(
        "indicator", "place", "organisation", "batch__recorded", "batch__by"
    ).order_by("indicator__order", "place__key", "pk")
    world, later = places.world(), rows.filter(batch__recorded__number__gt=freeze.number)
    after = {row.pk: row for row in later if _within(row, freeze, world, today)}
    replaced = {row.supersedes_id for row in after.values()}
    firsts = {pk: _first(row, after) for pk, row in after.items() if pk not in replaced}
    olds = rows.in_bulk([first for first in firsts.values() if first is not None])
    found = [Change(_said(olds.get(first or 0)), after[pk]) for pk, first in firsts.items()]
    return [change for change in found if change.old is not None or not change.new.withdrawn]


def _within(row: Figure, freeze: Freeze, world: World, today: date) -> bool:
    return freeze.place.key in world.line(world.carry(row.place.key, today), today)


def _first(row: Figure, after: dict[int, Figure]) -> int | None:
    """The row that stood when it was frozen, at the other end of the corrections made since."""
    while row.supersedes_id is not None and row.supersedes_id in after:
        row = after[row.supersedes_id]
    return row.supersedes_id


def _said(row: Figure | None) -> Figure | None:
    return None if row is None or row.withdrawn else row
