"""Every rule, by breaking one thing at a time in a document in which all is right."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from phongtrao.letters.checking import STATE
from phongtrao.letters.checking.inside import codes
from phongtrao.letters.checking.words import SAID
from tests.letters.checking.typed import (
    HEAD,
    LONG,
    Change,
    Typed,
    decision,
    invitation,
    letter,
    minutes,
    report,
)

ROOT = Path(__file__).resolve().parents[3]
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SUBJECT = "Kết quả phong trào năm 2025"
PLACE = "Thanh Hóa, ngày 06 tháng 01 năm 2026"


def look(text: str, **changes: Any) -> Change:
    return lambda made: made.look(text, **changes)


def form(text: str, **changes: Any) -> Change:
    return lambda made: made.form(text, **changes)


def say(old: str, new: str) -> Change:
    return lambda made: made.say(old, new)


def remove(text: str, *, below: int = 0) -> Change:
    return lambda made: made.remove(text, below=below)


def page(**changes: Any) -> Change:
    def change(made: Typed) -> None:
        for name, told in changes.items():
            setattr(made.document.sections[0], name, told)

    return change


def numbers(change: Callable[[Any], Any], *, of: int = 0) -> Change:
    """The line that holds the page's number, in the first or another section's header."""
    return lambda made: change(made.document.sections[of].header.paragraphs[0])


def emptied(paragraph: Any) -> None:
    for run in paragraph.runs:
        paragraph._p.remove(run._r)


def _restarted(made: Typed, start: int) -> None:
    tag = OxmlElement("w:pgNumType")
    tag.set(qn("w:start"), str(start))
    made.document.sections[0]._sectPr.append(tag)


def _roman(made: Typed) -> None:
    tag = OxmlElement("w:pgNumType")
    tag.set(qn("w:fmt"), "lowerRoman")
    made.document.sections[0]._sectPr.append(tag)


def _number_below(made: Typed) -> None:
    for section in made.document.sections:
        emptied(section.header.paragraphs[0])
    made.field(made.document.sections[0].footer.paragraphs[0])


def _numberless(made: Typed) -> None:
    """Of two pages."""
    for section in made.document.sections:
        emptied(section.header.paragraphs[0])
    for _count in range(20):
        made.find("Trên đây")._p.addprevious(made.write(LONG)._p)


def _ruled(text: str, length: float) -> Change:
    def change(made: Typed) -> None:
        below = made.find(text)._p.getnext()
        below.getparent().remove(below)
        made.ruled(made.find(text), length, 96)

    return change


def _swapped(made: Typed) -> None:
    row = made.document.tables[0].rows[0]._tr
    row.append(row.tc_lst[0])


def _moved_down(made: Typed) -> None:
    """Place and date into a row of their own."""
    table = made.document.tables[0]
    place = made.find(PLACE)._p
    cell = table.add_row().cells[1]
    cell._tc.remove(cell.paragraphs[0]._p)
    cell._tc.append(place)


def _stamp(**look: Any) -> Change:
    def change(made: Typed) -> None:
        left = made.document.tables[0].rows[0].cells[0]
        stamp = made.write("HỎA TỐC", left, **{**HEAD, "size": 13, "bold": True, **look})
        edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
        edge.set(qn("w:val"), "single")
        edges.append(edge)
        if not look.get("bare"):
            stamp._p.get_or_add_pPr().append(edges)

    return change


def _second_annex(label: str) -> Change:
    def change(made: Typed) -> None:
        made.new_section()
        made.write(label, bold=True, align="center", first=0)
        made.write("DANH SÁCH", bold=True, align="center", first=0)
        made.write("(Kèm theo Báo cáo số 05/BC-CAT)", size=13, italic=True, align="center", first=0)
        made.write("Không có.")

    return change


def _nothing(_made: Typed) -> None:
    pass


def _bases(made: Typed) -> None:
    made.say("Căn cứ Luật", "Căn cứ Luật Công an nhân dân số 37/2018/QH14;")


CASES: list[tuple[str, Callable[[], Typed], Change, list[str]]] = [
    # I. Paper, letters, numbers of pages
    ("letter paper", letter, page(page_width=Mm(216), page_height=Mm(279)), ["page.paper"]),
    ("lying", letter, page(page_width=Mm(297), page_height=Mm(210)), ["page.turned"]),
    ("top", report, page(top_margin=Mm(15)), ["page.top"]),
    ("bottom", report, page(bottom_margin=Mm(26)), ["page.bottom"]),
    ("left", report, page(left_margin=Mm(25)), ["page.left"]),
    ("gutter", letter, page(gutter=Mm(10)), ["page.left"]),
    ("right", report, page(right_margin=Mm(12)), ["page.right"]),
    ("margins in their range", report, page(left_margin=Mm(35), right_margin=Mm(15), top_margin=Mm(25)), []),
    ("font", report, look("Công an tỉnh báo cáo", name="Arial"), ["letters.font"]),
    ("old font", report, look("Công an tỉnh báo cáo", name=".VnTime"), ["letters.encoding"]),
    (
        "colour",
        report,
        lambda made: setattr(made.find(LONG).runs[0].font.color, "rgb", RGBColor(192, 0, 0)),
        ["letters.colour"],
    ),
    ("no page number", report, _numberless, ["pages.missing"]),
    ("one page needs no number", letter, _nothing, []),
    ("number below", report, _number_below, ["pages.bottom"]),
    ("number on page 1", report, page(different_first_page_header_footer=False), ["pages.first"]),
    ("number from 3", report, lambda made: _restarted(made, 3), ["pages.start"]),
    ("Roman pages", report, _roman, ["pages.arabic"]),
    (
        "small number",
        report,
        numbers(lambda line: [setattr(run.font, "size", Pt(11)) for run in line.runs]),
        ["page_number.size"],
    ),
    (
        "bold number",
        report,
        numbers(lambda line: [setattr(run.font, "bold", True) for run in line.runs]),
        ["page_number.bold"],
    ),
    (
        "sloping number",
        report,
        numbers(lambda line: [setattr(run.font, "italic", True) for run in line.runs]),
        ["page_number.italic"],
    ),
    (
        "number at the right",
        report,
        numbers(lambda line: setattr(line, "alignment", 2)),
        ["page_number.align"],
    ),
    # II.1 The nation's name
    ("no head at all", Typed, lambda made: made.write("Ghi chép"), ["head.unknown"]),
    ("no nation", report, remove(NATION), ["national.missing"]),
    ("nation small", report, look(NATION, size=11), ["national.size"]),
    ("nation 13", report, look(NATION, size=13), []),
    ("nation light", report, look(NATION, bold=False), ["national.bold"]),
    ("nation sloping", report, look(NATION, italic=True), ["national.italic"]),
    ("nation in small letters", report, say(NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam"), ["national.caps"]),
    (
        "nation with a wrong letter",
        report,
        say(NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHIÃ VIỆT NAM"),
        ["national.text"],
    ),
    ("marks placed the old way", report, say(NATION, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), []),
    ("nation at the left", report, _swapped, ["national.place"]),
    ("nation wide apart", report, form(NATION, line_spacing=1.5), ["national.line"]),
    ("no motto", report, remove(MOTTO, below=1), ["motto.missing"]),
    ("motto small", report, look(MOTTO, size=12), ["motto.size"]),
    ("motto light", report, look(MOTTO, bold=None), ["motto.bold"]),
    ("motto sloping", report, look(MOTTO, italic=True), ["motto.italic"]),
    ("motto in capitals", report, say(MOTTO, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"), ["motto.caps"]),
    ("motto with long dashes", report, say(MOTTO, "Độc lập – Tự do – Hạnh phúc"), ["motto.hyphens"]),
    ("motto without spaces", report, say(MOTTO, "Độc lập-Tự do-Hạnh phúc"), ["motto.hyphens"]),
    ("motto with a wrong letter", report, say(MOTTO, "Độc lập - Tự Do - Hạnh phúc"), ["motto.text"]),
    ("motto at the left", report, form(MOTTO, alignment="left"), ["motto.align"]),
    (
        "no line below the motto",
        report,
        lambda made: made.find(MOTTO)._p.getparent().remove(made.find(MOTTO)._p.getnext()),
        ["motto.rule"],
    ),
    ("short line below the motto", report, _ruled(MOTTO, 20), ["motto.rule_length"]),
    (
        "motto underlined",
        report,
        lambda made: (
            _ruled(MOTTO, 0)(made),
            made.find(MOTTO)._p.getnext().getparent().remove(made.find(MOTTO)._p.getnext()),
            made.look(MOTTO, underline=True),
        ),
        [],
    ),
    # II.2 The office
    (
        "no office",
        report,
        lambda made: (made.remove("ỦY BAN NHÂN DÂN TỈNH"), made.remove("CÔNG AN TỈNH", below=1)),
        ["issuer.missing"],
    ),
    ("office above small", report, look("ỦY BAN NHÂN DÂN TỈNH", size=11), ["superior.size"]),
    ("office above bold", report, look("ỦY BAN NHÂN DÂN TỈNH", bold=True), ["superior.bold"]),
    ("office above sloping", report, look("ỦY BAN NHÂN DÂN TỈNH", italic=True), ["superior.italic"]),
    (
        "office above in small letters",
        report,
        say("ỦY BAN NHÂN DÂN TỈNH", "Ủy ban nhân dân tỉnh Thanh Hóa"),
        ["superior.caps"],
    ),
    ("office above at the left", report, form("ỦY BAN NHÂN DÂN TỈNH", alignment="left"), ["superior.align"]),
    ("office above shortened", report, say("ỦY BAN NHÂN DÂN TỈNH", "UBND TỈNH THANH HÓA"), []),
    ("no office above", report, remove("ỦY BAN NHÂN DÂN TỈNH"), []),
    ("office small", report, look("CÔNG AN TỈNH", size=11.5), ["issuer.size"]),
    ("office light", report, look("CÔNG AN TỈNH", bold=False), ["issuer.bold"]),
    ("office sloping", report, look("CÔNG AN TỈNH", italic=True), ["issuer.italic"]),
    ("office in small letters", report, say("CÔNG AN TỈNH", "Công an tỉnh"), ["issuer.caps"]),
    ("office at the left", report, form("CÔNG AN TỈNH", alignment="left"), ["issuer.align"]),
    ("office shortened", report, lambda made: (made.say("CÔNG AN TỈNH", "CA TỈNH THANH"),), ["issuer.short"]),
    (
        "no line below the office",
        report,
        lambda made: made.find("CÔNG AN TỈNH")._p.getparent().remove(made.find("CÔNG AN TỈNH")._p.getnext()),
        ["issuer.rule"],
    ),
    (
        "long line below the office",
        report,
        lambda made: (
            made.find("CÔNG AN TỈNH")._p.getparent().remove(made.find("CÔNG AN TỈNH")._p.getnext()),
            made.ruled(made.find("CÔNG AN TỈNH"), 40, 64),
        ),
        ["issuer.rule_length"],
    ),
    # II.3 Number and symbol
    ("no number", report, remove("Số: 05"), ["number.missing"]),
    ("number small", report, look("Số: 05", size=12), ["number.size"]),
    ("number bold", report, look("Số: 05", bold=True), ["number.bold"]),
    ("number sloping", report, look("Số: 05", italic=True), ["number.italic"]),
    ("number at the left", report, form("Số: 05", alignment="left"), ["number.align"]),
    ("no colon", report, say("Số: 05", "Số 05/BC-CAT"), ["number.colon"]),
    ("no nought", report, say("Số: 05", "Số: 5/BC-CAT"), ["number.padding"]),
    ("two noughts", report, say("Số: 05", "Số: 005/BC-CAT"), ["number.padding"]),
    ("stroke the other way", report, say("Số: 05", "Số: 05\\BC-CAT"), ["number.slash"]),
    ("dash for a stroke", report, say("Số: 05", "Số: 05-BC-CAT"), ["number.slash"]),
    ("long dash", report, say("Số: 05", "Số: 05/BC–CAT"), ["number.dashes"]),
    ("spaces", report, say("Số: 05", "Số: 05/BC - CAT"), ["number.spaces"]),
    ("space before the stroke", report, say("Số: 05", "Số: 05 /BC-CAT"), ["number.spaces"]),
    ("small letters", report, say("Số: 05", "Số: 05/BC-cat"), ["number.caps"]),
    ("another kind's code", report, say("Số: 05", "Số: 05/TB-CAT"), ["number.kind"]),
    ("no code", report, say("Số: 05", "Số: 05/CAT-PV01"), ["number.kind"]),
    ("a year in the symbol", report, say("Số: 05", "Số: 05/2026/BC-CAT"), ["number.year"]),
    ("a letter with a code", letter, say("Số: 12", "Số: 12/BC-CAT"), ["number.stray_kind"]),
    ("a number not yet given", report, say("Số: 05", "Số:      /BC-CAT"), []),
    # II.4 Place and date
    ("no place", report, remove(PLACE), ["place.missing"]),
    ("place small", report, look(PLACE, size=12), ["place.size"]),
    ("place bold", report, look(PLACE, bold=True), ["place.bold"]),
    ("place upright", report, look(PLACE, italic=False), ["place.italic"]),
    ("place in capitals", report, say(PLACE, PLACE.upper()), ["place.caps"]),
    ("place at the right", report, form(PLACE, alignment="right"), ["place.align"]),
    ("date in figures", report, say(PLACE, "Thanh Hóa, 06/01/2026"), ["place.words"]),
    ("no name of the place", report, say(PLACE, "ngày 06 tháng 01 năm 2026"), ["place.name"]),
    ("name in small letters", report, say(PLACE, "thanh Hóa, ngày 06 tháng 01 năm 2026"), ["place.capital"]),
    ("no comma", report, say(PLACE, "Thanh Hóa ngày 06 tháng 01 năm 2026"), ["place.comma"]),
    ("day without nought", report, say(PLACE, "Thanh Hóa, ngày 6 tháng 01 năm 2026"), ["place.day"]),
    ("January without nought", report, say(PLACE, "Thanh Hóa, ngày 06 tháng 1 năm 2026"), ["place.month"]),
    ("March with nought", report, say(PLACE, "Thanh Hóa, ngày 06 tháng 03 năm 2026"), ["place.month"]),
    ("October", report, say(PLACE, "Thanh Hóa, ngày 16 tháng 10 năm 2026"), []),
    ("a day that never was", report, say(PLACE, "Thanh Hóa, ngày 31 tháng 02 năm 2026"), ["place.date"]),
    ("a day not yet known", report, say(PLACE, "Thanh Hóa, ngày      tháng      năm 2026"), []),
    ("below the number", report, _moved_down, ["place.row"]),
    # II.5 Kind and subject
    ("no kind", report, remove("BÁO CÁO"), ["kind.missing"]),
    ("a longer kind", report, say("BÁO CÁO", "BÁO CÁO TỔNG KẾT"), []),
    ("kind small", report, look("BÁO CÁO", size=12), ["kind.size"]),
    ("kind large", report, look("BÁO CÁO", size=16), ["kind.size"]),
    ("kind light", report, look("BÁO CÁO", bold=False), ["kind.bold"]),
    ("kind sloping", report, look("BÁO CÁO", italic=True), ["kind.italic"]),
    ("kind in small letters", report, say("BÁO CÁO", "Báo cáo"), ["kind.caps"]),
    ("kind at the left", report, form("BÁO CÁO", alignment="left"), ["kind.align"]),
    ("no subject", report, remove(SUBJECT, below=1), ["subject.missing"]),
    ("subject large", report, look(SUBJECT, size=15), ["subject.size"]),
    ("subject light", report, look(SUBJECT, bold=False), ["subject.bold"]),
    ("subject sloping", report, look(SUBJECT, italic=True), ["subject.italic"]),
    ("subject in capitals", report, say(SUBJECT, SUBJECT.upper()), ["subject.caps"]),
    ("subject at the left", report, form(SUBJECT, alignment="left"), ["subject.align"]),
    (
        "no line below the subject",
        report,
        lambda made: made.find(SUBJECT)._p.getparent().remove(made.find(SUBJECT)._p.getnext()),
        ["subject.rule"],
    ),
    (
        "long line below the subject",
        report,
        lambda made: (
            made.find(SUBJECT)._p.getparent().remove(made.find(SUBJECT)._p.getnext()),
            made.ruled(made.find(SUBJECT), 100, 160),
        ),
        ["subject.rule_length"],
    ),
    ("V/v large", letter, look("V/v", size=14), ["about.size"]),
    ("V/v bold", letter, look("V/v", bold=True), ["about.bold"]),
    ("V/v sloping", letter, look("V/v", italic=True), ["about.italic"]),
    ("V/v in capitals", letter, say("V/v", "V/V BÁO CÁO KẾT QUẢ NGÀY HỘI"), ["about.caps", "about.vv"]),
    ("V/v at the left", letter, form("V/v", alignment="left"), ["about.align"]),
    ("Về việc", letter, say("V/v", "Về việc báo cáo kết quả Ngày hội"), ["about.vv"]),
    ("V/v right below the number", letter, form("V/v", space_before=Pt(0)), ["about.gap"]),
    # II.6 The text
    ("bases small", report, look("Căn cứ Luật", size=12), ["bases.size"]),
    ("bases bold", report, look("Căn cứ Luật", bold=True), ["bases.bold"]),
    ("bases upright", report, look("Căn cứ Luật", italic=False), ["bases.italic"]),
    ("bases in capitals", report, say("Căn cứ Luật", "CĂN CỨ LUẬT CÔNG AN NHÂN DÂN;"), ["bases.caps"]),
    ("bases that end alike", report, say("Căn cứ Kế hoạch", "Căn cứ Kế hoạch số 12/KH-BCA;"), ["bases.end"]),
    ("bases with a comma", report, say("Căn cứ Luật", "Căn cứ Luật Công an nhân dân,"), ["bases.end"]),
    ("a law with its number", report, _bases, ["bases.law"]),
    ("text small", report, look(LONG, size=12), ["text.size"]),
    ("text 13", report, look(LONG, size=13), []),
    ("text sloping", report, look(LONG, italic=True), ["text.italic"]),
    ("text at the left", report, form(LONG, alignment="left"), ["text.align"]),
    ("text not indented", report, form(LONG, first_line_indent=Mm(0)), ["text.first_line"]),
    ("text indented by 1 cm", report, form(LONG, first_line_indent=Mm(10)), []),
    ("paragraphs close", report, form(LONG, space_before=Pt(0), space_after=Pt(3)), ["text.gap"]),
    ("lines far apart", report, form(LONG, line_spacing=2.0), ["text.line"]),
    ("lines close", report, form(LONG, line_spacing=Pt(14)), ["text.line"]),
    ("lines of 18 points", report, form(LONG, line_spacing=Pt(18)), []),
    ("part small", report, look("Phần I", size=12), ["part.size"]),
    ("part light", report, look("Phần I", bold=False), ["part.bold"]),
    ("part sloping", report, look("Phần I", italic=True), ["part.italic"]),
    ("part in capitals", report, say("Phần I", "PHẦN I"), ["part.caps"]),
    ("part in Arabic", report, say("Phần I", "Phần 1"), ["part.roman"]),
    ("part at the left", report, form("Phần I", alignment="left"), ["part.align"]),
    ("title of a part small", report, look("TÌNH HÌNH", size=12), ["part_title.size"]),
    ("title of a part light", report, look("TÌNH HÌNH", bold=False), ["part_title.bold"]),
    ("title of a part sloping", report, look("TÌNH HÌNH", italic=True), ["part_title.italic"]),
    ("title of a part in small letters", report, say("TÌNH HÌNH", "Tình hình"), ["part_title.caps"]),
    ("title of a part at the left", report, form("TÌNH HÌNH", alignment="left"), ["part_title.align"]),
    ("section small", report, look("I. KẾT QUẢ", size=12), ["section.size"]),
    ("section light", report, look("I. KẾT QUẢ", bold=False), ["section.bold"]),
    ("section sloping", report, look("I. KẾT QUẢ", italic=True), ["section.italic"]),
    ("section in small letters", report, say("I. KẾT QUẢ", "I. Kết quả"), ["section.caps"]),
    ("section with a bracket", report, say("I. KẾT QUẢ", "I) KẾT QUẢ"), ["section.dot"]),
    ("section left out", report, say("II. TỒN TẠI", "III. TỒN TẠI"), ["section.order"]),
    ("clause small", report, look("1. Tuyên truyền", size=12), ["clause.size"]),
    ("clause sloping", report, look("1. Tuyên truyền", italic=True), ["clause.italic"]),
    ("clause with a bracket", report, say("1. Tuyên truyền", "1) Tuyên truyền"), ["clause.dot"]),
    ("point small", report, look("d) Nội dung", size=12), ["point.size"]),
    ("point sloping", report, look("d) Nội dung", italic=True), ["point.italic"]),
    ("point with a full stop", report, say("d) Nội dung", "d. Nội dung"), ["point.mark"]),
    ("points of another alphabet", report, say("đ) Nội dung", "e) Nội dung"), ["point.order"]),
    ("points with ê", report, say("g) Nội dung", "ê) Nội dung"), []),
    ("article small", decision, look("Điều 1", size=12), ["article.size"]),
    ("article light", decision, look("Điều 1", bold=False), ["article.bold"]),
    ("article sloping", decision, look("Điều 1", italic=True), ["article.italic"]),
    (
        "article with a colon",
        decision,
        lambda made: setattr(made.find("Điều 1").runs[0], "text", "Điều 1:"),
        ["article.dot"],
    ),
    ("no end", report, say("Trên đây", "Trên đây là báo cáo của Công an tỉnh."), ["end.mark"]),
    # II.7 Who signs
    ("authority small", report, look("KT. GIÁM ĐỐC", size=12), ["authority.size"]),
    ("authority light", report, look("KT. GIÁM ĐỐC", bold=False), ["authority.bold"]),
    ("authority sloping", report, look("KT. GIÁM ĐỐC", italic=True), ["authority.italic"]),
    ("post in small letters", report, say("PHÓ GIÁM ĐỐC", "Phó Giám đốc"), ["authority.caps"]),
    ("authority at the left", report, form("KT. GIÁM ĐỐC", alignment="left"), ["authority.align"]),
    ("authority with a stroke", report, say("KT. GIÁM ĐỐC", "K/T GIÁM ĐỐC"), ["authority.mark"]),
    ("authority without full stop", report, say("KT. GIÁM ĐỐC", "KT GIÁM ĐỐC"), ["authority.mark"]),
    ("no post", report, remove("PHÓ GIÁM ĐỐC"), ["authority.post"]),
    ("name small", report, look("Nguyễn Văn", size=12), ["name.size"]),
    ("name light", report, look("Nguyễn Văn", bold=False), ["name.bold"]),
    ("name sloping", report, look("Nguyễn Văn", italic=True), ["name.italic"]),
    ("name in capitals", report, say("Nguyễn Văn", "NGUYỄN VĂN BÌNH"), ["name.caps"]),
    ("name at the left", report, form("Nguyễn Văn", alignment="left"), ["name.align"]),
    ("a doctor's name", report, say("Nguyễn Văn", "TS. Nguyễn Văn Bình"), ["name.title"]),
    ("two titles", report, say("Nguyễn Văn", "PGS.TS Nguyễn Văn Bình"), ["name.title"]),
    ("a rank", report, say("Nguyễn Văn", "Đại tá Nguyễn Văn Bình"), ["name.rank"]),
    (
        "nobody signs",
        letter,
        lambda made: [made.remove(text) for text in ("KT. GIÁM", "PHÓ GIÁM", "Nguyễn Văn")],
        ["signature.missing"],
    ),
    # II.9 Who receives
    (
        "no addressee of a letter",
        letter,
        lambda made: (made.remove("Kính gửi"), made.remove("- Như trên")),
        ["to.missing"],
    ),
    ("addressee small", report, look("Kính gửi", size=12), ["to.size"]),
    ("addressee bold", report, look("Kính gửi", bold=True), ["to.bold"]),
    ("addressee sloping", report, look("Kính gửi", italic=True), ["to.italic"]),
    ("addressee in capitals", letter, say("Kính gửi", "KÍNH GỬI: CÔNG AN CÁC XÃ, PHƯỜNG"), ["to.caps"]),
    ("addressee without colon", letter, say("Kính gửi", "Kính gửi Công an các xã, phường"), ["to.colon"]),
    ("one addressee below", report, lambda made: (made.remove("- Bộ Công an;"),), ["to.one"]),
    ("addressee without dash", report, say("- Ủy ban nhân dân tỉnh.", "+ Ủy ban nhân dân tỉnh."), []),
    (
        "addressees that end alike",
        report,
        say("- Ủy ban nhân dân tỉnh.", "- Ủy ban nhân dân tỉnh;"),
        ["to.end"],
    ),
    (
        "addressee with a long dash",
        report,
        say("- Ủy ban nhân dân tỉnh.", "– Ủy ban nhân dân tỉnh."),
        ["to.dash"],
    ),
    (
        "no recipients",
        letter,
        lambda made: [made.remove(text) for text in ("Nơi nhận", "- Như", "- Bộ", "- UBND", "- Lưu")],
        ["recipients.missing"],
    ),
    ("Nơi nhận large", report, look("Nơi nhận", size=14), ["recipients_head.size"]),
    ("Nơi nhận light", report, look("Nơi nhận", bold=False), ["recipients_head.bold"]),
    ("Nơi nhận upright", report, look("Nơi nhận", italic=False), ["recipients_head.italic"]),
    ("Nơi nhận in capitals", report, say("Nơi nhận", "NƠI NHẬN:"), ["recipients_head.caps"]),
    ("Nơi nhận centred", report, form("Nơi nhận", alignment="center"), ["recipients_head.align"]),
    ("Nơi nhận without colon", report, say("Nơi nhận", "Nơi nhận"), ["recipients_head.colon"]),
    ("list large", report, look("- UBND", size=12), ["recipients.size"]),
    ("list bold", report, look("- UBND", bold=True), ["recipients.bold"]),
    ("list sloping", report, look("- UBND", italic=True), ["recipients.italic"]),
    ("list in capitals", report, say("- UBND", "- ỦY BAN NHÂN DÂN TỈNH THANH HÓA;"), ["recipients.caps"]),
    ("list without dash", report, say("- UBND", "UBND tỉnh;"), ["recipients.dash"]),
    ("list with a full stop", report, say("- UBND", "- UBND tỉnh."), ["recipients.end"]),
    ("not filed", report, remove("- Lưu"), ["recipients.filing"]),
    ("filed without VT", report, say("- Lưu", "- Lưu VP."), ["recipients.filing_form"]),
    ("filed with a semicolon", report, say("- Lưu", "- Lưu: VT, PV01;"), ["recipients.filing_end"]),
    ("no Như trên", report, remove("- Như trên"), ["recipients.same"]),
    (
        "Như trên without addressee",
        decision,
        say("- Bộ Công an;", "- Như trên;"),
        ["recipients.same_without"],
    ),
    ("Như Điều", decision, say("- Bộ Công an;", "- Như Điều 2;"), []),
    # III Other boxes
    ("a stamp", letter, _stamp(), []),
    ("stamp small", letter, _stamp(size=11), ["urgency.size"]),
    ("stamp light", letter, _stamp(bold=False), ["urgency.bold"]),
    ("stamp sloping", letter, _stamp(italic=True), ["urgency.italic"]),
    ("stamp without frame", letter, _stamp(bare=True), ["urgency.frame"]),
    (
        "stamp in small letters",
        letter,
        lambda made: (_stamp()(made), made.say("HỎA TỐC", "Hỏa tốc")),
        ["urgency.caps"],
    ),
    (
        "annex not referred to",
        report,
        say("Công an tỉnh báo cáo", "Công an tỉnh báo cáo kết quả như sau:"),
        ["annex.mentioned"],
    ),
    ("annex in Arabic", report, say("Phụ lục I", "Phụ lục 1"), ["annex.roman"]),
    ("annex small", report, look("Phụ lục I", size=13), ["annex_number.size"]),
    ("annex light", report, look("Phụ lục I", bold=False), ["annex_number.bold"]),
    ("annex sloping", report, look("Phụ lục I", italic=True), ["annex_number.italic"]),
    ("annex in capitals", report, say("Phụ lục I", "PHỤ LỤC I"), ["annex_number.caps"]),
    ("annex at the right", report, form("Phụ lục I", alignment="right"), ["annex_number.align"]),
    ("annex with its title", report, say("Phụ lục I", "Phụ lục I: Số liệu"), ["annex.own_line"]),
    ("annex title large", report, look("SỐ LIỆU", size=16), ["annex_title.size"]),
    ("annex title light", report, look("SỐ LIỆU", bold=False), ["annex_title.bold"]),
    ("annex title sloping", report, look("SỐ LIỆU", italic=True), ["annex_title.italic"]),
    ("annex title in small letters", report, say("SỐ LIỆU", "Số liệu năm 2025"), ["annex_title.caps"]),
    ("annex title at the left", report, form("SỐ LIỆU", alignment="left"), ["annex_title.align"]),
    ("annex of what", report, remove("(Kèm theo"), ["annex.of"]),
    ("annex reference small", report, look("(Kèm theo", size=12), ["annex_of.size"]),
    ("annex reference bold", report, look("(Kèm theo", bold=True), ["annex_of.bold"]),
    ("annex reference upright", report, look("(Kèm theo", italic=False), ["annex_of.italic"]),
    (
        "annex reference in capitals",
        report,
        say("(Kèm theo", "(KÈM THEO BÁO CÁO SỐ 05/BC-CAT)"),
        ["annex_of.caps"],
    ),
    ("annex reference at the left", report, form("(Kèm theo", alignment="left"), ["annex_of.align"]),
    (
        "annex numbered on",
        report,
        lambda made: made.document.sections[1]._sectPr.remove(
            made.document.sections[1]._sectPr.find(qn("w:pgNumType"))
        ),
        ["annex.pages"],
    ),
    ("two annexes", report, _second_annex("Phụ lục II"), []),
    ("annexes out of order", report, _second_annex("Phụ lục III"), ["annex.order"]),
    # Samples
    (
        "invitation without place",
        invitation,
        say("Địa điểm", "Đề nghị đến đúng giờ./."),
        ["invitation.parts"],
    ),
    ("minutes without end", minutes, say("Cuộc họp", "Đã thông qua./."), ["minutes.parts"]),
    (
        "minutes with place and date",
        minutes,
        lambda made: made.write(
            "Thanh Hóa, ngày 06 tháng 01 năm 2026",
            made.document.tables[0].rows[0].cells[1],
            size=13,
            italic=True,
            **HEAD,
        ),
        ["minutes.place"],
    ),
    (
        "minutes signed by one",
        minutes,
        lambda made: (made.remove("THƯ KÝ"), made.remove("Lê Thị Cúc")),
        ["minutes.signatures"],
    ),
]


@cache
def good(made: Callable[[], Typed]) -> bytes:
    return made().saved()


@pytest.mark.parametrize("made", [report, decision, letter, minutes, invitation])
def test_a_document_in_which_all_is_right(made: Callable[[], Typed]) -> None:
    assert made().codes() == []


@pytest.mark.parametrize(
    ("made", "change", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_one_thing_broken_is_one_fault(made: Callable[[], Typed], change: Change, found: list[str]) -> None:
    document = Typed(good(made))
    change(document)
    assert document.codes() == found


def test_every_fault_there_is_was_made_once() -> None:
    assert sorted(set(codes()) - {code for case in CASES for code in case[3]}) == []


def test_the_docs_tell_every_rule_and_its_article() -> None:
    text = (ROOT / "docs/reference/letters-check.md").read_text(encoding="utf-8")
    told = re.findall(
        r"^\| `([\w.]+)` \| (?:[^|]+ \| )??([IV]+[.\dabcdđeg]*|mẫu [\d.]+) \|", text, re.MULTILINE
    )
    looks = [(box, look.article) for box, look in STATE.looks.items()]
    assert told == [*looks, *((code, one.article) for code, one in SAID.items())]
