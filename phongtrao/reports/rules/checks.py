"""What must be mended before a report is sent, and what should be looked at again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation, Check, Term
from phongtrao.figures.rules import (
    USUAL_LIMITS,
    Doubt,
    Limits,
    Past,
    Reading,
    Span,
    contradicted,
    doubts,
    is_part_of_whole,
    span,
)
from phongtrao.reports.rules.answers import Answer, readable, reason_field, too_long
from phongtrao.reports.rules.consolidating import Sum, differing
from phongtrao.reports.rules.form import Content, Figure, key_of, split
from phongtrao.reports.rules.old_text import old_texts


class Fault(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    OLD_TEXT = "old_text"
    CELL_ABOVE_WHOLE = "cell_above_whole"
    CELLS_ABOVE_WHOLE = "cells_above_whole"
    BELOW_LEAST = "below_least"
    ABOVE_MOST = "above_most"
    MISSING_BESIDE = "missing_beside"
    CHECK = "check"
    ODD = "odd"
    NOT_THE_SUM = "not_the_sum"
    NOT_THE_COUNT = "not_the_count"


@dataclass(frozen=True, slots=True)
class Finding:
    """`fields`: the keys or ids it speaks of, the first is where to begin; `check`: the catalogue's sentence;
    `bound`: the form's least or most; `length`: characters that may be, and that are; `doubt`: why a number looks
    odd beside the unit's own. What is only doubtful (not `blocking`) may be sent."""

    fault: Fault
    fields: tuple[str, ...]
    blocking: bool = True
    check: Check | None = None
    doubt: Doubt | None = None
    bound: int | None = None
    length: tuple[int, int] | None = None


def findings(
    content: Content,
    answers: Mapping[str, Any],
    pasts: Mapping[str, Past] = MappingProxyType({}),
    limits: Limits = USUAL_LIMITS,
    sums: Mapping[str, Sum] = MappingProxyType({}),
) -> list[Finding]:
    """In the order of the report; contradictions between fields come after, then what differs from the sum of what
    lies below (`sums`, by key), and last what looks odd beside the unit's own earlier numbers (`pasts`, by key)."""
    numbers = readable(answers)
    spans = _spans(numbers)
    return [
        *_missing(content, answers, sums),
        *_unreadable(content, answers),
        *_old_texts(content, answers),
        *_bounds(content, numbers),
        *_cells(content, spans),
        *_checks(content, spans),
        *_not_the_sum(content, answers, sums),
        *_odd(content, answers, pasts, limits),
    ]


def blocking(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.blocking]


def explained(finding: Finding, answers: Mapping[str, Any]) -> str:
    """What the officer said of a field that it speaks of; nothing that must be mended is explained away."""
    reasons = answers.get("reasons", {})
    said = [reasons[field] for field in finding.fields if reasons.get(field)]
    return said[0] if said and not finding.blocking else ""


def stated(answer: Answer | None) -> Reading | None:
    """An answer as a number to compare."""
    if answer is None or answer["value"] is None:
        return None
    kind, qualifier = ValueKind(answer["kind"]), Qualifier(answer["qualifier"])
    return Reading(answer["value"], answer["denominator"], kind, qualifier)


def _missing(content: Content, answers: Mapping[str, Any], sums: Mapping[str, Sum]) -> Iterator[Finding]:
    """What a registry counted is not missing: nobody types it."""
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    for section in content.sections:
        for figure in section.figures:
            counted = any(key in sums and sums[key].registry for key in figure.keys)
            if figure.required and not counted and not any(key in figures for key in figure.keys):
                yield Finding(Fault.MISSING, (figure.keys[0],))
            elif _wanted_beside(figure, figures):
                yield Finding(Fault.MISSING_BESIDE, (figure.keys[0], figure.required_if))
        for narrative in section.narratives:
            if narrative.required and not narratives.get(narrative.id):
                yield Finding(Fault.MISSING, (narrative.id,))


def _wanted_beside(figure: Figure, figures: Mapping[str, Any]) -> bool:
    other = figures.get(figure.required_if)
    return bool(other and other["value"]) and not any(key in figures for key in figure.keys)


def _bounds(content: Content, figures: Mapping[str, Answer]) -> Iterator[Finding]:
    for figure in content.figures:
        if figure.least is None and figure.most is None:
            continue
        for key in figure.keys:
            if key in figures and (found := beyond(figure, key, figures[key])):
                yield found


