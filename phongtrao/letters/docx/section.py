"""Pages: size, margins, the number in the top margin, the marks at the head of every page."""

from xml.etree.ElementTree import Element

from phongtrao.letters.docx.xml import RELATIONS, line, paragraph, run, twips, w
from phongtrao.letters.layout import Page

PAGE_NUMBER, FIRST_PAGE = "rId11", "rId12"


def section(page: Page) -> Element:
    """Numbered from 1, the number hidden on the first page (Phụ lục I, I.8)."""
    turned = {"orient": "landscape"} if page.width > page.height else {}
    return w(
        "sectPr",
        _reference("default", PAGE_NUMBER),
        _reference("first", FIRST_PAGE),
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


def closing(page: Page | None) -> Element:
    """The tiny paragraph that a table must have after it; with a page it ends that page's section."""
    return paragraph("Rule", properties=[section(page)] if page else [])


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


def _reference(kind: str, identity: str) -> Element:
    made = w("headerReference", type=kind)
    made.set(f"{{{RELATIONS}}}id", identity)
    return made
