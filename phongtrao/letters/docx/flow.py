"""What stands on a sheet, as WordprocessingML."""

import itertools
from collections.abc import Iterable
from functools import singledispatch
from xml.etree.ElementTree import Element

from phongtrao.letters.document import Text
from phongtrao.letters.docx.xml import box, cell, line_break, paragraph, row, rule, run, table, twips, w, when
from phongtrao.letters.sheets import Cell, Gap, Grid, GridRow, Line, Rule, Stamp


def drawn(elements: Iterable[object]) -> list[Element]:
    return [_drawn(element) for element in elements]


@singledispatch
def _drawn(element: object) -> Element:
    raise TypeError(element)


@_drawn.register
def _line(element: Line) -> Element:
    content = [piece for at, text in enumerate(element.texts) for piece in _text(text, after=at > 0)]
    aligned = element.align is not None and element.align != "left"
    properties = [*when(element.hold, "keepNext"), *when(aligned, "jc", val=element.align or "")]
    return paragraph(element.look, *content, properties=properties)


def _text(text: Text, *, after: bool) -> list[Element]:
    runs = [run(piece.text, bold=piece.bold, italic=piece.italic) for piece in text]
    return [line_break(), *runs] if after else runs


@_drawn.register
def _rule(element: Rule) -> Element:
    return rule(element.length, element.within)


@_drawn.register
def _gap(element: Gap) -> Element:
    return paragraph("Rule", properties=when(element.hold, "keepNext"))


@_drawn.register
def _stamp(element: Stamp) -> Element:
    return box(element.text, element.wide, element.high, element.within)


@_drawn.register
def _grid(element: Grid) -> Element:
    widths = _whole(element.widths)
    rows = [_row(one, widths) for one in element.rows]
    return table(widths, rows, borders="single" if element.ruled else "none")


def _whole(widths: tuple[float, ...]) -> list[int]:
    """Twips that together are as wide as the whole."""
    edges = [twips(sum(widths[:at])) for at in range(len(widths) + 1)]
    return [right - left for left, right in itertools.pairwise(edges)]


def _row(data: GridRow, widths: list[int]) -> Element:
    made, at = [], 0
    for one in data.cells:
        made.append(cell(sum(widths[at : at + one.span]), *_inside(one), span=one.span))
        at += one.span
    return row(*made, heading=data.heading, whole=data.whole)


def _inside(data: Cell) -> list[Element]:
    """A cell ends with a paragraph, after a table too."""
    elements = drawn(data.elements)
    if not elements or isinstance(data.elements[-1], Grid):
        elements.append(w("p", w("pPr", w("pStyle", val="Rule"))))
    return elements
