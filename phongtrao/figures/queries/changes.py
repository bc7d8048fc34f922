"""Numbers before, changes and doubts, in the words of the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import ValueKind
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import Window
from phongtrao.figures.queries.words import number_words, share_words
from phongtrao.figures.rules import Change, Doubt, Reading, Suspicion
from phongtrao.kit.writing import written_day, written_number


def reading_words(reading: Reading, entry: catalogue.Indicator) -> str:
    """hơn 40.000; 46/50 (92 %); 92 %"""
    if reading.denominator is not None:
        return share_words(reading.value, reading.denominator, reading.qualifier, entry.decimals)
    words = number_words(reading.value, reading.qualifier, entry.decimals)
    return f"{words} %" if reading.kind is ValueKind.PERCENT else words


def short_days(days: Window) -> str:
    """15/12/2024–14/12/2025, where the words of a clock would be too long"""
    return f"{written_day(days.start)}–{written_day(days.end)}"


def change_words(change: Change | None) -> str:
    """tăng 12,4 %; giảm 3; tăng 2,5 điểm phần trăm; không đổi"""
    if change is None:
        return ""
    if change.difference == 0:
        return _("about the same") if change.about else _("unchanged")
    by = written_number(abs(change.difference), change.decimals)
    if change.points:
        by = _("%(gap)s percentage points") % {"gap": by}
    elif change.tenths is not None and change.tenths != 0:
        by = f"{written_number(abs(change.tenths), 1)} %"
    if change.difference > 0:
        said = _("up by about %(by)s") if change.about else _("up %(by)s")
    else:
        said = _("down by about %(by)s") if change.about else _("down %(by)s")
    return said % {"by": by}


def doubt_words(doubt: Doubt, entry: catalogue.Indicator) -> str:
    """What looks odd, and what to do: explain or mend."""
    sign = " %" if entry.aggregation is Aggregation.RATIO else ""
    words = {
        "now": written_number(doubt.now, entry.decimals) + sign,
        "usual": written_number(doubt.usual, entry.decimals) + sign,
        "low": written_number(doubt.low, entry.decimals) + sign,
        "high": written_number(doubt.high, entry.decimals) + sign,
        "n": doubt.periods,
    }
    if doubt.suspicion is Suspicion.OUTLIER:
        said = ngettext(
            "%(now)s is far from the %(n)s earlier period (usually %(usual)s, between %(low)s and %(high)s).",
            "%(now)s is far from the %(n)s earlier periods (usually %(usual)s, between %(low)s and %(high)s).",
            doubt.periods,
        )
    elif doubt.last_year:
        said = _("%(now)s is far from the %(usual)s of the same period last year.")
    else:
        said = _("%(now)s is far from the %(usual)s of the period before.")
    return f"{said % words} {_('Explain it or mend it.')}"
