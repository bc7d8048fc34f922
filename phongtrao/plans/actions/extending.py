"""More time: asked by the unit's head, decided by the head of the office that asked. `link` leads to where each
acts."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.core import deadline
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer
from phongtrao.plans import access
from phongtrao.plans.models import Closing, Duty, Extension, ExtensionDecision
from phongtrao.plans.rules import LONGEST_REASON, DutyState, ExtensionVerdict
from phongtrao.trail import actions as trail


@transaction.atomic
def ask_extension(
    duty: Duty, *, until: date, hour: time | None = None, reason: str, link: str, by: Officer, now: datetime
) -> Extension:
    access.must_ask_extension(by, duty)
    duty = _locked(duty)
    _must_be_owed(duty)
    if duty.extensions.filter(decision__isnull=True).exists():
        raise Conflict(_("More time was asked for already; it is not decided yet."))
    wished = deadline.due_at(until, hour)
    _must_be_later(wished, duty, now)
    said = _reason(reason, _("Say why more time is needed."))
    try:
        with transaction.atomic():
            extension = Extension.objects.create(
                duty=duty,
                number=duty.extensions.count() + 1,
                wished_at=wished,
                reason=said,
                by=by,
                at=now,
            )
    except IntegrityError as twice:
        raise Conflict(_("More time was asked for already; it is not decided yet.")) from twice
    _tell(extension, duty.assignment.asker_id, Subject.EXTENSION_ASKED, wished, said, link, now)
    after = {"number": extension.number, "wished": wished}
    _record("extension asked", duty, by=by, now=now, after=after, reason=said)
    return extension


@transaction.atomic
def decide_extension(
    extension: Extension,
    verdict: ExtensionVerdict,
    *,
    until: date | None = None,
    hour: time | None = None,
    note: str = "",
    link: str,
    by: Officer,
    now: datetime,
) -> ExtensionDecision:
    access.must_decide(by, extension.duty)
    duty = _locked(extension.duty)
    due = None
    if verdict is ExtensionVerdict.GRANTED:
        _must_be_owed(duty)
        due = deadline.due_at(until, hour) if until else extension.wished_at
        _must_be_later(due, duty, now)
    said = note.strip() if verdict is ExtensionVerdict.GRANTED else _reason(note, _("Say why it is refused."))
    decision, new = ExtensionDecision.objects.get_or_create(
        extension=extension,
        defaults={"verdict": verdict.value, "due_at": due, "note": said, "by": by, "at": now},
    )
    if not new:
        raise Conflict(_("Someone else decided this at the same moment. Open it again and look."))
    before = {"due_at": duty.due_at}
    if due:
        duty.due_at = due
        duty.save(update_fields=["due_at"])
    subject = Subject.EXTENSION_GRANTED if due else Subject.EXTENSION_REFUSED
    _tell(extension, duty.organisation_id, subject, due, said, link, now)
    after = {"number": extension.number, "due_at": duty.due_at}
    if due:
        _record("extension granted", duty, by=by, now=now, before=before, after=after, reason=said)
    else:
        _record("extension refused", duty, by=by, now=now, after=after, reason=said)
    return decision


def _locked(duty: Duty) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related("assignment__asker", "organisation")
    return rows.get(pk=duty.pk)


def _must_be_owed(duty: Duty) -> None:
    if duty.state != DutyState.OPEN:
        raise Conflict(_("It was sent already, or is not owed any more: no more time is needed."))
    if Closing.objects.filter(assignment=duty.assignment_id).exists():
        raise Conflict(
            _("The request is closed. The report can still be sent; it is marked as after closing.")
        )


def _must_be_later(moment: datetime, duty: Duty, now: datetime) -> None:
    if moment <= max(duty.due_at, now):
        raise Refused(_("Choose a day after the due date and after today."))


def _reason(text: str, missing: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Refused(missing)
    return said


def _tell(
    extension: Extension,
    organisation: int,
    subject: Subject,
    due: datetime | None,
    note: str,
    link: str,
    now: datetime,
) -> None:
    duty = extension.duty
    data = {"title": duty.assignment.title, "unit": duty.organisation.name, "note": note}
    if due:
        data["due"] = due.isoformat()
    key = f"{duty.record}/extension/{extension.number}/{subject}"
    notices.tell([notices.New(organisation, subject, link, key, data)], now=now)


def _record(
    act: str,
    duty: Duty,
    *,
    by: Officer,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object],
    reason: str,
) -> None:
    trail.record(
        act,
        record=duty.record,
        chain=duty.organisation.chain,
        by=by.trail_name,
        now=now,
        before=before,
        after=after,
        reason=reason,
    )
