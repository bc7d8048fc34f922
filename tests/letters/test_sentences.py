"""Sentences that carry figures, word by word."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.indicator import load
from phongtrao.core.period import Window
from phongtrao.letters.figures import Between, FigureLine, Value, in_words
from phongtrao.letters.sentences import Setting, patterns, sentences
from tests.letters.made import ABOUT, NEARLY, OVER, figure

THANH_HOA = Setting(2021, "toàn tỉnh", "tỉnh")


def award(who: str, form: str, amount: int) -> FigureLine:
    return figure(f"commended_{who}", amount, cell=f"award_form={form}")


def told(*lines: FigureLine) -> list[str]:
    return sentences(lines, THANH_HOA)


def test_sessions_and_attendances_share_a_clause() -> None:
    assert told(
        figure("propaganda_sessions", 40000, OVER),
        figure("propaganda_participants", 1200000, OVER),
        figure("banners_slogans", 17000, OVER),
        figure("news_items", 2000, NEARLY),
        figure("leaflets_distributed", 15000, OVER),
    ) == [
        "Trong năm 2021, toàn tỉnh đã tổ chức hơn 40.000 buổi tuyên truyền với hơn 1,2 triệu lượt người "
        "tham gia; kẻ vẽ, treo hơn 17.000 băng rôn, khẩu hiệu, pa nô tuyên truyền; đăng tải, phát gần 2.000 "
        "tin, bài, phóng sự, bản tin; in, cấp phát hơn 15.000 tờ rơi, tài liệu tuyên truyền."
    ]


def test_new_practices_name_those_that_the_ministry_recognised() -> None:
    recognised = figure("models_recognized", 2, cell="recognised_by=ministry")
    assert told(figure("models_new", 17, of_which=(recognised,))) == [
        "Trong năm 2021, toàn tỉnh đã xây dựng 17 mô hình mới, trong đó có 2 mô hình được Bộ Công an "
        "ghi nhận."
    ]


def test_awards_stand_in_their_order_with_collectives_and_individuals_together() -> None:
    assert told(
        award("individuals", "commendation_police", 56),
        award("collectives", "commendation_police", 18),
        award("individuals", "merit_province", 12),
        award("collectives", "merit_province", 8),
        award("collectives", "merit_ministry", 10),
        award("collectives", "flag_province", 2),
    ) == [
        "Hình thức khen thưởng trong năm 2021: 2 tập thể được tặng Cờ thi đua của Ủy ban nhân dân tỉnh; "
        "10 tập thể được tặng Bằng khen của Bộ Công an; 8 tập thể, 12 cá nhân được tặng Bằng khen của "
        "Chủ tịch Ủy ban nhân dân tỉnh; 18 tập thể, 56 cá nhân được tặng Giấy khen của Giám đốc Công an tỉnh."
    ]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (
            figure("model_types", 76, as_of=date(2022, 3, 29)),
            "Tính đến ngày 29/03/2022, toàn tỉnh có 76 loại mô hình.",
        ),
        (
            figure("patrols_conducted", 115, window=Window(date(2021, 1, 1), date(2021, 3, 31))),
            "Từ 01/01/2021 đến 31/03/2021, toàn tỉnh đã tổ chức 115 cuộc tuần tra.",
        ),
        (
            figure("patrols_conducted", 115, ABOUT, illustrative=True),
            "Trong năm 2021, toàn tỉnh đã tổ chức khoảng 115 cuộc tuần tra (số liệu minh họa).",
        ),
        (
            figure("patrols_conducted", 115, sources=(3, 1)),
            "Trong năm 2021, toàn tỉnh đã tổ chức 115 cuộc tuần tra [3, 1].",
        ),
        (
            figure("tips_received", 1959, of_which=(figure("tips_valuable", 1550),)),
            "Trong năm 2021, toàn tỉnh đã tiếp nhận 1.959 tin báo, tố giác của quần chúng Nhân dân, trong đó "
            "có 1.550 tin có giá trị.",
        ),
        (
            figure("groups_counted", 3, name="Nhóm, tụ điểm được giải tán", unit="nhóm"),
            "Số liệu khác trong năm 2021: nhóm, tụ điểm được giải tán: 3 nhóm.",
        ),
        (
            figure("team_grades", 4, name="Xếp loại Tổ", unit="tổ", cell="grade=good", cell_name="Tốt"),
            "Trong năm 2021, toàn tỉnh có 4 tổ được xếp loại (Tổ bảo vệ an ninh, trật tự) (Tốt).",
        ),
    ],
)
def test_a_figure_is_told_with_its_time_its_mark_and_its_source(line: FigureLine, written: str) -> None:
    assert told(line) == [written]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Value(104200, decimals=2, kind=ValueKind.RATIO, denominator=116500), "1.042/1.165 khu dân cư đạt"),
        (Value(8944, decimals=2, kind=ValueKind.PERCENT), "89,44% khu dân cư đạt"),
        (Between(10, 12), "từ 10 đến 12 khu dân cư đạt"),
    ],
)
def test_shares_and_ranges_stand_where_a_count_would(value: Any, written: str) -> None:
    line = FigureLine("areas_meeting_standard", "Khu dân cư đạt", "%", value)
    assert told(line) == [f"Trong năm 2021, toàn tỉnh có {written} tiêu chuẩn “An toàn về an ninh, trật tự”."]


def test_the_parts_of_a_whole_that_nobody_reported_stand_for_themselves() -> None:
    parts = tuple(
        figure("propaganda_sessions", amount, cell=f"body={body}", cell_name=name)
        for amount, body, name in ((12, "police", "Công an"), (5, "farmers", "Hội Nông dân"))
    )
    line = FigureLine("propaganda_sessions", "Buổi tuyên truyền", "buổi", None, of_which=parts)
    assert told(line) == [
        "Trong năm 2021, toàn tỉnh đã tổ chức 12 buổi tuyên truyền (Công an); tổ chức 5 buổi tuyên truyền "
        "(Hội Nông dân)."
    ]


@pytest.mark.parametrize(
    ("indicator", "cell", "name", "written"),
    [
        ("propaganda_sessions", "body=police", "Công an", "5 buổi của Công an"),
        ("units_assessed", "subject=agency", "Cơ quan", "5 cơ quan được phân loại"),
        ("clubs", "practice_field=fire", "Phòng cháy", "5 buổi về phòng cháy"),
        ("inspections", "level=district", "Cấp huyện (trước 01/7/2025)", "5 buổi cấp huyện"),
        ("clubs", "colour=red", "Đỏ", "5 buổi (Đỏ)"),
    ],
)
def test_a_part_is_told_as_its_breakdown_wants(indicator: str, cell: str, name: str, written: str) -> None:
    part = figure(indicator, 5, unit="buổi", cell=cell, cell_name=name)
    assert told(figure(indicator, 9, of_which=(part,)))[0].endswith(f", trong đó có {written}.")


def test_figures_of_different_days_are_never_in_one_sentence() -> None:
    assert told(
        figure("security_teams", 4351, as_of=date(2021, 12, 31)),
        figure("security_team_members", 13053, as_of=date(2021, 6, 30)),
    ) == [
        "Tính đến ngày 31/12/2021, toàn tỉnh có 4.351 Tổ bảo vệ an ninh, trật tự.",
        "Tính đến ngày 30/06/2021, toàn tỉnh có 13.053 thành viên Tổ bảo vệ an ninh, trật tự.",
    ]


def test_an_illustrative_figure_never_shares_a_clause_with_a_real_one() -> None:
    assert told(
        figure("propaganda_sessions", 10), figure("propaganda_participants", 300, illustrative=True)
    ) == [
        "Trong năm 2021, toàn tỉnh đã tổ chức 10 buổi tuyên truyền.",
        "Trong năm 2021, toàn tỉnh đã thu hút 300 lượt người tham gia các buổi tuyên truyền "
        "(số liệu minh họa).",
    ]


def test_a_part_of_one_figure_is_not_told_of_two() -> None:
    bilingual = figure("mobile_sessions_bilingual", 4)
    assert told(
        figure("propaganda_sessions", 10, of_which=(bilingual,)), figure("propaganda_participants", 300)
    ) == [
        "Trong năm 2021, toàn tỉnh đã tổ chức 10 buổi tuyên truyền, trong đó có 4 buổi lưu động song ngữ; "
        "thu hút 300 lượt người tham gia các buổi tuyên truyền."
    ]


COMPARED = replace(THANH_HOA, before="năm 2020")


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Value(59), Value(47), ", tăng 12 buổi (25,5%) so với năm 2020"),
        (Value(40), Value(50), ", giảm 10 buổi (20%) so với năm 2020"),
        (Value(40), Value(40), ", không đổi so với năm 2020"),
        (Value(40, ABOUT), Value(40), ""),
        (Value(59, OVER), Value(47), ", tăng khoảng 12 buổi (khoảng 25,5%) so với năm 2020"),
        (Value(59), Value(0), ", tăng 59 buổi so với năm 2020"),
        (Value(59), None, ""),
        (Value(59), Between(40, 50), ""),
    ],
)
def test_a_count_is_told_with_its_change(now: Value, before: Any, said: str) -> None:
    line = figure("movement_launches", 0, unit="buổi")
    text = sentences([replace(line, value=now, last_year=before)], COMPARED)
    assert text == [f"Trong năm 2021, toàn tỉnh đã tổ chức {in_words(now)} buổi phát động phong trào{said}."]


def test_shares_change_by_points() -> None:
    now, before = (Value(amount, decimals=2, kind=ValueKind.PERCENT) for amount in (8950, 8800))
    line = FigureLine("mediation_success_rate", "Tỷ lệ", "%", now, before)
    assert sentences([line], COMPARED) == [
        "Trong năm 2021, toàn tỉnh có tỷ lệ hòa giải thành đạt 89,5%, tăng 1,5 điểm % so với năm 2020."
    ]


@pytest.mark.parametrize(
    "more", [{"comparable": False}, {"window": Window(date(2021, 1, 1), date(2021, 3, 31))}]
)
def test_what_was_counted_otherwise_is_not_compared(more: dict[str, Any]) -> None:
    line = figure("movement_launches", 59, unit="buổi", last_year=Value(47), **more)
    assert "so với" not in sentences([line], COMPARED)[0]


def test_a_change_never_stands_between_a_whole_and_its_parts() -> None:
    part = figure("mobile_sessions_bilingual", 4)
    line = figure("propaganda_sessions", 59, unit="buổi", last_year=Value(47), of_which=(part,))
    assert sentences([line], COMPARED) == [
        "Trong năm 2021, toàn tỉnh đã tổ chức 59 buổi tuyên truyền (tăng 12 buổi, 25,5% so với năm 2020), trong đó "
        "có 4 buổi lưu động song ngữ."
    ]


def test_a_figure_without_a_value_says_nothing() -> None:
    assert told(FigureLine("models_new", "Mô hình mới", "mô hình", None)) == []


def test_two_figures_of_one_cell_and_time_are_refused() -> None:
    with pytest.raises(ValueError, match="only once"):
        told(figure("models_new", 17), figure("models_new", 18))


def test_text_that_looks_like_a_hole_is_only_text() -> None:
    line = figure("groups_counted", 3, name="{value} {year}", unit="{any}")
    assert told(line) == ["Số liệu khác trong năm 2021: {value} {year}: 3 {any}."]


def test_every_pattern_speaks_of_a_cell_that_the_catalogue_has() -> None:
    indicators = load().indicators
    known = {f"{one.id}[{cell}]" if cell else one.id for one in indicators for cell in one.cells()}
    assert (patterns().keys | patterns().parts.keys()) - known == set()


@given(
    st.dictionaries(
        st.sampled_from(sorted(patterns().keys)),
        st.tuples(st.integers(0, 10**12), st.sampled_from(Qualifier), st.booleans()),
        max_size=12,
    )
)
def test_every_figure_is_told_once_and_no_other_is(drawn: dict[str, tuple[int, Qualifier, bool]]) -> None:
    lines = [
        figure(indicator, amount, qualifier, cell=cell, illustrative=invented, sources=(at,))
        for at, (key, (amount, qualifier, invented)) in enumerate(drawn.items(), start=1)
        for indicator, _, cell in [key.removesuffix("]").partition("[")]
    ]
    text = " ".join(told(*lines))
    marks = [int(one) for group in text.split("[")[1:] for one in group.partition("]")[0].split(",")]
    assert sorted(marks) == list(range(1, len(lines) + 1))
    assert all(in_words(line.value) in text for line in lines if line.value)
