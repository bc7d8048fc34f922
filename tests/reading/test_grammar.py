"""The rooms of the grammar one by one: numbers, what counts nothing, parts, places, an office's own words."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from phongtrao.core.figure import Qualifier
from phongtrao.core.indicator import load
from phongtrao.core.place import Spell
from phongtrao.reading import BadLexicon, Doubt, Kind, NamedPlace, marred, read
from phongtrao.reading.lexicon import expand, lexicon_for, parse


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("40.000", 40000, Qualifier.EXACT),
        ("40 000", 40000, Qualifier.EXACT),
        ("1. 234", 1234, Qualifier.EXACT),
        ("08", 8, Qualifier.EXACT),
        ("613 ngàn", 613000, Qualifier.EXACT),
        ("613 nghìn", 613000, Qualifier.EXACT),
        ("1,2 triệu", 1200000, Qualifier.EXACT),
        ("hai mươi lăm", 25, Qualifier.EXACT),
        ("một trăm linh ba", 103, Qualifier.EXACT),
        ("hơn 1 triệu 200 nghìn", 1200000, Qualifier.MORE_THAN),
        ("trên 12\u00a0000", 12000, Qualifier.MORE_THAN),
        ("gần 2.000", 2000, Qualifier.NEARLY),
        ("xấp xỉ 300", 300, Qualifier.APPROXIMATELY),
        ("ước khoảng 300", 300, Qualifier.APPROXIMATELY),
        ("chưa đến 90", 90, Qualifier.LESS_THAN),
        ("không dưới 90", 90, Qualifier.MORE_THAN),
    ],
)
def test_numbers_as_they_are_written(written: str, value: int, qualifier: Qualifier) -> None:
    (one,) = read(f"Toàn xã đã tổ chức {written} buổi tuyên truyền.")
    assert (one.value, one.qualifier, one.text) == (Decimal(value), qualifier, written.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Thu hồi tài sản trị giá ba tỷ rưỡi đồng.", Kind.MONEY, Decimal(3_500_000_000)),
        ("Xử phạt 35 tỉ đồng.", Kind.MONEY, Decimal(35_000_000_000)),
        ("Có 57,69% khu dân cư đạt chuẩn an toàn về ANTT.", Kind.PERCENT, Decimal("57.69")),
        ("Điều tra, làm rõ 644/707 vụ.", Kind.RATIO, Decimal(644)),
        ("Vận động giao nộp 5,5 kg thuốc nổ.", Kind.MEASURE, Decimal("5.5")),
    ],
)
def test_kinds_of_figures(text: str, kind: Kind, value: Decimal) -> None:
    assert [(one.kind, one.value) for one in read(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 19/8/2023, lúc 7h30, xã tổ chức Ngày hội.",
        "Chỉ thị số 09-CT/TW, Quyết định 521/QĐ-TTg và Kế hoạch 12/KH-UBND được quán triệt.",
        "Ban Chỉ đạo 138 họp ở tổ 7, quận 12, bàn tiêu chí 19.",
        "Ông Nam, 45 tuổi, sinh năm 1979, số 0912345678.",
        "Kỷ niệm 20 năm Ngày hội toàn dân.",
        "Mô hình “3 không”, “5+1” được duy trì.",
        "Phấn đấu xây dựng 5 mô hình, trao 100 suất quà.",
        "Mỗi tổ hòa giải 3 thành viên, bình quân 2 buổi tuyên truyền.",
        "Xã có 1.250 hộ, 5.400 nhân khẩu, diện tích 32 km2.",
        "Hàng nghìn nguồn tin, hàng chục vụ việc.",
        "Toàn xã xảy ra 3 vụ tai nạn giao thông, 1 vụ cháy.",
        "Một số mô hình, một trong những câu lạc bộ.",
        "09:50, 06/06/2025: Tin về phong trào.",
        "Tiếng kẻng an ninh (Bản tin 7.11)",
        "Tổ tuần tra 2 đêm mỗi tuần, họp 1 buổi/tháng.",
        "Mỗi tổ lập theo ấp, khu vực, có từ 5-7 thành viên.",
        "Tài khoản nhận 216 tin nhắn hỏi thủ tục.",
        "Tổ tự quản trông coi quanh các mốc 1358, 1359.",
    ],
)
def test_what_counts_nothing_of_the_movement(text: str) -> None:
    assert read(text) == []


def test_plans_are_found_where_they_are_asked_for() -> None:
    text = "Năm 2025, xã phấn đấu xây dựng mới 3 mô hình."
    assert [(one.indicator, one.target) for one in read(text, targets=True)] == [("models_new", True)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Cần Thơ: gần 7.000 thành viên bảo vệ an ninh trật tự ở cơ sở", [7000]),
        (
            "Công an đề xuất hỗ trợ 60 triệu đồng, huyện vận động thêm 15 triệu đồng giúp hộ nghèo.",
            [15_000_000],
        ),
        ("Trước đó, Công an phải mở 40 buổi tuyên truyền.", [40]),
        ("Xã phải mở 40 buổi tuyên truyền.", []),
    ],
)
def test_where_a_plan_ends(text: str, values: list[int]) -> None:
    assert [one.value for one in read(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nâng tổng số mắt camera trên địa bàn phường lên 143.", [("security_cameras", "mắt camera")]),
        (
            "Tổng số mô hình tự quản về ANTT của toàn huyện là 87.",
            [("models_total", "mô hình tự quản về ANTT")],
        ),
        (
            "Số xã đạt tiêu chí số 19.2 “An ninh trật tự xã hội” là 114/116.",
            [("communes_meeting_standard", "xã")],
        ),
    ],
)
def test_a_number_far_behind_the_noun_that_announces_it(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.indicator, one.noun) for one in read(text)] == told


@pytest.mark.parametrize(
    "between",
    ["\n\nLực lượng này được ra mắt trong tháng 7.\n\n", "\n\n", " "],
)
def test_a_noun_goes_on_meaning_what_it_meant(between: str) -> None:
    text = f"Lào Cai lập 1.554 tổ bảo vệ an ninh, trật tự.{between}Riêng thành phố có 304 tổ, gồm 912 thành viên."
    assert [one.indicator for one in read(text)] == [
        "security_teams",
        "security_teams",
        "security_team_members",
    ]


def test_a_heading_ends_what_nouns_meant_before() -> None:
    text = "Lào Cai lập 1.554 tổ bảo vệ an ninh, trật tự.\n\nChuyện câu lạc bộ\n\nNay đã có 12 thành viên."
    assert [one.indicator for one in read(text)] == ["security_teams", "model_members"]


def test_what_leads_to_the_next_number_says_nothing_of_the_one_before() -> None:
    found = read("Khối xã có 122 mô hình, nhân rộng ra toàn tỉnh với 206 mô hình.")
    assert [one.indicator for one in found] == ["models_total", "models_replicated"]


def test_a_share_in_brackets_does_not_part_a_noun_from_its_verb() -> None:
    found = read("Có 252/284 cơ quan, doanh nghiệp (tỷ lệ 88,73%) đạt tiêu chuẩn “An toàn về ANTT”.")
    assert [(one.indicator, one.value) for one in found] == [
        ("units_meeting_standard", Decimal(252)),
        ("units_meeting_standard", Decimal("88.73")),
    ]


def test_people_the_lexicon_does_not_know_take_part() -> None:
    _, members = read("Xã lập 13 tổ tự quản với 68 chủ ghe tham gia.")
    assert (members.indicator, members.noun) == ("self_management_members", "chủ ghe")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tổ chức 59 buổi tuyên truyền, tăng 12 buổi (25,5%) so với năm 2025; phát 300 tờ rơi.", [59, 300]),
        ("Tiếp nhận 18 tin báo, giảm khoảng 4 tin (giảm khoảng 18%) so với cùng kỳ.", [18]),
        ("Có 8 câu lạc bộ, nhiều hơn 2 câu lạc bộ so với năm trước.", [8]),
        ("Lực lượng này tăng lên 65 tổ bảo vệ an ninh, trật tự.", [65]),
        ("Xảy ra 34 vụ phạm pháp hình sự, giảm 6 vụ (15%) so với năm 2023.", [34, 6, 15]),
    ],
)
def test_a_change_is_no_figure_but_that_of_crime(text: str, values: list[int]) -> None:
    assert [one.value for one in read(text)] == [Decimal(value) for value in values]


def test_numbers_of_sources_in_square_brackets_count_nothing() -> None:
    assert [one.text for one in read("Toàn xã có 41 tổ tự quản [151, 73, 233], 9 tổ hòa giải [3].")] == [
        "41",
        "9",
    ]


def test_a_part_with_the_noun_of_its_whole_counts_the_same() -> None:
    text = "Nhân rộng 31 mô hình, trong đó có 28 mô hình “Khu dân cư sáng”, 12 mô hình được công nhận."
    assert [one.indicator for one in read(text)][:2] == ["models_replicated"] * 2


@pytest.mark.parametrize(
    ("text", "spoilt"),
    [
        (
            "Toàn xã tổ chức 1O5 buổi tuyên truyền, phát 2.O00 tờ rơi, có 2O tổ tự quản.",
            ["1O5", "2.O00", "2O"],
        ),
        ("Thu hồi l2 khẩu súng và 3I5 viên đạn.", ["l2", "3I5"]),
        ("Phát 5l xăng cho tổ 2, quý II, đường O1b, 10 mô hình.", []),
    ],
)
def test_a_letter_in_a_number_is_left_alone_and_said(text: str, spoilt: list[str]) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert marred(written) == spoilt
        assert [one.text for one in read(written) if one.value != 10] == []


def test_fewer_cases_are_a_change() -> None:
    (first, second) = read("Công an làm rõ 3/3 vụ án hình sự (ít hơn 3 vụ so với cùng kỳ 2024).")
    assert (first.indicator, second.indicator) == ("cases_solved", "crime_change")
    assert (second.qualifier, second.text) == (Qualifier.EXACT, "3")


def test_parts_know_their_whole_and_a_wrong_sum_is_said() -> None:
    whole, one, other = read("Xã có 10 câu lạc bộ, gồm 4 câu lạc bộ phụ nữ và 5 câu lạc bộ thanh niên.")
    assert (one.whole, other.whole, whole.whole) == (whole.span, whole.span, None)
    assert whole.doubts == (Doubt.PARTS_DIFFER,)


def test_a_figure_without_a_noun_takes_that_of_the_one_before_and_says_so() -> None:
    first, second = read("Xã A có 4 mô hình, xã B 3.")
    assert (second.indicator, second.value, second.doubts) == (
        first.indicator,
        Decimal(3),
        (Doubt.INHERITED,),
    )
    assert second.confidence < first.confidence


def test_years_and_what_narrows_them() -> None:
    (one,) = read("6 tháng đầu năm 2024, xã tổ chức 12 buổi tuyên truyền.")
    assert (one.period, one.note) == ("2024", "6 tháng đầu năm")
    (two,) = read("Giai đoạn 2018-2023, xã tổ chức 12 buổi tuyên truyền.")
    assert two.period == "2018-2023"


def test_places_are_read_on_a_day_and_old_names_lead_to_them() -> None:
    places = [
        NamedPlace("p1", "xã Tân Hòa", Spell(None, date(2025, 6, 30))),
        NamedPlace("p2", "xã Tân Hòa", Spell(date(2025, 7, 1), None)),
        NamedPlace("p3", "xã Bình Minh", Spell(None, date(2025, 6, 30))),
    ]
    text = "Xã Tân Hòa có 12 mô hình. Xã Bình Minh có 5 mô hình."
    found = read(text, places=places, on=date(2024, 12, 31))
    assert [(one.scope.text, one.scope.key) for one in found if one.scope] == [
        ("Xã Tân Hòa", "p1"),
        ("Xã Bình Minh", "p3"),
    ]
    later = read(text, places=places, on=date(2026, 1, 1))
    assert [one.scope.key for one in later if one.scope] == ["p2", "p3"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tại xã Tân An (huyện Đak Pơ, tỉnh Gia Lai) có 22 mắt camera.", ["xã Tân An"]),
        ("Huyện Cát Tiên lắp camera. Toàn huyện có 270 mắt camera.", ["Huyện Cát Tiên"]),
        ("Quảng Ngãi hiện giữ 306 mô hình.", ["Quảng Ngãi"]),
        ("Ông Nguyễn Thái Bình kể: tổ có 12 thành viên.", [None]),
        (
            "Xã Ninh Gia lắp 9 camera tại thôn Ninh Hòa. Sau đó, 3 vụ trộm được làm rõ.",
            ["Xã Ninh Gia", "Xã Ninh Gia"],
        ),
        ("Cả nước có 96 mô hình. Riêng Thái Nguyên trao 180 suất quà.", ["Cả nước", "Thái Nguyên"]),
        ("Xã A có 4 mô hình; xã B có 3 mô hình.", ["Xã A", "xã B"]),
        ("Tỉnh Đoàn Phú Yên tặng 5 suất quà.", ["Phú Yên"]),
        ("Công an phường 7 bắt 3 đối tượng.", ["phường 7"]),
    ],
)
def test_the_place_a_figure_speaks_of(text: str, places: list[str | None]) -> None:
    assert [one.scope.text if one.scope else None for one in read(text)] == places


def test_a_narrower_indicator_is_taken_where_the_form_asks_for_it() -> None:
    text = "Hội nghị nghe 9 tham luận."
    (wide,), (narrow,) = read(text), read(text, asked=["conference_papers"])
    assert (wide.indicator, wide.runner_up) == ("forum_opinions", "conference_papers")
    assert narrow.indicator == "conference_papers"


def test_an_office_s_own_words_come_first() -> None:
    text = "Xã duy trì 14 tổ bóng mát."
    assert read(text) == []
    assert [one.indicator for one in read(text, synonyms=[("tổ bóng mát", "clubs")])] == ["clubs"]


def test_every_indicator_of_the_catalogue_has_words() -> None:
    lexicon = lexicon_for(load())
    said = {rule.indicator for rules in lexicon.nouns.values() for rule in rules}
    said |= {rule.indicator for rule in lexicon.money}
    assert sorted(set(load().by_id) - said) == []


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadLexicon, match="line 2"):
        parse("[clubs]\n@unknown  < có")
    with pytest.raises(BadLexicon, match="line 1"):
        parse("câu lạc bộ")
    with pytest.raises(BadLexicon, match="unknown option"):
        parse("[clubs] colour=red")


def test_choices_may_nest_and_leave_words_out() -> None:
    made = ["buổi họp", "buổi tuyên truyền", "buổi tuyên truyền lưu động"]
    assert sorted(expand("buổi (tuyên truyền (lưu động|)|họp)")) == made


def test_a_person_is_no_place() -> None:
    (one,) = read("Phó Chủ tịch UBND tỉnh Trần Văn An trao thưởng; các cấp ủy duy trì 12 mô hình.")
    assert one.scope is None
    (other,) = read("Công an xã Tân Hòa duy trì 12 mô hình.")
    assert other.scope and other.scope.text == "xã Tân Hòa"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Năm 2026 có 14 mô hình, tăng 3 mô hình so với năm 2025. Tổ chức 38 buổi tuyên truyền.",
            ["2026"] * 2,
        ),
        ("So với cùng kỳ năm 2025, xây dựng mới 5 mô hình.", [None]),
        ("Năm 2025 có 12 mô hình. Năm 2026 có 14 mô hình.", ["2025", "2026"]),
    ],
)
def test_a_year_that_is_only_compared_with_is_no_period(text: str, periods: list[str | None]) -> None:
    assert [finding.period for finding in read(text)] == periods
