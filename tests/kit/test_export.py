"""A table leaves the house as CSV or XLSX: nothing in it runs, nothing in it is lost."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from phongtrao.core.figure import Qualifier
from phongtrao.kit.export import csv_response, disposition, workbook, xlsx_response
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table, Value

PAYLOADS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "|calc",
    "%0A=1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＠SUM(1)",
    '=HYPERLINK("http://example.org","x")',
]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def one_cell(value: Value | Cell) -> Table:
    return Table("Caption", [Column("Title")], [[value]])


def lines_of(table: Table) -> list[list[str]]:
    text = csv_response(table, "x").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet_of(table: Table) -> Worksheet:
    sheet = load_workbook(io.BytesIO(workbook(table))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def totals() -> Table:
    more = Amount(40_000, 0, Qualifier.MORE_THAN)
    evening = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)
    return Table(
        caption="Sessions in 2021",
        columns=[
            Column("Place", heading=True),
            Column("Sessions", Kind.NUMBER),
            Column("Share", Kind.NUMBER),
            Column("Day", Kind.DAY),
            Column("Recorded", Kind.TIME),
        ],
        rows=[
            ["Thanh Hóa", more, Amount(985, 1), date(2021, 12, 31), evening],
            ["Nghệ An", Cell(312, note="illustrative data"), None, None, None],
        ],
        total=["Both", Amount(40_312, 0, Qualifier.MORE_THAN), None, None, None],
        footnotes=["=not a formula"],
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_csv_is_text(payload: str) -> None:
    [[_], [cell]] = lines_of(one_cell(payload))
    assert cell[0] == "'"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_a_title_is_text(payload: str) -> None:
    [[title]] = lines_of(Table("Caption", [Column(payload)], []))
    assert title[0] == "'"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_a_workbook_is_text(payload: str) -> None:
    sheet = sheet_of(Table(payload, [Column(payload)], [[payload]], footnotes=[payload]))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [(cell.data_type, cell.hyperlink) for cell in cells] == [("s", None)] * 4


@pytest.mark.parametrize("plain", ["Thanh Hóa", "-5", "1.234,5", "12 of 148", "xã A = xã B", ""])
def test_plain_text_stays_as_it_is(plain: str) -> None:
    assert lines_of(one_cell(plain)) == [["Title"], [plain]]


def test_csv_carries_numbers_days_and_what_must_be_said_of_them() -> None:
    assert lines_of(totals()) == [
        ["Place", "Sessions", "Sessions: remark", "Share", "Day", "Recorded"],
        ["Thanh Hóa", "40000", "more than", "98.5", "2021-12-31", "2026-11-23T03:05+07:00"],
        ["Nghệ An", "312", "illustrative data", "", "", ""],
        ["Both", "40312", "more than", "", "", ""],
    ]


def test_csv_begins_with_the_mark_that_excel_needs() -> None:
    assert csv_response(one_cell("đ"), "x").content == "\ufeffTitle\r\nđ\r\n".encode()


def test_a_workbook_carries_real_numbers_and_days() -> None:
    rows = list(sheet_of(totals()).iter_rows(values_only=True))
    assert rows == [
        ("Sessions in 2021", None, None, None, None, None),
        (None, None, None, None, None, None),
        ("Place", "Sessions", "Sessions: remark", "Share", "Day", "Recorded"),
        ("Thanh Hóa", 40000, "more than", 98.5, datetime(2021, 12, 31), datetime(2026, 11, 23, 3, 5)),  # noqa: DTZ001
        ("Nghệ An", 312, "illustrative data", None, None, None),
        ("Both", 40312, "more than", None, None, None),
        (None, None, None, None, None, None),
        ("=not a formula", None, None, None, None, None),
    ]


def test_a_workbook_shows_decimals_and_days_as_they_are_written() -> None:
    formats = [cell.number_format for cell in sheet_of(totals())[4]]
    assert formats == ["General", "#,##0", "General", "#,##0.0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"]


def test_a_number_beyond_excels_digits_is_written_out() -> None:
    sheet = sheet_of(one_cell(Amount(9_007_199_254_740_993)))
    assert sheet["A4"].value == "9,007,199,254,740,993"


def test_a_download_is_an_attachment_that_no_browser_guesses_at() -> None:
    response = xlsx_response(totals(), "Tổng hợp 2021")
    assert dict(response.headers) == {
        "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": disposition("Tổng hợp 2021.xlsx"),
    }


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("Đắk Lắk.csv", "dak-lak.csv", "%C4%90%E1%BA%AFk%20L%E1%BA%AFk.csv"),
        ("To\u0302ng.csv", "tong.csv", "T%C3%B4ng.csv"),
        ('a"b\r\nX: y.csv', "a-b-x-y.csv", "a-b-X-%20y.csv"),
        ("../../etc/passwd", "etc-passwd", "etc-passwd"),
        ("***.csv", "csv", "csv"),
    ],
)
def test_filenames_speak_vietnamese_and_break_no_header(name: str, plain: str, whole: str) -> None:
    assert disposition(name) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="Caption: a row of 2 under 1 columns"):
        Table("Caption", [Column("Title")], [["a", "b"]])
