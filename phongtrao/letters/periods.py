"""The time that a report speaks of, in the words of its sentences. A year, a part of it, or days of their own."""

from dataclasses import dataclass

from phongtrao.core.period import Part, Window, describe, part_words
from phongtrao.core.vietnamese import format_date

SOON = "thời gian tới"


@dataclass(frozen=True, slots=True)
class Period:
    """`name` ("năm 2026"), `within` at the head of a sentence ("trong năm 2026"), `next` what the tasks are for,
    `before` what figures are compared with ("năm 2025", "cùng kỳ năm 2025")."""

    name: str
    within: str
    next: str
    before: str


def of_year(year: int) -> Period:
    return Period(f"năm {year}", f"trong năm {year}", f"năm {year + 1}", f"năm {year - 1}")


def of_part(year: int, part: Part | None, number: int) -> Period:
    """A half, nine months, a quarter or a month."""
    if part is None:
        return of_year(year)
    name = part_words(year, part, number, "vi")
    return Period(name, f"trong {name}", _after(year, part, number), f"cùng kỳ năm {year - 1}")


def of_days(days: Window) -> Period:
    """Days of their own are compared with the same days of last year."""
    name = describe(days, None, "vi")
    day = format_date(days.start) if days.days == 1 else name
    return Period(name, name if days.days > 1 else f"trong ngày {day}", SOON, "cùng kỳ năm trước")


def _after(year: int, part: Part, number: int) -> str:
    if part is Part.NINE_MONTHS:
        return f"3 tháng cuối năm {year}"
    last = {Part.HALF: 2, Part.QUARTER: 4, Part.MONTH: 12}[part]
    if part is Part.HALF and number == last:
        return f"năm {year + 1}"
    return part_words(year, part, number + 1, "vi") if number < last else part_words(year + 1, part, 1, "vi")
