"""A document is checked, signed, numbered and issued; later replaced or withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.documents import access
from phongtrao.documents.actions.common import line, locked, must_be_seen, once, reason_of, recorded, written
from phongtrao.documents.actions.drafting import attached, stored
from phongtrao.documents.actions.joint import (
    ask_partners,
    given_by_partners,
    must_have_agreed,
    numbered,
    tell_partners,
)
from phongtrao.documents.actions.printing import print_number
from phongtrao.documents.actions.registers import give
from phongtrao.documents.models import (
    Check,
    Content,
    Document,
    Issue,
    Number,
    Register,
    Signatory,
    Signing,
    Withdrawal,
)
from phongtrao.documents.queries.history import kept_number
from phongtrao.documents.queries.letterhead import head_of
from phongtrao.documents.rules import (
    DocumentMove,
    DocumentState,
    NumberState,
    RelationKind,
    Unfit,
)
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer

SIGNED_KINDS = ("pdf", "png", "jpg", "jpeg", "docx")


@transaction.atomic
def check(document: Document, *, base_version: int, note: str = "", by: Officer, now: datetime) -> Check:
    """Its text was looked through and may be signed."""
    row, state = locked(document, DocumentMove.CHECK, by)
    must_be_seen(row, base_version)
    content = standing(row, signed=False)
    if content is None:
        raise Unfit(_("Attach the text of the document first."))
    said = line(note, longest=500, field="note", subject=True)
    written(row, state=state.value, saved_by=by, saved_at=now)
    made = Check.objects.create(document=row, content=content, note=said, version=row.version, by=by, at=now)
    after = {**row.snapshot(), "file": content.file.digest}
    recorded("document checked", row, row.organisation, by=by, now=now, after=after)
    return made


def sign(
    document: Document,
    upload: "UploadedFile[Any]",
    *,
    base_version: int,
    signatory: Signatory,
    signed_on: date,
    by: Officer,
    now: datetime,
) -> Signing:
    """Keep what was signed: a scan, or the file signed digitally. Who signed is one of the office's signatories; the
    trail holds his number, not his name."""
    access.must(by, document, DocumentMove.SIGN)
    _may_have_signed(document, signatory, signed_on, local_day(now))
    file = stored(upload, document.organisation, SIGNED_KINDS, by, now)
    with transaction.atomic():
        row, state = locked(document, DocumentMove.SIGN, by)
        must_be_seen(row, base_version)
        content = attached(row, file, signed=True, by=by, now=now)
        written(row, state=state.value, saved_by=by, saved_at=now)
        made = Signing.objects.create(
            document=row,
            signatory=signatory,
            post=signatory.post,
            authority=signatory.authority,
            signed_on=signed_on,
            content=content,
            by=by,
            at=now,
        )
        after = {
            **row.snapshot(),
            "signatory": signatory.pk,
            "signed_on": signed_on.isoformat(),
            "file": file.digest,
            "sealed": content.sealed,
        }
        recorded("document signed", row, row.organisation, by=by, now=now, after=after)
        ask_partners(row, now=now)
    return made


def _may_have_signed(document: Document, signatory: Signatory, day: date, today: date) -> None:
    if signatory.organisation_id != document.organisation_id or signatory.erased_at:
        raise Unfit(_("Choose who signed, from your office's list."), field="signatory")
    if day > today:
        raise Unfit(_("The day of signing lies in the future."), field="signed_on")
    ended = signatory.valid_to is not None and signatory.valid_to < day
    if day < signatory.valid_from or ended:
        raise Unfit(
            _("On that day this person did not sign for your office; see its signatories."), field="signed_on"
        )


def issue(
    document: Document,
    *,
    base_version: int,
    issued_on: date,
    number: Number | None = None,
    partner_numbers: Sequence[int] = (),
    key: str = "",
    by: Officer,
    now: datetime,
) -> Issue:
    """Take the number and issue, in one transaction. `number`: one that was reserved without a document; else the one
    kept for this document, else the next of the year in which it is issued. `partner_numbers`: what those who issue it
    too and work outside this system took from their own registers, in their order; the registers of those in it give
    theirs in the same transaction, once they have agreed. Afterwards its Word file bears number and day, where a box
    waits for them."""
    access.must(by, document, DocumentMove.ISSUE)
    if issued_on > local_day(now):
        raise Unfit(_("The day of issue lies in the future."), field="issued_on")
    body = {
        "document": document.pk,
        "version": base_version,
        "on": issued_on.isoformat(),
        "number": number.pk if number else None,
        "partners": list(partner_numbers),
    }

    def act() -> Issue:
        row, state = locked(document, DocumentMove.ISSUE, by)
        must_be_seen(row, base_version)
        return _issued(row, state, issued_on, number, partner_numbers, by, now)

    made = once(Issue, key, body, act, by=by, now=now)
    row = made.document
    if row.state == DocumentState.ISSUED:
        print_number(row, base_version=row.version, by=by, now=now)
    return made


def _issued(
    row: Document,
    state: DocumentState,
    day: date,
    chosen: Number | None,
    partner_numbers: Sequence[int],
    by: Officer,
    now: datetime,
) -> Issue:
    """Within the transaction, under the document's lock."""
    signing = Signing.objects.filter(document=row).select_related("content__file").order_by("-pk")[0]
    if day < signing.signed_on:
        raise Unfit(_("It can't be issued before the day on which it was signed."), field="issued_on")
    must_have_agreed(row)
    given = given_by_partners(row, day, by=by, now=now)
    taken = _number(row, day, chosen, by, now)
    columns = {"joint": numbered(row, partner_numbers, given), "number": taken.number, "issued_on": day}
    written(row, state=state.value, **columns, saved_by=by, saved_at=now)
    said = _said(row, signing)
    made = Issue.objects.create(
        document=row, number=taken, signing=signing, issued_on=day, said=said, by=by, at=now
    )
    _replace(row, by, now)
    recorded("document issued", row, row.organisation, by=by, now=now, after=said)
    tell_partners(made, given, by=by, now=now)
    return made


