"""Decisions by programs: return, accept one or many, open again."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Schema

from phongtrao.kit.problems import PROBLEMS
from phongtrao.reports import access, actions
from phongtrao.reports.api.common import Number, Seen, officer, refusable, router
from phongtrao.reports.rules import Reason, State


class ReturnTyped(Seen):
    reason: Reason
    note: str
    fields: list[str] = []
    notes: dict[str, str] = {}


class ReopenTyped(Seen):
    reason: str


class Decided(Schema):
    state: State
    version: int
    batch: int | None = None


class Ticked(Seen):
    """`version`: of the report as it was read; one that changed since is not accepted."""

    number: Number


class CameOf(Schema):
    """`words`: why it was not accepted. `batch`: of the figures that entered the ledger, if there are any."""

    number: int
    result: actions.Result
    words: str
    batch: int | None


# Before any path of one report by its number: a name is no number.
@router.post(
    "/acceptances",
    response={200: list[CameOf], **PROBLEMS},
    operation_id="reports_accept_many_reports",
    summary="Accept many reports, each by itself",
)
def accept_many(
    request: HttpRequest,
    said: Annotated[list[Ticked], Body(min_length=1, max_length=actions.MOST_AT_ONCE)],
) -> Any:
    """What stops one stops no other. Called twice, each is accepted once and both answers are the same."""
    ticks = [actions.Tick(one.number, one.version) for one in said]
    return actions.accept_many(ticks, by=officer(request), now=timezone.now())


@router.post(
    "/{number}/return",
    response={200: Decided, **PROBLEMS},
    operation_id="reports_return_report",
    summary="Return a report with a reason",
)
@refusable
def return_report(request: HttpRequest, number: Number, said: ReturnTyped) -> Any:
    by = officer(request)
    report = access.get(by, number)
    returned = actions.return_(
        report,
        base_version=said.version,
        reason=said.reason,
        note=said.note,
        fields=said.fields,
        notes=said.notes,
        by=by,
        now=timezone.now(),
    )
    return {"state": State.RETURNED, "version": returned.submission.report.version}


@router.post(
    "/{number}/acceptance",
    response={200: Decided, **PROBLEMS},
    operation_id="reports_accept_report",
    summary="Accept a report: its figures enter the totals",
)
@refusable
def accept_report(request: HttpRequest, number: Number, seen: Seen) -> Any:
    by = officer(request)
    report = access.get(by, number)
    accepted = actions.accept(report, base_version=seen.version, by=by, now=timezone.now())
    batch = accepted.batch.recorded.number if accepted.batch else None
    return {"state": State.ACCEPTED, "version": accepted.submission.report.version, "batch": batch}


@router.post(
    "/{number}/reopening",
    response={200: Decided, **PROBLEMS},
    operation_id="reports_reopen_report",
    summary="Open an accepted report again, with a reason",
)
@refusable
def reopen_report(request: HttpRequest, number: Number, said: ReopenTyped) -> Any:
    """What was accepted counts until the report is accepted anew."""
    by = officer(request)
    report = access.get(by, number)
    opened = actions.reopen(report, base_version=said.version, reason=said.reason, by=by, now=timezone.now())
    return {"state": State.REOPENED, "version": opened.acceptance.submission.report.version}
