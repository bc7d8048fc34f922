"""Documents built in the many ways that people have in Word: what prints right is right, however it was made."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from phongtrao.letters.annual import compose
from phongtrao.letters.checking import STATE, examined
from phongtrao.letters.docx import write
from tests.letters.checking.typed import (
    FONT,
    HEAD,
    LONG,
    Typed,
    decision,
    headed,
    invitation,
    letter,
    minutes,
    report,
    signed,
)
from tests.letters.kinds_made import MADE
from tests.letters.made import report as annual_report

OFFICE = shutil.which("soffice")


def test_a_document_from_the_bare_template_says_what_it_lacks() -> None:
    made = Typed()
    made.document.sections[0].left_margin = Mm(20)
    made.document.add_paragraph("BÁO CÁO").alignment = 1
    made.document.add_paragraph("Công an xã báo cáo kết quả năm 2025.")
    assert made.codes() == [
        "page.left",
        "letters.font",
        "national.missing",
        "motto.missing",
        "issuer.missing",
        "number.missing",
        "place.missing",
        "kind.size",
        "kind.bold",
        "subject.missing",
        "text.size",
        "text.first_line",
        "end.mark",
        "signature.missing",
        "recipients.missing",
    ]


def test_a_text_that_is_no_official_document_is_only_held_to_its_page_and_letters() -> None:
    made = Typed()
    made.write("Ghi chép buổi làm việc", align="left")
    assert made.codes() == ["head.unknown"]


def tabbed(*, signed_by_tabs: bool = True) -> Typed:
    """Head and foot without tables: two columns by tabs."""
    made = Typed()
    low = {"align": "left", "first": 0, "after": 0, "line": 1}
    line = made.write("ỦY BAN NHÂN DÂN XÃ\t", size=12, **low)
    made.run(line, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line = made.write("CÔNG AN XÃ", size=12, bold=True, **low)
    made.run(line, "\t\t", size=13)
    made.run(line, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    drawn(line, 11)
    drawn(line, 56)
    line = made.write("Số: 05/BC-CAX\t", size=13, **low)
    made.run(line, "An Cựu, ngày 16 tháng 3 năm 2026", size=13, italic=True)
    made.write("BÁO CÁO", bold=True, **HEAD)
    made.write("Kết quả tháng 3 năm 2026", bold=True, **HEAD)
    drawn(made.find("Kết quả tháng"), 25)
    made.write("Công an xã báo cáo kết quả như sau./.")
    line = made.write("Nơi nhận:", size=12, bold=True, italic=True, **low)
    made.run(line, "\t\tTRƯỞNG CÔNG AN XÃ", bold=True)
    for text in ("- Công an tỉnh;", "- Lưu: VT."):
        made.write(text, size=11, **low)
    made.write("\t\t\t\tNguyễn Văn Bình", bold=True, **low)
    return made


def drawn(paragraph: object, length: float) -> None:
    """A straight line as Word draws it: a shape that is anchored in the paragraph."""
    wide = round(length * 36_000)
    space = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    run = parse_xml(
        f"<w:r {nsdecls('w')} {space}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<wp:extent cx='{wide}' cy='0'/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst='line'/>"
        "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        "<v:line from='0,0' to='400pt,0'/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(run)  # type: ignore[attr-defined]


def test_two_columns_by_tabs() -> None:
    assert tabbed().codes() == []


def test_two_columns_by_tabs_with_faults_in_each() -> None:
    made = tabbed()
    made.find("ỦY BAN").runs[1].bold = False
    made.find("CÔNG AN XÃ").runs[2].text = "Độc lập – Tự do – Hạnh phúc"
    made.find("Số: 05").runs[1].italic = False
    made.find("\t\t\t\tNguyễn").runs[0].text = "\t\t\t\tThS. Nguyễn Văn Bình"
    assert made.codes() == ["national.bold", "motto.hyphens", "place.italic", "name.title"]


def test_lines_of_one_paragraph_are_boxes_of_their_own() -> None:
    made = letter()
    office = made.find("ỦY BAN NHÂN DÂN")
    office.runs[0].add_break()
    made.run(office, "CÔNG AN TỈNH", size=12, bold=True)
    rule = made.find("CÔNG AN TỈNH")._p.getnext()
    made.remove("CÔNG AN TỈNH")
    assert rule is office._p.getnext()
    assert made.codes() == []
    office.runs[-1].bold = False
    assert made.codes() == ["issuer.bold"]


def test_dashes_for_a_line() -> None:
    made = letter()
    motto = made.find("Độc lập")
    motto._p.getparent().remove(motto._p.getnext())
    line = made.write("_" * 24, made.document.tables[0].rows[0].cells[1], size=13, **HEAD)
    motto._p.addnext(line._p)
    assert made.codes() == []
    line.runs[0].text = "_" * 5
    assert made.codes() == ["motto.rule_length"]


def test_looks_that_come_from_styles_defaults_and_themes() -> None:
    """The paragraph says nothing of its own; its style's base says all."""
    made = letter()
    styles = made.document.styles
    base = styles.add_style("Nền", 1)
    base.font.name, base.font.size, base.font.italic = FONT, Pt(14), True
    own = styles.add_style("Lời văn", 1)
    own.base_style = base
    own.font.italic = False
    own.paragraph_format.first_line_indent = Mm(10)
    own.paragraph_format.space_after, own.paragraph_format.line_spacing = Pt(6), 1.2
    own.paragraph_format.alignment = 3
    line = made.document.add_paragraph(LONG + "./.", style=own)
    made.find("Công an tỉnh đề nghị")._p.addnext(line._p)
    made.say("Công an tỉnh đề nghị", "Công an tỉnh đề nghị:")
    assert made.codes() == []
    base.font.size = Pt(12)
    assert made.codes() == ["text.size"]
    base.font.size, own.font.italic = Pt(14), None
    assert made.codes() == ["text.italic"]
    fonts = own.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    own.font.italic = False
    assert made.codes() == ["letters.font"]


