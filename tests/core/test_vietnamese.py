"""Vietnamese text: what is searched, sorted, typed and written."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.figure import LARGEST, Qualifier
from phongtrao.core.vietnamese import (
    Number,
    NumberProblem,
    fold,
    format_date,
    format_long_date,
    format_number,
    format_short,
    list_letter,
    parse_number,
    phrase,
    roman,
    sort_key,
    strip_unit_prefix,
)

VIETNAMESE_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
some_text = st.text(
    st.one_of(st.sampled_from(VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() + " -'.,09"), st.characters())
)
some_value = st.one_of(
    st.integers(0, LARGEST),
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(0, 10**6), st.integers(0, 12)),
)
some_decimals = st.integers(0, 6)

# Search


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nam Định", "nam dinh"),
        ("  THANH\u00a0HÓA ", "thanh hoa"),
        ("Hòa Bình", "hoa binh"),
        ("Hoà Bình", "hoa binh"),
        ("Đắk Lắk", "dak lak"),
        ("Ðắk Lắk", "dak lak"),  # U+00D0, the look-alike of old files
        ("Bà Rịa – Vũng Tàu", "ba ria vung tau"),
        ("TP. Hồ Chí Minh (Q.1)", "tp ho chi minh q 1"),
        ("Ia H'Drai", "ia hdrai"),
        ("Ia H’Drai", "ia hdrai"),
        ("Cư M\u200bgar", "cu mgar"),
        ("Thừa Thiên/Huế", "thua thien hue"),
        ("…", ""),
    ],
)
def test_text_is_searched_without_diacritics_case_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(folded) == folded


@given(some_text)
def test_folding_twice_changes_nothing_and_forms_do_not_matter(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == folded
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(
    ("typed", "stripped"),
    [
        ("xã Xuân Trường", "xuan truong"),
        ("X. Xuân Trường", "xuan truong"),
        ("Phường Xuân Hương", "xuan huong"),
        ("TP. Hồ Chí Minh", "ho chi minh"),
        ("Tp.HCM", "hcm"),
        ("thành phố Huế", "hue"),
        ("tỉnh Nam Định", "nam dinh"),
        ("H. Chiêm Hóa", "chiem hoa"),
        ("Quận Bình Thạnh", "binh thanh"),
        ("Thị xã Sơn Tây", "son tay"),
        ("TT. Đông Anh", "dong anh"),
        ("thị trấn Đông Anh", "dong anh"),
        ("đặc khu Phú Quốc", "phu quoc"),
        ("Phường 10", "phuong 10"),
        ("P.10", "phuong 10"),
        ("p10", "phuong 10"),
        ("Q. 3", "quan 3"),
        ("q3", "quan 3"),
        ("Phường 4A, Quận 3", "phuong 4a quan 3"),
        ("Xã", "xa"),
        ("thị xã", "thi xa"),
        ("TP", "tp"),
        ("", ""),
        ("Xuân Trường", "xuan truong"),
        ("Pleiku", "pleiku"),
    ],
)
def test_the_kind_of_unit_is_left_off_except_before_a_number(typed: str, stripped: str) -> None:
    assert strip_unit_prefix(fold(typed)) == stripped


@given(some_text)
def test_something_is_always_left_to_search_for(text: str) -> None:
    assert bool(strip_unit_prefix(fold(text))) == bool(fold(text))


# Order


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ", "mằn", "măng", "mân"],
        ["Hà", "Hà Giang", "Hà Nam", "Hạ Long", "Ham", "Hàm Yên", "Hân"],
        ["tuân thủ", "tuần chay"],
        ["Phường", "Phường 2", "Phường 02A", "Phường 10", "Phường An Khánh"],
        ["Khu phố 9", "Khu phố 10", "Khu phố 100", "Khu phố 1000"],
        ["an", "An", "AN", "ăn"],
        ["Bà Rịa", "Bà Rịa - Vũng Tàu", "Bà Triệu", "Bạc Liêu", "Bắc Giang"],
        ["Dĩ An", "Dục Đức", "Đà Lạt", "Đăk Tô", "Đắk Lắk", "Đồng Nai", "Đồng Tháp", "Ea H'leo"],
        ["", "1", "a", "z", "ж"],
    ],
)
def test_keys_sort_as_a_vietnamese_dictionary_does(in_order: list[str]) -> None:
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order
    assert sorted(map(sort_key, shuffled)) == [sort_key(unicodedata.normalize("NFD", t)) for t in in_order]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng  Tàu"),
        ("Phường 2", "Phường 02"),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("e\u0301\u0302", "ế"),  # marks typed in the wrong order
        ("Ia H'Drai", "Ia H’Drai"),
    ],
)
def test_spellings_of_one_name_stand_together(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(some_text)
def test_a_key_is_digits_only_and_the_same_for_nfc_and_nfd(text: str) -> None:
    key = sort_key(text)
    assert set(key) <= set("0123456789")
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text)) == key


# Numbers typed


def number(
    text: str, decimals: int = 0, *, unit: str = ""
) -> Number | tuple[str, tuple[str, ...]]:  # what is taken, or why not
    try:
        return parse_number(text, decimals=decimals, unit=unit)
    except NumberProblem as problem:
        assert problem.typed == text
        return problem.code.value, problem.readings


def exact(scaled: int, *, percent: bool = False) -> Number:
    return Number(scaled, Qualifier.EXACT, percent)


@pytest.mark.parametrize(
    ("text", "decimals", "scaled"),
    [
        ("0", 0, 0),
        ("08", 0, 8),
        ("46", 0, 46),
        ("46", 2, 4_600),
        (" 46\u00a0 ", 0, 46),
        ("1.234", 0, 1_234),
        ("1.234", 3, 1_234_000),
        ("40.000", 0, 40_000),
        ("40 000", 0, 40_000),
        ("1\u202f234\u202f567", 0, 1_234_567),
        ("1.234,5", 1, 12_345),
        ("1234,5", 2, 123_450),
        ("1 234,5", 1, 12_345),
        ("0,5", 1, 5),
        ("12,50", 2, 1_250),
        ("1,234", 3, 1_234),
        ("1,2 triệu", 0, 1_200_000),
        ("1,2triệu", 0, 1_200_000),
        ("1,234 triệu", 0, 1_234_000),
        ("35 tỷ", 0, 35 * 10**9),
        ("35 tỉ", 0, 35 * 10**9),
        ("35 TỶ", 0, 35 * 10**9),
        ("1.234 tỷ", 0, 1_234 * 10**9),
        ("2,2 triệu tỷ", 0, 22 * 10**14),
        ("1,5 nghìn tỷ", 0, 15 * 10**11),
        ("613 ngàn", 0, 613_000),
        ("613 nghìn", 0, 613_000),
        ("1,5 triệu", 1, 15_000_000),
        ("1,23456 nghìn", 2, 123_456),
        ("2 tỷ 350 triệu", 0, 2_350 * 10**6),
        ("1 tỷ 200 triệu 50 nghìn", 0, 1_200_050_000),
        ("9.223.372.036.854.775.807", 0, LARGEST),
    ],
)
def test_a_vietnamese_number_is_taken_as_it_stands(text: str, decimals: int, scaled: int) -> None:
    assert number(text, decimals) == exact(scaled)
    assert number(unicodedata.normalize("NFD", text), decimals) == exact(scaled)


@pytest.mark.parametrize(
    ("text", "decimals", "scaled"),
    [
        ("1,234", 0, 1_234),  # no decimals are kept, so the comma can only group
        ("40,000", 0, 40_000),
        ("1,234,567", 0, 1_234_567),
        ("1,234,567", 2, 123_456_700),
        ("1,234.5", 1, 12_345),
        ("1.5", 1, 15),  # one digit after a point cannot be a group
        ("0.5", 1, 5),
        ("57.69", 2, 5_769),
        ("1.5 triệu", 0, 1_500_000),
    ],
)
def test_an_english_number_is_taken_where_it_has_no_other_reading(
    text: str, decimals: int, scaled: int
) -> None:
    assert number(text, decimals) == exact(scaled)


@pytest.mark.parametrize(
    ("text", "decimals", "readings"),
    [
        ("1.5", 0, ("1,5", "15")),
        ("1.23", 0, ("1,23", "123")),
        ("1.23", 1, ("1,23", "123")),
        ("12.3456", 0, ("12,3456", "123.456")),
        ("1,234", 1, ("1,234", "1.234")),
        ("40,000", 2, ("40,000", "40.000")),
        ("57.692%", 2, ("57,692", "57.692")),
        ("57.692%", 3, ("57,692", "57.692")),
        ("57,692%", 0, ("57,692", "57.692")),
        ("57,692%", 2, ("57,692", "57.692")),
    ],
)
def test_a_number_with_two_readings_is_refused_with_both(
    text: str, decimals: int, readings: tuple[str, ...]
) -> None:
    assert number(text, decimals) == ("ambiguous", readings)


@pytest.mark.parametrize(
    ("code", "text", "decimals"),
    [
        ("empty", "", 0),
        ("empty", " \u00a0\u200b\n", 0),
        ("not_a_number", "không", 0),
        ("not_a_number", "hơn", 0),
        ("not_a_number", "triệu", 0),
        ("not_a_number", "46 mô hình", 0),
        ("not_a_number", "12-15", 0),
        ("not_a_number", "644/707", 0),
        ("not_a_number", "1.234.5", 1),
        ("not_a_number", "12.34,5", 1),
        ("not_a_number", "1,2,3", 0),
        ("not_a_number", "1 23", 0),
        ("not_a_number", "5,", 1),
        ("not_a_number", "1e5", 0),
        ("not_a_number", "0x10", 0),
        ("not_a_number", "12²", 0),
        ("not_a_number", "1½", 1),
        ("not_a_number", "٣", 0),
        ("not_a_number", "nan", 0),
        ("not_a_number", "1 triệu 200", 0),
        ("not_a_number", "1,5 tỷ 200 triệu", 0),
        ("not_a_number", "200 triệu 1 tỷ", 0),
        ("not_a_number", "1 triệu 2 triệu", 0),
        ("not_a_number", "5 triệu %", 0),
        ("not_a_number", "hơn gần 5", 0),
        ("negative", "-5", 0),
        ("negative", "\u22125", 0),
        ("negative", "– 5", 0),
        ("negative", "hơn -40.000", 0),
        ("too_many_decimals", "12,5", 0),
        ("too_many_decimals", "12,50", 1),
        ("too_many_decimals", "0.5", 0),
        ("too_many_decimals", "1,234.5", 0),
        ("too_many_decimals", "57,69%", 1),
        ("too_many_decimals", "1,2345678 triệu", 0),
        ("too_many_decimals", "1.2345 nghìn", 0),
        ("too_large", "9.223.372.036.854.775.808", 0),
        ("too_large", "9223372036854775807", 1),
        ("too_large", "9.300.000.000 tỷ", 0),
        ("too_large", "9" * 50_000, 0),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(code: str, text: str, decimals: int) -> None:
    assert number(text, decimals) == (code, ())


@pytest.mark.parametrize(
    ("text", "qualifier", "scaled"),
    [
        ("hơn 40.000", Qualifier.MORE_THAN, 40_000),
        ("HƠN 1,2 TRIỆU", Qualifier.MORE_THAN, 1_200_000),
        ("hon 1,2 trieu", Qualifier.MORE_THAN, 1_200_000),
        ("trên 15.000", Qualifier.MORE_THAN, 15_000),
        (">17.000", Qualifier.MORE_THAN, 17_000),
        ("gần\u00a02.000", Qualifier.NEARLY, 2_000),
        ("khoảng 124.000", Qualifier.APPROXIMATELY, 124_000),
        ("xấp xỉ 100", Qualifier.APPROXIMATELY, 100),
        ("trên dưới 100", Qualifier.APPROXIMATELY, 100),
        ("~100", Qualifier.APPROXIMATELY, 100),
        ("dưới 5", Qualifier.LESS_THAN, 5),
        ("chưa đến 5", Qualifier.LESS_THAN, 5),
        ("< 5", Qualifier.LESS_THAN, 5),
    ],
)
def test_a_qualifier_before_the_number_is_kept(text: str, qualifier: Qualifier, scaled: int) -> None:
    assert number(text) == Number(scaled, qualifier, percent=False)
    assert number(unicodedata.normalize("NFD", text)) == Number(scaled, qualifier, percent=False)


def test_a_percent_sign_is_told() -> None:
    assert number("57,69%", 2) == exact(5_769, percent=True)
    assert number("57,69 %", 2, unit="%") == exact(5_769, percent=True)
    assert number("57.69 %", 2) == exact(5_769, percent=True)
    assert number("57,692%", 3) == exact(57_692, percent=True)
    assert number("100%") == exact(100, percent=True)
    assert number("gần 91%") == Number(91, Qualifier.NEARLY, percent=True)
    assert number("100", unit="%") == exact(100)
    assert number("57.692", 2, unit="%") == ("ambiguous", ("57,692", "57.692"))


def test_the_indicators_own_unit_may_follow_and_no_other() -> None:
    assert number("46 mô hình", unit="mô hình") == exact(46)
    assert number("hơn 1,2 triệu lượt người", unit="lượt người") == Number(
        1_200_000, Qualifier.MORE_THAN, percent=False
    )
    assert number("35 tỷ đồng", unit="đồng") == exact(35 * 10**9)
    assert number("35 tỷ dong", unit="đồng") == exact(35 * 10**9)
    assert number("46 buổi", unit="mô hình") == ("not_a_number", ())
    assert number("đồng", unit="đồng") == ("not_a_number", ())


@given(st.text(), some_decimals)
def test_any_text_is_a_number_or_refused(text: str, decimals: int) -> None:
    taken = number(text, decimals)
    assert isinstance(taken, tuple) or 0 <= taken.scaled <= LARGEST


@given(st.text("0123456789., triệutỷhơn%-", max_size=20), some_decimals)
def test_what_looks_like_a_number_is_a_number_or_refused(text: str, decimals: int) -> None:
    taken = number(text, decimals)
    assert isinstance(taken, tuple) or 0 <= taken.scaled <= LARGEST


@given(st.text("0123456789.,", min_size=1, max_size=12), some_decimals)
def test_the_digits_of_a_number_taken_are_those_typed(text: str, decimals: int) -> None:
    taken = number(text, decimals)
    if isinstance(taken, Number):
        digits = text.replace(".", "").replace(",", "")
        assert str(taken.scaled) == (digits.lstrip("0") + "0" * decimals)[: len(str(taken.scaled))] or (
            taken.scaled == 0 and set(digits) == {"0"}
        )


# Numbers written


@pytest.mark.parametrize(
    ("scaled", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (2_000, 0, "2.000"),
        (1_234_567, 0, "1.234.567"),
        (12_345, 1, "1.234,5"),
        (123_450, 2, "1.234,5"),
        (100, 2, "1"),
        (5, 3, "0,005"),
        (0, 2, "0"),
        (-12_345, 1, "-1.234,5"),
        (LARGEST, 0, "9.223.372.036.854.775.807"),
    ],
)
def test_a_number_is_written_with_points_and_a_comma(scaled: int, decimals: int, text: str) -> None:
    assert format_number(scaled, decimals=decimals) == text


@pytest.mark.parametrize(
    ("scaled", "decimals", "text"),
    [
        (40_000, 0, "40.000"),
        (999_999, 0, "999.999"),
        (1_000_000, 0, "1 triệu"),
        (1_200_000, 0, "1,2 triệu"),
        (1_250_000, 0, "1,25 triệu"),
        (1_234_000, 0, "1.234.000"),
        (1_234_567, 0, "1.234.567"),
        (12_700_000, 0, "12,7 triệu"),
        (35 * 10**9, 0, "35 tỷ"),
        (1_500 * 10**9, 0, "1.500 tỷ"),
        (12_345 * 10**6, 0, "12.345 triệu"),
        (12_000_000, 1, "1,2 triệu"),
        (12_000_005, 1, "1.200.000,5"),
        (-1_200_000, 0, "-1,2 triệu"),
    ],
)
def test_a_large_round_number_is_written_short_and_never_loses_a_digit(
    scaled: int, decimals: int, text: str
) -> None:
    assert format_short(scaled, decimals=decimals) == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        (Qualifier.EXACT, "1,2 triệu"),
        (Qualifier.MORE_THAN, "hơn 1,2 triệu"),
        (Qualifier.NEARLY, "gần 1,2 triệu"),
        (Qualifier.APPROXIMATELY, "khoảng 1,2 triệu"),
        (Qualifier.LESS_THAN, "dưới 1,2 triệu"),
    ],
)
def test_a_phrase_carries_its_qualifier(qualifier: Qualifier, text: str) -> None:
    assert phrase(1_200_000, qualifier, decimals=0) == text


@given(some_value, st.sampled_from(Qualifier), some_decimals)
def test_what_is_written_is_read_back_the_same(scaled: int, qualifier: Qualifier, decimals: int) -> None:
    written = phrase(scaled, qualifier, decimals=decimals)
    assert parse_number(written, decimals=decimals) == Number(scaled, qualifier, percent=False)
    assert parse_number(format_number(scaled, decimals=decimals), decimals=decimals) == exact(scaled)


# Dates and list marks


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2020, 1, 6), "06/01/2020", "Nam Định, ngày 06 tháng 01 năm 2020"),
        (date(2026, 2, 10), "10/02/2026", "Nam Định, ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "09/03/2026", "Nam Định, ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "31/12/2026", "Nam Định, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_a_date_is_padded_as_the_decree_asks(day: date, short: str, long: str) -> None:
    assert format_date(day) == short
    assert format_long_date("Nam Định", day) == long


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 2, 3, 4, 5, 9, 14, 40, 90, 400, 1999, 2026, 3999)] == (
        ["I", "II", "III", "IV", "V", "IX", "XIV", "XL", "XC", "CD", "MCMXCIX", "MMXXVI", "MMMCMXCIX"]
    )


def test_lettered_items_run_in_vietnamese_order() -> None:
    assert "".join(list_letter(n) for n in range(1, 24)) == "abcdđeghiklmnopqrstuvxy"


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_mark_before_the_first(number: int) -> None:
    with pytest.raises(ValueError, match="run from 1 to"):
        roman(number)
    with pytest.raises(ValueError, match="run from 1 to"):
        list_letter(number)


def test_there_is_no_mark_after_the_last() -> None:
    with pytest.raises(ValueError, match="run from 1 to 3999, not 4000"):
        roman(4000)
    with pytest.raises(ValueError, match="run from 1 to 23, not 24"):
        list_letter(24)
