"""A commune's own residential areas: each act is dated, keeps what was, and stands in the trail."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.core.place import DAY, Level
from phongtrao.core.vietnamese import fold, sort_key
from phongtrao.kit.refusals import Refused
from phongtrao.places.access import Keeper, must_keep
from phongtrao.places.actions.words import sentence
from phongtrao.places.models import Households, Loaded, Place, PlaceName, PlaceParent, Succession
from phongtrao.places.queries import EARLIEST, called, covers, spells
from phongtrao.places.rules.areas import MOST_HOUSEHOLDS, Draft, day_fits, faults, next_code
from phongtrao.trail.actions import record


@transaction.atomic
def add_area(
    commune: Place,
    draft: Draft,
    *,
    keeper: Keeper,
    on: date | None,
    now: datetime,
    households: int | None = None,
) -> Place:
    """`on`: its first day; None for the beginning of the commune's own days. Households are of today, or of
    its first day if that is still to come."""
    must_keep(keeper, commune)
    _lock(commune)
    area = _make(commune, draft, on)
    _tell("area added", area, keeper, now, after=_snapshot(area))
    if households is not None:
        counted = max(local_day(now), on or date.min)
        count_households(area, households, keeper=keeper, on=counted, now=now)
    return area


@transaction.atomic
def rename_area(area: Place, draft: Draft, *, keeper: Keeper, on: date, now: datetime) -> Place:
    """A new name or kind from a day on, with the same code; on its own first day a name is mended."""
    commune = _kept(area, keeper)
    _must_stand(area, on)
    before = _snapshot(area)
    name = area.names.filter(covers(on)).get()
    _must_be_sound(draft)
    _must_be_free(commune, draft, on, but=area)
    if area.names.filter(valid_from__gt=on).exists():
        raise Refused(_("This area bears another name from a later day; choose a later day."))
    if name.valid_from == on:
        name.name, name.kind = draft.name, draft.kind
        name.folded, name.sort_key = fold(draft.name), sort_key(draft.name)
        name.save(update_fields=["name", "kind", "folded", "sort_key"])
    else:
        name.valid_to = on - DAY
        name.save(update_fields=["valid_to"])
        _name(area, name.code, draft, on)
    _tell("area renamed", area, keeper, now, before=before, after=_snapshot(area))
    return area


@transaction.atomic
def merge_areas(areas: Sequence[Place], draft: Draft, *, keeper: Keeper, on: date, now: datetime) -> Place:
    """Several areas of one commune become a new one on a day; their figures are carried to it."""
    if len({area.pk for area in areas}) < 2:
        raise Refused(_("Choose two areas or more to merge."))
    communes = {_kept(area, keeper) for area in areas}
    before = [_snapshot(area) for area in areas]
    for area in areas:
        _end(area, on - DAY)
    new = _make(communes.pop(), draft, on)
    for area in areas:
        Succession.objects.create(old=area, new=new, on=on, kind="merge", whole=True)
    _tell("areas merged", new, keeper, now, before={"areas": before}, after=_snapshot(new))
    return new


@transaction.atomic
def split_area(
    area: Place, drafts: Sequence[Draft], *, keeper: Keeper, on: date, now: datetime
) -> list[Place]:
    """One area becomes several on a day; its figures stay with the commune, since nobody knows the shares."""
    if len(drafts) < 2:
        raise Refused(_("Name two new areas or more."))
    commune = _kept(area, keeper)
    before = _snapshot(area)
    _end(area, on - DAY)
    new = [_make(commune, draft, on) for draft in drafts]
    for part in new:
        Succession.objects.create(old=area, new=part, on=on, kind="split", whole=False)
    after = {"areas": [_snapshot(part) for part in new]}
    _tell("area split", area, keeper, now, before=before, after=after)
    return new


@transaction.atomic
def end_area(area: Place, *, keeper: Keeper, last: date, now: datetime, reason: str) -> Place:
    """It stands for the last time on that day, and nothing follows it."""
    _kept(area, keeper)
    if not reason.strip():
        raise Refused(_("Type why the area ends."))
    before = _snapshot(area)
    _end(area, last)
    _tell("area ended", area, keeper, now, before=before, after=_snapshot(area), reason=reason.strip())
    return area


@transaction.atomic
def count_households(area: Place, count: int, *, keeper: Keeper, on: date, now: datetime) -> Households:
    """The number on a day; a second count of the same day mends the first."""
    _kept(area, keeper)
    _must_stand(area, on)
    if not 0 <= count <= MOST_HOUSEHOLDS:
        raise Refused(_("A number of households is a whole number from 0 to 100,000."))
    before = area.household_counts.filter(on=on).values("on", "count").first()
    row, _made = Households.objects.update_or_create(place=area, on=on, defaults={"count": count})
    _tell("households counted", area, keeper, now, before=before, after={"on": on, "count": count})
    return row


def _make(commune: Place, draft: Draft, on: date | None) -> Place:
    _must_be_sound(draft)
    if not day_fits(on, commune.valid_from, commune.valid_to):
        raise Refused(_("The commune did not exist on that day; choose a day within its own."))
    first = on or commune.valid_from
    _must_be_free(commune, draft, first)
    code = f"{_prefix(commune, first)}-{draft.code or next_code(_codes(commune))}"
    if PlaceName.objects.filter(_from(first), code=code).exists():
        raise Refused(_("The code %(code)s is in use in this commune.") % {"code": code.partition("-")[2]})
    days = {"valid_from": first, "valid_to": commune.valid_to}
    area = Place.objects.create(key=f"{code}-{first or 'ever'}", level=Level.AREA, **days)
    PlaceParent.objects.create(child=area, parent=commune, **days)
    _name(area, code, draft, first)
    return area


def _name(area: Place, code: str, draft: Draft, on: date | None) -> None:
    PlaceName.objects.create(
        place=area,
        code=code,
        name=draft.name,
        kind=draft.kind,
        valid_from=on,
        valid_to=area.valid_to,
        folded=fold(draft.name),
        sort_key=sort_key(draft.name),
    )


def _end(area: Place, last: date) -> None:
    _must_stand(area, last)
    if area.valid_to is not None:
        raise Refused(_("This area has ended already."))
    if area.names.filter(valid_from__gt=last).exists() or area.household_counts.filter(on__gt=last).exists():
        raise Refused(_("Something is recorded of this area after that day; choose a later day."))
    area.valid_to = last
    area.save(update_fields=["valid_to"])
    area.names.filter(valid_to=None).update(valid_to=last)
    area.parents.filter(valid_to=None).update(valid_to=last)


def _kept(area: Place, keeper: Keeper) -> Place:
    """The commune of an area, locked, where it is the keeper's own."""
    commune = area.parents.order_by(EARLIEST).select_related("parent").last()
    if commune is None or area.level != Level.AREA:
        raise Refused(_("This is no residential area."))
    must_keep(keeper, commune.parent)
    _lock(commune.parent)
    area.refresh_from_db()
    return commune.parent


