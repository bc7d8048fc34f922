"""Who issues a document too, and works in this system."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q

from phongtrao.documents.models import Agreement, Document
from phongtrao.documents.rules import Partner
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import May, Role, may

KEEPERS = [role.value for role in Role if may(role, May.FILL)]


def found_here(partners: Sequence[Partner], lead: Organisation, day: date) -> list[Partner]:
    """With the organisation of exactly this name, if there is one alone, and somebody there can agree."""
    at_work = Officer.objects.filter(is_active=True, role__in=KEEPERS).values("organisation")
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Organisation.objects.filter(standing, name__in=[one.name for one in partners], pk__in=at_work)
    by_name: dict[str, list[int]] = {}
    for number, name in rows.exclude(pk=lead.pk).values_list("pk", "name"):
        by_name.setdefault(name, []).append(number)
    return [
        replace(one, organisation=alone[0]) if len(alone := by_name.get(one.name, [])) == 1 else one
        for one in partners
    ]


def unagreed(document: Document) -> list[Partner]:
    """Those in this system that have not agreed to the document as it stands."""
    known = [one for one in document.partners if one.organisation is not None]
    if not known:
        return []
    said = Agreement.objects.filter(document=document, version=document.version)
    agreed = set(said.values_list("organisation", flat=True))
    return [one for one in known if one.organisation not in agreed]
