"""What was sent or attached: submissions, sources, signed papers."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer
from phongtrao.reports.access.reports import sees_his_own, visible
from phongtrao.reports.access.standing import sees_draft
from phongtrao.reports.models import Attachment, Report, SignedPaper, Submission


def submissions(officer: Officer) -> QuerySet[Submission]:
    return _whole(Submission.objects.filter(report__in=visible(officer).values("pk")))


def _whole(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.select_related(
        "report__request__form",
        "report__request__asker",
        "report__request__assignment",
        "report__duty",
        "report__organisation__place",
        "by",
        "returned",
        "accepted",
    )


def get_submission(officer: Officer, report: int, number: int) -> Submission:
    if not sees_his_own(officer):
        return get_object_or_404(submissions(officer), report=report, number=number)
    found = _own(report, number, officer.organisation_id)
    if not found:
        raise Http404
    return found[0]


@ready
def _own(report: int, number: int, own: int) -> QuerySet[Submission]:
    his = Q(report__organisation=own) | Q(report__request__asker=own)
    return _whole(Submission.objects.filter(his, report=report, number=number))


def answers_sent(officer: Officer, report: Report, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """By number what was sent, word for word."""
    rows = submissions(officer).filter(report=report, number__in=numbers)
    return dict(rows.values_list("number", "answers"))


def get_attachment(officer: Officer, report: Report, field: str) -> Attachment:
    """The source of a field of the draft."""
    if not sees_draft(officer, report):
        raise Http404
    return get_object_or_404(Attachment.objects.select_related("file"), report=report, field=field)


def papers(officer: Officer, report: Report) -> QuerySet[SignedPaper]:
    """The signed papers of a report, the newest first; to those above only once something was sent."""
    if not sees_draft(officer, report) and not report.submissions.exists():
        return SignedPaper.objects.none()
    found = SignedPaper.objects.filter(report=report).select_related("file", "by").defer("text")
    return found.order_by("-sequence")


def get_paper(officer: Officer, report: Report, sequence: int) -> SignedPaper:
    return get_object_or_404(papers(officer, report), sequence=sequence)