def test_a_character_style_turns_over_what_the_paragraph_says() -> None:
    made = letter()
    bold = made.document.styles.add_style("Đậm", 2)
    bold.font.bold = True
    line = made.find("Nguyễn Văn")
    line.runs[0].bold = None
    line.runs[0].style = bold
    assert made.codes() == []
    line.style = made.document.styles.add_style("Tên", 1)
    line.style.font.bold = True
    assert made.codes() == ["name.bold"]


def numbered(made: Typed, form: str, text: str) -> str:
    """A list that Word counts; its number."""
    root = made.document.part.numbering_part.element
    ours = parse_xml(
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        f"<w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/><w:pPr><w:ind w:left='720' w:hanging='0'/></w:pPr>"
        "</w:lvl></w:abstractNum>"
    )
    root.insert(0, ours)
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='91'><w:abstractNumId w:val='90'/></w:num>"))
    return "91"


def counted(made: Typed, text: str, id: str) -> None:
    line = made.find(text)
    properties = line._p.get_or_add_pPr()
    told = properties.get_or_add_numPr()
    told.get_or_add_numId().val = int(id)
    told.get_or_add_ilvl().val = 0


def test_marks_that_word_counts_are_read_as_they_print() -> None:
    made = report()
    id = numbered(made, "lowerLetter", "%1)")
    for at, mark in enumerate("abcdđeg"):
        made.say(f"{mark}) Nội dung", f"Việc thứ {at}.")
        counted(made, f"Việc thứ {at}", id)
        made.form(f"Việc thứ {at}", first_line_indent=None)
    found = examined(made.saved(), STATE)
    assert [(one.code, one.found, one.wanted, one.where.words, one.also) for one in found] == [
        ("point.order", "e", "đ", "e) Việc thứ 4.", 2)
    ]


def test_dashes_that_word_counts() -> None:
    made = letter()
    id = numbered(made, "bullet", "-")
    made.say("- UBND tỉnh;", "UBND tỉnh;")
    counted(made, "UBND tỉnh;", id)
    assert made.codes() == []


def test_what_was_deleted_does_not_count_and_what_was_inserted_does() -> None:
    made = letter()
    number = made.find("Số: 12")
    first = number.runs[0]._r
    gone, new = OxmlElement("w:del"), OxmlElement("w:ins")
    first.addprevious(gone)
    gone.append(first)
    for one in gone.iter(qn("w:t")):
        one.tag = qn("w:delText")
    run = made.run(number, "Số: 9/CAT-PV01", size=13)
    run._r.addprevious(new)
    new.append(run._r)
    found = examined(made.saved(), STATE)
    assert [(one.code, one.found, one.where.words) for one in found] == [
        ("number.padding", "9", "Số: 9/CAT-PV01")
    ]


def test_content_controls_and_links_are_looked_through() -> None:
    made = letter()
    line = made.find("Công an tỉnh đề nghị")
    held = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    line._p.addprevious(held)
    held[1].append(line._p)
    assert made.codes() == []
    line.runs[0].font.size = Pt(12)
    assert made.codes() == ["text.size"]


