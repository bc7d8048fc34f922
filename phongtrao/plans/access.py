"""The one door to duties: those of organisations in an officer's scope, and those that one of them asked."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.plans.models import Assignment, Duty, Extension


def visible(officer: Officer) -> QuerySet[Duty]:
    scope = people.visible(officer).values("pk")
    seen = Duty.objects.filter(Q(organisation__in=scope) | Q(assignment__asker__in=scope))
    return seen.select_related("assignment__asker", "organisation")


def get(officer: Officer, number: int) -> Duty:
    return get_object_or_404(visible(officer), pk=number)


def get_extension(officer: Officer, duty: Duty, number: int) -> Extension:
    get(officer, duty.pk)
    return get_object_or_404(
        Extension.objects.select_related("decision", "duty__assignment"), duty=duty, number=number
    )


def may_ask_extension(officer: Officer, duty: Duty) -> bool:
    return officer.organisation_id == duty.organisation_id and may(Role(officer.role), May.SUBMIT)


def may_decide(officer: Officer, assignment: Assignment) -> bool:
    """Extensions and closing: the head of the office that asked."""
    return officer.organisation_id == assignment.asker_id and may(Role(officer.role), May.DECIDE)


def must_ask_extension(officer: Officer, duty: Duty) -> None:
    get(officer, duty.pk)
    if not may_ask_extension(officer, duty):
        raise Refused(people.who_can(May.SUBMIT))


def must_decide(officer: Officer, duty: Duty) -> None:
    get(officer, duty.pk)
    if not may_decide(officer, duty.assignment):
        raise Refused(people.who_can(May.DECIDE))
