"""Lists of documents: what is looked for, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

from phongtrao.documents import access
from phongtrao.documents.models import Document, Incoming, Number, Register
from phongtrao.documents.queries.words import kind_label, number_state_label, state_label
from phongtrao.documents.rules import DocumentState, NumberState, looked_for
from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; what is empty narrows nothing. `issuer`: an organisation's number for documents
    that are issued, words of the issuer's name for those that came in."""

    q: str = ""
    kind: str = ""
    state: str = ""
    first: date | None = None
    last: date | None = None
    issuer: str = ""


def outgoing(officer: Officer, wanted: Wanted) -> QuerySet[Document]:
    """Drafts first, then what was issued, the newest first."""
    rows = access.visible(officer).filter(_words(wanted.q, "number"), _kind(wanted))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.issuer.isdecimal() and len(wanted.issuer) < 10:
        rows = rows.filter(organisation=int(wanted.issuer))
    rows = _between(rows, "issued_on", wanted)
    return rows.order_by(F("issued_on").desc(nulls_first=True), F("number").desc(nulls_first=True), "-pk")


def arrived(officer: Officer, wanted: Wanted, today: date) -> QuerySet[Incoming]:
    """The newest first; those that are due, the next due first."""
    rows = access.incoming(officer).filter(_words(wanted.q, "arrival__number"), _kind(wanted))
    rows = rows.filter(_words(wanted.issuer, ""))
    if wanted.state in ("open", "late"):
        rows = rows.filter(done_on__isnull=True, due__isnull=False)
        rows = rows.filter(due__lt=today) if wanted.state == "late" else rows
        return _between(rows, "arrived_on", wanted).order_by("due", "pk")
    if wanted.state == "done":
        rows = rows.filter(done_on__isnull=False)
    return _between(rows, "arrived_on", wanted).order_by("-arrived_on", "-arrival__number", "-pk")


MOST_DUE = 10
"""Lines on an officer's first page; the rest stands in the list of those that are open."""


def due_soon(officer: Officer, until: date) -> list[Incoming]:
    """What came in to his office and waits, due by a day, the next due first."""
    return _due(officer.organisation_id, until) if officer.is_active else []


@ready
def _due(own: int, until: date) -> QuerySet[Incoming]:
    rows = Incoming.objects.filter(organisation=own, done_on__isnull=True, due__lte=until)
    return rows.defer("folded").order_by("due", "pk")[:MOST_DUE]


def _words(q: str, number: str) -> Q:
    """All words stand in the row; a number is the row's own, or stands in it too."""
    asked = looked_for(q)
    found = Q()
    for word in asked.words:
        found &= Q(folded__contains=word)
    if asked.number is not None:
        own = Q(**{number: asked.number}) if number else Q()
        found &= own | Q(folded__contains=str(asked.number)) if own else Q(folded__contains=str(asked.number))
    return found


def _kind(wanted: Wanted) -> Q:
    return Q(kind=wanted.kind) if wanted.kind else Q()


def _between(rows: QuerySet[Row], column: str, wanted: Wanted) -> QuerySet[Row]:
    if wanted.first:
        rows = rows.filter(**{f"{column}__gte": wanted.first})
    return rows.filter(**{f"{column}__lte": wanted.last}) if wanted.last else rows


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    written: str
    kind: str
    subject: str
    organisation: str
    state: DocumentState
    state_label: str
    issued_on: date | None
    illustrative: bool


def lines(documents: Iterable[Document]) -> list[Line]:
    return [
        Line(
            row.pk,
            row.written.strip(),
            kind_label(row.kind),
            row.subject,
            row.organisation.name,
            DocumentState(row.state),
            state_label(row.state),
            row.issued_on,
            row.illustrative,
        )
        for row in documents
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of a register as its page shows it."""

    row: Number
    state: NumberState
    state_label: str
    document: Document | None
    arrived: Incoming | None
    day: date | None
    what: str
    reason: str


def entries(register: Register) -> QuerySet[Number]:
    rows = Number.objects.filter(register=register).select_related(
        "document", "cancellation", "issue__document", "joint__issue__document", "incoming", "by"
    )
    return rows.order_by("-number")


def told(numbers: Iterable[Number]) -> list[Entry]:
    return [_entry(row) for row in numbers]


def _entry(row: Number) -> Entry:
    joint: Any = getattr(row, "joint", None)
    issue: Any = joint.issue if joint else getattr(row, "issue", None)
    arrived_row: Incoming | None = getattr(row, "incoming", None)
    cancelled: Any = getattr(row, "cancellation", None)
    document = issue.document if issue else row.document
    day = issue.issued_on if issue else arrived_row.arrived_on if arrived_row else None
    what = document.subject if document else arrived_row.subject if arrived_row else row.note
    state = row.state
    return Entry(
        row,
        state,
        number_state_label(state),
        document,
        arrived_row,
        day,
        what,
        cancelled.reason if cancelled else "",
    )


def free_numbers(document: Document) -> Sequence[Number]:
    """Numbers of its series that were reserved without a document: it may bear one of them."""
    rows = Number.objects.filter(
        register__series=document.series_id,
        document__isnull=True,
        cancellation__isnull=True,
        issue__isnull=True,
        joint__isnull=True,
        incoming__isnull=True,
    )
    return list(rows.select_related("register").order_by("register__year", "number")[:50])
