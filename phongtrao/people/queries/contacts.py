"""How the holders of accounts can be reached: only by the units directly above and below, and his own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer, Organisation, OrganisationParent


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    post: str
    number: str

    @property
    def zalo(self) -> str:
        """The address that opens a talk in Zalo."""
        return f"https://zalo.me/{self.number}"


def contacts(viewer: Officer, organisations: Iterable[Organisation]) -> dict[int, list[Contact]]:
    """By organisation: the numbers that its officers entered, where the viewer may see them. Two queries."""
    near = _near(viewer)
    wanted = [organisation.pk for organisation in organisations if organisation.pk in near]
    found: dict[int, list[Contact]] = {}
    for officer in _of_one(wanted[0]) if len(wanted) == 1 else _reached(Q(organisation__in=wanted)):
        contact = Contact(officer.name, officer.post, officer.contact_number)
        found.setdefault(officer.organisation_id, []).append(contact)
    return found


def _reached(of: Q) -> QuerySet[Officer]:
    rows = Officer.objects.filter(of, is_active=True).exclude(contact_number="")
    return rows.order_by("role", "username")


@ready
def _of_one(organisation: int) -> QuerySet[Officer]:
    return _reached(Q(organisation=organisation))


def _near(viewer: Officer) -> set[int]:
    """His own unit, the one above, those directly below."""
    own = viewer.organisation_id
    return {own, *(number for pair in _links(own) for number in pair)}


@ready
def _links(own: int) -> QuerySet[OrganisationParent, tuple[int, int]]:
    links = OrganisationParent.objects.filter(Q(child=own) | Q(parent=own), valid_to__isnull=True)
    return links.values_list("child", "parent")
