"""A superior's own form: what of it is open, and that filling it changes nothing else."""

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.shared import Pt

from phongtrao.core.sandbox import Unfit, limited
from phongtrao.letters.blanks import Spot, Surface, fill, survey


def book(**more: Any) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        bold = made.add_format({"bold": True, "num_format": "#,##0"})
        sheet = made.add_worksheet("Biểu 01")
        sheet.merge_range("A1:C1", "BIỂU SỐ LIỆU", bold)
        sheet.write_row("A2", ["TT", "Chỉ tiêu", "Năm nay"])
        sheet.write_row("A3", [1, "Buổi tuyên truyền"])
        sheet.write("C3", 7, bold)
        sheet.write_row("A4", [2, "Mô hình"])
        sheet.write_formula("C5", "=C3+C4", bold, 7)
        made.add_worksheet("Ẩn").hide()
        if more.get("note"):
            sheet.write_comment("A1", more["note"])
    return buffer.getvalue()


def word() -> bytes:
    made = docx.Document()
    made.add_paragraph("Tổng số mô hình: ........ mô hình; trong đó mới: …… mô hình.")
    split = made.add_paragraph("Số buổi: ..")
    split.add_run("....").bold = True
    split.add_run(".. buổi")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Chỉ tiêu", "Số liệu"
    table.cell(1, 0).text = "Tin báo"
    run = table.cell(1, 1).paragraphs[0].add_run("....")
    run.font.size, run.italic = Pt(9), True
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def surfaces(content: bytes, kind: str) -> list[Surface]:
    return [Surface.of(one) for one in survey(content, kind)]


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))["Biểu 01"]


def test_a_workbook_shows_its_sheets_and_which_cells_are_open() -> None:
    (sheet,) = surfaces(book(), "xlsx")
    assert sheet.name == "Biểu 01"
    assert [[spot.text for spot in row] for row in sheet.rows] == [
        ["BIỂU SỐ LIỆU", "", ""],
        ["TT", "Chỉ tiêu", "Năm nay"],
        ["1", "Buổi tuyên truyền", "7"],
        ["2", "Mô hình", ""],
        ["", "", "7"],
    ]
    assert {spot.key for row in sheet.rows for spot in row if spot.open} == {
        *("Biểu 01!A3", "Biểu 01!C3", "Biểu 01!A4", "Biểu 01!C4", "Biểu 01!A5", "Biểu 01!B5")
    }
    assert sheet.rows[3][2] == Spot("Biểu 01!C4", "", True, "Mô hình · Năm nay")


def test_a_filled_cell_keeps_its_look_and_formulas_are_reckoned_anew() -> None:
    filled = fill(book(), "xlsx", {"Biểu 01!C3": {"number": "40000"}, "Biểu 01!C4": {"text": "hơn 12"}})
    before, after = opened(book()), opened(filled)
    assert (after["C3"].value, after["C4"].value, after["C5"].value) == (40000, "hơn 12", "=C3+C4")
    assert (after["C3"].font.bold, after["C3"].number_format) == (True, "#,##0")
    values = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)["Biểu 01"]
    assert values["C5"].value is None
    told = zipfile.ZipFile(io.BytesIO(filled)).read("xl/workbook.xml").decode()
    assert 'fullCalcOnLoad="1"' in told
    unchanged = [[cell.value for cell in row] for row in before["A1:B5"]]
    assert [[cell.value for cell in row] for row in after["A1:B5"]] == unchanged


def test_a_cell_that_the_sheet_does_not_have_is_made_in_its_place() -> None:
    filled = fill(book(), "xlsx", {"Biểu 01!B5": {"number": "1.5"}, "Biểu 01!AA9": {"number": "3"}})
    after = opened(filled)
    assert (after["B5"].value, after["AA9"].value, after["C5"].value) == (1.5, 3, "=C3+C4")


