"""The text: parts, headings, paragraphs, tables; and the annexes."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from phongtrao.letters.document import Annex, Block, Column, Document, Heading, Paragraph, Part, Row, Table
from phongtrao.letters.docx.xml import (
    MAIN,
    cell,
    line,
    line_break,
    paragraph,
    row,
    run,
    table,
    twips,
    w,
    when,
    written,
)
from phongtrao.letters.layout import Align, Page
from phongtrao.letters.text import clean


def blocks(content: Iterable[Block], page: Page) -> list[Element]:
    return [element for block in content for element in _drawn(block, page)]


def _drawn(block: Block, page: Page) -> list[Element]:
    match block:
        case Part():
            title = clean(block.title).upper()
            return [paragraph("Heading1", run(block.label), line_break(), run(title))]
        case Heading():
            return [line(f"Heading{block.depth + 1}", block.printed)]
        case Paragraph():
            return [written("Body", block.runs)]
        case Table():
            return [_table(block, page), paragraph("Rule")]


def held(elements: list[Element]) -> list[Element]:
    """Keeps the last of the text beside the signature, which so never stands alone on a page."""
    properties = elements[-1].find(f"{{{MAIN}}}pPr") if elements else None
    if properties is not None:
        properties.insert(1, w("keepNext"))
    return elements


def annex_blocks(document: Document, annex: Annex, ordinal: int, page: Page) -> list[Element]:
    return [
        line("AnnexNumber", document.annex_label(ordinal)),
        line("AnnexTitle", clean(annex.title).upper()),
        line("AnnexOf", document.annex_reference),
        *blocks(annex.blocks, page),
    ]


def _table(data: Table, page: Page) -> Element:
    widths = _widths(data.columns, twips(page.text_width))
    titles = [cell(wide, line("HeadCell", one.title)) for wide, one in zip(widths, data.columns, strict=True)]
    rows = [_row(one, data.columns, widths) for one in data.rows]
    return table(widths, [row(*titles, heading=True), *rows], borders="single")


def _widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    shares = sum(column.share for column in columns)
    return [whole * column.share // shares for column in columns]


def _row(data: Row, columns: tuple[Column, ...], widths: list[int]) -> Element:
    if data.across:
        across = written("Cell", data.cells[0], properties=[w("keepNext")])
        return row(cell(sum(widths), across, span=len(widths)))
    filled = zip(widths, data.cells, columns, strict=True)
    return row(*[cell(wide, written("Cell", text, properties=_align(one))) for wide, text, one in filled])


def _align(column: Column) -> list[Element]:
    return when(column.align is not Align.LEFT, "jc", val=column.align)