def test_a_signature_in_a_text_box() -> None:
    made = letter()
    cell = made.document.tables[1].rows[0].cells[1]
    inside = parse_xml(
        f"<w:p {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:pict><v:shape><v:textbox>"
        "<w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    box = next(inside.iter(qn("w:txbxContent")))
    for paragraph in list(cell.paragraphs):
        box.append(paragraph._p)
    made.document.tables[1]._tbl.addnext(inside)
    cell.add_paragraph()
    assert made.codes() == []
    made.look("Nguyễn Văn", bold=False)
    assert made.codes() == ["name.bold"]


def test_space_between_paragraphs_is_the_larger_one_and_an_empty_line_is_enough() -> None:
    made = report()
    made.form(LONG, space_before=Pt(6), space_after=Pt(0))
    made.form("1. Tuyên truyền", space_after=Pt(0))
    made.form("a) Nội dung", space_before=Pt(6))
    assert made.codes() == []
    made.form(LONG, space_before=Pt(4))
    assert made.codes() == ["text.gap"]
    made.find(LONG)._p.addprevious(OxmlElement("w:p"))
    assert made.codes() == []


def test_a_tab_in_front_is_an_indent() -> None:
    made = letter()
    made.form("Công an tỉnh đề nghị", first_line_indent=Mm(0))
    made.find("Công an tỉnh đề nghị").runs[0].text = "\tCông an tỉnh đề nghị báo cáo./."
    assert made.codes() == []


def test_a_text_that_a_decision_issues_has_a_head_of_its_own() -> None:
    made = decision()
    made.number_pages()
    made.new_section()
    made.write("QUY CHẾ", bold=True, **HEAD)
    made.write("Hoạt động của Hội đồng", bold=True, **HEAD)
    made.write("(Kèm theo Quyết định số 12/QĐ-CAT)", italic=True, **HEAD)
    made.write("Điều 1. Phạm vi", bold=True)
    assert made.codes() == []


def busy() -> Typed:
    """A letter and a report in one, with what offices put into them."""
    made = headed("Số:       /CAT-PV01", about="V/v báo cáo kết quả")
    made.write("Ngày hội năm 2025", made.document.tables[0].rows[0].cells[0], size=12, **HEAD)
    made.say("Thanh Hóa, ngày", "Thanh Hóa, ngày … tháng … năm 2026")
    left, right = made.table((50, 110))
    made.write("Kính gửi:", left, **{**HEAD, "align": "right"})
    for line in ("- Công an các xã, phường;", "- Các đơn vị trực thuộc."):
        made.write(line, right, **{**HEAD, "align": "left"})
    made.write("Căn cứ Kế hoạch số 12/KH-BCA, Công an tỉnh đề nghị như sau:")
    for line in ("A. TÌNH HÌNH", "B. NHIỆM VỤ", "C. TỔ CHỨC"):
        made.write(line, bold=True)
    made.write("1.1. Tuyên truyền")
    made.write("1/7/2025 là ngày sắp xếp lại đơn vị hành chính.")
    made.write("Điều 5 Luật Công an nhân dân quy định trách nhiệm của các đơn vị.")
    made.write("- Nội dung thứ nhất;")
    line = made.write("Tổng số: 45 buổi ")
    made.run(line, "(tăng 5 buổi)", italic=True)
    made.run(line, " so với năm trước.", bold=True)
    made.write("Bảng 1. Kết quả", bold=True, align="center", first=0)
    made.write("(Đơn vị tính: buổi)", size=13, italic=True, align="right", first=0)
    table = made.document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("TT", "XÃ", "1", "12"), strict=True
    ):
        made.write(text, cell, size=12, **HEAD)
    made.write("(Có danh sách kèm theo)", italic=True)
    made.write("Đề nghị các đơn vị thực hiện./.", before=6)
    signed(made, same=True)
    cells = made.document.tables[-1].rows[0].cells
    made.write("PL.(120)", cells[0], size=11, align="left", first=0, after=0, line=1)
    for text in ("", "(Đã ký)", ""):
        made.find("Nguyễn Văn")._p.addprevious(made.write(text, cells[1], **HEAD)._p)
    made.form("Nguyễn Văn", space_before=Pt(0))
    return made


def test_what_offices_put_into_a_letter_is_not_mistaken() -> None:
    assert busy().codes() == []


def parts(content: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_what_libreoffice_saves_again_is_as_right_as_before(tmp_path: Path) -> None:
    made: dict[str, bytes] = {kind: write(document) for kind, document in MADE.items()}
    made["annual"] = write(compose(annual_report()))
    typed: tuple[Callable[[], Typed], ...] = (report, decision, letter, minutes, invitation)
    made |= {f"typed_{one.__name__}": one().saved() for one in typed}
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    for name, content in made.items():
        (source / f"{name}.docx").write_bytes(content)
    files = [str(source / f"{name}.docx") for name in made]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [
            str(OFFICE),
            profile,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target),
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    saved = {name: (target / f"{name}.docx").read_bytes() for name in made}
    assert all(parts(saved[name]) != parts(made[name]) for name in made)
    assert {name: [one.code for one in examined(saved[name], STATE)] for name in made} == {
        name: [] for name in made
    }
