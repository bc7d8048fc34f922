"""One number against another of the same indicator: by how much it rose or fell."""

from dataclasses import dataclass

from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation, Indicator, scale
from phongtrao.figures.rules.shares import percent

WORTH_A_PERCENT = 20
"""Of fewer things than these a percentage says more than is known: from 2 to 3 is "up 1", not "up 50 %"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number as somebody stated it, scaled by the indicator's decimals; a share with its parts."""

    value: int
    denominator: int | None = None
    kind: ValueKind = ValueKind.COUNT
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Change:
    """`difference`: later minus earlier, scaled by `decimals`; of shares in percentage points. `tenths`: tenths of a
    percent of the earlier number, None where that would say nothing. `about`: a number was not exact."""

    difference: int
    tenths: int | None
    decimals: int
    points: bool = False
    about: bool = False


def comparable(reading: Reading, indicator: Indicator) -> int | None:
    """The number that is compared: of a share its percentage. None where a share has nothing to divide by."""
    if reading.kind is ValueKind.RATIO:
        return percent(reading.value, reading.denominator or 0, decimals=indicator.decimals)
    return reading.value


def change(now: Reading, before: Reading, indicator: Indicator) -> Change | None:
    later, earlier = comparable(now, indicator), comparable(before, indicator)
    if later is None or earlier is None:
        return None
    points = indicator.aggregation is Aggregation.RATIO
    difference = later - earlier
    return Change(
        difference=difference,
        tenths=None if points else _tenths(difference, earlier, scale(indicator)),
        decimals=indicator.decimals,
        points=points,
        about={now.qualifier, before.qualifier} != {Qualifier.EXACT},
    )


def _tenths(difference: int, earlier: int, unit: int) -> int | None:
    """Rounded half away from nought."""
    if earlier < WORTH_A_PERCENT * unit:
        return None
    rounded = (2000 * abs(difference) + earlier) // (2 * earlier)
    return rounded if difference >= 0 else -rounded
