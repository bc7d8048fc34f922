"""Annex tables, the places that have most and least, and the words for periods."""

from datetime import date

import pytest

from phongtrao.core.indicator import load
from phongtrao.core.period import Part, Window
from phongtrao.letters.annual import compose
from phongtrao.letters.document import Annex, Paragraph, Table
from phongtrao.letters.extremes import extremes
from phongtrao.letters.figures import MonthFigure, UnitFigure, Value
from phongtrao.letters.periods import Period, of_days, of_part, of_year
from phongtrao.letters.tables import months_told, tables, told_of, units_told
from tests.letters.made import figure, report

SESSIONS = figure("propaganda_sessions", 59, name="Buổi tuyên truyền", unit="buổi", last_year=Value(47))


def unit(name: str, now: int | None, before: int | None = None) -> UnitFigure:
    value, last = (None if amount is None else Value(amount) for amount in (now, before))
    return UnitFigure(name, value, last)


def cells(annex: Annex, block: int) -> list[list[str]]:
    table = annex.blocks[block]
    assert isinstance(table, Table)
    return [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows]


BELOW = {
    "propaganda_sessions": (unit("Xã Ba Đình", 17, 20), unit("Xã Hoằng Hóa", None), unit("Xã Pù Luông", 42)),
    "propaganda_participants": (
        unit("Xã Ba Đình", 900),
        unit("Xã Hoằng Hóa", None),
        unit("Xã Pù Luông", None),
    ),
}


def test_there_are_eight_and_the_whole_and_the_sources_behind_them() -> None:
    annexes = compose(report()).annexes
    assert [one.title for one in annexes] == [
        *(table.title for table in tables()),
        "Biểu số liệu năm 2021 so với năm 2020",
        "Nguồn số liệu",
    ]
    assert (len(tables()), {one.landscape for one in annexes}) == (8, {True})


def test_all_that_they_tell_is_in_the_catalogue() -> None:
    known = {one.id for one in load().indicators}
    asked = {code for table in tables() for code in table.indicators} | set(units_told()) | told_of().extremes
    assert asked - known == set()
    assert set(months_told()) - known == set()
    assert {len(table.units) <= 2 and len(table.months) <= 4 for table in tables()} == {True}


def test_a_table_sets_each_figure_beside_last_year_and_then_the_places_below() -> None:
    annex = compose(report(figures={"propaganda": (SESSIONS,)}, below=BELOW)).annexes[1]
    assert cells(annex, 0) == [["1", "Buổi tuyên truyền", "buổi", "59", "47", "+12", "+25,5", "", ""]]
    assert cells(annex, 2) == [
        ["1", "Xã Ba Đình", "17", "20", "−3", "−15", "900", "", "", ""],
        ["2", "Xã Pù Luông", "42", "", "", "", "", "", "", ""],
        ["Chưa có số liệu được chấp nhận: Xã Hoằng Hóa"],
    ]


def month(name: str, amount: int | None, **more: bool) -> MonthFigure:
    return MonthFigure(name, None if amount is None else Value(amount), **more)


def test_each_month_has_its_row_and_what_was_said_for_longer_times_one_of_its_own() -> None:
    told = {
        "propaganda_sessions": (month("Tháng 1", 12), month("Tháng 2", None), month("", 47)),
        "news_items": (month("Tháng 1", None), month("Tháng 2", 3, illustrative=True), month("", None)),
    }
    annex = compose(report(figures={"propaganda": (SESSIONS,)}, by_month=told)).annexes[1]
    table = annex.blocks[2]
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["TT", "Tháng", "Buổi tuyên truyền", "news_items"]
    assert cells(annex, 2) == [
        ["1", "Tháng 1", "12", ""],
        ["2", "Tháng 2", "", "3 (minh họa)"],
        ["", "Chỉ báo cáo cho thời gian dài hơn một tháng", "47", ""],
    ]


