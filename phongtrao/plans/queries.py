"""Reads of duties: wishes for more time, closings, who was reminded."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.plans.models import Assignment, Chase, Closing, Duty, Extension, ExtensionDecision
from phongtrao.plans.rules import ExtensionVerdict


def extensions(duty: Duty) -> list[Extension]:
    """In the order in which they were asked. One query."""
    return _extensions(duty.pk)


@ready
def _extensions(duty: int) -> QuerySet[Extension]:
    return Extension.objects.filter(duty=duty).select_related("by", "decision__by").order_by("number")


def undecided(officer: Officer) -> QuerySet[Extension]:
    """What waits for this officer's decision, the oldest first; nothing for whoever decides nothing."""
    waiting = Extension.objects.filter(
        decision__isnull=True, duty__assignment__asker=officer.organisation_id
    ).select_related("duty__assignment", "duty__organisation")
    return (waiting if may(Role(officer.role), May.DECIDE) else waiting.none()).order_by("at", "pk")


def standing(assignment: Assignment) -> dict[int, str]:
    """By duty: "granted" where its time was extended, else "asked" where a wish waits. One query."""
    found: dict[int, str] = {}
    rows = Extension.objects.filter(duty__assignment=assignment).order_by("number")
    for duty, verdict in rows.values_list("duty", "decision__verdict"):
        if verdict is None:
            found[duty] = "asked"
        elif verdict == ExtensionVerdict.GRANTED:
            found[duty] = verdict
    return found


def granted(duties: Iterable[int]) -> dict[int, tuple[int, datetime]]:
    """By duty whose time was extended: how often, and when last. One query."""
    rows = ExtensionDecision.objects.filter(
        verdict=ExtensionVerdict.GRANTED.value, extension__duty__in=list(duties)
    ).values_list("extension__duty")
    return {duty: (times, last) for duty, times, last in rows.annotate(Count("pk"), Max("at"))}


def closing(assignment: Assignment) -> Closing | None:
    return Closing.objects.filter(assignment=assignment).select_related("by").first()


def chased(duties: Iterable[int]) -> dict[int, date]:
    """The last day on which each was reminded by hand."""
    rows = Chase.objects.filter(duty__in=list(duties)).values_list("duty")
    return dict(rows.annotate(Max("day")))


def succeeded(duty: Duty) -> list[Duty]:
    """Whose days it goes on from."""
    return _succeeded(duty.pk)


@ready
def _succeeded(duty: int) -> QuerySet[Duty]:
    return _in_order(Duty.objects.filter(passed_to=duty))


def successors(duty: Duty) -> list[Duty]:
    """Who is asked for the rest."""
    return _successors(duty.pk)


@ready
def _successors(duty: int) -> QuerySet[Duty]:
    return _in_order(Duty.objects.filter(succeeds=duty))


def _in_order(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.select_related("organisation").order_by("organisation__sort_key", "pk")