def withdraw(document: Document, *, base_version: int, reason: str, by: Officer, now: datetime) -> Withdrawal:
    said = reason_of(reason)
    with transaction.atomic():
        row, state = locked(document, DocumentMove.WITHDRAW, by)
        must_be_seen(row, base_version)
        made = Withdrawal.objects.create(document=row, reason=said, by=by, at=now)
        written(row, state=state.value, saved_by=by, saved_at=now)
        recorded(
            "document withdrawn", row, row.organisation, by=by, now=now, after=row.snapshot(), reason=said
        )
    return made


def standing(document: Document, *, signed: bool) -> Content | None:
    """The newest text, or the newest that was signed."""
    rows = Content.objects.filter(document=document, signed=signed).select_related("file")
    return rows.order_by("-sequence").first()


def _number(row: Document, day: date, chosen: Number | None, by: Officer, now: datetime) -> Number:
    kept = kept_number(row)
    if kept is None and chosen is None:
        return give(row.series, day, document=row, by=by, now=now)
    found = kept or chosen
    assert found is not None
    Register.objects.select_for_update().get(pk=found.register_id)
    rows = Number.objects.select_related("register", "cancellation", "issue", "incoming", "joint")
    number = rows.get(pk=found.pk)
    if number.state is not NumberState.RESERVED or number.document_id not in (None, row.pk):
        raise Conflict(_("This number is used or cancelled already."))
    if number.register.series_id != row.series_id:
        raise Unfit(_("This number belongs to another series."), field="number")
    if number.register.year != day.year:
        raise Unfit(
            _("The number is of %(year)s: issue the document in that year, or cancel the number.")
            % {"year": number.register.year},
            field="issued_on",
        )
    return number


def _replace(row: Document, by: Officer, now: datetime) -> None:
    """What it replaces says so from now on; what was replaced or withdrawn before stays as it is."""
    numbers = row.relations.filter(kind=RelationKind.REPLACES.value, own__isnull=False).values("own")
    olds = Document.objects.select_for_update(of=("self",)).filter(
        pk__in=numbers, state=DocumentState.ISSUED.value, organisation=row.organisation
    )
    for old in olds.order_by("pk"):
        Withdrawal.objects.create(document=old, replaced_by=row, by=by, at=now)
        written(old, state=DocumentState.REPLACED.value, saved_by=by, saved_at=now)
        after = {**old.snapshot(), "replaced_by": row.pk}
        recorded("document replaced", old, row.organisation, by=by, now=now, after=after)


def _said(row: Document, signing: Signing) -> dict[str, Any]:
    head = head_of(row.organisation, row.issued_on or signing.signed_on)
    text = standing(row, signed=False)
    relations = row.relations.order_by("pk")
    return {
        **row.snapshot(),
        "head": {
            "superior": head.superior,
            "issuer": head.issuer,
            "abbreviation": head.abbreviation,
            "place": head.place,
        },
        "signatory": signing.signatory_id,
        "post": signing.post,
        "authority": signing.authority,
        "signed_on": signing.signed_on.isoformat(),
        "text": text.file.digest if text else "",
        "signed": signing.content.file.digest,
        "relations": [[one.kind, one.own_id, one.incoming_id, one.described] for one in relations],
    }
