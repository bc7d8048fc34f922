"""Documents for programs: the same actions as the pages, with a token."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Header, Query, Router, Schema, Status
from ninja.files import UploadedFile

from phongtrao.documents import access, actions, queries
from phongtrao.documents.models import Content, Document
from phongtrao.documents.queries import Wanted
from phongtrao.documents.rules import DocumentState, Unfit, writings
from phongtrao.kit.problems import PROBLEMS, problem
from phongtrao.people.access import TokenRequest
from phongtrao.people.models import Officer

router = Router()
MOST = 200
LARGEST = 2**63 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST)]
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=80)]
Operation = Callable[..., Any]


class DocumentLine(Schema):
    """`written`: number and symbol as they are printed; without a number until it is issued."""

    id: int
    written: str
    kind: str
    subject: str
    organisation: str
    state: DocumentState
    number: int | None
    symbol: str
    issued_on: date | None
    illustrative: bool
    version: int


class DocumentPage(Schema):
    documents: list[DocumentLine]
    count: int


class FileOut(Schema):
    """`sealed`: it bears a digital signature, whose worth is not judged here."""

    sequence: int
    name: str
    digest: str
    signed: bool
    sealed: bool
    at: datetime


class PartnerOut(Schema):
    name: str
    abbreviation: str
    number: int | None
    organisation: int | None = None


class DocumentOut(DocumentLine):
    series: str
    addressees: list[str]
    recipients: list[str]
    joint: list[PartnerOut]
    signed_on: date | None
    post: str
    kept_number: int | None
    files: list[FileOut]


class Drafted(Schema):
    """`kind`: its identifier in the list of kinds (KH, BC, QD, CV …); `symbol`: empty for the usual one; `partners`:
    who issues it too, "name; abbreviation" each."""

    kind: str
    subject: str
    symbol: str = ""
    addressees: list[str] = []
    recipients: list[str] | None = None
    partners: list[str] = []


class WrittenText(Schema):
    """`boxes`: of the kind's form, as they would be typed there; lines and rows are parted by line breaks."""

    boxes: dict[str, str]


class DocumentSeen(Schema):
    """`version`: of the document as it was read."""

    version: Number


class Issuing(DocumentSeen):
    """`partner_numbers`: of a joint document, what the registers of those outside this system (`organisation` null)
    gave it, in their order."""

    issued_on: date
    partner_numbers: list[Number] = []


class Kept(Schema):
    number: int
    year: int


def refusable(operation: Operation) -> Operation:
    """What does not fit is a 422 with its words."""

    @wraps(operation)
    def answered(*args: Any, **given: Any) -> Any:
        try:
            return operation(*args, **given)
        except (Unfit, actions.NotKept) as unfit:
            field = getattr(unfit, "field", "")
            return problem(422, str(unfit), [([field], str(unfit))] if field else [])

    return answered


@router.get(
    "",
    response={200: DocumentPage, **PROBLEMS},
    operation_id="documents_list_documents",
    summary="Documents in scope",
)
def list_documents(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=200, description="number, symbol or words; diacritics are not needed")
    ] = "",
    kind: Annotated[str, Query(max_length=10)] = "",
    state: DocumentState | None = None,
    first: date | None = None,
    last: date | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Any:
    wanted = Wanted(q=q, kind=kind, state=state.value if state else "", first=first, last=last)
    rows = queries.outgoing(officer(request), wanted)
    return {"documents": [_listed(row) for row in rows[offset : offset + limit]], "count": rows.count()}


@router.get(
    "/{number}",
    response={200: DocumentOut, **PROBLEMS},
    operation_id="documents_get_document",
    summary="One document",
)
def get_document(request: HttpRequest, number: Number) -> Any:
    return _whole(access.get(officer(request), number))


@router.get(
    "/{number}/files/{sequence}",
    response=PROBLEMS,
    operation_id="documents_get_file",
    summary="A file of a document",
)
def get_file(request: HttpRequest, number: Number, sequence: Number) -> HttpResponse:
    return cast(HttpResponse, queries.download(access.get_content(officer(request), number, sequence).file))


@router.post(
    "",
    response={201: DocumentOut, **PROBLEMS},
    operation_id="documents_draft_document",
    summary="Draft a document",
)
@refusable
def draft_document(
    request: HttpRequest, said: Form[Drafted], key: Key, file: File[UploadedFile | None] = None
) -> Any:
    """The same key with the same body gives the document that was drafted the first time; with another body, 422."""
    by = officer(request)
    made = actions.draft(
        by.organisation,
        kind=said.kind,
        subject=said.subject,
        symbol=said.symbol,
        addressees=said.addressees,
        recipients=said.recipients,
        partners=said.partners,
        upload=file,
        key=key,
        by=by,
        now=timezone.now(),
    )
    return Status(201, _whole(made))


@router.post(
    "/texts/{writing}",
    response={201: DocumentOut, **PROBLEMS},
    operation_id="documents_write_document",
    summary="Write a document of a kind as a draft with its Word file",
)
@refusable
def write_document(request: HttpRequest, writing: str, said: WrittenText, key: Key) -> Any:
    """`writing`: letter, plan, decision … as in the address of its form. The same key with the same words gives the
    document that was written the first time."""
    by, chosen = officer(request), writings().get(writing)
    if chosen is None:
        raise Http404
    made = actions.write(by.organisation, chosen, said.boxes, key=key, by=by, now=timezone.now())
    return Status(201, _whole(made))


@router.post(
    "/{number}/number",
    response={201: Kept, **PROBLEMS},
    operation_id="documents_keep_number",
    summary="Keep the next number for a document",
)
@refusable
def keep_number(request: HttpRequest, number: Number, key: Key) -> Any:
    by = officer(request)
    found = access.get_own(by, number)
    kept = actions.reserve(found.series, document=found, key=key, by=by, now=timezone.now())
    return Status(201, {"number": kept.number, "year": kept.register.year})


@router.post(
    "/{number}/issue",
    response={200: DocumentOut, **PROBLEMS},
    operation_id="documents_issue_document",
    summary="Number and issue a signed document",
)
@refusable
def issue_document(request: HttpRequest, number: Number, said: Issuing, key: Key) -> Any:
    """It takes the number that is kept for it, else the next. The same key issues once."""
    by = officer(request)
    found = access.get_own(by, number)
    actions.issue(
        found,
        base_version=said.version,
        issued_on=said.issued_on,
        partner_numbers=said.partner_numbers,
        key=key,
        by=by,
        now=timezone.now(),
    )
    return _whole(access.get(by, number))


def officer(request: HttpRequest) -> Officer:
    return cast(TokenRequest, request).officer


def _listed(row: Document) -> dict[str, Any]:
    names = ("kind", "subject", "state", "number", "symbol", "issued_on", "illustrative", "version")
    said = {name: getattr(row, name) for name in names}
    return {**said, "id": row.pk, "written": row.written.strip(), "organisation": row.organisation.name}


def _whole(row: Document) -> dict[str, Any]:
    signing, kept = queries.last_signing(row), queries.kept_number(row)
    return {
        **_listed(row),
        "series": row.series.name,
        "addressees": row.addressees,
        "recipients": row.recipients,
        "joint": row.joint,
        "signed_on": signing.signed_on if signing else None,
        "post": signing.post if signing else "",
        "kept_number": kept.number if kept else None,
        "files": [_file(content) for content in queries.contents(row)],
    }


def _file(content: Content) -> dict[str, Any]:
    return {
        "sequence": content.sequence,
        "name": content.file.name,
        "digest": content.file.digest,
        "signed": content.signed,
        "sealed": content.sealed,
        "at": content.at,
    }
