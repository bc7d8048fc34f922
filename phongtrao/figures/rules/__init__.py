"""What is decided about numbers: how a total is shown, how it changed, what contradicts, what looks odd."""

from phongtrao.figures.rules.acts import EARLIER_YEARS
from phongtrao.figures.rules.change import Change, Reading, change, comparable
from phongtrao.figures.rules.checking import Span, contradicted, is_part_of_whole, span
from phongtrao.figures.rules.history import (
    NOTHING_KNOWN,
    USUAL_LIMITS,
    Doubt,
    Limits,
    Past,
    Suspicion,
    doubts,
    median_of,
    robust_z,
)
from phongtrao.figures.rules.shares import percent, plain, plain_count, shown

__all__ = [
    "EARLIER_YEARS",
    "NOTHING_KNOWN",
    "USUAL_LIMITS",
    "Change",
    "Doubt",
    "Limits",
    "Past",
    "Reading",
    "Span",
    "Suspicion",
    "change",
    "comparable",
    "contradicted",
    "doubts",
    "is_part_of_whole",
    "median_of",
    "percent",
    "plain",
    "plain_count",
    "robust_z",
    "shown",
    "span",
]
