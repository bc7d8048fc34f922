"""A document is written in the form of its kind: its Word file, its draft and what was typed are kept together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from phongtrao.core.period import local_day
from phongtrao.core.vietnamese import fold
from phongtrao.documents import access
from phongtrao.documents.actions.drafting import change, draft, file_of
from phongtrao.documents.models import Content, Document, Wording
from phongtrao.documents.queries.box_words import fault_words
from phongtrao.documents.queries.composing import composed, judged
from phongtrao.documents.queries.history import kept_number
from phongtrao.documents.rules import (
    FORM_VERSION,
    DocumentMove,
    Said,
    Unfit,
    Writing,
    folder_name,
    kept,
)
from phongtrao.letters.document import Document as Letter
from phongtrao.letters.docx import write as word
from phongtrao.people.models import Officer, Organisation


def write(
    organisation: Organisation,
    writing: Writing,
    typed: Mapping[str, str],
    *,
    key: str = "",
    by: Officer,
    now: datetime,
) -> Document:
    """A new draft. The same key and text give the document that was drafted the first time."""
    access.must_keep(by, organisation)
    said, letter = _letter(organisation, writing, typed, now)
    with transaction.atomic():
        row = draft(organisation, **_columns(writing, said, letter), key=key, by=by, now=now)
        Wording.objects.get_or_create(document=row, defaults=_kept(row, writing, typed, by, now))
    return row


def rewrite(
    document: Document,
    writing: Writing,
    typed: Mapping[str, str],
    *,
    base_version: int,
    by: Officer,
    now: datetime,
) -> Document:
    """The draft is written anew; what was checked or signed must be so again. It bears the number that is kept for
    it."""
    access.must(by, document, DocumentMove.CHANGE)
    waiting = kept_number(document)
    number = waiting.number if waiting else None
    said, letter = _letter(document.organisation, writing, typed, now, number=number)
    with transaction.atomic():
        columns = _columns(writing, said, letter)
        row = change(document, base_version=base_version, **columns, by=by, now=now)
        Wording.objects.update_or_create(document=row, defaults=_kept(row, writing, typed, by, now))
    return row


def _letter(
    organisation: Organisation,
    writing: Writing,
    typed: Mapping[str, str],
    now: datetime,
    *,
    number: int | None = None,
) -> tuple[Said, Letter]:
    day = local_day(now)
    said = judged(organisation, writing, typed, day=day)
    for fault in said.faults:
        raise Unfit(fault_words(writing, fault), denial=fault.denial, field=fault.box)
    return said, composed(organisation, writing, said, day=day, number=number)


def _columns(writing: Writing, said: Said, letter: Letter) -> dict[str, Any]:
    """What the register keeps of it. Slips and certificates print no subject; the register has one all the same."""
    subject = letter.subject or said.values["subject"]
    together = [one.partner for one in said.values.get("partners") or ()]
    name = f"{folder_name(letter.kind, fold(subject)[:60])}.docx"
    return {
        "kind": writing.kind,
        "subject": subject,
        "symbol": letter.symbol,
        "addressees": list(letter.addressees),
        "recipients": list(letter.recipients),
        "partners": [f"{one.name}; {one.abbreviation}" for one in together],
        "upload": file_of(name, word(letter)),
    }


def _kept(
    row: Document, writing: Writing, typed: Mapping[str, str], by: Officer, now: datetime
) -> dict[str, Any]:
    written = Content.objects.filter(document=row, signed=False).order_by("-sequence")[0]
    return {
        "writing": writing.id,
        "form": FORM_VERSION,
        "boxes": kept(writing, typed),
        "content": written,
        "by": by,
        "at": now,
    }
