"""What a unit is told of its report: a notice that leads to it."""

from collections.abc import Mapping

from django.urls import reverse

from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.plans.models import Duty


def news(duty: Duty, subject: Subject, key: str, data: Mapping[str, object]) -> notices.New:
    """`key`: the same news told again is told once. Needs the duty's assignment and report fetched."""
    return notices.New(
        duty.organisation_id,
        subject,
        reverse("reports:report", args=[duty.report.pk]),
        f"{duty.record}/{key}",
        {"title": duty.assignment.title, "due": duty.due_at.isoformat(), **data},
    )
