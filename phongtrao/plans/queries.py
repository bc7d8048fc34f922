"""Reads of duties: wishes for more time, closings, who was reminded."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.plans.models import Assignment, Chase, Closing, Duty, Extension, ExtensionDecision
from phongtrao.plans.rules import ExtensionVerdict


def extensions(duty: Duty) -> QuerySet[Extension]:
    """In the order in which they were asked. One query."""
    return duty.extensions.select_related("by", "decision__by").order_by("number")


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


def succeeded(duty: Duty) -> QuerySet[Duty]:
    """Whose days it goes on from."""
    return duty.succeeds.select_related("organisation").order_by("organisation__sort_key", "pk")


def successors(duty: Duty) -> QuerySet[Duty]:
    """Who is asked for the rest."""
    return duty.passed_to.select_related("organisation").order_by("organisation__sort_key", "pk")
