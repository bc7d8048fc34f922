from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from phongtrao.core.period import FIRST_DAY, LAST_DAY
from phongtrao.kit.problems import PROBLEMS
from phongtrao.places import queries

router = Router()
Day = Annotated[date | None, Query(ge=FIRST_DAY, le=LAST_DAY)]


class Unit(Schema):
    """`name` is the full name, with the kind before it."""

    code: str
    name: str
    level: str


class Dated(Unit):
    """Both days are included; null is open."""

    valid_from: date | None
    valid_to: date | None


class Spell(Dated):
    source: str


class Edge(Unit):
    """`whole`: all of the old unit's territory went into the new one on that day."""

    on: date
    whole: bool
    kind: str
    source: str


class Found(Dated):
    line: list[Unit]
    since: Unit | None
    successors: list[Unit]


class Finds(Schema):
    places: list[Found]


class Card(Dated):
    """`line`: parents on `day`, the nation first. `belongs`: where the figures of an ended unit belong."""

    day: date
    line: list[Unit]
    names: list[Spell]
    parents: list[Dated]
    predecessors: list[Edge]
    successors: list[Edge]
    belongs: Unit | None


@router.get("", response={200: Finds, **PROBLEMS}, operation_id="places_search")
def search(request: HttpRequest, q: Query[str], on: Day = None, limit: int = 30) -> dict[str, Any]:
    """Places by code or name, old and new, with or without diacritics; the best answer first."""
    hits = queries.search(q[:120], day=on, limit=min(max(limit, 1), 100))
    return {"places": [queries.plain_hit(hit) for hit in hits]}


@router.get("/{code}", response={200: Card, **PROBLEMS}, operation_id="places_card")
def card(request: HttpRequest, code: str, on: Day = None) -> dict[str, Any]:
    """The unit that bears the code on the day (today if none is given), with its history."""
    day = on or timezone.localdate()
    try:
        place = queries.by_code(code, day)
    except queries.UnknownPlace:
        raise HttpError(404, f"No place bears the code {code} on {day}.") from None
    return queries.plain_card(queries.card(place, day))
