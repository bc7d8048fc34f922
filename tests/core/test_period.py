"""Clocks make windows; windows are two local days, both included."""

import itertools
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.period import (
    ANY,
    Clock,
    Part,
    PeriodProblem,
    Window,
    a_year_before,
    clocks,
    describe,
    end_of_local_day,
    local_day,
    part_text,
    part_window,
    part_words,
    period_before,
    read_clocks,
    read_part,
    recognise,
    window,
    year_of,
)

ASSEMBLY = {  # figures of the National Assembly run from October to September
    "id": "assembly",
    "vi": "Kỳ số liệu Quốc hội",
    "en": "National Assembly year",
    "year": {"month": 10, "day": 1, "begins": -1},
    "parts": ["quarter"],
    "words": {
        "vi": {"year": "kỳ số liệu Quốc hội", "part": "{part} của kỳ số liệu Quốc hội"},
        "en": {"year": "National Assembly year", "part": "{part} of the National Assembly year"},
    },
    "valid_from": None,
    "valid_to": "2030-12-31",
    "source": "test",
    "confidence": "test",
}
ALL_CLOCKS = {**clocks(), **read_clocks([ASSEMBLY])}

a_clock = st.sampled_from(list(ALL_CLOCKS.values()))
a_year = st.integers(1900, 2200)
a_day = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@st.composite
def a_window(draw: st.DrawFn) -> Window:
    first, second = sorted([draw(a_day), draw(a_day)])
    return Window(first, second)


def days(start: str, end: str) -> Window:
    return Window(date.fromisoformat(start), date.fromisoformat(end))


def test_the_five_known_clocks_in_their_order() -> None:
    assert list(clocks()) == ["calendar", "nd09", "tt124_kdc", "tt124_other", "team_rating"]


@pytest.mark.parametrize(
    ("clock", "asked", "expected"),
    [
        ("calendar", {}, days("2026-01-01", "2026-12-31")),
        ("calendar", {"month": 2}, days("2026-02-01", "2026-02-28")),
        ("calendar", {"quarter": 4}, days("2026-10-01", "2026-12-31")),
        ("calendar", {"half": 1}, days("2026-01-01", "2026-06-30")),
        ("calendar", {"nine_months": True}, days("2026-01-01", "2026-09-30")),
        ("nd09", {}, days("2025-12-15", "2026-12-14")),
        ("nd09", {"month": 1}, days("2025-12-15", "2026-01-14")),
        ("nd09", {"month": 3}, days("2026-02-15", "2026-03-14")),
        ("nd09", {"month": 12}, days("2026-11-15", "2026-12-14")),
        ("nd09", {"quarter": 1}, days("2025-12-15", "2026-03-14")),
        ("nd09", {"quarter": 4}, days("2026-09-15", "2026-12-14")),
        ("nd09", {"half": 1}, days("2025-12-15", "2026-06-14")),
        ("nd09", {"half": 2}, days("2026-06-15", "2026-12-14")),
        ("nd09", {"nine_months": True}, days("2025-12-15", "2026-09-14")),
        ("tt124_kdc", {}, days("2025-11-01", "2026-10-31")),
        ("tt124_other", {}, days("2025-11-16", "2026-11-15")),
        ("team_rating", {}, days("2025-11-15", "2026-11-14")),
        ("assembly", {}, days("2025-10-01", "2026-09-30")),
        ("assembly", {"quarter": 1}, days("2025-10-01", "2025-12-31")),
    ],
)
def test_windows_of_2026(clock: str, asked: dict[str, int], expected: Window) -> None:
    assert window(ALL_CLOCKS[clock], 2026, **asked) == expected  # type: ignore[arg-type]


def test_february_of_a_leap_year_has_its_29th_day() -> None:
    assert window(clocks()["calendar"], 2024, month=2) == days("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    ("clock", "asked", "sentence"),
    [
        ("nd09", {"month": 13}, "a month is a number from 1 to 12, not 13"),
        ("nd09", {"quarter": 0}, "a quarter is a number from 1 to 4, not 0"),
        ("nd09", {"month": 1, "half": 1}, "ask for one of month, quarter, half and nine months, not for two"),
        ("tt124_kdc", {"month": 1}, "clock 'tt124_kdc' has no month"),
        ("team_rating", {"nine_months": True}, "clock 'team_rating' has no nine months"),
    ],
)
def test_a_part_that_does_not_exist_is_refused(clock: str, asked: dict[str, int], sentence: str) -> None:
    with pytest.raises(PeriodProblem) as refused:
        window(ALL_CLOCKS[clock], 2026, **asked)  # type: ignore[arg-type]
    assert str(refused.value) == sentence


