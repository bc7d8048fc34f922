import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.workdays import (
    HolidayProblem,
    add_working_days,
    read_years,
    shipped,
    working_days_after,
)
from phongtrao.site.holidays import workdays

DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 1, 28), False),  # Tết
        (date(2025, 4, 26), True),  # a Saturday worked in place of 2 May
        (date(2025, 5, 2), False),
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 9, 3), True),
        (date(2026, 12, 12), False),  # a Saturday
        (date(2026, 12, 14), True),
        (date(2027, 2, 11), False),
        (date(2027, 2, 12), True),
        (date(2027, 5, 3), False),
        (date(2031, 9, 2), False),  # of a year not listed: fixed days
        (date(2031, 1, 23), True),  # and nothing else: its Lunar New Year is not known
    ],
)
def test_a_day_is_worked_or_not(day: date, working: bool) -> None:
    assert shipped().working(day) is working


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 12, 14), 1, date(2026, 12, 15)),
        (date(2026, 12, 14), 5, date(2026, 12, 21)),
        (date(2026, 2, 14), 2, date(2026, 2, 24)),  # a month's cut-off in the Lunar New Year
        (date(2025, 12, 31), 2, date(2026, 1, 6)),
        (date(2026, 8, 14), 7, date(2026, 8, 24)),
        (date(2026, 12, 15), -1, date(2026, 12, 14)),
        (date(2026, 12, 13), 0, date(2026, 12, 13)),
    ],
)
def test_working_days_are_counted_on(day: date, count: int, found: date) -> None:
    assert add_working_days(day, count, shipped()) == found


def test_a_year_says_whether_it_is_known() -> None:
    assert [year for year in range(2024, 2030) if shipped().known(year)] == [2025, 2026, 2027]


@given(day=DAYS, count=st.integers(1, 60))
def test_it_lands_on_a_working_day_and_counts_them(day: date, count: int) -> None:
    found = add_working_days(day, count, shipped())
    assert shipped().working(found)
    assert working_days_after(day, found, shipped()) == count


@given(day=DAYS, count=st.integers(-30, 30), more=st.integers(0, 30))
def test_later_counts_land_later_and_steps_add_up(day: date, count: int, more: int) -> None:
    calendar = shipped()
    assert add_working_days(day, count, calendar) <= add_working_days(day, count + more, calendar)
    if count > 0:
        once = add_working_days(add_working_days(day, count, calendar), more, calendar)
        assert once == add_working_days(day, count + more, calendar)


@given(day=DAYS, count=st.integers(1, 30))
def test_back_undoes_on(day: date, count: int) -> None:
    calendar = shipped()
    start = add_working_days(day, 1, calendar)
    assert add_working_days(add_working_days(start, count, calendar), -count, calendar) == start


def test_five_days_of_new_year_whatever_falls_on_a_weekend() -> None:
    """Bộ luật Lao động 2019, art. 112: eleven days a year; those on a weekend are given back on a weekday."""
    for year in (2025, 2026, 2027):
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        free = [d for d in days if d.weekday() < 5 and not shipped().working(d)]
        worked = [d for d in days if d.weekday() >= 5 and shipped().working(d)]
        assert len(free) - len(worked) == 11, year


GOOD = {"year": 2027, "off": [{"from": "2027-02-04", "to": "2027-02-10", "vi": "Tết"}], "worked": []}


def test_an_operators_year_stands_in_place_of_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "holidays.json"
    file.write_text(json.dumps({"years": [GOOD]}), encoding="utf-8")
    calendar = workdays(str(file))
    days = (date(2027, 2, 4), date(2027, 2, 11), date(2026, 2, 16), date(2027, 9, 2))
    assert [calendar.working(day) for day in days] == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "the file must hold an object with a list of 'years'"),
        ('{"years": {}}', "the file: 'years' must be a list of objects"),
        ('{"years": [{"year": "x"}]}', "'year' must be a number, not 'x'"),
        (
            '{"years": [{"year": 2027, "off": [{"from": "4/2", "to": "2027-02-10", "vi": "Tết"}]}]}',
            "the year 2027: '4/2' is not a day like 2026-02-16",
        ),
    ],
)
def test_a_bad_file_stops_the_start_with_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "holidays.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ImproperlyConfigured) as refused:
        workdays(str(file))
    assert str(refused.value) == f"PHONGTRAO_HOLIDAYS: {file}: {says}"


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        workdays(str(tmp_path / "none.json"))
    assert str(refused.value) == f"PHONGTRAO_HOLIDAYS: {tmp_path}/none.json: No such file or directory"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"off": [{"from": "2026-02-16", "to": "2026-02-16", "vi": "Tết"}]},
            "2026-02-16 is a day of another",
        ),
        ({"worked": [{"day": "2027-02-06", "vi": "bù"}]}, "2027-02-06 is both free and worked"),
        ({"worked": [{"day": "2027-03-01", "vi": "bù"}]}, "2027-03-01 is no weekend day"),
        ({"off": [{"from": "2027-02-16", "to": "2027-02-11", "vi": "Tết"}]}, "cannot last from 2027-02-16"),
        ({"off": [{"from": "2027-02-16", "to": "2027-02-16"}]}, "a day lacks its name 'vi'"),
        ({"off": ["2027-02-16"]}, "'off' must be a list of objects"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(HolidayProblem, match=says):
        read_years({"years": [{**GOOD, **change}]})


def test_the_same_year_twice_is_refused() -> None:
    with pytest.raises(HolidayProblem, match="the year 2027 stands twice"):
        read_years({"years": [GOOD, GOOD]})
