"""A document is drafted, changed, related to others, given up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.core.vietnamese import fold
from phongtrao.documents import access
from phongtrao.documents.actions.common import line, locked, must_be_seen, once, reason_of, recorded, written
from phongtrao.documents.actions.files import store
from phongtrao.documents.actions.registers import cancelled, series_for
from phongtrao.documents.models import Content, Document, Drop, File, Incoming, Relation
from phongtrao.documents.queries.files import path_of
from phongtrao.documents.queries.history import kept_number
from phongtrao.documents.queries.joint import found_here
from phongtrao.documents.queries.letterhead import head_of
from phongtrao.documents.rules import (
    MOST_ISSUERS,
    STANDING,
    DocumentMove,
    Partner,
    RelationKind,
    Unfit,
    kind_of,
    lines_of,
    offered,
    read_partners,
    read_symbol,
    sealed,
    symbol_of,
)
from phongtrao.documents.rules.letterhead import Profile
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer, Organisation

DRAFT_KINDS = ("docx", "xlsx", "pdf")
LONGEST_SUBJECT = 500


def file_of(name: str, content: bytes) -> "UploadedFile[Any]":
    """What a later part wrote, as a file to draft a document with."""
    return SimpleUploadedFile(name, content)


def draft(
    organisation: Organisation,
    *,
    kind: str,
    subject: str,
    upload: "UploadedFile[Any] | None" = None,
    symbol: str = "",
    addressees: str | Sequence[str] = (),
    recipients: str | Sequence[str] | None = None,
    partners: str | Sequence[str] = (),
    illustrative: bool = False,
    key: str = "",
    by: Officer,
    now: datetime,
) -> Document:
    """A new document of an organisation. `symbol`: where it is not the usual one; `recipients`: None for the office's
    standing ones; `partners`: who issues it too, "name; abbreviation" each. The same key and body give the document
    that was drafted the first time."""
    access.must_keep(by, organisation)
    said = _said(organisation, kind, subject, symbol, addressees, recipients, partners, now)
    file = stored(upload, organisation, DRAFT_KINDS, by, now) if upload else None
    body = {**{k: v for k, v in said.items() if k != "series"}, "file": file.digest if file else ""}

    def act() -> Document:
        row = Document(organisation=organisation, by=by, at=now, saved_by=by, saved_at=now, **said)
        row.illustrative = illustrative
        row.save(force_insert=True)
        _put_together(row)
        if file:
            attached(row, file, by=by, now=now)
        recorded("document drafted", row, organisation, by=by, now=now, after=_told(row, file))
        return row

    return once(Document, key, {"organisation": organisation.pk, **body}, act, by=by, now=now)


def change(
    document: Document,
    *,
    base_version: int,
    kind: str,
    subject: str,
    symbol: str = "",
    addressees: str | Sequence[str] = (),
    recipients: str | Sequence[str] | None = None,
    partners: str | Sequence[str] = (),
    upload: "UploadedFile[Any] | None" = None,
    by: Officer,
    now: datetime,
) -> Document:
    """What was checked or signed must be so anew."""
    access.must(by, document, DocumentMove.CHANGE)
    said = _said(document.organisation, kind, subject, symbol, addressees, recipients, partners, now)
    file = stored(upload, document.organisation, DRAFT_KINDS, by, now) if upload else None
    with transaction.atomic():
        row, state = locked(document, DocumentMove.CHANGE, by)
        must_be_seen(row, base_version)
        kept = kept_number(row)
        if kept and kept.register.series_id != said["series"].pk:
            raise Unfit(_("A number of another series is kept for this document; cancel it first."))
        before = row.snapshot()
        if file:
            attached(row, file, by=by, now=now)
        written(row, **said, state=state.value, saved_by=by, saved_at=now)
        _put_together(row)
        recorded(
            "document changed", row, row.organisation, by=by, now=now, before=before, after=_told(row, file)
        )
    return row


def relate(
    document: Document,
    *,
    base_version: int,
    kind: RelationKind,
    own: Document | None = None,
    incoming: Incoming | None = None,
    described: str = "",
    by: Officer,
    now: datetime,
) -> Relation:
    """To a document of the own office, to one that came in, or to one described in words."""
    words = line(described, longest=500, field="described", subject=True)
    if sum((own is not None, incoming is not None, bool(words))) != 1:
        raise Unfit(_("Choose one document, or describe one in words."), field="described")
    if own is not None and (own.pk == document.pk or own.state not in STANDING):
        raise Unfit(_("Only a document that was issued can be referred to."), field="own")
    with transaction.atomic():
        row, state = locked(document, DocumentMove.CHANGE, by)
        must_be_seen(row, base_version)
        relation = Relation.objects.create(
            document=row, kind=kind.value, own=own, incoming=incoming, described=words
        )
        written(row, state=state.value, saved_by=by, saved_at=now)
        after = {"relation": kind.value, "own": own and own.pk, "incoming": incoming and incoming.pk}
        recorded(
            "document related", row, row.organisation, by=by, now=now, after={**after, "described": words}
        )
    return relation


def unrelate(document: Document, relation: int, *, base_version: int, by: Officer, now: datetime) -> None:
    with transaction.atomic():
        row, state = locked(document, DocumentMove.CHANGE, by)
        must_be_seen(row, base_version)
        if not Relation.objects.filter(pk=relation, document=row).delete()[0]:
            raise Conflict(_("This relation is not there any more."))
        written(row, state=state.value, saved_by=by, saved_at=now)
        recorded("relation taken away", row, row.organisation, by=by, now=now, before={"relation": relation})


def drop(document: Document, *, base_version: int, reason: str, by: Officer, now: datetime) -> Drop:
    """A draft is given up; the number that was kept for it is cancelled with the same reason."""
    said = reason_of(reason)
    with transaction.atomic():
        row, state = locked(document, DocumentMove.DROP, by)
        must_be_seen(row, base_version)
        before = row.snapshot()
        dropped = Drop.objects.create(document=row, reason=said, by=by, at=now)
        written(row, state=state.value, saved_by=by, saved_at=now)
        if number := kept_number(row):
            cancelled(number, said, by=by, now=now)
        recorded(
            "document given up",
            row,
            row.organisation,
            by=by,
            now=now,
            before=before,
            after=row.snapshot(),
            reason=said,
        )
    return dropped


def stored(
    upload: "UploadedFile[Any]", organisation: Organisation, kinds: Sequence[str], by: Officer, now: datetime
) -> File:
    if (upload.name or "").rpartition(".")[2].lower() not in kinds:
        raise Unfit(
            _("Attach a file of one of these kinds: %(kinds)s.") % {"kinds": ", ".join(kinds)}, field="file"
        )
    return store(upload, organisation=organisation, by=by, now=now)


def attached(row: Document, file: File, *, signed: bool = False, by: Officer, now: datetime) -> Content:
    """Within the caller's transaction, under the document's lock."""
    last = Content.objects.filter(document=row).aggregate(last=Max("sequence"))["last"] or 0
    seal = signed and sealed(file.kind, path_of(file.digest).read_bytes())
    content = Content(document=row, sequence=last + 1, signed=signed, file=file, sealed=seal, by=by, at=now)
    content.save(force_insert=True)
    return content


def folded(subject: str, symbol: str, kind: str, organisation: Organisation) -> str:
    found = kind_of(kind)
    return fold(f"{symbol} {found.vi if found else ''} {subject} {organisation.name}")[:700]


def _said(
    organisation: Organisation,
    kind: str,
    subject: str,
    symbol: str,
    addressees: str | Sequence[str],
    recipients: str | Sequence[str] | None,
    partners: str | Sequence[str],
    now: datetime,
) -> dict[str, Any]:
    """The columns, checked."""
    known = kind_of(kind)
    if known is None or known not in offered():
        raise Unfit(_("Choose the kind of the document."), field="kind")
    head = head_of(organisation, local_day(now))
    about = line(
        subject,
        longest=LONGEST_SUBJECT,
        missing=_("Type what the document is about."),
        field="subject",
        subject=True,
    )
    series = series_for(organisation, kind)
    together = found_here(_together(partners), organisation, local_day(now))
    usual = symbol_of(
        known,
        [series.abbreviation or head.abbreviation, *(one.abbreviation for one in together)],
        unit=head.unit,
        profile=Profile(head.profile),
    )
    sign = read_symbol(symbol) if symbol.strip() else usual
    if sign is None:
        raise Unfit(_("Type the symbol as it stands on the paper, such as KH-BCĐ."), field="symbol")
    return {
        "series": series,
        "kind": kind,
        "subject": about,
        "symbol": sign,
        "profile": head.profile.value,
        "addressees": _named(addressees),
        "recipients": list(head.recipients) if recipients is None else _named(recipients),
        "joint": [one.kept() for one in together],
        "folded": folded(about, sign, kind, organisation),
    }


def _put_together(row: Document) -> None:
    row.together.set([one.organisation for one in row.partners if one.organisation is not None])


def _together(typed: str | Sequence[str]) -> list[Partner]:
    found = read_partners(typed)
    if found is None:
        raise Unfit(
            _("Type each body on a line of its own, its abbreviation after a semicolon."), field="partners"
        )
    if len(found) >= MOST_ISSUERS:
        raise Unfit(
            _("At most %(count)s bodies issue a document together.") % {"count": MOST_ISSUERS},
            field="partners",
        )
    return found


def _named(typed: str | Sequence[str]) -> list[str]:
    return [line(one, longest=250) for one in lines_of(typed)]


def _told(row: Document, file: File | None) -> dict[str, Any]:
    return {**row.snapshot(), "file": file.digest if file else ""}
