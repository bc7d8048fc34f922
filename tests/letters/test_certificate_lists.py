"""Lists of who is commended: what is read, what is refused by row and column, and what is never read."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from phongtrao.core.persons import denied
from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese import fold
from phongtrao.letters.certificates import Kind, Writer, example, shipped
from phongtrao.letters.certificates.columns import TITLES, Column, column_of, title_of
from phongtrao.letters.certificates.listing import CellFault, Entry, Wrong, laid_out, read, take
from phongtrao.letters.document import Signature
from tests.letters.papers import paper

TITLE_ROW = ["TT", "Họ và tên", "Đơn vị", "Thành tích"]
ROW = ["1", "Ông Nguyễn Văn Mẫu", "Thôn Mẫu Hai", "Đã có thành tích"]
COMMON = ("Chung", [["Thẩm quyền tặng", "Chủ tịch xã"]])


def book(*rows: list[str], common: Any = COMMON) -> list[tuple[str, Any]]:
    return [("Danh sách", list(rows)), *([common] if common else [])]


def taken(*rows: list[str], **more: Any) -> Any:
    return take(book(*rows, **more), Kind.MERIT)


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write(at, place, value, *([day] if isinstance(value, date) else []))
    return file.getvalue()


def test_the_example_is_a_list_without_a_fault() -> None:
    listing = read("mau.xlsx", example.workbook(), Kind.COMMENDATION)
    assert (listing.sheet, listing.faults, listing.left_out) == ("Danh sách", (), ())
    assert [one.row for one in listing.entries] == [2, 3, 4]
    first, second, _third = (one.certificate for one in listing.entries)
    assert (first.recipient, first.register) == ("Nhân dân và cán bộ thôn Mẫu Một", "01")
    assert (first.achievement, second.achievement) == (
        "Đã có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
        "Đã có thành tích trong công tác hòa giải ở cơ sở năm 2026",
    )
    assert (first.decided_on, first.issued_on) == (date(2026, 8, 5), date(2026, 8, 19))
    assert first.signature == Signature(("KT. Chủ tịch",), ("Phó Chủ tịch",), "Trần Thị Mẫu")
    assert example.workbook() == example.workbook()


def test_numbers_days_and_shown_values_of_a_real_workbook() -> None:
    rows = [
        ["Danh sách khen thưởng"],
        [],
        ["STT", "Họ tên", "Chức vụ", "Đơn vị", "Nội dung khen", "Số vào sổ", "Ngày ký"],
        [1, "Bà Lê Thị Mẫu", "Tổ phó", "Thôn 5", "Đã có  thành\ntích", 15, date(2026, 8, 19)],
    ]
    content = workbook({"Trang 1": rows, "Chung": [["Cấp tặng", "Giám đốc Công an tỉnh"]]})
    (entry,) = read("ds.xlsx", content, Kind.MERIT).entries
    assert entry == Entry(
        4,
        paper(
            kind=Kind.MERIT,
            issuer="Giám đốc Công an tỉnh",
            recipient="Bà Lê Thị Mẫu",
            address="Tổ phó, Thôn 5",
            achievement="Đã có thành tích",
            register="15",
            issued_on=date(2026, 8, 19),
            decision="",
            decided_on=None,
            issue_place="",
            signature=Signature((), (), ""),
            check_address="",
        ),
    )


@pytest.mark.parametrize("column", Column)
def test_each_title_is_known_with_and_without_marks(column: Column) -> None:
    assert [column_of(fold(title)) for title in TITLES[column]] == [column] * len(TITLES[column])


PERSONAL = ["Ngày sinh", "Số CCCD", "Dân tộc", "Tôn giáo", "Số điện thoại", "Giới tính"]


def test_what_is_about_persons_is_not_read_and_is_named() -> None:
    extra = ["1980", "012345678901", "Kinh", "Không", "0912345678", "Nam"]
    listing = taken([*TITLE_ROW, *PERSONAL, "Ghi chú"], [*ROW, *extra, "khen lần đầu"])
    assert listing.left_out == (*PERSONAL, "Ghi chú")
    assert listing.faults == ()
    assert [value for value in (*extra, "khen lần đầu") if value in repr(listing.entries)] == []
    assert [title for title in PERSONAL if denied(title) is None] == []


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([], [CellFault(Wrong.NO_TITLES, "Danh sách")]),
        ([["TT", "Ghi chú"], ["1", "x"]], [CellFault(Wrong.NO_TITLES, "Danh sách")]),
        ([TITLE_ROW], [CellFault(Wrong.NO_ROWS, "Danh sách")]),
        ([TITLE_ROW, ["1", "", "", ""], ["", "", "", ""]], [CellFault(Wrong.NO_ROWS, "Danh sách")]),
        (
            [[*TITLE_ROW, "Thành tích"], [*ROW, "khác"]],
            [CellFault(Wrong.TWICE, "Danh sách", 1, "Thành tích")],
        ),
        (
            [TITLE_ROW, ["1", "", "Thôn 5", "Đã có thành tích"]],
            [CellFault(Wrong.EMPTY, "Danh sách", 2, title_of(Column.RECIPIENT))],
        ),
        (
            [TITLE_ROW, ["1", "Ông Mẫu", "", ""], ROW],
            [CellFault(Wrong.EMPTY, "Danh sách", 2, "Thành tích")],
        ),
        (
            [TITLE_ROW, ["1", "Ông Mẫu, CCCD 012345678901", "Thôn 5", "x"]],
            [CellFault(Wrong.NUMBER_OF_A_PERSON, "Danh sách", 2, title_of(Column.RECIPIENT))],
        ),
        (
            [TITLE_ROW, ["1", "Ông Mẫu", "Thôn 5, ĐT 0912.345.678", "x"]],
            [CellFault(Wrong.NUMBER_OF_A_PERSON, "Danh sách", 2, title_of(Column.ADDRESS))],
        ),
        (
            [[*TITLE_ROW, "Ngày ký"], [*ROW, "31/02/2026"]],
            [CellFault(Wrong.NOT_A_DAY, "Danh sách", 2, "Ngày ký", "31/02/2026")],
        ),
        (
            [[*TITLE_ROW, "Địa chỉ tra cứu"], [*ROW, "javascript:alert(1)"]],
            [CellFault(Wrong.NOT_AN_ADDRESS, "Danh sách", 2, "Địa chỉ tra cứu", "javascript:alert(1)")],
        ),
        (
            [TITLE_ROW, ["1", "a" * 1001, "", "x"]],
            [CellFault(Wrong.TOO_LONG, "Danh sách", 2, title_of(Column.RECIPIENT), "a" * 40)],
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(rows: list[list[str]], faults: list[CellFault]) -> None:
    assert list(taken(*rows).faults) == faults


def test_without_an_issuer_every_row_says_so() -> None:
    faults = taken(TITLE_ROW, ROW, ROW, common=None).faults
    assert [(one.wrong, one.row, one.column) for one in faults] == [
        (Wrong.EMPTY, row, "Thẩm quyền tặng") for row in (2, 3)
    ]


def test_the_common_sheet_is_checked_and_may_come_first() -> None:
    common = (
        "common",
        [["Ngày ký", "hôm nay"], ["Dân tộc", "Kinh"], ["Họ tên", "Ông Mẫu"], ["Cấp tặng", "A"]],
    )
    listing = take([common, ("Sheet1", [TITLE_ROW, ROW])], Kind.MERIT)
    assert listing.faults == (CellFault(Wrong.NOT_A_DAY, "common", 1, "Ngày ký", "hôm nay"),)
    assert listing.left_out == ("Dân tộc", "Họ tên")


def test_several_lines_of_authority() -> None:
    common = ("Chung", [["Cấp tặng", "A"], ["Quyền hạn ký", "TM. Ủy ban nhân dân;KT. Chủ tịch\nX"]])
    (entry,) = taken(TITLE_ROW, ROW, common=common).entries
    assert entry.certificate.signature.authority == ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "X")


def test_words_without_room_and_signs_without_a_letter_are_told_by_their_cell() -> None:
    listing = taken(
        TITLE_ROW,
        ROW,
        ["2", "Bà Mẫu", "dài " * 240, "x"],
        ["3", "Bà 人", "", "x"],
        ["4", "Bà Mẫu", "", "x " * 499],
    )
    steps: list[int] = []
    pages, faults = laid_out(listing, Writer(shipped()["giay-khen"]), steps.append)
    assert faults == [
        CellFault(Wrong.TOO_LONG, "Danh sách", 3, title_of(Column.ADDRESS), ("dài " * 10)),
        CellFault(Wrong.NO_SIGN, "Danh sách", 4, title_of(Column.RECIPIENT), "人"),
        CellFault(Wrong.TOO_LONG, "Danh sách", 5, "Thành tích", "x " * 20),
    ]
    assert (len(pages), steps) == (1, [1, 2, 3, 4])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.xlsx", b"%PDF-1.7", "not_what_it_says"),
        ("a.csv", b"a,b\n", "not_xlsx"),
        ("a.xlsm", b"x", "macros"),
        ("a.xlsx", workbook({"a": [["x"] * 80]}), "too_long"),
        ("a.xlsx", workbook({f"s{at}": [["x"]] for at in range(21)}), "too_long"),
    ],
)
def test_what_is_no_workbook_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(name, content, Kind.MERIT)
    assert refused.value.code == code