def test_what_is_not_filled_stays_to_the_byte() -> None:
    content = book(note="Ghi chú")
    before = zipfile.ZipFile(io.BytesIO(content))
    after = zipfile.ZipFile(io.BytesIO(fill(content, "xlsx", {"Biểu 01!C4": {"number": "3"}})))
    assert after.namelist() == before.namelist()
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("key", ["Biểu 01!C5", "Biểu 01!B1", "Ẩn!A1", "Biểu 02!A1", "Biểu 01!0", "A1"])
def test_a_formula_a_hidden_and_an_absent_cell_are_refused(key: str) -> None:
    with pytest.raises(Unfit) as refused:
        fill(book(), "xlsx", {key: {"number": "1"}})
    assert (refused.value.code, refused.value.details) == ("no_spot", {"key": key})


def test_a_document_shows_its_tables_and_the_blanks_of_its_lines() -> None:
    table, lines = surfaces(word(), "docx")
    assert [[spot.text for spot in row] for row in table.rows] == [
        ["Chỉ tiêu", "Số liệu"],
        ["Tin báo", "...."],
    ]
    assert table.rows[1][1] == Spot("T1R2C2", "....", True, "Tin báo · Số liệu")
    assert [(row[0].key, row[0].label) for row in lines.rows] == [
        ("L1B1", "Tổng số mô hình:"),
        ("L1B2", "Tổng số mô hình: ........ mô hình; trong đó mới:"),
        ("L2B1", "Số buổi:"),
    ]


def test_blanks_and_cells_of_a_document_are_filled_in_their_look() -> None:
    values = {
        "L1B1": {"text": "92"},
        "L1B2": {"text": "6"},
        "L2B1": {"number": "12.5"},
        "T1R2C2": {"text": "hơn 30"},
    }
    after = docx.Document(io.BytesIO(fill(word(), "docx", values)))
    assert [one.text for one in after.paragraphs] == [
        "Tổng số mô hình: 92 mô hình; trong đó mới: 6 mô hình.",
        "Số buổi: 12,5 buổi",
    ]
    cell = after.tables[0].cell(1, 1)
    assert cell.text == "hơn 30"
    assert (cell.paragraphs[0].runs[0].italic, cell.paragraphs[0].runs[0].font.size) == (True, Pt(9))
    assert after.tables[0].cell(1, 0).text == "Tin báo"


@pytest.mark.parametrize("key", ["T1R1C1", "T1R9C1", "T2R1C1", "T0R1C1", "L1B3", "L9B1", "L0B1", "X"])
def test_a_label_and_an_absent_blank_are_refused(key: str) -> None:
    with pytest.raises(Unfit) as refused:
        fill(word(), "docx", {key: {"text": "1"}})
    assert (refused.value.code, refused.value.details) == ("no_spot", {"key": key})


@pytest.mark.parametrize("text", ["=1+1", "<w:t>", "]]>", "&lt;", "\u202eđảo", "{{x}}"])
def test_hostile_text_is_only_text(text: str) -> None:
    in_book = opened(fill(book(), "xlsx", {"Biểu 01!C4": {"text": text}}))["C4"]
    assert (in_book.value, in_book.data_type) == (text, "s")
    in_word = docx.Document(io.BytesIO(fill(word(), "docx", {"T1R2C2": {"text": text}})))
    assert in_word.tables[0].cell(1, 1).text == text


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file"])
def test_a_damaged_file_is_refused(kind: str, content: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        survey(content, kind)
    assert refused.value.code == "damaged"


def test_a_file_without_an_open_place_is_refused() -> None:
    made = docx.Document()
    made.add_paragraph("Không có chỗ trống.")
    buffer = io.BytesIO()
    made.save(buffer)
    with pytest.raises(Unfit) as refused:
        survey(buffer.getvalue(), "docx")
    assert refused.value.code == "no_spots"


def test_entities_are_not_read() -> None:
    content = io.BytesIO(book())
    hostile = io.BytesIO()
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(hostile, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, _mark, rest = data.partition(b"\n")
                data = head + b'\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + rest
            after.writestr(name, data)
    with pytest.raises(Unfit) as refused:
        survey(hostile.getvalue(), "xlsx")
    assert refused.value.code == "damaged"


def test_both_run_apart() -> None:
    content, values = book(), {"Biểu 01!C4": {"number": "3"}}
    assert limited("phongtrao.letters.blanks:survey", content, "xlsx") == survey(content, "xlsx")
    assert limited("phongtrao.letters.blanks:fill", content, "xlsx", values) == fill(content, "xlsx", values)
