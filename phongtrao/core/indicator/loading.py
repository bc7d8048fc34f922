"""The catalogue as it is shipped: read from its JSON document, refused whole if it contradicts itself."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from phongtrao.core.indicator.catalogue import Catalogue, Check, CheckKind, Term
from phongtrao.core.indicator.faults import validate
from phongtrao.core.indicator.kinds import (
    Aggregation,
    BadCatalogue,
    Definition,
    Dimension,
    Group,
    Indicator,
    RatioParts,
    Value,
)


@cache
def load() -> Catalogue:
    text = resources.files("phongtrao.core").joinpath("data/indicators.json").read_text("utf-8")
    return read(json.loads(text))


def read(document: Mapping[str, Any]) -> Catalogue:
    """A validated catalogue from its JSON document; every "part of" becomes a check too."""
    for kind in ("groups", "dimensions", "indicators"):
        _must_differ(kind, [row["id"] for row in document[kind]])
    dimensions = {row["id"]: _dimension(row) for row in document["dimensions"]}
    indicators = tuple(_indicator(row, dimensions) for row in document["indicators"])
    catalogue = Catalogue(
        version=document["version"],
        groups=tuple(Group(**row) for row in document["groups"]),
        dimensions=tuple(dimensions.values()),
        indicators=indicators,
        checks=(*map(_check, document["checks"]), *_part_checks(indicators)),
    )
    validate(catalogue)
    return catalogue


def _must_differ(kind: str, ids: Iterable[str]) -> None:
    twice = [id for id, times in Counter(ids).items() if times > 1]
    if twice:
        raise BadCatalogue(f"{kind}: {', '.join(twice)} stands more than once")


def _dimension(row: Mapping[str, Any]) -> Dimension:
    _must_differ(row["id"], [value["id"] for value in row["values"]])
    return Dimension(**{**row, "values": tuple(Value(**value) for value in row["values"])})


def _indicator(row: Mapping[str, Any], dimensions: Mapping[str, Dimension]) -> Indicator:
    unknown = [name for name in row["dimensions"] if name not in dimensions]
    if unknown:
        raise BadCatalogue(f"{row['id']}: unknown dimension {', '.join(unknown)}")
    parsed = {
        "aggregation": Aggregation(row["aggregation"]),
        "dimensions": tuple(dimensions[name] for name in row["dimensions"]),
        "definitions": tuple(_definition(definition) for definition in row["definitions"]),
        "synonyms": tuple(row["synonyms"]),
        "ratio": RatioParts(**row["ratio"]) if row.get("ratio") else None,
    }
    return Indicator(**{**row, **parsed})


def _definition(row: Mapping[str, Any]) -> Definition:
    spell = {
        name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")
    }
    return Definition(**{**row, **spell})


def _term(text: str) -> Term:
    indicator, _, cell = text.partition("[")
    return Term(indicator, cell.removesuffix("]"))


def _check(row: Mapping[str, Any]) -> Check:
    terms = {"left": _term(row["left"]), "right": tuple(map(_term, row["right"]))}
    return Check(**{**row, **terms, "kind": CheckKind(row["kind"])})


def _part_checks(indicators: Iterable[Indicator]) -> Iterator[Check]:
    by_id = {indicator.id: indicator for indicator in indicators}
    for part in by_id.values():
        whole = by_id.get(part.part_of or "")
        if whole:
            yield Check(
                id=f"{part.id}_within_{whole.id}",
                kind=CheckKind.AT_MOST,
                left=Term(part.id),
                right=(Term(whole.id),),
                vi=f"“{part.name_vi}” không thể lớn hơn “{whole.name_vi}”.",
                en=f"“{part.name_en}” cannot exceed “{whole.name_en}”.",
            )
