"""Small makers of WordprocessingML: an element, a run, a paragraph, a drawn line, a borderless table."""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from phongtrao.letters.layout import RED
from phongtrao.letters.text import clean

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FRAME = 2  # millimetres that the frame of a box itself takes
TWIPS = 1440 / 25.4  # a millimetre in twentieths of a point
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")

ElementTree.register_namespace("w", MAIN)
ElementTree.register_namespace("r", RELATIONS)


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    made = Element(
        f"{{{MAIN}}}{tag}", {f"{{{MAIN}}}{name}": str(value) for name, value in attributes.items()}
    )
    made.extend(children)
    return made


def when(wanted: object, tag: str, **attributes: str | int) -> list[Element]:
    """The element where it is wanted, else nothing."""
    return [w(tag, **attributes)] if wanted else []


def run(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    letters = w("t")
    letters.text = clean(text)
    letters.set(SPACE, "preserve")
    looks = [*when(bold, "b"), *when(italic, "i")]
    return w("r", *([w("rPr", *looks)] if looks else []), letters)


def line_break() -> Element:
    return w("r", w("br"))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def line(style: str, text: str) -> Element:
    return paragraph(style, run(text))


def rule(length: float, within: float) -> Element:
    """A solid line of a length, centred in a width (millimetres): the upper edge of an empty paragraph."""
    indent = twips((within - min(length, within)) / 2)
    edge = w("pBdr", w("top", val="single", sz=6, space=1, color="000000"))
    return paragraph("Rule", properties=[edge, w("ind", left=indent, right=indent)])


def box(text: str, wide: float, high: float, within: float) -> Element:
    """A word in a bright red box, centred in a width."""
    indent = twips((within - wide) / 2)
    edges = [w(side, val="single", sz=12, space=1, color=RED) for side in ("top", "left", "bottom", "right")]
    height = w("spacing", before=0, after=0, line=twips(high - FRAME), lineRule="exact")
    letters = w("t")
    letters.text = clean(text)
    coloured = w("r", w("rPr", w("color", val=RED)), letters)
    properties = [w("pBdr", *edges), height, w("ind", left=indent, right=indent)]
    return paragraph("Stamp", coloured, properties=properties)


def table(widths: list[int], rows: Iterable[Element], *, borders: str = "none") -> Element:
    """A table of fixed columns (twips), so that no word, however long, can widen it."""
    edges = [w(side, val=borders, sz=4, space=0, color="000000") for side in SIDES]
    gap = 0 if borders == "none" else 85
    margins = w("tblCellMar", w("left", w=gap, type="dxa"), w("right", w=gap, type="dxa"))
    properties = w(
        "tblPr",
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *edges),
        w("tblLayout", type="fixed"),
        margins,
    )
    return w("tbl", properties, w("tblGrid", *[w("gridCol", w=wide) for wide in widths]), *rows)


def cell(wide: int, *content: Element, span: int = 1) -> Element:
    properties = w("tcPr", w("tcW", w=wide, type="dxa"), *when(span > 1, "gridSpan", val=span))
    return w("tc", properties, *content)


def row(*cells: Element, heading: bool = False, whole: bool = True) -> Element:
    """`heading` rows are repeated on every page; a `whole` row is never split between two pages."""
    return w("tr", w("trPr", *when(whole, "cantSplit"), *when(heading, "tblHeader")), *cells)
