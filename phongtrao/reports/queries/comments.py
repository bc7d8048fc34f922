"""What is said about the fields of a report, and whose answer is awaited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import access
from phongtrao.reports.models import Comment, Report
from phongtrao.reports.rules import Side, speaks_as, waits_for


@dataclass(frozen=True, slots=True)
class Thread:
    """All that was said about one field, the oldest first; never empty."""

    field: str
    comments: list[Comment]

    @property
    def waits_for(self) -> Side | None:
        last = self.comments[-1]
        return waits_for(Side(last.side), settled=last.settles)

    @property
    def settled(self) -> bool:
        return self.waits_for is None


@dataclass(frozen=True, slots=True)
class Awaited:
    """A report with fields on which the other office spoke last."""

    number: int
    title: str
    organisation: str
    fields: int


def threads(officer: Officer, report: Report) -> Mapping[str, Thread]:
    """By field, in the order in which they began; only for the two offices. One query."""
    if speaks_as(access.sides(officer, report)) is None:
        return {}
    found: dict[str, list[Comment]] = {}
    for row in _said_of(report.pk):
        found.setdefault(row.field, []).append(row)
    return {field: Thread(field, comments) for field, comments in found.items()}


@ready
def _said_of(report: int) -> QuerySet[Comment]:
    return Comment.objects.filter(report=report).select_related("by__organisation").order_by("pk")


def awaiting_answer(officer: Officer) -> list[Awaited]:
    """Reports of his office, or asked by it, on which the other one waits for an answer. One query."""
    if not may(Role(officer.role), May.FILL):
        return []
    return [Awaited(*row) for row in _awaited(officer.organisation_id)]


@ready
def _awaited(own: int) -> QuerySet[Any, tuple[int, str, str, int]]:
    later = Comment.objects.filter(report=OuterRef("report"), field=OuterRef("field"), pk__gt=OuterRef("pk"))
    turn = Q(side=Side.ASKED.value, report__organisation=own) | (
        Q(side=Side.ANSWERS.value, report__request__asker=own) & ~Q(report__organisation=own)
    )
    rows = Comment.objects.filter(turn, ~Exists(later), settles=False)
    return (
        rows.values("report", "report__request__title", "report__organisation__name")
        .annotate(n=Count("pk"))
        .order_by("report")
        .values_list("report", "report__request__title", "report__organisation__name", "n")
    )
