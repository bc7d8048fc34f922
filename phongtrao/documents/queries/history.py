"""What was done with a document, act by act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from phongtrao.documents.models import Content, Document, Incoming, Number, Relation, Signing
from phongtrao.documents.queries.words import authority_label, related_label, relation_label
from phongtrao.documents.rules import STANDING
from phongtrao.kit.writing import written_day


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    by: str
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """`document`, `incoming`: where it leads; `number`: of the relation, where it can still be taken away."""

    words: str
    title: str
    document: int | None = None
    incoming: int | None = None
    number: int | None = None


def acts(document: Document) -> list[Act]:
    """The newest first."""
    found = [*_drafted(document), *_checks(document), *_signings(document), *_ends(document)]
    return sorted(found, key=lambda act: act.at)[::-1]


def contents(document: Document) -> list[Content]:
    rows = Content.objects.filter(document=document).select_related("file", "by")
    return list(rows.order_by("-sequence"))


def text_of(document: Document) -> Content | None:
    """The newest that was not signed."""
    rows = Content.objects.filter(document=document, signed=False).select_related("file")
    return rows.order_by("-sequence").first()


def unprinted(contents: Sequence[Content]) -> bool:
    """Of what was issued, all its files: whether the Word file is still the one that was drafted before it had number
    and day."""
    text = max((one for one in contents if not one.signed), key=_sequence, default=None)
    signed = max((one for one in contents if one.signed), key=_sequence, default=None)
    return bool(text and signed and text.file.kind == "docx" and text.sequence < signed.sequence)


def _sequence(content: Content) -> int:
    return content.sequence


def last_signing(document: Document) -> Signing | None:
    rows = Signing.objects.filter(document=document).select_related("signatory", "content__file")
    return rows.order_by("-pk").first()


def signer(signing: Signing) -> str:
    """Name and post; the post alone once the name was erased."""
    name = signing.signatory.name
    return f"{name}, {signing.post}" if name else signing.post


def relations(document: Document) -> list[Related]:
    """Its own, then what others say of it."""
    rows = document.relations.select_related("own", "incoming__arrival").order_by("pk")
    others = document.related_from.filter(document__state__in=[state.value for state in STANDING])
    own = [
        Related(relation_label(row.kind), _title(row), row.own_id, row.incoming_id, row.pk) for row in rows
    ]
    return own + [
        Related(related_label(row.kind), _called(row.document), row.document_id)
        for row in others.select_related("document").order_by("pk")
    ]


def _title(row: Relation) -> str:
    if row.own:
        return _called(row.own)
    if row.incoming:
        return " ".join(
            part for part in (row.incoming.sign, row.incoming.issuer, row.incoming.subject) if part
        )
    return row.described


def _called(document: Document) -> str:
    day = f", {written_day(document.issued_on)}" if document.issued_on else ""
    return f"{document.kind_vi} {document.written.strip()}{day}: {document.subject}"


def _drafted(document: Document) -> Iterator[Act]:
    yield Act(document.at, document.by.name, _("drafted"))
    for row in Content.objects.filter(document=document, signed=False).select_related("file", "by"):
        yield Act(row.at, row.by.name, _("attached the text: %(name)s") % {"name": row.file.name})


def _checks(document: Document) -> Iterator[Act]:
    for row in document.checks.select_related("by"):
        yield Act(row.at, row.by.name, _("checked it before signing"), row.note)


def _signings(document: Document) -> Iterator[Act]:
    agreed = document.agreements.select_related("by", "organisation") if document.joint else ()
    for one in agreed:
        yield Act(one.at, one.by.name, _("agreed for %(body)s to issue it") % {"body": one.organisation.name})
    for row in document.signings.select_related("by", "signatory"):
        words = _("filed as signed on %(day)s by %(who)s (%(authority)s)") % {
            "day": written_day(row.signed_on),
            "who": signer(row),
            "authority": authority_label(row.authority),
        }
        yield Act(row.at, row.by.name, words)


def _ends(document: Document) -> Iterator[Act]:
    if issue := getattr(document, "issue", None):
        words = _("issued it as %(written)s") % {"written": document.written}
        yield Act(issue.at, issue.by.name, words)
    if ended := getattr(document, "withdrawal", None):
        words = _("replaced it") if ended.replaced_by_id else _("withdrew it")
        yield Act(ended.at, ended.by.name, words, ended.reason)
    if dropped := getattr(document, "drop", None):
        yield Act(dropped.at, dropped.by.name, _("gave it up"), dropped.reason)


def answers(incoming: Incoming) -> list[Related]:
    """What the office issued about a document that came in."""
    rows = incoming.related_from.filter(document__state__in=[state.value for state in STANDING])
    return [
        Related(related_label(row.kind), _called(row.document), row.document_id)
        for row in rows.select_related("document").order_by("pk")
    ]


def kept_number(document: Document) -> Number | None:
    """The number that is kept for a document until it is issued."""
    rows = Number.objects.filter(document=document, cancellation__isnull=True, issue__isnull=True)
    return rows.select_related("register__series__organisation").order_by("pk").first()
