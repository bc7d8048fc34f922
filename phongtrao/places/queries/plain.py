"""Places as plain values for programs: the command line's JSON and the API's answers. Days are ISO text."""

from datetime import date
from typing import Any

from phongtrao.places.models import PlaceName
from phongtrao.places.queries.finding import Hit
from phongtrao.places.queries.history import Above, Card, Edge

Plain = dict[str, Any]


def plain_card(card: Card) -> Plain:
    return {
        **_place(card.name),
        "day": card.day.isoformat(),
        "line": [_unit(name) for name in card.line],
        "names": [_spell(name) for name in card.names],
        "parents": [_above(above) for above in card.parents],
        "predecessors": [_edge(edge) for edge in card.predecessors],
        "successors": [_edge(edge) for edge in card.successors],
        "belongs": _unit(card.belongs) if card.belongs else None,
    }


def plain_hit(hit: Hit) -> Plain:
    return {
        **_place(hit.name),
        "line": [_unit(name) for name in hit.line],
        "since": _unit(hit.since) if hit.since else None,
        "successors": [_unit(name) for name in hit.became],
    }


def _place(name: PlaceName) -> Plain:
    return {**_unit(name), **_days(name.place.valid_from, name.place.valid_to)}


def _unit(name: PlaceName) -> Plain:
    return {"code": name.code, "name": name.full, "level": name.place.level}


def _spell(name: PlaceName) -> Plain:
    return {**_unit(name), **_days(name.valid_from, name.valid_to), "source": name.source}


def _above(above: Above) -> Plain:
    return {**_unit(above.name), **_days(above.valid_from, above.valid_to)}


def _edge(edge: Edge) -> Plain:
    also = {"on": edge.on.isoformat(), "whole": edge.whole, "kind": edge.kind, "source": edge.source}
    return {**_unit(edge.name), **also}


def _days(first: date | None, last: date | None) -> Plain:
    iso = [day.isoformat() if day else None for day in (first, last)]
    return {"valid_from": iso[0], "valid_to": iso[1]}
