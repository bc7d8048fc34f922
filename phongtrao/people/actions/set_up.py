"""An office sets itself up: the bodies of a province and its communes in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.kit.refusals import Refused
from phongtrao.kit.writing import at_home
from phongtrao.people import access, queries
from phongtrao.people.actions.accounts import Slip, open_first_account, renew_first_slip
from phongtrao.people.actions.organisations import new, set_name
from phongtrao.people.models import Officer, Organisation, OrganisationParent
from phongtrao.people.queries import Line
from phongtrao.people.rules import Kind, May, Role, proposed
from phongtrao.places import queries as places
from phongtrao.places.models import Place
from phongtrao.trail import actions as trail

CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A body as the office wants it named; `key` is that of its line in the proposal."""

    key: str
    name: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Done:
    added: int
    renamed: int


@transaction.atomic
def set_up_province(place: Place, wanted: Sequence[Wanted], *, by: Officer, now: datetime) -> Done:
    """Add the bodies that are missing, correct the names of those that stand, and put each under its own:
    a commune's body under its counterpart at the province, these under the province's steering committee,
    that under the ministry. What is left out of `wanted` stays as it is."""
    actor = _must_set_up(place, by)
    lines = {line.key: line for line in queries.proposal(place, at_home(now).date())}
    unknown = [row.key for row in wanted if row.key not in lines]
    if unknown:
        raise Refused(_("Not among the units of this province: %(keys)s.") % {"keys": ", ".join(unknown[:5])})
    before = [row.snapshot() for row in _standing(lines)]
    added = [_new(lines[row.key], row) for row in wanted if lines[row.key].organisation is None]
    Organisation.objects.bulk_create(added, batch_size=500)
    renamed = _corrected(lines, wanted)
    _link({(row.place_id, row.kind): row for row in [*_standing(lines), *added]}, place)
    trail.record(
        "units set up",
        record=actor.record,
        chain=actor.chain,
        by=by.trail_name,
        now=now,
        before={"units": before},
        after={"units": [row.snapshot() for row in [*_standing(lines), *added]]},
    )
    return Done(len(added), len(renamed))


@transaction.atomic
def found_office(
    place: Place, name: str, holder: str, *, renew: bool, now: datetime
) -> tuple[Organisation, Slip] | None:
    """From the command line, where nobody stands above: the steering committee of a province, or the
    ministry, with its first head. Where one stands already: a new slip for its head if `renew`, else None."""
    office = _office(place)
    action = "account opened"
    if office is None:
        office, action = _new_office(place, name, now), gettext_noop("office founded")
    head = office.officers.filter(role=Role.HEAD.value, is_active=True).order_by("pk").first()
    if head is not None:
        return (office, renew_first_slip(head, by=CONSOLE, now=now)) if renew else None
    slip = open_first_account(office, holder, by=CONSOLE, now=now)
    trail.record(
        action,
        record=office.record,
        chain=office.chain,
        by=CONSOLE,
        now=now,
        after={"office": office.snapshot(), "account": slip.officer.snapshot()},
    )
    return office, slip


def _must_set_up(place: Place, by: Officer) -> Organisation:
    """The office that acts, locked: the province's own, else the ministry."""
    office = queries.office_of(place)
    if office is None and by.organisation.kind != Kind.MINISTRY:
        raise Http404
    actor = office or by.organisation
    access.must(by, May.SET_UP, actor)
    return Organisation.objects.select_for_update().get(pk=actor.pk)


def _standing(lines: Mapping[str, Line]) -> list[Organisation]:
    return [line.organisation for line in lines.values() if line.organisation is not None]


def _new(line: Line, row: Wanted) -> Organisation:
    made = new(line.kind, row.name, row.abbreviation, line.place.place_id)
    made.valid_from = line.place.place.valid_from
    return made


def _corrected(lines: Mapping[str, Line], wanted: Sequence[Wanted]) -> list[Organisation]:
    changed = []
    for row in wanted:
        standing = lines[row.key].organisation
        if standing and (standing.name, standing.abbreviation) != (row.name, row.abbreviation):
            set_name(standing, row.name, row.abbreviation)
            standing.version += 1
            changed.append(standing)
    Organisation.objects.bulk_update(
        changed, ["name", "abbreviation", "folded", "sort_key", "version"], batch_size=100
    )
    return changed


def _link(bodies: Mapping[tuple[int, str], Organisation], province: Place) -> None:
    """Put under its own whatever stands under nobody yet."""
    office = bodies.get((province.pk, Kind.STEERING_COMMITTEE)) or queries.office_of(province)
    ministry = Organisation.objects.filter(kind=Kind.MINISTRY, valid_to__isnull=True).first()
    linked = set(
        OrganisationParent.objects.filter(
            child__in=[row.pk for row in bodies.values()], valid_to__isnull=True
        ).values_list("child", flat=True)
    )
    links = []
    for (place, kind), body in bodies.items():
        parent = bodies.get((province.pk, kind), office) if place != province.pk else office
        parent = ministry if body == office else parent
        if body.pk not in linked and parent is not None:
            links.append(OrganisationParent(child=body, parent=parent, valid_from=body.valid_from))
    OrganisationParent.objects.bulk_create(links, batch_size=500)


def _office(place: Place) -> Organisation | None:
    if place.level == "nation":
        return Organisation.objects.filter(kind=Kind.MINISTRY, valid_to__isnull=True).first()
    return queries.office_of(place)


def _new_office(place: Place, name: str, now: datetime) -> Organisation:
    shown = places.name_on(place, at_home(now).date())
    if place.level == "nation":
        office = new(Kind.MINISTRY, name or Kind.MINISTRY.label, "BCA", place.pk)
        office.save(force_insert=True)
        _gather(office)
        return office
    body = proposed(shown.kind, shown.name, province=True)[0]
    office = new(body.kind, name or body.name, body.abbreviation, place.pk)
    office.valid_from = place.valid_from
    office.save(force_insert=True)
    ministry = Organisation.objects.filter(kind=Kind.MINISTRY, valid_to__isnull=True).first()
    if ministry is not None:
        OrganisationParent.objects.create(child=office, parent=ministry, valid_from=office.valid_from)
    return office


def _gather(ministry: Organisation) -> None:
    """Provinces that set themselves up before the ministry came stand under it from now on."""
    alone = Organisation.objects.filter(
        kind=Kind.STEERING_COMMITTEE, place__level="province", valid_to__isnull=True
    ).exclude(pk__in=OrganisationParent.objects.filter(valid_to__isnull=True).values("child"))
    OrganisationParent.objects.bulk_create(
        OrganisationParent(child=office, parent=ministry, valid_from=office.valid_from) for office in alone
    )