@pytest.mark.parametrize("year", [0, -1, 9999, 10_000, 10**9])
def test_a_year_beyond_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(PeriodProblem) as refused:
        window(clocks()["calendar"], year)
    assert str(refused.value) == f"the year {year} lies beyond the calendar"


@given(a_clock, a_year)
def test_years_follow_each_other_without_gap_or_overlap(clock: Clock, year: int) -> None:
    this, following = window(clock, year), window(clock, year + 1)
    assert following.start - this.end == timedelta(days=1)
    assert this.days in (365, 366)


@given(a_clock.filter(lambda clock: bool(clock.parts)), a_year)
def test_the_parts_of_a_kind_tile_the_year(clock: Clock, year: int) -> None:
    whole = window(clock, year)
    for part, count in ((Part.MONTH, 12), (Part.QUARTER, 4), (Part.HALF, 2)):
        if part in clock.parts:
            pieces = [window(clock, year, **{part.value: n}) for n in range(1, count + 1)]  # type: ignore[arg-type]
            assert (pieces[0].start, pieces[-1].end) == (whole.start, whole.end)
            assert [b.start - a.end for a, b in itertools.pairwise(pieces)] == [timedelta(days=1)] * (
                count - 1
            )


@given(a_clock.filter(lambda clock: Part.NINE_MONTHS in clock.parts), a_year)
def test_nine_months_are_the_first_three_quarters(clock: Clock, year: int) -> None:
    quarters = [window(clock, year, quarter=n) for n in (1, 2, 3)]
    assert window(clock, year, nine_months=True) == Window(quarters[0].start, quarters[2].end)


@given(a_clock, a_year)
def test_year_of_inverts_window(clock: Clock, year: int) -> None:
    assert year_of(clock, window(clock, year)) == year


@given(a_clock, a_window())
def test_year_of_answers_only_for_whole_years(clock: Clock, some: Window) -> None:
    year = year_of(clock, some)
    assert year is None or window(clock, year) == some


@given(a_clock, st.sampled_from([1, 2, 3, 9998, 9999]))
def test_year_of_holds_at_the_ends_of_the_calendar(clock: Clock, year: int) -> None:
    try:
        whole = window(clock, year)
    except PeriodProblem:
        return
    assert year_of(clock, whole) == year


def test_years_of_two_clocks_are_not_taken_for_each_other() -> None:
    whole = {name: window(clock, 2026) for name, clock in clocks().items()}
    taken = {(a, b) for a, clock in clocks().items() for b in whole if year_of(clock, whole[b]) is not None}
    assert taken == {(name, name) for name in clocks()}


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(PeriodProblem) as refused:
        days("2026-01-02", "2026-01-01")
    assert str(refused.value) == "a window cannot end (2026-01-01) before it starts (2026-01-02)"


def test_both_ends_of_a_window_are_included() -> None:
    year = days("2026-01-01", "2026-12-31")
    assert year.days == 365
    assert year.contains(days("2026-01-01", "2026-12-31"))
    assert year.contains(date(2026, 1, 1))
    assert year.contains(date(2026, 12, 31))
    assert not year.contains(date(2027, 1, 1))
    assert not year.contains(days("2025-12-31", "2026-01-01"))
    assert year.overlaps(days("2025-12-31", "2026-01-01"))
    assert year.overlaps(days("2026-12-31", "2027-01-01"))
    assert not year.overlaps(days("2027-01-01", "2027-01-01"))


@given(a_window(), a_window())
def test_windows_overlap_exactly_when_they_share_a_day(first: Window, second: Window) -> None:
    shared = max(first.start, second.start) <= min(first.end, second.end)
    assert first.overlaps(second) == second.overlaps(first) == shared
    if first.contains(second):
        assert shared
        assert first.days >= second.days


