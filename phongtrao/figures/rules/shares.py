"""How a total becomes the number that is shown. A ratio divides once, here, by whole numbers alone."""

from decimal import Decimal

from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.rollup.question import Beside, Total


def percent(numerator: int, denominator: int, *, decimals: int) -> int | None:
    """The share in %, scaled by `decimals`, rounded half up; None where there is nothing to divide by."""
    if not denominator:
        return None
    scale: int = 10**decimals
    hundredfold = 100 * scale * abs(numerator)
    rounded = (2 * hundredfold + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def shown(total: Total | Beside, indicator: Indicator) -> int | None:
    """The number to show, scaled by the indicator's decimals."""
    if indicator.aggregation is Aggregation.RATIO and total.numerator is not None:
        return percent(total.numerator, total.denominator or 0, decimals=indicator.decimals)
    return total.value


def plain(scaled: int | None, decimals: int) -> int | float | None:
    """The number as JSON has it: an integer where nothing stands behind the point."""
    if scaled is None or not decimals:
        return scaled
    return float(Decimal(scaled).scaleb(-decimals))


def plain_count(scaled: int | None, decimals: int) -> int | float | None:
    """A part of a ratio: things that are counted, so an integer wherever it is one."""
    scale: int = 10**decimals
    if scaled is not None and scaled % scale == 0:
        return scaled // scale
    return plain(scaled, decimals)
