"""Reports for programs: the same actions as the pages, with a token."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Header, Query, Schema

from phongtrao.core.figure import Qualifier
from phongtrao.kit.problems import PROBLEMS
from phongtrao.people.models import Officer
from phongtrao.reports import access, actions, queries
from phongtrao.reports.api.common import LARGEST_NUMBER, Number, Seen, officer, refusable, router
from phongtrao.reports.models import Report, Submission
from phongtrao.reports.rules import State, Typed

MOST = 200


class Listed(Schema):
    number: int
    title: str
    organisation: str
    asker: str
    state: State
    due_at: datetime
    late: bool
    illustrative: bool
    waits_for_paper: bool
    version: int


class Page(Schema):
    reports: list[Listed]
    count: int


class FigureSaid(Schema):
    """`value`, `denominator`: whole numbers scaled by the indicator's decimals; null: not a number."""

    text: str
    whole: str = ""
    value: int | None = None
    denominator: int | None = None
    kind: str = "count"
    qualifier: Qualifier = Qualifier.EXACT


class SourceSaid(Schema):
    file: str
    locator: str
    line: str


class Sent(Schema):
    number: int
    receipt: str
    digest: str
    at: datetime


class Whole(Listed):
    """A report with its answers: the draft for its own organisation, what was sent last for those above."""

    clock: str
    start: date
    end: date
    basis: str
    figures: dict[str, FigureSaid]
    narratives: dict[str, str]
    reasons: dict[str, str]
    sources: dict[str, SourceSaid]
    submissions: list[Sent]


class FigureTyped(Schema):
    """As an officer types it: "hơn 40.000", "1,2 triệu"; of a ratio "46/50", "92 %", or text and whole."""

    text: str
    whole: str = ""
    qualifier: Qualifier = Qualifier.EXACT


class SectionTyped(Schema):
    """A section whole: what is left out is emptied."""

    version: Number
    figures: dict[str, FigureTyped] = {}
    narratives: dict[str, str] = {}
    reasons: dict[str, str] = {}


@router.get(
    "", response={200: Page, **PROBLEMS}, operation_id="reports_list_reports", summary="Reports in scope"
)
def list_reports(
    request: HttpRequest,
    state: State | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    offset: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0,
) -> Any:
    rows = access.visible(officer(request)).order_by("-request__asked_at", "pk")
    rows = rows.filter(state=state.value) if state else rows
    found = queries.lines(rows[offset : offset + limit] if offset < 10**9 else rows.none(), timezone.now())
    return {"reports": found, "count": rows.count()}


@router.get(
    "/{number}",
    response={200: Whole, **PROBLEMS},
    operation_id="reports_get_report",
    summary="One report with its answers",
)
def get_report(request: HttpRequest, number: Number) -> Any:
    return _whole(officer(request), access.get(officer(request), number))


@router.put(
    "/{number}/sections/{section}",
    response={200: Whole, **PROBLEMS},
    operation_id="reports_save_section",
    summary="Save one section",
)
@refusable
def save_section(request: HttpRequest, number: Number, section: str, said: SectionTyped) -> Any:
    by = officer(request)
    saved = actions.save_section(
        access.get(by, number),
        section,
        figures={key: Typed(f.text, f.whole, f.qualifier.value) for key, f in said.figures.items()},
        narratives=said.narratives,
        reasons=said.reasons,
        base_version=said.version,
        by=by,
        now=timezone.now(),
    )
    return _whole(by, saved)


@router.post(
    "/{number}/submissions",
    response={200: Sent, **PROBLEMS},
    operation_id="reports_submit_report",
    summary="Send a report up",
)
@refusable
def submit(
    request: HttpRequest,
    number: Number,
    seen: Seen,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=80)],
) -> Any:
    """The same key with the same body gives the same receipt; with another body, 422."""
    by = officer(request)
    report = access.get(by, number)
    return actions.submit(report, base_version=seen.version, key=key, by=by, now=timezone.now())


def _whole(by: Officer, report: Report) -> Mapping[str, Any]:
    asked = report.request
    answers, sources = queries.seen(by, report)
    known = asked.form.questions.fields
    figures = answers.get("figures", {})
    [line] = queries.lines([report], timezone.now())
    return {
        **{name: getattr(line, name) for name in Listed.model_fields},
        "clock": asked.clock,
        "start": report.window.start,
        "end": report.window.end,
        "basis": asked.basis,
        "figures": {key: figures[key] for key in known if key in figures},
        "narratives": answers.get("narratives", {}),
        "reasons": answers.get("reasons", {}),
        "sources": sources,
        "submissions": list(Submission.objects.filter(report=report).order_by("number")),
    }