@pytest.mark.parametrize(
    ("clock", "asked", "vi", "en"),
    [
        (
            "nd09",
            {},
            "từ 15/12/2025 đến 14/12/2026 (kỳ báo cáo năm theo NĐ 09/2019/NĐ-CP)",
            "from 15 December 2025 to 14 December 2026 (annual reporting period under Decree 09/2019/NĐ-CP)",
        ),
        (
            "nd09",
            {"month": 3},
            "từ 15/02/2026 đến 14/03/2026 (kỳ báo cáo tháng 3 năm 2026 theo NĐ 09/2019/NĐ-CP)",
            "from 15 February 2026 to 14 March 2026 "
            "(reporting period for March 2026 under Decree 09/2019/NĐ-CP)",
        ),
        (
            "nd09",
            {"half": 2},
            "từ 15/06/2026 đến 14/12/2026 (kỳ báo cáo 6 tháng cuối năm 2026 theo NĐ 09/2019/NĐ-CP)",
            "from 15 June 2026 to 14 December 2026 "
            "(reporting period for the second half of 2026 under Decree 09/2019/NĐ-CP)",
        ),
        (
            "calendar",
            {"quarter": 2},
            "từ 01/04/2026 đến 30/06/2026 (quý II năm 2026 theo dương lịch)",
            "from 1 April 2026 to 30 June 2026 (quarter II of 2026, calendar year)",
        ),
        (
            "calendar",
            {"nine_months": True},
            "từ 01/01/2026 đến 30/09/2026 (9 tháng đầu năm 2026 theo dương lịch)",
            "from 1 January 2026 to 30 September 2026 (the first nine months of 2026, calendar year)",
        ),
        (
            "tt124_kdc",
            {},
            "từ 01/11/2025 đến 31/10/2026 (kỳ đánh giá năm của khu dân cư theo TT 124/2021/TT-BCA)",
            "from 1 November 2025 to 31 October 2026 "
            "(assessment year of residential areas under Circular 124/2021/TT-BCA)",
        ),
    ],
)
def test_a_window_says_itself_in_words(clock: str, asked: dict[str, int], vi: str, en: str) -> None:
    of_2026 = window(clocks()[clock], 2026, **asked)  # type: ignore[arg-type]
    assert describe(of_2026, clocks()[clock], "vi") == vi
    assert describe(of_2026, clocks()[clock], "en") == en


def test_a_window_that_is_none_of_the_clocks_own_says_only_its_days() -> None:
    odd = days("2026-03-05", "2026-03-29")
    assert describe(odd, clocks()["nd09"], "vi") == "từ 05/03/2026 đến 29/03/2026"
    assert describe(odd, None, "en") == "from 5 March 2026 to 29 March 2026"
    assert describe(days("2026-08-19", "2026-08-19"), None, "vi") == "ngày 19/08/2026"


def test_a_clock_says_its_name_in_both_languages() -> None:
    names = (clocks()["calendar"].name("vi"), clocks()["calendar"].name("en"))
    assert names == ("Năm dương lịch", "Calendar year")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": ANY}, "'any' is a question about all clocks, not the name of one"),
        ({"source": None, "words": {"vi": {"year": "n"}}}, "clock 'assembly' lacks 'en'"),
        (
            {"words": {"vi": {"year": "n"}, "en": {"year": "y"}}},
            "clock 'assembly' has parts of a year but no words for them",
        ),
        (
            {"year": {"month": 2, "day": 29, "begins": 0}},
            "clock 'assembly': a year begins on day 1 to 28 of a month, "
            "in its own calendar year (0) or in the one before (-1)",
        ),
        ({"parts": ["week"]}, "clock 'assembly' has an unknown part of a year: 'week'"),
        ({"valid_to": "31/12/2030"}, "clock 'assembly' has an unreadable day: '31/12/2030'"),
    ],
)
def test_a_clock_that_cannot_work_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(PeriodProblem) as refused:
        read_clocks([{**ASSEMBLY, **change}])
    assert str(refused.value) == sentence


def test_two_clocks_cannot_share_a_name() -> None:
    with pytest.raises(PeriodProblem) as refused:
        read_clocks([ASSEMBLY, ASSEMBLY])
    assert str(refused.value) == "two clocks are called 'assembly'"


