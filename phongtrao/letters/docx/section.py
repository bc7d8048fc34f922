"""Pages: size, margins, the number in the top margin, the marks at the head of every page."""

from xml.etree.ElementTree import Element

from phongtrao.letters.docx.xml import RELATIONS, line, paragraph, run, twips, w
from phongtrao.letters.sheets import Sheet

PAGE_NUMBER, FIRST_PAGE, FIRST_FOOT, FOOT = "rId11", "rId12", "rId13", "rId14"


def section(sheet: Sheet) -> Element:
    """Numbered from 1, the number hidden on the first page (Phụ lục I, I.8)."""
    page = sheet.page
    turned = {"orient": "landscape"} if page.width > page.height else {}
    return w(
        "sectPr",
        _reference("headerReference", "default", PAGE_NUMBER),
        _reference("headerReference", "first", FIRST_PAGE),
        _reference("footerReference", "default", FOOT),
        _reference("footerReference", "first", FIRST_FOOT if sheet.foot else FOOT),
        w("pgSz", w=twips(page.width), h=twips(page.height), **turned),
        w(
            "pgMar",
            top=twips(page.top),
            right=twips(page.right),
            bottom=twips(page.bottom),
            left=twips(page.left),
            header=twips(page.header),
            footer=twips(page.header),
            gutter=0,
        ),
        w("pgNumType", start=1),
        w("titlePg"),
    )


def closing(sheet: Sheet | None) -> Element:
    """The tiny paragraph that a table must have after it; with a sheet it ends that sheet's section."""
    return paragraph("Rule", properties=[section(sheet)] if sheet else [])


def footer(contact: str) -> tuple[Element, Element]:
    """The foot of a first page, under a line as wide as the text (box 13), and that of all others."""
    edge = w("pBdr", w("top", val="single", sz=6, space=4, color="000000"))
    told = paragraph("Contact", run(contact), properties=[edge])
    return w("ftr", told), w("ftr", paragraph("Contact"))


def headers(marks: tuple[str, ...]) -> tuple[Element, Element]:
    """The header of every page but a section's first, and that of the first."""
    lines = [line("Mark", mark) for mark in marks]
    return w("hdr", _page_number(), *lines), w("hdr", *(lines or [paragraph("header")]))


def _page_number() -> Element:
    instruction = w("instrText")
    instruction.text = " PAGE "
    return paragraph(
        "header",
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        run("2"),
        w("r", w("fldChar", fldCharType="end")),
    )


def _reference(tag: str, kind: str, identity: str) -> Element:
    made = w(tag, type=kind)
    made.set(f"{{{RELATIONS}}}id", identity)
    return made
