"""The one door to reports: those of organisations in an officer's scope, and those that one of them asked."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.kit.ready import ready
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import Scope
from phongtrao.reports.models import Report, Request


def visible(officer: Officer) -> QuerySet[Report]:
    if sees_his_own(officer):
        return _of_own(_whole(), officer.organisation_id)
    scope = people.visible(officer).values("pk")
    return _whole().filter(Q(organisation__in=scope) | Q(request__asker__in=scope))


def _whole() -> QuerySet[Report]:
    """With all that a page of a report shows of it; what its form asks is read once a process."""
    rows = Report.objects.select_related(
        "request__form", "request__asker", "request__assignment", "organisation__place", "saved_by", "duty"
    )
    return rows.defer("request__form__content")


def get(officer: Officer, number: int) -> Report:
    if sees_his_own(officer):
        found = _own(number, officer.organisation_id)
        if not found:
            raise Http404
        return found[0]
    return get_object_or_404(visible(officer), pk=number)


def sees_his_own(officer: Officer) -> bool:
    """Whether nothing below his organisation has to be asked for."""
    return officer.is_active and officer.scope == Scope.OWN


def _of_own(rows: QuerySet[Report], own: int) -> QuerySet[Report]:
    return rows.filter(Q(organisation=own) | Q(request__asker=own))


@ready
def _own(number: int, own: int) -> QuerySet[Report]:
    return _of_own(_whole(), own).filter(pk=number)


def asked(officer: Officer) -> QuerySet[Request]:
    """Requests of organisations in his scope. Whoever only answers one does not see its board: there stand
    his neighbours."""
    if sees_his_own(officer):
        return asked_of(officer.organisation_id)
    scope = people.visible(officer).values("pk")
    return _with_form(Request.objects.filter(asker__in=scope))


def asked_of(asker: int) -> QuerySet[Request]:
    return _with_form(Request.objects.filter(asker=asker))


def _with_form(rows: QuerySet[Request]) -> QuerySet[Request]:
    return rows.select_related("form", "asker", "asked_by", "assignment").defer("form__content")


def get_request(officer: Officer, number: int) -> Request:
    return get_object_or_404(asked(officer), pk=number)
