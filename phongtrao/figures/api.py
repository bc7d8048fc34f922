from datetime import date, datetime
from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from phongtrao.core import indicator as catalogue
from phongtrao.core.indicator import UnknownIndicator
from phongtrao.figures import access, queries
from phongtrao.figures.queries import Unanswerable
from phongtrao.kit.problems import PROBLEMS
from phongtrao.people.access import TokenRequest
from phongtrao.places import queries as places

router = Router()


class Definition(Schema):
    version: int
    valid_from: date | None
    valid_to: date | None
    vi: str
    en: str


class Named(Schema):
    id: str
    vi: str
    en: str


class Dimension(Named):
    values: list[Named]


class IndicatorOut(Schema):
    id: str
    group: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    aggregation: str
    decimals: int
    part_of: str | None
    synonyms: list[str]
    definitions: list[Definition]
    dimensions: list[Dimension]


class Indicators(Schema):
    indicators: list[IndicatorOut]


class PlaceOut(Schema):
    code: str
    name: str
    level: str


class WindowOut(Schema):
    clock: str
    start: date
    end: date


class TotalOut(Schema):
    place: PlaceOut
    indicator: str
    window: WindowOut
    map: date | None
    known_on: date | None
    value: int | float | None
    low: int | float | None
    high: int | float | None
    numerator: int | float | None
    denominator: int | float | None
    qualifier: str
    basis: str | None
    beside: dict[str, int | float | None]
    parts: int
    not_exact: int
    missing: int
    left_out: int
    illustrative: int


class FreezeOut(Schema):
    number: int
    name: str
    purpose: str
    at: datetime
    last_batch: int


class FrozenTotalOut(TotalOut):
    freeze: FreezeOut


class Totals(Schema):
    totals: list[FrozenTotalOut | TotalOut]


class EvidenceOut(Schema):
    source: str
    url: str
    locator: str
    line: str
    confirmed_by: str


class FigureOut(Schema):
    id: int
    indicator: str
    definition: int
    cell: str
    place: PlaceOut
    organisation: str
    window: WindowOut
    kind: str
    value: int | float
    denominator: int | float | None
    qualifier: str
    basis: str
    batch: int
    recorded_at: str
    recorded_by: str
    supersedes: int | None
    reason: str
    illustrative: bool
    evidence: EvidenceOut | None


@router.get("/indicators", response={200: Indicators, **PROBLEMS}, summary="The catalogue of indicators")
def indicators(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """`q`: words of the name, with or without diacritics."""
    known = catalogue.load()
    found = [known.get(row.code) for row in queries.search(q) if row.code in known.by_id]
    return {"indicators": [queries.plain_indicator(entry) for entry in found]}


@router.get("/indicators/{id}", response={200: IndicatorOut, **PROBLEMS}, summary="One indicator")
def indicator(request: HttpRequest, id: str) -> dict[str, Any]:
    try:
        return queries.plain_indicator(catalogue.load().get(id))
    except UnknownIndicator:
        raise Http404 from None


@router.get("/totals", response={200: Totals, **PROBLEMS}, summary="Totals of a place and a year")
def totals(
    request: HttpRequest,
    place: str,
    year: int,
    indicator: Annotated[list[str], Query(min_length=1, max_length=40)],
    clock: str = "calendar",
    by: str = "",
    map: date | None = None,
    known_on: date | None = None,
    period: str = "",
    freeze: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> dict[str, Any]:
    """The same question and the same answer as the command `total`. `freeze`: as frozen, by its number.
    `period`: a part of the year (month-3, quarter-1, half-1, nine_months). With `by` one row for each place of that
    level within the officer's scope."""
    officer, today = cast(TokenRequest, request).officer, timezone.localdate()
    try:
        inquiry = queries.inquire(
            place=place,
            indicators=indicator,
            year=year,
            clock=clock,
            map=map,
            known_on=known_on,
            level=by,
            period=period,
            freeze=access.get_freeze(officer, freeze, today=today) if freeze else None,
        )
    except Unanswerable as problem:
        raise HttpError(422, str(problem)) from problem
    access.get_place(officer, inquiry.place.key, today=today)
    rows = inquiry.answer(access.seen(officer, inquiry.keys(), today=today))
    return queries.plain_answer(rows, inquiry.asked)


@router.get("/{int:id}", response={200: FigureOut, **PROBLEMS}, summary="One line of the ledger")
def figure(request: HttpRequest, id: int) -> dict[str, Any]:
    found = access.get(cast(TokenRequest, request).officer, id, today=timezone.localdate())
    return queries.plain_figure(found, places.name_on(found.place, found.end))