def test_where_nothing_was_said_for_a_month_that_is_said() -> None:
    told = {"propaganda_sessions": (month("Tháng 1", None), month("", 47))}
    annex = compose(report(figures={"propaganda": (SESSIONS,)}, by_month=told)).annexes[1]
    last = annex.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.runs[0].text.startswith("Không tách được theo tháng")


def test_the_table_of_practices_says_what_it_cannot_list() -> None:
    last = compose(report()).annexes[2].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.runs[0].text.endswith("hệ thống chưa có sổ theo dõi mô hình.")


def test_a_table_without_data_says_so_and_stays() -> None:
    annex = compose(report(figures={"propaganda": (SESSIONS,)})).annexes[0]
    assert [block for block in annex.blocks if isinstance(block, Paragraph)] == list(annex.blocks)
    assert "".join(run.text for run in annex.blocks[0].runs) == "Chưa có số liệu."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (
            BELOW["propaganda_sessions"],
            [
                "Buổi tuyên truyền: cao nhất là xã Pù Luông (42 buổi); thấp nhất là xã Ba Đình (17 buổi); "
                "chưa có số liệu được chấp nhận: xã Hoằng Hóa."
            ],
        ),
        (
            (unit("Xã A", 9), unit("Xã B", 3), unit("Xã C", 9)),
            ["Buổi tuyên truyền: cao nhất là xã A, xã C (9 buổi); thấp nhất là xã B (3 buổi)."],
        ),
        ((unit("Xã A", 9), unit("Xã B", 9)), []),
        ((unit("Xã A", 9), unit("Xã B", None)), []),
        ((), []),
    ],
)
def test_the_best_and_the_weakest_are_places_with_ties_and_the_missing(
    units: tuple[UnitFigure, ...], said: list[str]
) -> None:
    assert list(extremes([SESSIONS], {"propaganda_sessions": units})) == said


def test_very_many_names_are_counted() -> None:
    units = (unit("Xã A", 9), unit("Xã B", 3), *(unit(f"Xã {at}", None) for at in range(1, 24)))
    (text,) = extremes([SESSIONS], {"propaganda_sessions": units})
    assert text.endswith("xã 19, xã 20 và 3 đơn vị khác.")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (of_year(2026), Period("năm 2026", "trong năm 2026", "năm 2027", "năm 2025")),
        (of_part(2026, None, 0), of_year(2026)),
        (
            of_part(2026, Part.HALF, 1),
            Period(
                "6 tháng đầu năm 2026",
                "trong 6 tháng đầu năm 2026",
                "6 tháng cuối năm 2026",
                "cùng kỳ năm 2025",
            ),
        ),
        (
            of_part(2026, Part.HALF, 2),
            Period("6 tháng cuối năm 2026", "trong 6 tháng cuối năm 2026", "năm 2027", "cùng kỳ năm 2025"),
        ),
        (
            of_part(2026, Part.NINE_MONTHS, 1),
            Period(
                "9 tháng đầu năm 2026",
                "trong 9 tháng đầu năm 2026",
                "3 tháng cuối năm 2026",
                "cùng kỳ năm 2025",
            ),
        ),
        (
            of_part(2026, Part.QUARTER, 4),
            Period("quý IV năm 2026", "trong quý IV năm 2026", "quý I năm 2027", "cùng kỳ năm 2025"),
        ),
        (
            of_part(2026, Part.MONTH, 3),
            Period("tháng 3 năm 2026", "trong tháng 3 năm 2026", "tháng 4 năm 2026", "cùng kỳ năm 2025"),
        ),
        (
            of_days(Window(date(2026, 7, 1), date(2026, 8, 19))),
            Period(
                "từ 01/07/2026 đến 19/08/2026",
                "từ 01/07/2026 đến 19/08/2026",
                "thời gian tới",
                "cùng kỳ năm trước",
            ),
        ),
        (
            of_days(Window(date(2026, 7, 1), date(2026, 7, 1))),
            Period("ngày 01/07/2026", "trong ngày 01/07/2026", "thời gian tới", "cùng kỳ năm trước"),
        ),
    ],
)
def test_a_period_has_its_words(period: Period, words: Period) -> None:
    assert period == words
