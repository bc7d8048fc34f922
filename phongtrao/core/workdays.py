"""Working days: not a weekend, not a public holiday, or a weekend day worked in place of another. What is known
of a year (data/holidays.json) can be replaced year by year with a file of the same shape."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from phongtrao.core.period import DAY, Language

HOLIDAYS_FILE = Path(__file__).parent / "data" / "holidays.json"
SATURDAY = 5
LONGEST_HOLIDAY = 31
FURTHEST = 366  # working days that may be counted on or back


class HolidayProblem(ValueError):
    """Holidays that make no sense; the sentence says where."""

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en)
        self.en, self.vi = en, vi

    def words(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Named:
    """Why a day is free, or why a weekend day is worked."""

    vi: str
    en: str

    def words(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Year:
    """What was announced for one year beside the fixed days."""

    off: Mapping[date, Named]
    worked: Mapping[date, Named]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    fixed: Mapping[tuple[int, int], Named]  # (month, day)
    years: Mapping[int, Year]

    def known(self, year: int) -> bool:
        """Whether more is known of the year than its weekends and fixed days: no Lunar New Year otherwise."""
        return year in self.years

    def holiday(self, day: date) -> Named | None:
        announced = self.years[day.year].off.get(day) if self.known(day.year) else None
        return announced or self.fixed.get((day.month, day.day))

    def working(self, day: date) -> bool:
        if self.known(day.year) and day in self.years[day.year].worked:
            return True
        return day.weekday() < SATURDAY and self.holiday(day) is None

    def with_years(self, years: Mapping[int, Year]) -> "WorkCalendar":
        """The same with these years in place of its own."""
        return WorkCalendar(self.fixed, {**self.years, **years})


def add_working_days(day: date, count: int, calendar: WorkCalendar) -> date:
    """The count-th working day after `day`, or before it where count is negative; `day` itself for 0."""
    if abs(count) > FURTHEST:
        raise HolidayProblem(
            f"{count} working days are too many; at most {FURTHEST}",
            f"{count} ngày làm việc là quá nhiều; nhiều nhất {FURTHEST}",
        )
    step, left = (DAY, count) if count >= 0 else (-DAY, -count)
    while left:
        day += step
        left -= calendar.working(day)
    return day


def working_days_after(day: date, until: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `day` up to and with `until`."""
    return sum(calendar.working(later) for later in _days(day + DAY, until))


def read_calendar(data: Mapping[str, Any]) -> WorkCalendar:
    fixed = {}
    for row in _rows(data, "fixed", "the file"):
        _day(f"2000-{_number(row, 'month'):02}-{_number(row, 'day'):02}", "a fixed day")
        fixed[row["month"], row["day"]] = _named(row)
    return WorkCalendar(fixed, read_years(data))


def read_years(data: Mapping[str, Any]) -> dict[int, Year]:
    """The announced years of a file shaped as data/holidays.json."""
    if not isinstance(data, dict):
        raise HolidayProblem(
            "the file must hold an object with a list of 'years'",
            "tệp phải là một đối tượng JSON có danh sách 'years'",
        )
    years: dict[int, Year] = {}
    for row in _rows(data, "years", "the file"):
        year = _number(row, "year")
        if year in years:
            raise HolidayProblem(f"the year {year} stands twice", f"năm {year} có hai lần")
        years[year] = _year(row, year)
    return years


@cache
def shipped() -> WorkCalendar:
    """The holidays that come with the product."""
    return read_calendar(json.loads(HOLIDAYS_FILE.read_text(encoding="utf-8")))


def _year(row: Mapping[str, Any], year: int) -> Year:
    where, here = f"the year {year}", f"năm {year}"
    off: dict[date, Named] = {}
    for spell in _rows(row, "off", where):
        first, last = _day(spell.get("from"), where), _day(spell.get("to"), where)
        if last < first or (last - first).days >= LONGEST_HOLIDAY:
            raise HolidayProblem(
                f"{where}: a holiday cannot last from {first} to {last}",
                f"{here}: kỳ nghỉ không thể từ {first} đến {last}",
            )
        off |= dict.fromkeys(_days(first, last), _named(spell))
    worked = {_day(entry.get("day"), where): _named(entry) for entry in _rows(row, "worked", where)}
    stray = sorted(day for day in (*off, *worked) if day.year != year)
    if stray:
        raise HolidayProblem(
            f"{where}: {stray[0]} is a day of another year", f"{here}: ngày {stray[0]} thuộc năm khác"
        )
    if both := sorted(set(off) & set(worked)):
        raise HolidayProblem(
            f"{where}: {both[0]} is both free and worked",
            f"{here}: ngày {both[0]} vừa là ngày nghỉ vừa là ngày làm bù",
        )
    if weekdays := sorted(day for day in worked if day.weekday() < SATURDAY):
        raise HolidayProblem(
            f"{where}: {weekdays[0]} is no weekend day, so it is not worked in place of another",
            f"{here}: ngày {weekdays[0]} không phải thứ bảy, chủ nhật nên không phải ngày làm bù",
        )
    return Year(off, worked, str(row.get("source", "")), str(row.get("confidence", "")))


def _rows(row: Mapping[str, Any], name: str, where: str) -> list[Any]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise HolidayProblem(
            f"{where}: '{name}' must be a list of objects", f"{_vi(where)}: '{name}' phải là danh sách"
        )
    return found


def _vi(where: str) -> str:
    return {"the file": "tệp", "a fixed day": "ngày lễ cố định"}.get(where) or where.replace(
        "the year", "năm"
    )


def _number(row: Mapping[str, Any], name: str) -> int:
    found = row.get(name)
    if not isinstance(found, int) or not 1 <= found <= date.max.year:
        raise HolidayProblem(
            f"'{name}' must be a number, not {found!r}", f"'{name}' phải là số, không phải {found!r}"
        )
    return found


def _named(row: Mapping[str, Any]) -> Named:
    vi = row.get("vi")
    if not isinstance(vi, str) or not vi:
        raise HolidayProblem(
            f"a day lacks its name 'vi': {dict(row)}", f"một ngày chưa có tên ('vi'): {dict(row)}"
        )
    return Named(vi, str(row.get("en") or vi))


def _day(text: Any, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as unreadable:
        raise HolidayProblem(
            f"{where}: {text!r} is not a day like 2026-02-16",
            f"{_vi(where)}: {text!r} không phải ngày như 2026-02-16",
        ) from unreadable


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