def beyond(figure: Figure, key: str, answer: Answer) -> Finding | None:
    """What can't lie between the form's least and most, whatever the qualifier hides. A ratio is bounded as a
    percentage."""
    value, scaled = answer["value"], answer["denominator"]
    if value is None:
        return None
    if scaled:
        value = value * 100 * catalogue.scale(catalogue.load().get(figure.indicator)) // scaled
    there = span(value, Qualifier(answer["qualifier"]))
    if figure.least is not None and there.high is not None and there.high < figure.least:
        return Finding(Fault.BELOW_LEAST, (key,), bound=figure.least)
    if figure.most is not None and there.low is not None and there.low > figure.most:
        return Finding(Fault.ABOVE_MOST, (key,), bound=figure.most)
    return None


def _unreadable(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    for key in content.fields:
        if key in figures and figures[key]["value"] is None:
            yield Finding(Fault.UNREADABLE, (key,))
    for narrative in content.narratives:
        if too_long(narrative, text := narratives.get(narrative.id, "")):
            yield Finding(Fault.TOO_LONG, (narrative.id,), length=(narrative.max_chars, len(text)))


def _old_texts(content: Content, answers: Mapping[str, Any]) -> Iterator[Finding]:
    """What may be in an old encoding is sent only when somebody has decided what it says."""
    found = old_texts(answers, answers.get("as_typed", {}))
    for field in (*content.figure_keys, *(narrative.id for narrative in content.narratives)):
        if field in found or reason_field(field) in found:
            yield Finding(Fault.OLD_TEXT, (field,))


def _cells(content: Content, spans: Mapping[str, Span]) -> Iterator[Finding]:
    """A cell is part of its whole; where the indicator adds up, so are all its cells together."""
    for figure in content.figures:
        whole = spans.get(figure.indicator) if figure.breakdown else None
        if whole is None or whole.high is None:
            continue
        given = [key for key in figure.keys if key != figure.indicator and key in spans]
        lows = [spans[key].low or 0 for key in given]
        above = [key for key, low in zip(given, lows, strict=True) if low > whole.high]
        if above:
            yield Finding(Fault.CELL_ABOVE_WHOLE, (above[0], figure.indicator))
        elif _adds_up(figure.indicator) and sum(lows) > whole.high:
            yield Finding(Fault.CELLS_ABOVE_WHOLE, (figure.indicator, *given))


def _checks(content: Content, spans: Mapping[str, Span]) -> Iterator[Finding]:
    """The catalogue's sentences. That a part exceeds what it is part of can't be sent; the rest is asked."""
    asked: set[str] = set()
    for check, fields in _sentences():
        if not all(key in spans for key in fields):
            continue
        asked = asked or set(content.fields)
        terms = {Term(*split(key)): spans[key] for key in fields}
        if asked.issuperset(fields) and contradicted(check, terms):
            yield Finding(Fault.CHECK, fields, blocking=is_part_of_whole(check), check=check)


@cache
def _sentences() -> tuple[tuple[Check, tuple[str, ...]], ...]:
    """Each with the keys of the numbers that it speaks of."""
    return tuple(
        (check, tuple(key_of(term.indicator, term.cell) for term in (check.left, *check.right)))
        for check in catalogue.load().checks
    )


def _not_the_sum(content: Content, answers: Mapping[str, Any], sums: Mapping[str, Sum]) -> Iterator[Finding]:
    """Another number than the sum needs a reason; with it, it may be sent."""
    reasons, other = answers.get("reasons", {}), set(differing(answers, sums))
    for key in content.figure_keys:
        if key in other:
            fault = Fault.NOT_THE_COUNT if sums[key].registry else Fault.NOT_THE_SUM
            yield Finding(fault, (key,), blocking=not reasons.get(key))


def _odd(
    content: Content, answers: Mapping[str, Any], pasts: Mapping[str, Past], limits: Limits
) -> Iterator[Finding]:
    figures, known = answers.get("figures", {}), catalogue.load()
    for key in content.fields:
        now = stated(figures.get(key)) if key in pasts else None
        if now is not None:
            for doubt in doubts(now, pasts[key], known.get(split(key)[0]), limits):
                yield Finding(Fault.ODD, (key,), blocking=False, doubt=doubt)


def _spans(figures: Mapping[str, Answer]) -> dict[str, Span]:
    return {
        key: span(answer["value"], Qualifier(answer["qualifier"]))
        for key, answer in figures.items()
        if answer["value"] is not None and answer["kind"] == ValueKind.COUNT
    }


def _adds_up(indicator: str) -> bool:
    adding = {Aggregation.FLOW, Aggregation.STOCK, Aggregation.MONEY}
    return catalogue.load().get(indicator).aggregation in adding
