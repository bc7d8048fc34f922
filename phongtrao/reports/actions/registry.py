"""The registry of requests counts itself: what is asked, sent and accepted enters the ledger as derived figures of
the unit that was asked, one event each, in the transaction of the act. Nobody types them, nobody corrects them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from phongtrao.core.deadline import late
from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.figures import actions as figures
from phongtrao.figures.models import Evidence
from phongtrao.kit.writes import insert
from phongtrao.people.models import Officer, Organisation
from phongtrao.reports.models import Report, Request, Submission

REQUESTED = "reports_requested"
SUBMITTED = "reports_submitted"
ON_TIME = "reports_on_time"
ACCEPTED = "reports_accepted"
CODES = frozenset({REQUESTED, SUBMITTED, ON_TIME, ACCEPTED})
"""The indicators that this registry counts."""


def count_requested(request: Request, reports: Sequence[Report], *, by: Officer, now: datetime) -> None:
    """One event for each report asked, in one batch of the asker. Needs duties, organisations and their places
    fetched."""
    named = f"{request.asker.name}: {request.title}"
    evidence = Evidence.objects.create(
        source=named[:300],
        url=reverse("reports:registered", args=[request.pk]),
        published=local_day(now),
        confirmed_by=by.trail_name,
    )
    figures.record(
        [_event(REQUESTED, request, report, evidence) for report in reports],
        act="reports counted as asked",
        record=request.record,
        organisation=request.asker,
        by=by,
        now=now,
    )


def count_sent(submission: Submission, *, by: Officer, now: datetime) -> None:
    """The first submission of a report. On the sender's own chain, which the act holds already."""
    report = submission.report
    codes = [SUBMITTED] if late(now, report.duty.due_at) else [SUBMITTED, ON_TIME]
    _count(codes, submission, act="report counted as sent", counter=report.organisation, by=by, now=now)


def count_accepted(submission: Submission, *, by: Officer, now: datetime) -> None:
    """The first acceptance of a report. On the asker's chain, and before the batch of its figures, so that locks
    are taken in one order: the asker's chain, then the ledger."""
    asker = submission.report.request.asker
    _count([ACCEPTED], submission, act="report counted as accepted", counter=asker, by=by, now=now)


def _count(
    codes: Iterable[str],
    submission: Submission,
    *,
    act: str,
    counter: Organisation,
    by: Officer,
    now: datetime,
) -> None:
    report = submission.report
    named = f"{report.organisation.name}: {report.request.title}"
    evidence = Evidence(
        source=f"{named[: 300 - len(submission.receipt) - 3]} ({submission.receipt})",
        url=reverse("reports:submission", args=[report.pk, submission.number]),
        published=local_day(submission.at),
        confirmed_by=by.trail_name,
    )
    insert(evidence)
    figures.record(
        [_event(code, report.request, report, evidence) for code in codes],
        act=act,
        record=f"reports.submission:{submission.pk}",
        organisation=counter,
        by=by,
        now=now,
    )


def _event(code: str, request: Request, report: Report, evidence: Evidence) -> figures.Entry:
    return figures.Entry(
        indicator=code,
        place=report.organisation.place,
        organisation=report.organisation,
        clock=request.clock,
        window=report.window,
        value=1,
        basis=Basis.DERIVED,
        evidence=evidence,
        illustrative=request.illustrative,
    )
