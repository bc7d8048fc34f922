import csv
import io
import json
from argparse import Namespace
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
from phongtrao.kit.console import Refusal
from phongtrao.kit.workdays import earliest_due
from phongtrao.site.commands import run_holidays
from phongtrao.site.holidays import rows_of, workdays, years_of

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
        (
            "{",
            "the file is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
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
        workdays(str(file), "en")
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


# A CSV ---------------------------------------------------------------------------------------------------------

HEAD = "Từ ngày;Đến ngày;Loại;Tên ngày;Nguồn\n"
LINES = (
    "04/02/2027;10/02/2027;Nghỉ;Tết Nguyên đán;Thông báo 5\n2027-08-28;;làm bù;làm bù cho ngày 01/9;\n;;;;\n"
)


def csv_file(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    file = folder / "ngay-nghi.csv"
    file.write_text(text, encoding=encoding)
    return file


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_that_excel_wrote_stands_in_place_of_the_shipped_year(tmp_path: Path, separator: str) -> None:
    calendar = workdays(str(csv_file(tmp_path, (HEAD + LINES).replace(";", separator))))
    days = (date(2027, 2, 4), date(2027, 2, 11), date(2027, 8, 28), date(2026, 2, 16))
    assert [calendar.working(day) for day in days] == [False, True, True, False]
    assert calendar.years[2027].source == "Thông báo 5"


def test_what_is_printed_comes_back_the_same(tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows_of(shipped()))
    found = years_of(csv_file(tmp_path, text.getvalue()))
    for number, year in shipped().years.items():
        assert {day: named.vi for day, named in found[number].off.items()} == {
            day: named.vi for day, named in year.off.items()
        }
        assert (set(found[number].worked), found[number].source) == (set(year.worked), year.source)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        (
            "Ngày;Tên\n",
            "dòng đầu phải là: Từ ngày, Đến ngày, Loại, Tên ngày, Nguồn",
            "the first row must be: Từ ngày, Đến ngày, Loại, Tên ngày, Nguồn",
        ),
        (HEAD, "tệp không có ngày nào", "no day stands in the file"),
        (
            HEAD + "31/02/2027;;nghỉ;Tết;\n",
            "dòng 2: “31/02/2027” không phải ngày như 04/02/2027",
            "row 2: “31/02/2027” is no day like 04/02/2027",
        ),
        (HEAD + "04/02/2027;;nghỉ;;\n", "dòng 2: chưa ghi tên ngày", "row 2: name the day"),
        (
            HEAD + "04/02/2027;;lễ;Tết;\n",
            "dòng 2: loại là “nghỉ”, hoặc với một ngày là “làm bù”, không phải “lễ”",
            "row 2: the kind is “nghỉ”, or for a single day “làm bù”, not “lễ”",
        ),
        (
            HEAD + "10/02/2027;04/02/2027;nghỉ;Tết;\n",
            "năm 2027: kỳ nghỉ không thể từ 2027-02-10 đến 2027-02-04",
            "the year 2027: a holiday cannot last from 2027-02-10 to 2027-02-04",
        ),
        (
            HEAD + "01/03/2027;;làm bù;bù;\n",
            "năm 2027: ngày 2027-03-01 không phải thứ bảy, chủ nhật nên không phải ngày làm bù",
            "the year 2027: 2027-03-01 is no weekend day, so it is not worked in place of another",
        ),
    ],
)
def test_a_bad_csv_is_told_by_row_in_both_languages(tmp_path: Path, text: str, vi: str, en: str) -> None:
    with pytest.raises(HolidayProblem) as refused:
        years_of(csv_file(tmp_path, text))
    assert (refused.value.words("vi"), refused.value.words("en")) == (vi, en)


def test_a_csv_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    with pytest.raises(HolidayProblem, match="CSV UTF-8"):
        years_of(csv_file(tmp_path, HEAD + LINES, "utf-16-le"))


def test_the_command_prints_checks_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = csv_file(tmp_path, HEAD + LINES), tmp_path / "x.csv"
    bad.write_text("Ngày\n", encoding="utf-8")
    run_holidays(Namespace(file=good, csv=False))
    assert capsys.readouterr().out == (
        "2027: 7 ngày nghỉ, 1 ngày cuối tuần làm bù. Thông báo 5\n"
        "  04/02/2027 – 10/02/2027  nghỉ  Tết Nguyên đán\n"
        "  28/08/2027  làm bù  làm bù cho ngày 01/9\n"
        "Tệp đọc được. Hãy ghi đường dẫn tệp vào PHONGTRAO_HOLIDAYS rồi khởi động lại Phongtrao.\n"
    )
    run_holidays(Namespace(file=good, csv=True))
    assert capsys.readouterr().out == (
        "Từ ngày,Đến ngày,Loại,Tên ngày,Nguồn\n"
        "04/02/2027,10/02/2027,nghỉ,Tết Nguyên đán,Thông báo 5\n"
        "28/08/2027,28/08/2027,làm bù,làm bù cho ngày 01/9,Thông báo 5\n"
    )
    for file, says in ((bad, f"{bad}: dòng đầu phải là: "), (tmp_path / "none.csv", "")):
        with pytest.raises(Refusal) as refused:
            run_holidays(Namespace(file=file, csv=False))
        assert (refused.value.code, str(refused.value).startswith(says)) == (2, True)


def test_a_due_date_that_is_still_to_be_asked_follows_the_file(tmp_path: Path, settings: Any) -> None:
    before = earliest_due(date(2027, 2, 10))
    settings.WORKDAYS = workdays(str(csv_file(tmp_path, HEAD + "11/02/2027;12/02/2027;nghỉ;Tết;\n")))
    assert (before, earliest_due(date(2027, 2, 10))) == (date(2027, 2, 12), date(2027, 2, 15))
