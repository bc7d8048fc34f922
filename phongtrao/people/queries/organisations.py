from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from phongtrao.core.vietnamese import fold
from phongtrao.kit.ready import ready
from phongtrao.people import access
from phongtrao.people.models import ActivationCode, Officer, Organisation, OrganisationParent
from phongtrao.people.rules import BODIES, Kind, Role, may_keep, proposed
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName

BOTH = (Role.CLERK, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Line:
    """One body of one place in the set-up: as it stands, else as it is proposed."""

    place: PlaceName
    province: bool
    kind: Kind
    name: str
    abbreviation: str
    organisation: Organisation | None

    @property
    def key(self) -> str:
        return f"{self.place.code}.{self.kind}"


def proposal(province: Place, day: date) -> list[Line]:
    """The four bodies of a province and of each commune on the map of a day, the province's first."""
    world = places.world()
    keys = [province.key, *places.at_level({province.key}, "commune", day, world)]
    names = places.names_on(set(keys), day)
    standing = _standing([names[key].place_id for key in keys])
    lines: list[Line] = []
    for key in keys:
        lines += _lines(names[key], standing, province=key == province.key)
    return lines


def _standing(place_ids: Iterable[int]) -> dict[tuple[int, str], Organisation]:
    rows = Organisation.objects.filter(place__in=place_ids, kind__in=BODIES, valid_to__isnull=True)
    return {(row.place_id, row.kind): row for row in rows.order_by("-pk")}


def _lines(
    place: PlaceName, standing: dict[tuple[int, str], Organisation], *, province: bool
) -> Iterable[Line]:
    for body in proposed(place.kind, place.name, province=province):
        found = standing.get((place.place_id, body.kind))
        shown = found or body
        yield Line(place, province, body.kind, shown.name, shown.abbreviation, found)


def office_of(province: Place) -> Organisation | None:
    """The steering committee that sets a province up."""
    committees = province.organisations.filter(kind=Kind.STEERING_COMMITTEE, valid_to__isnull=True)
    return committees.order_by("pk").first()


def listed(officer: Officer, words: str = "") -> QuerySet[Organisation]:
    """What an officer sees, in Vietnamese order; `words` are searched without diacritics."""
    found = access.visible(officer).select_related("place").order_by("sort_key", "pk")
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


def parent_of(organisation: Organisation) -> Organisation | None:
    link = organisation.parents.filter(valid_to__isnull=True).select_related("parent").first()
    return link.parent if link else None


def open_parents() -> dict[int, int]:
    return dict(OrganisationParent.objects.filter(valid_to__isnull=True).values_list("child", "parent"))


def children_of(organisation: Organisation) -> QuerySet[Organisation]:
    links = OrganisationParent.objects.filter(parent=organisation, valid_to__isnull=True)
    return Organisation.objects.filter(pk__in=links.values("child"), valid_to__isnull=True)


def served_by(organisation: Organisation) -> QuerySet[Officer]:
    """The open accounts of an organisation."""
    return waiting(organisation.officers.filter(is_active=True)).order_by("role", "username")


def waiting(officers: QuerySet[Officer]) -> QuerySet[Officer]:
    """With `waiting`: a code was given that nobody has spent yet."""
    return officers.annotate(waiting=_unspent())


def _unspent() -> Exists:
    return Exists(ActivationCode.objects.filter(officer=OuterRef("pk"), used_at__isnull=True))


def lacking(officer: Officer) -> list[tuple[Organisation, Role]]:
    """The accounts that the officer's organisations still lack: a clerk and a head each."""
    organisations = access.visible(officer).filter(valid_to__isnull=True).select_related("place")
    served = set(
        Officer.objects.filter(is_active=True, organisation__in=organisations.values("pk")).values_list(
            "organisation", "role"
        )
    )
    return [
        (organisation, role)
        for organisation in organisations.order_by("sort_key", "pk")
        for role in BOTH
        if (organisation.pk, role.value) not in served and _may_make(officer, organisation, role)
    ]


def _may_make(officer: Officer, organisation: Organisation, role: Role) -> bool:
    return may_keep(Role(officer.role), role, own=organisation.pk == officer.organisation_id)


def never_used(officer: Officer) -> QuerySet[Officer]:
    """Accounts of units below that nobody has activated yet: their slips may be lost."""
    below = access.officers(officer).exclude(organisation=officer.organisation_id).filter(is_active=True)
    unused = below.filter(_unspent(), last_login__isnull=True)
    return unused.select_related("organisation").order_by("organisation__sort_key", "username")


def no_organisation() -> bool:
    return not _some()


@ready
def _some() -> QuerySet[Organisation, int]:
    return Organisation.objects.values_list("pk", flat=True)[:1]
