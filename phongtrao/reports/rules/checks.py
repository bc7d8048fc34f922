"""What must be mended before a report is sent, and what should be looked at again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation, Check, Term
from phongtrao.figures.rules import Span, contradicted, is_part_of_whole, span
from phongtrao.reports.rules.answers import Answer, readable, too_long
from phongtrao.reports.rules.form import Content, key_of, split


class Fault(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    CELL_ABOVE_WHOLE = "cell_above_whole"
    CELLS_ABOVE_WHOLE = "cells_above_whole"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Finding:
    """`fields`: the keys or ids it speaks of, the first is where to begin; `check`: the catalogue's sentence.
    What is only doubtful (not `blocking`) may be sent."""

    fault: Fault
    fields: tuple[str, ...]
    blocking: bool = True
    check: Check | None = None


def findings(content: Content, answers: Mapping[str, Any]) -> list[Finding]:
    """In the order of the report; contradictions between fields come last."""
    return [
        *_missing(content, answers),
        *_unreadable(content, answers),
        *_cells(content, answers),
        *_checks(content, answers),
    ]


def blocking(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.blocking]


def _missing(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    for section in content.sections:
        for figure in section.figures:
            if figure.required and not any(key in figures for key in figure.keys):
                yield Finding(Fault.MISSING, (figure.keys[0],))
        for narrative in section.narratives:
            if narrative.required and not narratives.get(narrative.id):
                yield Finding(Fault.MISSING, (narrative.id,))


def _unreadable(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    for key in content.fields:
        if key in figures and figures[key]["value"] is None:
            yield Finding(Fault.UNREADABLE, (key,))
    for narrative in content.narratives:
        if too_long(narrative, narratives.get(narrative.id, "")):
            yield Finding(Fault.TOO_LONG, (narrative.id,))


def _cells(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    """A cell is part of its whole; where the indicator adds up, so are all its cells together."""
    spans = _spans(readable(answers))
    for figure in content.figures:
        whole = spans.get(Term(figure.indicator))
        if whole is None or whole.high is None or not figure.breakdown:
            continue
        cells = [Term(*split(key)) for key in figure.keys if key != figure.indicator]
        given = [term for term in cells if term in spans]
        lows = [spans[term].low or 0 for term in given]
        above = [term for term, low in zip(given, lows, strict=True) if low > whole.high]
        if above:
            yield Finding(Fault.CELL_ABOVE_WHOLE, (_key(above[0]), figure.indicator))
        elif _adds_up(figure.indicator) and sum(lows) > whole.high:
            yield Finding(Fault.CELLS_ABOVE_WHOLE, (figure.indicator, *map(_key, given)))


def _checks(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    """The catalogue's sentences. That a part exceeds what it is part of can't be sent; the rest is asked."""
    asked = set(content.fields)
    known = catalogue.load()
    spans = _spans(readable(answers))
    for check in known.checks:
        terms = (check.left, *check.right)
        fields = tuple(_key(term) for term in terms)
        if not set(fields) <= asked or not contradicted(check, spans):
            continue
        yield Finding(Fault.CHECK, fields, blocking=is_part_of_whole(check), check=check)


def _spans(figures: Mapping[str, Answer]) -> dict[Term, Span]:
    return {
        Term(*split(key)): span(answer["value"], Qualifier(answer["qualifier"]))
        for key, answer in figures.items()
        if answer["value"] is not None and answer["kind"] == ValueKind.COUNT
    }


def _adds_up(indicator: str) -> bool:
    adding = {Aggregation.FLOW, Aggregation.STOCK, Aggregation.MONEY}
    return catalogue.load().get(indicator).aggregation in adding


def _key(term: Term) -> str:
    return key_of(term.indicator, term.cell)
