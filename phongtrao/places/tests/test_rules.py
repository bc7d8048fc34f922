from datetime import date

import pytest

from phongtrao.places.rules import searching, sheet
from phongtrao.places.rules.areas import Draft, Fault, day_fits, faults, next_code, tidy
from phongtrao.places.rules.searching import Fit
from phongtrao.places.rules.sheet import Line, WrongCell

READS = [  # typed, folded name, name without kind, kind
    ("Nam Định", "nam dinh", "nam dinh", ""),
    ("TP. Ninh Bình", "tp ninh binh", "ninh binh", "thanh pho"),
    ("tỉnh Nam Định", "tinh nam dinh", "nam dinh", "tinh"),
    ("q3", "q3", "3", "quan"),
    ("Phường 5", "phuong 5", "5", "phuong"),
    ("thôn Đôn", "thon don", "don", "thon"),
    ("tdp 7", "tdp 7", "7", "to dan pho"),
    ("Quan Hóa", "quan hoa", "hoa", "quan"),
    ("H'Drai", "hdrai", "hdrai", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("typed", "name", "bare", "kind"), READS)
def test_a_search_text_is_read_as_kind_and_name(typed: str, name: str, bare: str, kind: str) -> None:
    asked = searching.read(typed)
    assert (asked.name, asked.bare, asked.kind) == (name, bare, kind)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("38", "38"), ("00004", "00004"), ("vn", "VN"), ("14896-01", "14896-01"), ("123456", ""), ("Nam", "")],
)
def test_what_looks_like_a_code_is_read_as_one(typed: str, code: str) -> None:
    assert searching.read(typed).code == code


FITS = [  # typed, name, folded, kind, fit
    ("nam dinh", "Nam Định", "nam dinh", "Tỉnh", Fit(0)),
    ("Nam D", "Nam Định", "nam dinh", "Tỉnh", Fit(1)),
    ("định", "Nam Định", "nam dinh", "Tỉnh", Fit(2)),
    ("am", "Nam Định", "nam dinh", "Tỉnh", None),
    ("xã Ba Đình", "Ba Đình", "ba dinh", "Phường", Fit(0, other_kind=True)),
    ("xã Ba", "Ba Đình", "ba dinh", "Phường", None),
    ("xã Ba", "Ba Đình", "ba dinh", "Xã", Fit(1)),
    ("q3", "3", "3", "Quận", Fit(0)),
    ("q3", "3", "3", "Phường", None),
    ("Hoà Bình", "Hòa Bình", "hoa binh", "Tỉnh", Fit(0)),
    ("Hoà Bình", "Hoa Bình", "hoa binh", "Xã", Fit(0, other_letters=True)),
    ("hoa binh", "Hòa Bình", "hoa binh", "Tỉnh", Fit(0)),
    ("quan hoa", "Quan Hóa", "quan hoa", "Huyện", Fit(0)),
]


@pytest.mark.parametrize(("typed", "name", "folded", "kind", "fit"), FITS)
def test_how_well_a_place_answers(typed: str, name: str, folded: str, kind: str, fit: Fit | None) -> None:
    assert searching.fit(searching.read(typed), code="x", name=name, folded=folded, kind=kind) == fit


TIDIES = [
    (("1", "thon", " Đôn  Mới "), Draft("01", "Thôn", "Đôn Mới")),
    (("", "", "Tổ dân phố 7"), Draft("", "Tổ dân phố", "7")),
    (("a1", "KP", "3"), Draft("A1", "Khu phố", "3")),
    (("", "", "Đôn"), Draft("", "", "Đôn")),
    (("", "Quận", "3"), Draft("", "Quận", "3")),
]


@pytest.mark.parametrize(("typed", "draft"), TIDIES)
def test_what_is_typed_of_an_area_gets_one_spelling(typed: tuple[str, str, str], draft: Draft) -> None:
    assert tidy(*typed) == draft


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (Draft("01", "Thôn", "Đôn"), []),
        (Draft("", "Thôn", "Đôn"), []),
        (Draft("Đ1", "Quận", ""), [Fault.CODE, Fault.KIND, Fault.NAME_EMPTY]),
        (Draft("123456789", "Bản", "x" * 121), [Fault.CODE, Fault.NAME_LONG]),
    ],
)
def test_what_is_wrong_with_an_area(draft: Draft, found: list[Fault]) -> None:
    assert faults(draft) == found


def test_the_next_code_follows_the_highest_number() -> None:
    assert [next_code(set()), next_code({"01", "09", "A7"}), next_code({"99"})] == ["01", "10", "100"]


@pytest.mark.parametrize(
    ("on", "first", "last", "fits"),
    [
        (None, date(2025, 7, 1), None, True),
        (date(2025, 7, 1), date(2025, 7, 1), None, True),
        (date(2025, 6, 30), date(2025, 7, 1), None, False),
        (date(2025, 6, 30), None, date(2025, 6, 30), True),
        (date(2025, 7, 1), None, date(2025, 6, 30), False),
    ],
)
def test_a_day_within_the_days_of_the_commune(
    on: date | None, first: date | None, last: date | None, fits: bool
) -> None:
    assert day_fits(on, first, last) is fits


def test_a_list_is_read_below_its_head_and_without_its_foot() -> None:
    rows = [
        ["Khu dân cư của xã Pù Luông", "", "", ""],
        ["", "", "", ""],
        ["Mã", "Loại", "Tên", "Số hộ"],
        ["1", "thôn", "Đôn", "1.204"],
        ["", "", "Bản Hiêu", ""],
        ["Nguồn: xã", "", "", ""],
    ]
    read = sheet.read(rows)
    assert read.wrong == []
    assert read.lines == [
        Line(4, Draft("01", "Thôn", "Đôn"), 1204),
        Line(5, Draft("", "Bản", "Hiêu"), None),
    ]


def test_what_is_wrong_is_told_cell_by_cell() -> None:
    rows = [
        ["Mã", "Loại", "Tên", "Số hộ"],
        ["01", "Quận", "Đôn", "10"],
        ["01", "Thôn", "Hiêu", "khoảng 10"],
        ["02", "Thôn", "hiêu", "-1"],
        ["mã dài lắm", "Thôn", "", "5"],
    ]
    assert sheet.read(rows).wrong == [
        WrongCell("B2", Fault.KIND, "Quận"),
        WrongCell("D3", Fault.HOUSEHOLDS, "khoảng 10"),
        WrongCell("D4", Fault.HOUSEHOLDS, "-1"),
        WrongCell("A5", Fault.CODE, "mã dài lắm"),
        WrongCell("C5", Fault.NAME_EMPTY, ""),
        WrongCell("A3", Fault.CODE_TWICE, "01"),
        WrongCell("C4", Fault.NAME_TWICE, "hiêu"),
    ]


def test_a_list_without_names_or_of_another_size_is_no_list() -> None:
    assert sheet.read([["a", "b"]]).wrong == [WrongCell("", Fault.COLUMN_MISSING, "")]
    long = [["Tên"]] + [[f"Thôn {n}"] for n in range(1000)]
    assert sheet.read(long).wrong == [WrongCell("", Fault.TOO_MANY, "1001")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_the_ways_that_excel_writes_it(encoding: str, separator: str) -> None:
    text = f"Mã{separator}Tên\n01{separator}'=Đôn\n"
    assert sheet.of_csv(text.encode(encoding)) == [["Mã", "Tên"], ["01", "=Đôn"]]
