"""Checks between indicators of one place and window: a part within its whole, totals that must add up. A finding
speaks of numbers that do not fit together, never of whoever wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier
from phongtrao.core.indicator import Check, CheckKind, Term


@dataclass(frozen=True, slots=True)
class Span:
    """Between which whole numbers the truth lies: "more than 40 000" has no upper end. None: unknown."""

    low: int | None
    high: int | None


def span(value: int, qualifier: Qualifier) -> Span:
    if qualifier is Qualifier.EXACT:
        return Span(value, value)
    if qualifier is Qualifier.MORE_THAN:
        return Span(value, None)
    if qualifier is Qualifier.APPROXIMATELY:
        return Span(None, None)
    return Span(None, value)


def contradicted(check: Check, spans: Mapping[Term, Span]) -> bool:
    """Only what can't be true whatever the qualifiers hide; a check of which a number is missing says nothing."""
    if any(term not in spans for term in (check.left, *check.right)):
        return False
    left, right = spans[check.left], [spans[term] for term in check.right]
    low = None if left.low is None else left.low * 100
    highs = [part.high for part in right]
    high = None if None in highs else sum(h for h in highs if h is not None) * check.percent
    if low is not None and high is not None and low > high:
        return True
    if check.kind is CheckKind.AT_MOST or left.high is None:
        return False
    return left.high < sum(part.low or 0 for part in right)


def is_part_of_whole(check: Check) -> bool:
    """A part that the catalogue itself names: above its whole it can't be right. All other checks are asked."""
    whole = catalogue.load().get(check.left.indicator).part_of
    return len(check.right) == 1 and whole == check.right[0].indicator