def test_the_local_day_begins_at_17_hours_utc() -> None:
    assert local_day(datetime(2026, 12, 14, 16, 59, 59, tzinfo=UTC)) == date(2026, 12, 14)
    assert local_day(datetime(2026, 12, 14, 17, 0, tzinfo=UTC)) == date(2026, 12, 15)
    assert end_of_local_day(date(2026, 12, 14)) == datetime(2026, 12, 14, 17, 0, tzinfo=UTC)


def test_a_moment_without_a_zone_has_no_local_day() -> None:
    with pytest.raises(PeriodProblem):
        local_day(datetime(2026, 12, 14, 12, 0))  # noqa: DTZ001


@given(a_day)
def test_a_day_ends_where_the_next_one_begins(day: date) -> None:
    end = end_of_local_day(day)
    assert local_day(end - timedelta(microseconds=1)) == day
    assert local_day(end) == day + timedelta(days=1)
    assert local_day(end.astimezone(timezone(timedelta(hours=-8)))) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "part", "number", "before", "last_year"),
    [
        ("nd09", Part.MONTH, 1, (2025, Part.MONTH, 12), (2025, Part.MONTH, 1)),
        ("nd09", Part.MONTH, 3, (2026, Part.MONTH, 2), (2025, Part.MONTH, 3)),
        ("calendar", Part.HALF, 1, (2025, Part.HALF, 2), (2025, Part.HALF, 1)),
        ("calendar", Part.NINE_MONTHS, 1, (2025, Part.NINE_MONTHS, 1), (2025, Part.NINE_MONTHS, 1)),
        ("tt124_kdc", None, 0, (2025, None, 0), (2025, None, 0)),
    ],
)
def test_the_period_before_and_the_same_of_last_year(
    clock: str,
    part: Part | None,
    number: int,
    before: tuple[int, Part | None, int],
    last_year: tuple[int, Part | None, int],
) -> None:
    known = clocks()[clock]
    asked = part_window(known, 2026, part, number)
    assert recognise(known, asked) == (2026, part, number)
    assert period_before(known, asked) == part_window(known, *before)
    assert a_year_before(known, asked) == part_window(known, *last_year)


def test_days_of_their_own_move_back_by_a_year() -> None:
    festival = Window(date(2024, 2, 29), date(2024, 8, 19))
    assert a_year_before(clocks()["calendar"], festival) == Window(date(2023, 2, 28), date(2023, 8, 19))
    assert period_before(None, festival) == a_year_before(None, festival)


@pytest.mark.parametrize(
    ("text", "part", "number"),
    [
        ("", None, 0),
        ("year", None, 0),
        ("month-3", Part.MONTH, 3),
        ("month-12", Part.MONTH, 12),
        ("quarter-1", Part.QUARTER, 1),
        ("half-2", Part.HALF, 2),
        ("nine_months", Part.NINE_MONTHS, 1),
        ("nine_months-1", Part.NINE_MONTHS, 1),
    ],
)
def test_a_part_of_a_year_is_read_and_written(text: str, part: Part | None, number: int) -> None:
    assert read_part(text) == (part, number)
    assert read_part(part_text(part, number)) == (part, number)


@pytest.mark.parametrize(
    "text", ["month", "month-13", "month-0", "half-3", "week-1", "month-³", "Month-3", "-"]
)
def test_what_is_no_part_of_a_year_is_refused(text: str) -> None:
    with pytest.raises(PeriodProblem):
        read_part(text)


@pytest.mark.parametrize(
    ("part", "number", "vi", "en"),
    [
        (None, 0, "năm 2026", "2026"),
        (Part.MONTH, 3, "tháng 3 năm 2026", "March 2026"),
        (Part.QUARTER, 4, "quý IV năm 2026", "quarter IV of 2026"),
        (Part.HALF, 1, "6 tháng đầu năm 2026", "the first half of 2026"),
        (Part.NINE_MONTHS, 1, "9 tháng đầu năm 2026", "the first nine months of 2026"),
    ],
)
def test_a_part_of_a_year_reads_well(part: Part | None, number: int, vi: str, en: str) -> None:
    assert (part_words(2026, part, number, "vi"), part_words(2026, part, number, "en")) == (vi, en)
