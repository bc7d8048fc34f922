"""What every change of a report shares: the row under its lock, its state, its version, its trail."""

from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.kit.ready import ready
from phongtrao.kit.refusals import Conflict
from phongtrao.kit.writes import change
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Move, NotPossible, Stale, State, step
from phongtrao.trail import actions as trail


def locked(report: Report, move: Move, by: Officer) -> tuple[Report, State]:
    """The report as it stands now, and the state that the move leads to. PostgreSQL locks the row; on SQLite
    the transaction itself is exclusive; `written` compares the version in either."""
    access.must(by, report, move)
    now_standing = _row(report.pk)[0]
    # What was asked of whom never changes, so it is taken from the report that the door has read.
    now_standing.request, now_standing.organisation = report.request, report.organisation
    try:
        found = step(State(now_standing.state), move)
    except NotPossible as problem:
        raise Conflict(not_possible(problem)) from problem
    return now_standing, found.to


def as_read(report: Report, move: Move, by: Officer) -> tuple[Report, State] | None:
    """The report as the door has just read it, for a change that stands only if nobody was faster (`kept`): one read
    less than `locked`, which answers whatever this can't. None where the move isn't possible as it was read."""
    access.must(by, report, move)
    try:
        found = step(State(report.state), move)
    except NotPossible:
        return None
    return copy(report), found.to


@ready
def _row(number: int) -> QuerySet[Report]:
    rows = Report.objects.select_related("duty__assignment").select_for_update(of=("self",))
    return rows.filter(pk=number)


def must_be_seen(report: Report, base: int) -> None:
    """A decision is made on what the officer saw."""
    if base != report.version:
        raise Stale(
            _("The report changed after you opened it. Look at it again, then decide."), report.version
        )


def written(report: Report, before: dict[str, Any], **columns: Any) -> None:
    """Save named columns with the next version, if nobody was faster."""
    if not kept(report, before, **columns):
        raise overtaken()


def overtaken() -> Conflict:
    return Conflict(_("Someone else changed this report at the same moment. Open it again and look."))


def kept(report: Report, before: dict[str, Any], **columns: Any) -> bool:
    """The same, telling whether they were saved."""
    after = {**columns, "version": report.version + 1}
    if not change(Report, {"pk": report.pk, "version": before["version"]}, after):
        return False
    for name, value in after.items():
        setattr(report, name, value)
    return True


def recorded(
    act: str,
    report: Report,
    *,
    by: Officer,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    record: str = "",
) -> None:
    """`record`: what of the report it is about, where it is not the report itself."""
    trail.record(
        act,
        record=record or report.record,
        chain=report.organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=after,
        reason=reason,
    )


def not_possible(problem: NotPossible) -> str:
    if problem.move in (Move.REOPEN, Move.ASK_TO_REOPEN, Move.KEEP_CLOSED):
        return _("Only a report that was accepted can be opened again.")
    if problem.state is State.NOT_STARTED:
        return _("Nothing was filled in yet.")
    if problem.state is State.SUBMITTED:
        return _("The report was sent; it can be changed only after it was returned.")
    if problem.state is State.ACCEPTED:
        return _("The report was accepted; to mend it, it must first be opened again with a reason.")
    if problem.state is State.RETURNED:
        return _("The report was returned and not sent again yet.")
    if problem.state is State.REOPENED:
        return _("The report is open again and was not sent anew yet.")
    return _("The report is still being filled in; it was not sent yet.")