def _lock(commune: Place) -> None:
    """One act at a time in a commune, so that two never take one code."""
    Place.objects.select_for_update().get(pk=commune.pk)


def _must_be_sound(draft: Draft) -> None:
    for fault in faults(draft):
        raise Refused(sentence(fault))


def _must_be_free(commune: Place, draft: Draft, on: date | None, *, but: Place | None = None) -> None:
    names = PlaceName.objects.filter(_from(on), place__parents__parent=commune, kind=draft.kind)
    others = names.exclude(place=but) if but else names
    if draft.name.casefold() in {name.casefold() for name in others.values_list("name", flat=True)}:
        raise Refused(
            _("There is a %(name)s in this commune already.") % {"name": f"{draft.kind} {draft.name}"}
        )


def _must_stand(area: Place, day: date) -> None:
    if not day_fits(day, area.valid_from, area.valid_to):
        raise Refused(_("The area did not exist on that day; choose a day within its own."))


def _prefix(commune: Place, day: date | None) -> str:
    """The commune's own code on the area's first day."""
    return called(list(spells(commune)), day or date.min).code


def _codes(commune: Place) -> set[str]:
    """All local codes that the commune ever used: a number given by the program is never given twice."""
    codes = PlaceName.objects.filter(place__parents__parent=commune).values_list("code", flat=True)
    return {code.partition("-")[2] for code in codes}


def _from(first: date | None) -> Q:
    """Rows that hold on that day or later; None is the beginning."""
    return Q() if first is None else Q(valid_to__isnull=True) | Q(valid_to__gte=first)


def _snapshot(area: Place) -> dict[str, Any]:
    names = area.names.order_by(EARLIEST).values("code", "name", "kind", "valid_from", "valid_to")
    return {"valid_from": area.valid_from, "valid_to": area.valid_to, "names": list(names)}


def _tell(action: str, area: Place, keeper: Keeper, now: datetime, **what: Any) -> None:
    """The trail's row; and the world of places that others hold in memory is no longer the newest."""
    Loaded.objects.update_or_create(name="areas", defaults={"digest": secrets.token_hex(16), "at": now})
    record(action, record=f"place:{area.pk}", chain=keeper.chain, by=keeper.name, now=now, **what)
