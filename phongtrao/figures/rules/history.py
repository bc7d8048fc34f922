"""A number against the same unit's own earlier numbers, windows of one sort only (a month with months). What is
found is a question to look again at a number, never a judgement on whoever wrote it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from phongtrao.core.indicator import Aggregation, Indicator, scale
from phongtrao.figures.rules.change import Reading, comparable

# Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): the modified z-score, and its form for
# histories of which more than half are equal.
OF_MEDIAN, OF_MEAN = 0.6745, 1.253314


class Suspicion(StrEnum):
    """JUMP: many times more or less than before. OUTLIER: far from all that the unit usually says."""

    JUMP = "jump"
    OUTLIER = "outlier"


@dataclass(frozen=True, slots=True)
class Limits:
    """What looks odd. `factor`: so many times more, or less; `least`: a smaller difference, in whole units, is
    none; `points`: the same for a share, in percentage points; `shortest`: fewer earlier numbers tell nothing; `z`:
    the modified z-score beyond which a number stands apart."""

    factor: int = 3
    least: int = 10
    points: int = 30
    shortest: int = 5
    z: float = 3.5


@dataclass(frozen=True, slots=True)
class Past:
    """One number of one unit in earlier windows of the same sort. `before`: just before; `year_before`: the same
    period of last year; `earlier`: all that is known, the oldest first, these two among them."""

    before: Reading | None = None
    year_before: Reading | None = None
    earlier: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """`now` and `usual` (the number before, or the median) as they were compared, scaled; a share as its percentage.
    `low`, `high`: between which `periods` earlier numbers lie."""

    suspicion: Suspicion
    now: int
    usual: int
    low: int
    high: int
    periods: int
    last_year: bool = False


NOTHING_KNOWN = Past()
USUAL_LIMITS = Limits()


def doubts(now: Reading, past: Past, indicator: Indicator, limits: Limits = USUAL_LIMITS) -> Iterator[Doubt]:
    value = comparable(now, indicator)
    if value is None:
        return
    reference = past.year_before or past.before
    compared = comparable(reference, indicator) if reference else None
    if compared is not None and _jumps(value, compared, indicator, limits):
        last_year = past.year_before is not None
        yield Doubt(Suspicion.JUMP, value, compared, compared, compared, 1, last_year)
    known = [v for reading in past.earlier if (v := comparable(reading, indicator)) is not None]
    far = len(known) >= limits.shortest and abs(robust_z(value, known)) > limits.z
    if far and _differs(value, median_of(known), indicator, limits):
        yield Doubt(Suspicion.OUTLIER, value, median_of(known), min(known), max(known), len(known))


def robust_z(value: int, known: Sequence[int]) -> float:
    """How far a number lies from the median of the others, in robust deviations; 0 where all are equal to it."""
    middle = median(known)
    deviations = [abs(other - middle) for other in known]
    spread = median(deviations)
    if spread:
        return float(OF_MEDIAN * (value - middle) / spread)
    spread = fmean(deviations)
    if spread:
        return float((value - middle) / (OF_MEAN * spread))
    return 0.0 if value == middle else math.copysign(math.inf, value - middle)


def median_of(known: Sequence[int]) -> int:
    """The middle number; between two middle ones half of both, rounded half up."""
    ranked = sorted(known)
    lower, upper = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return (lower + upper + 1) // 2


def _jumps(value: int, before: int, indicator: Indicator, limits: Limits) -> bool:
    if not _differs(value, before, indicator, limits):
        return False
    if indicator.aggregation is Aggregation.RATIO:
        return True
    return value > limits.factor * before or before > limits.factor * value


def _differs(value: int, other: int, indicator: Indicator, limits: Limits) -> bool:
    least = limits.points if indicator.aggregation is Aggregation.RATIO else limits.least
    return abs(value - other) >= least * scale(indicator)
