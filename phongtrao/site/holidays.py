"""The operator's own holidays, read once at the start: a CSV that Excel writes, or JSON shaped as the shipped ones."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from phongtrao.core.period import Language
from phongtrao.core.vietnamese import fold
from phongtrao.core.workdays import HolidayProblem, WorkCalendar, Year, read_years, shipped
from phongtrao.places.rules.sheet import of_csv

COLUMNS = ("Từ ngày", "Đến ngày", "Loại", "Tên ngày", "Nguồn")
OFF, WORKED = "nghỉ", "làm bù"
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def workdays(path: str, language: Language = "vi") -> WorkCalendar:
    """Those shipped, with the years of the file at `path` in place of their own."""
    if not path:
        return shipped()
    try:
        return shipped().with_years(years_of(Path(path).expanduser()))
    except OSError as problem:
        raise ImproperlyConfigured(f"PHONGTRAO_HOLIDAYS: {path}: {problem.strerror}") from problem
    except HolidayProblem as problem:
        raise ImproperlyConfigured(f"PHONGTRAO_HOLIDAYS: {path}: {problem.words(language)}") from problem


def years_of(path: Path) -> dict[int, Year]:
    """HolidayProblem for what makes no sense, OSError for what can't be opened."""
    content = path.read_bytes()
    if path.suffix.lower() == ".csv":
        try:
            rows = of_csv(content)
        except ValueError as problem:
            raise HolidayProblem(
                "the file is no CSV in UTF-8; in Excel choose “CSV UTF-8” when saving",
                "tệp không phải CSV UTF-8; khi lưu trong Excel hãy chọn “CSV UTF-8”",
            ) from problem
        return read_years({"years": _years(rows)})
    try:
        return read_years(json.loads(content.decode("utf-8-sig")))
    except HolidayProblem:
        raise
    except ValueError as problem:
        raise HolidayProblem(
            f"the file is no JSON: {problem}", f"tệp không phải JSON: {problem}"
        ) from problem


def rows_of(calendar: WorkCalendar) -> Iterator[list[str]]:
    """As a CSV to begin with: the head, then a row for each spell and each day worked."""
    yield list(COLUMNS)
    for _number, year in sorted(calendar.years.items()):
        spells: list[tuple[date, date, str]] = []
        for day, named in sorted(year.off.items()):
            if spells and (day - spells[-1][1]).days == 1 and spells[-1][2] == named.vi:
                spells[-1] = (spells[-1][0], day, named.vi)
            else:
                spells.append((day, day, named.vi))
        yield from ([f"{a:%d/%m/%Y}", f"{b:%d/%m/%Y}", OFF, name, year.source] for a, b, name in spells)
        for day, named in sorted(year.worked.items()):
            yield [f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", WORKED, named.vi, year.source]


def _years(rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    if not rows or [fold(title) for title in rows[0][:4]] != [fold(title) for title in COLUMNS[:4]]:
        raise HolidayProblem(
            f"the first row must be: {', '.join(COLUMNS)}", f"dòng đầu phải là: {', '.join(COLUMNS)}"
        )
    found: dict[int, dict[str, Any]] = {}
    for number, row in enumerate(rows[1:], start=2):
        first, last, kind, name, source = [cell.strip() for cell in (*row, "", "", "", "", "")][:5]
        if not any((first, last, kind, name)):
            continue
        begin, end = _day(first, number), _day(last or first, number)
        year = found.setdefault(begin.year, {"year": begin.year, "off": [], "worked": [], "source": source})
        if not name:
            raise HolidayProblem(f"row {number}: name the day", f"dòng {number}: chưa ghi tên ngày")
        if fold(kind) == fold(OFF):
            year["off"].append({"from": begin.isoformat(), "to": end.isoformat(), "vi": name})
        elif fold(kind) == fold(WORKED) and begin == end:
            year["worked"].append({"day": begin.isoformat(), "vi": name})
        else:
            raise HolidayProblem(
                f"row {number}: the kind is “{OFF}”, or for a single day “{WORKED}”, not “{kind}”",
                f"dòng {number}: loại là “{OFF}”, hoặc với một ngày là “{WORKED}”, không phải “{kind}”",
            )
    if not found:
        raise HolidayProblem("no day stands in the file", "tệp không có ngày nào")
    return list(found.values())


def _day(text: str, row: int) -> date:
    """04/02/2027, or 2027-02-04 as Excel may have it."""
    try:
        if match := DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError as problem:
        raise HolidayProblem(
            f"row {row}: “{text}” is no day like 04/02/2027",
            f"dòng {row}: “{text}” không phải ngày như 04/02/2027",
        ) from problem
