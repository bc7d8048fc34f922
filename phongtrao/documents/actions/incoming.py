"""What arrives is registered under the year's arrival number, and dealt with."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.core.vietnamese import fold
from phongtrao.documents import access
from phongtrao.documents.actions.common import line, once, recorded
from phongtrao.documents.actions.drafting import LONGEST_SUBJECT, stored
from phongtrao.documents.actions.registers import give, main_series
from phongtrao.documents.models import File, Handling, Incoming
from phongtrao.documents.rules import Unfit, kind_of
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer, Organisation

INCOMING_KINDS = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg")


def register_incoming(
    organisation: Organisation,
    *,
    arrived_on: date,
    issuer: str,
    subject: str,
    sign: str = "",
    issued_on: date | None = None,
    kind: str = "",
    handler: str = "",
    due: date | None = None,
    upload: "UploadedFile[Any] | None" = None,
    key: str = "",
    by: Officer,
    now: datetime,
) -> Incoming:
    """The arrival number is the next of the year in which it arrived."""
    access.must_keep(by, organisation)
    said = _said(arrived_on, issuer, subject, sign, issued_on, kind, handler, due, now)
    file = stored(upload, organisation, INCOMING_KINDS, by, now) if upload else None

    def act() -> Incoming:
        number = give(main_series(organisation, incoming=True), arrived_on, by=by, now=now)
        row = Incoming(organisation=organisation, arrival=number, file=file, by=by, at=now, **said)
        row.save(force_insert=True)
        recorded("incoming document registered", row, organisation, by=by, now=now, after=_told(row, file))
        return row

    body = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    body |= {"organisation": organisation.pk, "file": file.digest if file else ""}
    return once(Incoming, key, body, act, by=by, now=now)


def correct_incoming(
    incoming: Incoming,
    *,
    base_version: int,
    issuer: str,
    subject: str,
    sign: str = "",
    issued_on: date | None = None,
    kind: str = "",
    handler: str = "",
    due: date | None = None,
    upload: "UploadedFile[Any] | None" = None,
    by: Officer,
    now: datetime,
) -> Incoming:
    """All but its arrival number and day."""
    access.must_keep(by, incoming.organisation)
    said = _said(incoming.arrived_on, issuer, subject, sign, issued_on, kind, handler, due, now)
    file = stored(upload, incoming.organisation, INCOMING_KINDS, by, now) if upload else None
    with transaction.atomic():
        row = _seen(incoming, base_version)
        before = row.snapshot()
        columns = {**said, **({"file": file} if file else {}), "version": row.version + 1}
        _written(row, columns)
        recorded(
            "incoming document corrected",
            row,
            row.organisation,
            by=by,
            now=now,
            before=before,
            after=_told(row, file),
        )
    return row


@transaction.atomic
def finish_incoming(
    incoming: Incoming, *, base_version: int, done_on: date, note: str = "", by: Officer, now: datetime
) -> Handling:
    """It was dealt with, or needs nothing more."""
    access.must_keep(by, incoming.organisation)
    row = _seen(incoming, base_version)
    if row.done_on is not None:
        raise Conflict(_("This document was dealt with already."))
    if not row.arrived_on <= done_on <= local_day(now):
        raise Unfit(_("The day lies between its arrival and today."), field="done_on")
    made = Handling.objects.create(
        incoming=row, done_on=done_on, note=line(note, longest=500, field="note", subject=True), by=by, at=now
    )
    _written(row, {"done_on": done_on, "version": row.version + 1})
    recorded("incoming document dealt with", row, row.organisation, by=by, now=now, after=row.snapshot())
    return made


def _said(
    arrived_on: date,
    issuer: str,
    subject: str,
    sign: str,
    issued_on: date | None,
    kind: str,
    handler: str,
    due: date | None,
    now: datetime,
) -> dict[str, Any]:
    if arrived_on > local_day(now):
        raise Unfit(_("The day of arrival lies in the future."), field="arrived_on")
    if issued_on and issued_on > arrived_on:
        raise Unfit(_("It can't have arrived before the day on which it was issued."), field="issued_on")
    if due and due < arrived_on:
        raise Unfit(_("It can't be due before it arrived."), field="due")
    if kind and kind_of(kind) is None:
        raise Unfit(_("Choose the kind of the document."), field="kind")
    found = kind_of(kind)
    body = line(issuer, longest=250, missing=_("Type which body issued it."), field="issuer")
    about = line(
        subject,
        longest=LONGEST_SUBJECT,
        missing=_("Type what the document is about."),
        field="subject",
        subject=True,
    )
    number = line(sign, longest=80, field="sign").replace(" ", "")
    return {
        "arrived_on": arrived_on,
        "issuer": body,
        "subject": about,
        "sign": number,
        "issued_on": issued_on,
        "kind": kind,
        "handler": line(handler, longest=120, field="handler"),
        "due": due,
        "folded": fold(f"{number} {found.vi if found else ''} {about} {body}")[:1000],
    }


def _seen(incoming: Incoming, base: int) -> Incoming:
    rows = Incoming.objects.select_related("organisation", "arrival").select_for_update(of=("self",))
    row = rows.get(pk=incoming.pk)
    if row.version != base:
        raise Conflict(_("Someone else changed this document after you opened it. Open it again and look."))
    return row


def _written(row: Incoming, columns: dict[str, Any]) -> None:
    if not Incoming.objects.filter(pk=row.pk, version=row.version).update(**columns):
        raise Conflict(_("Someone else changed this document at the same moment. Open it again and look."))
    for name, value in columns.items():
        setattr(row, name, value)


def _told(row: Incoming, file: File | None) -> dict[str, Any]:
    return {**row.snapshot(), "file": file.digest if file else ""}
