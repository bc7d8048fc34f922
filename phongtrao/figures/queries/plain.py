"""Totals, indicators and figures as plain values for programs: the command line's JSON and the API's answers.
Days are ISO text."""

from collections.abc import Sequence
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.figures.models import Figure
from phongtrao.figures.queries.totals import Asked, Row
from phongtrao.figures.rules import plain, plain_count, shown
from phongtrao.places.models import PlaceName

Plain = dict[str, Any]


def plain_answer(rows: Sequence[Row], asked: Asked) -> Plain:
    return {"totals": [plain_row(row, asked) for row in rows]}


def plain_row(row: Row, asked: Asked) -> Plain:
    total, decimals = row.total, row.indicator.decimals
    window = asked.window
    return {
        "place": {"code": row.place.code, "name": row.place.full, "level": row.place.place.level},
        "indicator": row.indicator.id,
        "window": {"clock": asked.clock, "start": window.start.isoformat(), "end": window.end.isoformat()},
        "map": asked.map.isoformat() if asked.map else None,
        "known_on": asked.known_day.isoformat() if asked.known_day else None,
        "value": plain(shown(total, row.indicator), decimals),
        "low": plain(total.low, decimals),
        "high": plain(total.high, decimals),
        "numerator": plain_count(total.numerator, decimals),
        "denominator": plain_count(total.denominator, decimals),
        "qualifier": total.qualifier.value,
        "basis": total.basis,
        "beside": {
            basis: plain(shown(beside, row.indicator), decimals) for basis, beside in total.beside.items()
        },
        "parts": total.parts,
        "not_exact": total.not_exact,
        "missing": total.missing,
        "left_out": total.left_out,
        "illustrative": total.illustrative,
        **_frozen(asked),
    }


def _frozen(asked: Asked) -> Plain:
    """Only where it was asked as frozen."""
    if asked.frozen is None:
        return {}
    one = asked.frozen
    return {
        "freeze": {
            "number": one.number,
            "name": one.name,
            "purpose": one.purpose,
            "at": one.at.isoformat(),
            "last_batch": one.last,
        }
    }


def plain_figure(figure: Figure, place: PlaceName) -> Plain:
    decimals = figure.indicator.decimals
    evidence = figure.evidence
    return {
        "id": figure.pk,
        "indicator": figure.indicator.code,
        "definition": figure.definition,
        "cell": figure.cell,
        "place": {"code": place.code, "name": place.full, "level": place.place.level},
        "organisation": figure.organisation.name,
        "window": {"clock": figure.clock, "start": figure.start.isoformat(), "end": figure.end.isoformat()},
        "kind": figure.kind,
        "value": plain(figure.value, decimals),
        "denominator": plain_count(figure.denominator, decimals),
        "qualifier": figure.qualifier,
        "basis": figure.basis,
        "batch": figure.batch.recorded.number,
        "recorded_at": figure.batch.recorded.at.isoformat(),
        "recorded_by": figure.batch.by.name,
        "supersedes": figure.supersedes_id,
        "reason": figure.reason,
        "illustrative": figure.illustrative,
        "evidence": None
        if evidence is None
        else {
            "source": evidence.source,
            "url": evidence.url,
            "locator": evidence.locator,
            "line": evidence.line,
            "confirmed_by": evidence.confirmed_by,
        },
    }


def plain_indicator(entry: catalogue.Indicator) -> Plain:
    return {
        "id": entry.id,
        "group": entry.group,
        "name_vi": entry.name_vi,
        "name_en": entry.name_en,
        "unit_vi": entry.unit_vi,
        "unit_en": entry.unit_en,
        "aggregation": entry.aggregation.value,
        "decimals": entry.decimals,
        "part_of": entry.part_of,
        "synonyms": list(entry.synonyms),
        "definitions": [
            {
                "version": d.version,
                "valid_from": d.valid_from.isoformat() if d.valid_from else None,
                "valid_to": d.valid_to.isoformat() if d.valid_to else None,
                "vi": d.vi,
                "en": d.en,
            }
            for d in entry.definitions
        ],
        "dimensions": [
            {
                "id": d.id,
                "vi": d.vi,
                "en": d.en,
                "values": [{"id": v.id, "vi": v.vi, "en": v.en} for v in d.values],
            }
            for d in entry.dimensions
        ],
    }
