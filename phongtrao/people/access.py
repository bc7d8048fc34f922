"""The one door to organisations and officers: what lies outside an officer's scope is absent."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer, Organisation, OrganisationParent
from phongtrao.people.rules import May, Role, Scope, may

# Ministry, province, its bodies, their communal counterparts, bodies of the commune: nobody stands deeper.
DEPTH = 5


def below(organisation: Organisation, *, day: date | None = None) -> QuerySet[Organisation]:
    """The organisation and all that stand below it now, or on a day; one query however deep."""
    links = OrganisationParent.objects.filter(_in_force(day))
    found = Q(pk=organisation.pk)
    level = links.filter(parent=organisation.pk).values("child")
    for _depth in range(DEPTH):
        found |= Q(pk__in=level)
        level = links.filter(parent__in=level).values("child")
    return Organisation.objects.filter(found)


def visible(officer: Officer) -> QuerySet[Organisation]:
    if not officer.is_active:
        return Organisation.objects.none()
    if officer.scope == Scope.SUBTREE:
        return below(officer.organisation)
    return Organisation.objects.filter(pk=officer.organisation_id)


def get(officer: Officer, number: int) -> Organisation:
    return get_object_or_404(visible(officer).select_related("place"), pk=number)


def officers(officer: Officer) -> QuerySet[Officer]:
    return Officer.objects.filter(organisation__in=visible(officer).values("pk"))


def get_officer(officer: Officer, number: int) -> Officer:
    return get_object_or_404(officers(officer).select_related("organisation"), pk=number)


def must(officer: Officer, act: May, organisation: Organisation) -> None:
    """Refuse with a reason what the officer's role does not allow; what he can't see is absent."""
    get(officer, organisation.pk)
    if not may(Role(officer.role), act):
        raise Refused(who_can(act))


def who_can(act: May) -> str:
    return {
        May.SEE: _("Your account can't see this."),
        May.FILL: _("Your account can only look; the clerk or the head of your office fills in reports."),
        May.SUBMIT: _("Only the head of your office can send a report up."),
        May.DECIDE: _("Only the head of the office that asked can accept or return a report."),
        May.ASK: _("Your account can only look; the clerk or the head of your office asks for reports."),
        May.SET_UP: _("Your account can only look; the clerk or the head of your office sets it up."),
        May.READ_TRAIL: _("Only the head of an office can read the trail."),
    }[act]


def _in_force(day: date | None) -> Q:
    if day is None:
        return Q(valid_to__isnull=True)
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
