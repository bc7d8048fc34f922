"""Documents as offices type them: from the library's own template, formatted by hand, paragraph by paragraph."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from phongtrao.letters.checking import STATE, Profile, examined
from phongtrao.letters.measure import width

FONT = "Times New Roman"
ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
HEAD: dict[str, Any] = {"align": "center", "first": 0, "after": 0, "line": 1}
LONG = (
    "Các đơn vị đã phối hợp tổ chức tuyên truyền, vận động Nhân dân tham gia phong trào, nâng cao ý thức chấp hành "
    "pháp luật, giữ gìn an ninh, trật tự ở khu dân cư."
)


class Typed:
    """A document and the few ways in which the tests change it."""

    def __init__(self, content: bytes = b"") -> None:
        if content:
            self.document = docx.Document(io.BytesIO(content))
            return
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)

    # Writing

    def write(self, text: str, into: Any = None, **look: Any) -> Any:
        if into is not None and not into.paragraphs[0].runs and not into.paragraphs[0].text:
            made = into.paragraphs[0]
        else:
            made = (into or self.document).add_paragraph()
        told = {"align": "both", "first": 12.7, "after": 6, "before": 0, "line": 1.15, **look}
        made.alignment = ALIGNS[told["align"]]
        form = made.paragraph_format
        form.first_line_indent, form.line_spacing = Mm(told["first"]), told["line"]
        form.space_before, form.space_after = Pt(told["before"]), Pt(told["after"])
        self.run(made, text, **look)
        return made

    def run(self, paragraph: Any, text: str, **look: Any) -> Any:
        made = paragraph.add_run(text)
        made.font.name, made.font.size = look.get("font", FONT), Pt(look.get("size", 14))
        made.bold, made.italic = look.get("bold", False), look.get("italic", False)
        return made

    def ruled(self, paragraph: Any, length: float, within: float) -> None:
        """A line under it, as long as told: the border of an empty paragraph."""
        made = paragraph._p.addnext(OxmlElement("w:p"))
        made = docx.text.paragraph.Paragraph(paragraph._p.getnext(), paragraph._parent)
        edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
        edge.set(qn("w:val"), "single")
        edges.append(edge)
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = Mm((within - length) / 2)
        made._p.get_or_add_pPr().insert(0, edges)

    def table(self, widths: tuple[float, float]) -> Any:
        made = self.document.add_table(rows=1, cols=2)
        made.autofit = False
        for column, wide in zip(made.columns, widths, strict=True):
            column.width = column.cells[0].width = Mm(wide)
        return made.rows[0].cells

    def number_pages(self, *, start: int | None = None) -> None:
        section = self.document.sections[-1]
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
        line = section.header.paragraphs[0]
        line.alignment = ALIGNS["center"]
        self.field(line)
        if start is not None:
            numbers = OxmlElement("w:pgNumType")
            numbers.set(qn("w:start"), str(start))
            section._sectPr.append(numbers)

    def field(self, line: Any, **look: Any) -> None:
        for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
            run = self.run(line, "", **look)
            tag = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                tag.set(qn("w:fldCharType"), kind)
            tag.text = text or None
            run._r.append(tag)

    def new_section(self, *, start: int | None = 1) -> None:
        self.document.add_section(WD_SECTION.NEW_PAGE)
        self.number_pages(start=start)

    # Finding and changing

    def paragraphs(self) -> Iterator[Any]:
        for one in self.document.element.body.iter(qn("w:p")):
            yield docx.text.paragraph.Paragraph(one, self.document._body)

    def find(self, text: str) -> Any:
        found = [one for one in self.paragraphs() if one.text.startswith(text)]
        assert found, text
        return found[0]

    def say(self, old: str, new: str) -> None:
        """The line that begins so says something else, in the look that it has."""
        runs = self.find(old).runs
        runs[0].text = new
        for run in runs[1:]:
            run.text = ""

    def look(self, text: str, **changes: Any) -> None:
        for run in self.find(text).runs:
            for name, told in changes.items():
                setattr(run.font, name, Pt(told) if name == "size" else told)

    def form(self, text: str, **changes: Any) -> None:
        paragraph = self.find(text)
        for name, told in changes.items():
            if name == "alignment":
                paragraph.alignment = ALIGNS[told]
            else:
                setattr(paragraph.paragraph_format, name, told)

    def remove(self, text: str, *, below: int = 0) -> None:
        """The line, and so many below it."""
        element = self.find(text)._p
        for _count in range(below):
            after = element.getnext()
            after.getparent().remove(after)
        element.getparent().remove(element)

    def saved(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def codes(self, profile: Profile = STATE) -> list[str]:
        return [fault.code for fault in examined(self.saved(), profile)]


Change = Callable[[Typed], Any]


def headed(number: str, kind: str = "", subject: str = "", *, about: str = "", place: bool = True) -> Typed:
    """The head with everything as it should be."""
    made = Typed()
    left, right = made.table((64, 96))
    made.write("ỦY BAN NHÂN DÂN TỈNH THANH HÓA", left, size=12, **HEAD)
    issuer = made.write("CÔNG AN TỈNH", left, size=12, bold=True, **HEAD)
    made.ruled(issuer, 14, 64)
    made.write(number, left, size=13, **HEAD)
    if about:
        made.write(about, left, size=12, **{**HEAD, "before": 6})
    made.write("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, size=12, bold=True, **HEAD)
    motto = made.write("Độc lập - Tự do - Hạnh phúc", right, size=13, bold=True, **HEAD)
    made.ruled(motto, 56, 96)
    if place:
        made.write("Thanh Hóa, ngày 06 tháng 01 năm 2026", right, size=13, italic=True, **HEAD)
    if kind:
        made.write(kind, bold=True, **{**HEAD, "before": 12})
        if subject:
            title = made.write(subject, bold=True, **HEAD)
            made.ruled(title, width(subject, 14, bold=True) * 0.4, 160)
    return made


def signed(made: Typed, *, same: bool = False) -> None:
    left, right = made.table((80, 80))
    low = {"align": "left", "first": 0, "after": 0, "line": 1}
    made.write("Nơi nhận:", left, size=12, bold=True, italic=True, **low)
    for line in (
        *(["- Như trên;"] if same else []),
        "- Bộ Công an;",
        "- UBND tỉnh;",
        "- Lưu: VT, PV01 (12b).",
    ):
        made.write(line, left, size=11, **low)
    for line in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"):
        made.write(line, right, bold=True, **HEAD)
    made.write("Nguyễn Văn Bình", right, bold=True, **{**HEAD, "before": 72})


def report() -> Typed:
    made = headed("Số: 05/BC-CAT", "BÁO CÁO", "Kết quả phong trào năm 2025")
    made.write("Kính gửi:", first=25.4)
    made.write("- Bộ Công an;", first=50)
    made.write("- Ủy ban nhân dân tỉnh.", first=50)
    made.write("Căn cứ Luật Công an nhân dân;", italic=True)
    made.write("Căn cứ Kế hoạch số 12/KH-BCA ngày 05 tháng 01 năm 2025 của Bộ Công an.", italic=True)
    made.write("Công an tỉnh báo cáo kết quả như sau (số liệu tại Phụ lục kèm theo):")
    made.write("Phần I", bold=True, align="center", first=0)
    made.write("TÌNH HÌNH", bold=True, align="center", first=0)
    made.write("I. KẾT QUẢ", bold=True)
    made.write("1. Tuyên truyền", bold=True)
    made.write(LONG)
    for letter in ("a", "b", "c", "d", "đ", "e", "g"):
        made.write(f"{letter}) Nội dung thứ {letter}.")
    made.write("II. TỒN TẠI", bold=True)
    made.write("Trên đây là báo cáo của Công an tỉnh./.")
    signed(made, same=True)
    made.number_pages()
    made.new_section()
    made.write("Phụ lục I", bold=True, align="center", first=0)
    made.write("SỐ LIỆU NĂM 2025", bold=True, align="center", first=0)
    made.write(
        "(Kèm theo Báo cáo số 05/BC-CAT ngày 06 tháng 01 năm 2026)",
        size=13,
        italic=True,
        align="center",
        first=0,
    )
    made.write("Không có số liệu.")
    return made


def decision() -> Typed:
    made = headed("Số: 12/QĐ-CAT", "QUYẾT ĐỊNH", "Về việc khen thưởng")
    made.write("GIÁM ĐỐC CÔNG AN TỈNH THANH HÓA", bold=True, align="center", first=0)
    made.write("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", italic=True)
    made.write("Theo đề nghị của Trưởng phòng Tham mưu.", italic=True)
    made.write("QUYẾT ĐỊNH:", bold=True, align="center", first=0)
    for label, text in (
        ("Điều 1.", " Tặng Giấy khen cho 05 tập thể."),
        ("Điều 2.", " Quyết định có hiệu lực từ ngày ký./."),
    ):
        line = made.write(label, bold=True)
        made.run(line, text)
    signed(made)
    return made


def letter() -> Typed:
    made = headed("Số: 12/CAT-PV01", about="V/v báo cáo kết quả Ngày hội")
    made.write("Kính gửi: Công an các xã, phường", first=30)
    made.write("Công an tỉnh đề nghị Công an các xã, phường báo cáo./.")
    signed(made, same=True)
    return made


def minutes() -> Typed:
    made = headed("Số: 12/BB-CAT", "BIÊN BẢN", "Họp xét khen thưởng", place=False)
    for line in (
        "Thời gian bắt đầu: 08 giờ 00",
        "Địa điểm: Hội trường",
        "Thành phần tham dự: 07 thành viên",
        "Chủ trì (chủ tọa): Giám đốc",
        "Thư ký: Văn phòng",
        "Nội dung: đã thống nhất.",
        "Cuộc họp kết thúc vào 10 giờ 00, ngày 06 tháng 01 năm 2026./.",
    ):
        made.write(line)
    left, right = made.table((80, 80))
    for cell, post, name in ((left, "THƯ KÝ", "Lê Thị Cúc"), (right, "CHỦ TỌA", "Trần Văn Dũng")):
        made.write(post, cell, bold=True, **HEAD)
        made.write(name, cell, bold=True, **{**HEAD, "before": 72})
    low = {"align": "left", "first": 0, "after": 0, "line": 1}
    made.write("Nơi nhận:", size=12, bold=True, italic=True, **low)
    made.write("- Lưu: VT, Hồ sơ.", size=11, **low)
    return made


def invitation() -> Typed:
    made = headed("Số: 12/GM-CAT", "GIẤY MỜI", "Hội nghị tổng kết")
    for line in (
        "Công an tỉnh trân trọng kính mời: đại diện các đơn vị",
        "Tới dự hội nghị tổng kết phong trào.",
        "Chủ trì: Giám đốc Công an tỉnh",
        "Thời gian: 08 giờ 00, ngày 12 tháng 01 năm 2026",
        "Địa điểm: Hội trường Công an tỉnh./.",
    ):
        made.write(line)
    signed(made)
    return made
