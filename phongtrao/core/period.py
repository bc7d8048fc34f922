"""Clocks and windows. A clock is the rule that makes windows; a window is two local days, both included.

The known clocks are data (data/clocks.json); more come the same way, through `read_clocks`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

Language = Literal["vi", "en"]

ANY = "any"  # not a clock but a question: take each figure with its own window, and say so
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)  # of what may be asked
LAST_SAFE_DAY = 28  # a clock that began on day 29, 30 or 31 would have months without their first day
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
CLOCKS_FILE = Path(__file__).parent / "data" / "clocks.json"


class PeriodProblem(ValueError):
    """A clock, a window or a question about them that makes no sense; the message says which."""


class Part(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"


COUNT = {Part.MONTH: 12, Part.QUARTER: 4, Part.HALF: 2, Part.NINE_MONTHS: 1}
MONTHS = {Part.MONTH: 1, Part.QUARTER: 3, Part.HALF: 6, Part.NINE_MONTHS: 9}


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Two local days, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodProblem(f"a window cannot end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def contains(self, other: "Window | date") -> bool:
        first, last = (other.start, other.end) if isinstance(other, Window) else (other, other)
        return self.start <= first and last <= self.end

    def overlaps(self, other: "Window") -> bool:
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Words:
    """How a clock names its windows inside a sentence; `part` has one hole, `{part}`."""

    year: str
    part: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Year Y begins on `day`/`month` of the calendar year Y + `begins` and ends the day before Y + 1
    begins. Month M of it begins M - 1 months later; quarters, halves and nine months are made of months.
    `parts` are those that the clock's source knows. valid_from and valid_to date the source."""

    id: str
    vi: str
    en: str
    month: int
    day: int
    begins: int
    parts: frozenset[Part]
    words_vi: Words
    words_en: Words
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: str

    def __post_init__(self) -> None:
        if self.id == ANY:
            raise PeriodProblem(f"'{ANY}' is a question about all clocks, not the name of one")
        if not (1 <= self.month <= 12 and 1 <= self.day <= LAST_SAFE_DAY and self.begins in (-1, 0)):
            raise PeriodProblem(
                f"clock '{self.id}': a year begins on day 1 to {LAST_SAFE_DAY} of a month, "
                "in its own calendar year (0) or in the one before (-1)"
            )
        if self.parts and not all("{part}" in words.part for words in (self.words_vi, self.words_en)):
            raise PeriodProblem(f"clock '{self.id}' has parts of a year but no words for them")

    def name(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en

    def words(self, language: Language) -> Words:
        return self.words_vi if language == "vi" else self.words_en


def read_clocks(rows: Iterable[Mapping[str, Any]]) -> dict[str, Clock]:
    """Clocks by id, in the order of the rows, which are shaped as in data/clocks.json."""
    clocks: dict[str, Clock] = {}
    for row in rows:
        clock = _read_clock(row)
        if clock.id in clocks:
            raise PeriodProblem(f"two clocks are called '{clock.id}'")
        clocks[clock.id] = clock
    return clocks


@cache
def clocks() -> Mapping[str, Clock]:
    """The clocks that come with the product."""
    return read_clocks(json.loads(CLOCKS_FILE.read_text(encoding="utf-8"))["clocks"])


def window(
    clock: Clock,
    year: int,
    *,
    month: int | None = None,
    quarter: int | None = None,
    half: int | None = None,
    nine_months: bool = False,
) -> Window:
    """The clock's year, or one part of it."""
    asked = {Part.MONTH: month, Part.QUARTER: quarter, Part.HALF: half}
    parts = [(part, number) for part, number in asked.items() if number is not None]
    parts += [(Part.NINE_MONTHS, 1)] if nine_months else []
    if not parts:
        return _months(clock, year, first=0, count=12)
    if len(parts) > 1:
        raise PeriodProblem("ask for one of month, quarter, half and nine months, not for two")
    return _part(clock, year, *parts[0])


def year_of(clock: Clock, window: Window) -> int | None:
    """Which year of the clock the window is; none if it is not a whole year of it."""
    whole = (year for year in _years(clock, window) if _months(clock, year, first=0, count=12) == window)
    return next(whole, None)


@lru_cache(maxsize=4096)
def recognise(clock: Clock, window: Window) -> tuple[int, Part | None, int] | None:
    """(year, part, number) of the clock that this window is; None where its days are its own. A whole year has
    part None and number 0."""
    for year in _years(clock, window):
        for part, number, candidate in _periods(clock, year):
            if candidate == window:
                return year, part, number
    return None


def part_window(clock: Clock, year: int, part: Part | None, number: int) -> Window:
    """The window that `recognise` would tell as (year, part, number)."""
    return window(clock, year) if part is None else _part(clock, year, part, number)


def read_part(text: str) -> tuple[Part | None, int]:
    """(part, number) of a text such as "month-3", "quarter-1", "half-2", "nine_months"; of "" and "year" the
    whole year: (None, 0)."""
    if text in ("", "year"):
        return None, 0
    name, _dash, digits = text.partition("-")
    if name == Part.NINE_MONTHS and not digits:
        digits = "1"
    if name not in set(Part) or not re.fullmatch("[0-9]{1,2}", digits):
        raise PeriodProblem(f"'{text}' is no part of a year")
    part, number = Part(name), int(digits)
    if not 1 <= number <= COUNT[part]:
        raise PeriodProblem(f"a {part} is a number from 1 to {COUNT[part]}, not {number}")
    return part, number


def part_text(part: Part | None, number: int) -> str:
    """The text that `read_part` reads; "" for the whole year."""
    if part is None:
        return ""
    return part.value if part is Part.NINE_MONTHS else f"{part.value}-{number}"


def a_year_before(clock: Clock | None, window: Window) -> Window:
    """The same period of last year ("cùng kỳ"); days of their own move back by one year."""
    found = recognise(clock, window) if clock else None
    if clock is None or found is None:
        return Window(_back_a_year(window.start), _back_a_year(window.end))
    year, part, number = found
    return part_window(clock, year - 1, part, number)


def period_before(clock: Clock | None, window: Window) -> Window:
    """The period just before of the same sort ("kỳ trước"): the month before a month, the year before a year.
    Nine months, and days of their own, have only last year's."""
    found = recognise(clock, window) if clock else None
    if clock is None or found is None or found[1] in (None, Part.NINE_MONTHS):
        return a_year_before(clock, window)
    year, part, number = found
    if part is None or number > 1:
        return part_window(clock, year, part, number - 1)
    return part_window(clock, year - 1, part, COUNT[part])


def describe(window: Window, clock: Clock | None, language: Language) -> str:
    """The window in words. A clock names the window only where it is one of its own."""
    days = _days(window, language)
    found = recognise(clock, window) if clock else None
    if clock is None or found is None:
        return days
    year, part, number = found
    words = clock.words(language)
    if part is None:
        return f"{days} ({words.year})"
    return f"{days} ({words.part.format(part=part_words(year, part, number, language))})"


def askable(day: date) -> bool:
    """Far enough from both ends of the calendar for the day before and the day after."""
    return FIRST_DAY <= day <= LAST_DAY


def local_day(moment: datetime) -> date:
    """The day in Viet Nam at an aware moment."""
    if moment.utcoffset() is None:
        raise PeriodProblem(f"{moment} has no time zone, so its local day cannot be known")
    return moment.astimezone(LOCAL).date()


def end_of_local_day(day: date) -> datetime:
    """00:00 of the next day in Viet Nam, in UTC: what is known on a day was recorded before it."""
    return datetime.combine(day + DAY, time(), tzinfo=LOCAL).astimezone(UTC)


def _read_clock(row: Mapping[str, Any]) -> Clock:
    try:
        year, words = row["year"], row["words"]
        return Clock(
            id=row["id"],
            vi=row["vi"],
            en=row["en"],
            month=year["month"],
            day=year["day"],
            begins=year["begins"],
            parts=frozenset(_read_part(row["id"], name) for name in row["parts"]),
            words_vi=Words(words["vi"]["year"], words["vi"].get("part", "")),
            words_en=Words(words["en"]["year"], words["en"].get("part", "")),
            valid_from=_read_day(row["id"], row["valid_from"]),
            valid_to=_read_day(row["id"], row["valid_to"]),
            source=row["source"],
            confidence=row["confidence"],
        )
    except KeyError as missing:
        raise PeriodProblem(f"clock '{row.get('id', '?')}' lacks {missing}") from missing


def _read_part(clock: str, name: str) -> Part:
    if name not in set(Part):
        raise PeriodProblem(f"clock '{clock}' has an unknown part of a year: '{name}'")
    return Part(name)


def _read_day(clock: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as unreadable:
        raise PeriodProblem(f"clock '{clock}' has an unreadable day: '{text}'") from unreadable


def _back_a_year(day: date) -> date:
    """29 February has 28 February before it."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _months(clock: Clock, year: int, *, first: int, count: int) -> Window:
    try:
        return Window(_month_start(clock, year, first), _month_start(clock, year, first + count) - DAY)
    except ValueError as beyond:
        raise PeriodProblem(f"the year {year} lies beyond the calendar") from beyond


def _month_start(clock: Clock, year: int, months: int) -> date:
    """First day of the clock's year, moved on by a number of months."""
    years, month = divmod(clock.month - 1 + months, 12)
    return date(year + clock.begins + years, month + 1, clock.day)


def _part(clock: Clock, year: int, part: Part, number: int) -> Window:
    if part not in clock.parts:
        raise PeriodProblem(f"clock '{clock.id}' has no {part.replace('_', ' ')}")
    if not 1 <= number <= COUNT[part]:
        raise PeriodProblem(f"a {part} is a number from 1 to {COUNT[part]}, not {number}")
    return _months(clock, year, first=(number - 1) * MONTHS[part], count=MONTHS[part])


def _periods(clock: Clock, year: int) -> Iterator[tuple[Part | None, int, Window]]:
    yield None, 0, window(clock, year)
    for part in Part:
        if part in clock.parts:
            for number in range(1, COUNT[part] + 1):
                yield part, number, _part(clock, year, part, number)


def _years(clock: Clock, window: Window) -> range:
    """The years of the clock in which the window, or a part of a year like it, may begin."""
    last = window.start.year - clock.begins
    first_possible, last_possible = date.min.year - clock.begins, date.max.year - clock.begins - 1
    return range(max(last - 1, first_possible), min(last, last_possible) + 1)


def _days(window: Window, language: Language) -> str:
    start, end = _date_words(window.start, language), _date_words(window.end, language)
    if start == end:
        return f"ngày {start}" if language == "vi" else f"on {start}"
    return f"từ {start} đến {end}" if language == "vi" else f"from {start} to {end}"


def _date_words(day: date, language: Language) -> str:
    if language == "vi":
        return f"{day.day:02}/{day.month:02}/{day.year:04}"
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def part_words(year: int, part: Part | None, number: int, language: Language) -> str:
    """The year or a part of it inside a sentence: "năm 2026", "tháng 3 năm 2026", "the first half of 2026"."""
    if part is None:
        return f"năm {year}" if language == "vi" else str(year)
    quarter = ("I", "II", "III", "IV")[number - 1] if part is Part.QUARTER else ""
    vi = {
        Part.MONTH: f"tháng {number} năm {year}",
        Part.QUARTER: f"quý {quarter} năm {year}",
        Part.HALF: f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}",
        Part.NINE_MONTHS: f"9 tháng đầu năm {year}",
    }
    en = {
        Part.MONTH: f"{ENGLISH_MONTHS[number - 1]} {year}",
        Part.QUARTER: f"quarter {quarter} of {year}",
        Part.HALF: f"the {'first' if number == 1 else 'second'} half of {year}",
        Part.NINE_MONTHS: f"the first nine months of {year}",
    }
    return vi[part] if language == "vi" else en[part]
