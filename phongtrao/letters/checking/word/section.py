"""Sections: paper, margins, and the headers with the page's number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from phongtrao.letters.checking.word.line import Line
from phongtrao.letters.checking.word.package import W, millimetres, number, switched, value

PAGE_FIELD = re.compile(r"(?i)(^|[\s\\])PAGE(\s|\\|$)")
A4 = (11906, 16838)
WORDS_MARGIN = 1440  # Word's own where nothing is said


@dataclass(frozen=True, slots=True)
class Header:
    """`numbered`: holds the number of the page; `line`: the one that holds it."""

    numbered: bool = False
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Millimetres. `first` and `even` are None where those pages have no header of their own."""

    number: int
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    kind: str
    start: int | None
    form: str
    header: Header
    first: Header | None
    even: Header | None
    footers: tuple[Header, ...]

    @property
    def turned(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Edges:
    """Headers and footers by the kind of page, handed on from section to section where none is said."""

    header: dict[str, Header]
    footer: dict[str, Header]


def section(number_of: int, properties: Element | None, edges: Edges, *, evens: bool) -> Section:
    size, margins = _child(properties, "pgSz"), _child(properties, "pgMar")
    numbers = _child(properties, "pgNumType")
    gutter = _length(margins, "gutter", 0)
    start = number(numbers.get(W + "start"))
    apart = bool(switched(properties, "titlePg"))
    nothing = Header()
    return Section(
        number=number_of,
        width=millimetres(_length(size, "w", A4[0])),
        height=millimetres(_length(size, "h", A4[1])),
        top=millimetres(abs(_length(margins, "top", WORDS_MARGIN))),
        bottom=millimetres(abs(_length(margins, "bottom", WORDS_MARGIN))),
        left=millimetres(_length(margins, "left", WORDS_MARGIN) + gutter),
        right=millimetres(_length(margins, "right", WORDS_MARGIN)),
        kind=value(properties, "type") or "nextPage",
        start=None if start is None else int(start),
        form=numbers.get(W + "fmt", "decimal"),
        header=edges.header.get("default", nothing),
        first=edges.header.get("first", nothing) if apart else None,
        even=edges.header.get("even", nothing) if evens else None,
        footers=tuple(
            edges.footer.get(kind, nothing)
            for kind, used in (("default", True), ("first", apart), ("even", evens))
            if used
        ),
    )


def numbered(lines: list[Line], root: Element) -> Header:
    """Whether a header's part holds the page's number, and in which of its lines."""
    paragraphs = [one for one in root.iter(W + "p") if _has_number(one)]
    if not paragraphs:
        return Header()
    places = {id(one): at for at, one in enumerate(root.iter(W + "p"), start=1)}
    at = places[id(paragraphs[0])]
    filled = [line for line in lines if not line.blank]
    return Header(True, next((line for line in filled if line.paragraph == at), next(iter(filled), None)))


def _has_number(paragraph: Element) -> bool:
    return any(PAGE_FIELD.search(text) for text in _instructions(paragraph))


def _instructions(paragraph: Element) -> Iterator[str]:
    yield "".join(one.text or "" for one in paragraph.iter(W + "instrText"))
    for one in paragraph.iter(W + "fldSimple"):
        yield one.get(W + "instr", "")


def _child(properties: Element | None, tag: str) -> Element:
    found = None if properties is None else properties.find(W + tag)
    return Element("none") if found is None else found


def _length(element: Element, name: str, usual: float) -> float:
    found = number(element.get(W + name))
    return usual if found is None else found
