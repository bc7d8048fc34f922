"""An accepted report is opened again, only with a reason: the unit mends it and sends it anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer
from phongtrao.reports.actions.telling import news
from phongtrao.reports.actions.writing import locked, must_be_seen, recorded, written
from phongtrao.reports.models import Acceptance, Reopening, ReopeningAsked, ReopeningDeclined, Report
from phongtrao.reports.rules import Move, Unfit, clean

LONGEST_REASON = 1000


@transaction.atomic
def ask_to_reopen(
    report: Report, *, base_version: int, reason: str, by: Officer, now: datetime
) -> ReopeningAsked:
    """The unit found a mistake in what was accepted; the unit above decides."""
    row, state = locked(report, Move.ASK_TO_REOPEN, by)
    must_be_seen(row, base_version)
    acceptance = last_acceptance(row)
    if pending(acceptance) is not None:
        raise Conflict(_("Your unit asked for this already; the unit above has not decided yet."))
    standing = row.snapshot()
    written(row, standing, state=state.value)
    asked = ReopeningAsked.objects.create(acceptance=acceptance, reason=_reason(reason), by=by, at=now)
    recorded(
        "reopening asked", row, by=by, now=now, before=standing, after=row.snapshot(), reason=asked.reason
    )
    return asked


@transaction.atomic
def keep_closed(
    report: Report, *, base_version: int, reason: str, by: Officer, now: datetime
) -> ReopeningDeclined:
    """Decline what the unit asked: what was accepted stands."""
    row, state = locked(report, Move.KEEP_CLOSED, by)
    must_be_seen(row, base_version)
    asked = pending(last_acceptance(row))
    if asked is None:
        raise Conflict(_("Nobody asks that this report be opened again."))
    standing = row.snapshot()
    written(row, standing, state=state.value)
    declined = ReopeningDeclined.objects.create(asked=asked, reason=_reason(reason), by=by, at=now)
    recorded(
        "reopening declined",
        row,
        by=by,
        now=now,
        before=standing,
        after=row.snapshot(),
        reason=declined.reason,
    )
    return declined


@transaction.atomic
def reopen(report: Report, *, base_version: int, reason: str, by: Officer, now: datetime) -> Reopening:
    """Open it, whether the unit asked for it or not. The ledger keeps what was accepted."""
    row, state = locked(report, Move.REOPEN, by)
    must_be_seen(row, base_version)
    acceptance = last_acceptance(row)
    standing = row.snapshot()
    written(row, standing, state=state.value)
    opened = Reopening.objects.create(
        acceptance=acceptance, asked=pending(acceptance), reason=_reason(reason), by=by, at=now
    )
    data: dict[str, object] = {"unit": row.request.asker.name, "note": opened.reason}
    notices.tell([news(row.duty, Subject.REOPENED, f"reopened/{opened.pk}", data)], now=now)
    recorded(
        "report reopened", row, by=by, now=now, before=standing, after=row.snapshot(), reason=opened.reason
    )
    return opened


def last_acceptance(report: Report) -> Acceptance:
    return Acceptance.objects.filter(submission__report=report).latest("submission__number")


def pending(acceptance: Acceptance) -> ReopeningAsked | None:
    """What the unit asked and nobody has decided."""
    undecided = ReopeningAsked.objects.filter(declined__isnull=True, granted__isnull=True)
    return undecided.filter(acceptance=acceptance).first()


def _reason(text: str) -> str:
    reason = clean(text)
    if not reason or len(reason) > LONGEST_REASON:
        raise Unfit(_("Say why the report is opened again or stays closed, in at most 1,000 characters."))
    return reason
