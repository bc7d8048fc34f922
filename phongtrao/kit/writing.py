"""Numbers, days and times as the page's language writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from phongtrao.core import vietnamese
from phongtrao.core.figure import Qualifier

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
TO_ENGLISH = str.maketrans(".,", ",.")


def in_english() -> bool:
    return (get_language() or "vi").startswith("en")


def written_number(scaled: int, decimals: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    text = vietnamese.format_number(scaled, decimals=decimals)
    return text.translate(TO_ENGLISH) if in_english() else text


def qualifier_words(qualifier: Qualifier | str) -> str:
    return {
        Qualifier.EXACT: "",
        Qualifier.MORE_THAN: _("more than"),
        Qualifier.NEARLY: _("nearly"),
        Qualifier.APPROXIMATELY: _("approximately"),
        Qualifier.LESS_THAN: _("less than"),
    }[Qualifier(qualifier)]


def written_figure(scaled: int, decimals: int, qualifier: Qualifier | str) -> str:
    """hơn 40.000"""
    number = written_number(scaled, decimals)
    return number if qualifier == Qualifier.EXACT else f"{qualifier_words(qualifier)} {number}"


def at_home(moment: datetime) -> datetime:
    return moment.astimezone(HOME)


def written_day(day: date | datetime) -> str:
    """22/11/2026; 22 November 2026 in English, where 03/04 could be read both ways."""
    local = at_home(day) if isinstance(day, datetime) else day
    return date_format(local, "j F Y") if in_english() else local.strftime("%d/%m/%Y")


def written_time(moment: datetime) -> str:
    """10:32 ngày 22/11/2026"""
    return _("%(time)s on %(day)s") % {"time": f"{at_home(moment):%H:%M}", "day": written_day(moment)}
