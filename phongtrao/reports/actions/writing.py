"""What every change of a report shares: the row under its lock, its state, its version, its trail."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Move, NotPossible, State, step
from phongtrao.trail import actions as trail


def locked(report: Report, move: Move, by: Officer) -> tuple[Report, State]:
    """The report as it stands now, and the state that the move leads to. PostgreSQL locks the row; on SQLite
    the transaction itself is exclusive; `written` compares the version in either."""
    access.must(by, report, move)
    rows = Report.objects.select_related(
        "request__form", "request__asker", "request__assignment", "organisation__place", "duty"
    )
    now_standing = rows.select_for_update(of=("self",)).get(pk=report.pk)
    try:
        found = step(State(now_standing.state), move)
    except NotPossible as problem:
        raise Conflict(not_possible(problem)) from problem
    return now_standing, found.to


def written(report: Report, before: dict[str, Any], **columns: Any) -> None:
    """Save named columns with the next version, if nobody was faster."""
    after = {**columns, "version": report.version + 1}
    changed = Report.objects.filter(pk=report.pk, version=before["version"]).update(**after)
    if not changed:
        raise Conflict(_("Someone else changed this report at the same moment. Open it again and look."))
    for name, value in after.items():
        setattr(report, name, value)


def recorded(
    act: str,
    report: Report,
    *,
    by: Officer,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    trail.record(
        act,
        record=report.record,
        chain=report.organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=after,
        reason=reason,
    )


def not_possible(problem: NotPossible) -> str:
    if problem.state is State.NOT_STARTED:
        return _("Nothing was filled in yet.")
    if problem.state is State.SUBMITTED:
        return _("The report was sent; it can be changed only after it was returned.")
    if problem.state is State.ACCEPTED:
        return _("The report was accepted; its figures are corrected in the figures themselves.")
    if problem.state is State.RETURNED:
        return _("The report was returned and not sent again yet.")
    return _("The report is still being filled in; it was not sent yet.")
