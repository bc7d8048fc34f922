"""A Word file opened: its lines in their order, with tables, text boxes, fields and tracked changes as they print.

What was inserted with changes tracked counts, what was deleted doesn't."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from phongtrao.core.sandbox import Unfit
from phongtrao.letters.checking.word.drawn import boxes, rules
from phongtrao.letters.checking.word.line import Cell, Line, Piece
from phongtrao.letters.checking.word.looks import Letters, Said, Setting, setting_said
from phongtrao.letters.checking.word.numbering import LEVELS, Numbering
from phongtrao.letters.checking.word.package import Package, R, W, millimetres, number, switched, value
from phongtrao.letters.checking.word.section import Edges, Header, Section, numbered, section
from phongtrao.letters.checking.word.styles import Styles

MOST_LINES = 50_000
USUAL_TAB = 720.0
UNCOUNTED = "0"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "tcPr", "trPr"))
THROUGH = frozenset(
    W + tag
    for tag in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
)
DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
PICTURES = ("blip", "imagedata")
SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "cr": "\n"}
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Paper:
    """`pages` as the program that saved it counted, 0 where it didn't; `summed`: space below and space above add
    up instead of the larger one counting; `tab`: how far an unset tab goes, in millimetres."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    pages: int
    summed: bool
    tab: float


@dataclass(slots=True)
class _Place:
    """Where the walk is."""

    cell: Cell | None = None
    box: int = 0
    table_style: str = ""


@dataclass(slots=True)
class _Walk:
    styles: Styles
    numbering: Numbering
    tab: float
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    section: int = 0
    ends: list[Element | None] = field(default_factory=list)
    page: bool = False
    edge: bool = False

    def blocks(self, parent: Element, place: _Place) -> None:
        for child in parent:
            if child.tag == W + "p":
                self.paragraph(child, place)
            elif child.tag == W + "tbl":
                self.table(child, place)
            elif child.tag in THROUGH:
                self.blocks(child, place)

    def table(self, table: Element, place: _Place) -> None:
        self.tables += 1
        number_of = self.tables
        style = value(table.find(W + "tblPr"), "tblStyle") or self.styles.table
        grid = [number(one.get(W + "w")) or 0 for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        bordered = _bordered(table, self.styles.chain(style))
        for at, row in enumerate(_children(table, "tr")):
            column = 0
            for cell in _children(row, "tc"):
                properties = cell.find(W + "tcPr")
                span = int(number(value(properties, "gridSpan")) or 1)
                wide = number(value(properties, "tcW", "w")) or sum(grid[column : column + span])
                own = _edged(properties, "tcBorders")
                where = Cell(number_of, at, column, bordered if own is None else own, millimetres(wide))
                self.blocks(cell, _Place(where, place.box, style))
                column += span

    def paragraph(self, paragraph: Element, place: _Place) -> None:
        self.paragraphs += 1
        properties = paragraph.find(W + "pPr")
        id = value(properties, "pStyle") or self.styles.normal
        style = id if id in self.styles.named else self.styles.normal
        label, level = self._label(properties, style)
        setting = self._setting(properties, style, place, level)
        context = (style, place.table_style)
        found = _Runs(self, context)
        found.read(paragraph)
        if found.gone and not found.signs() and _mark_deleted(properties):
            return
        self._keep(found, place, setting, style, label)
        inside = found.boxes
        for box in inside:
            self.boxes += 1
            self.blocks(box, _Place(place.cell, self.boxes, ""))
        ends = None if properties is None else properties.find(W + "sectPr")
        if ends is not None and not place.box:
            self.ends.append(ends)
            self.section += 1

    def _keep(self, found: "_Runs", place: _Place, setting: Setting, style: str, label: str) -> None:
        last = len(found.lines) - 1
        for at, pieces in enumerate(found.lines):
            if len(self.lines) >= MOST_LINES:
                raise Unfit("too_long")
            self.lines.append(
                Line(
                    at=len(self.lines),
                    paragraph=self.paragraphs,
                    section=self.section,
                    pieces=tuple(pieces),
                    setting=setting,
                    style=style,
                    label=label if not at else "",
                    cell=place.cell,
                    box=place.box,
                    rules=tuple(found.rules) if at == last else (),
                    first=not at,
                    last=at == last,
                    picture=found.picture,
                    page=(self.page or setting.page) and not at,
                )
            )
        self.page = found.page

    def _label(self, properties: Element | None, style: str) -> tuple[str, Said]:
        own = None if properties is None else properties.find(W + "numPr")
        by_style = self.styles.numbering(style)
        id = value(own, "numId") or (by_style[0] if by_style else "")
        if not id or id == "0":
            return "", {}
        told = value(own, "ilvl") or (by_style[1] if by_style else "")
        at = min(max(int(number(told) or 0), 0), LEVELS - 1)
        level = self.numbering.level(id, at)
        return self.numbering.mark(id, at), level.setting if level else {}

    def _setting(self, properties: Element | None, style: str, place: _Place, level: Said) -> Setting:
        said: dict[str, Any] = {**self.styles.usual_setting}
        if place.table_style:
            said |= self.styles.setting(place.table_style)
        said |= self.styles.setting(style)
        said |= {name: told for name, told in level.items() if name in ("left", "first", "right")}
        said |= setting_said(properties)
        for name in ("left", "right", "first"):
            if name in said:
                said[name] = millimetres(said[name])
        said["tabs"] = tuple(millimetres(tab) for tab in said.get("tabs", ()))
        return Setting(**said)


class _Runs:
    """The lines of one paragraph."""

    def __init__(self, walk: _Walk, context: tuple[str, str]) -> None:
        self.walk, self.context = walk, context
        self.lines: list[list[Piece]] = [[]]
        self.boxes: list[Element] = []
        self.rules: list[float] = []
        self.picture = self.page = self.gone = False
        self.looks: dict[int, Letters] = {}

    def signs(self) -> bool:
        return any(pieces for pieces in self.lines)

    def read(self, parent: Element) -> None:
        for child in parent:
            if child.tag == W + "r":
                self.run(child)
            elif child.tag in THROUGH:
                self.read(child)
            elif child.tag in GONE:
                self.gone = self.gone or child.tag != W + "pPr"
            elif child.tag == COMPATIBILITY + "AlternateContent":
                self.drawn(child)

    def run(self, run: Element) -> None:
        own = run.find(W + "rPr")
        if switched(own, "vanish"):
            return
        letters = self.walk.styles.run(own, paragraph=self.context[0], table=self.context[1])
        for child in run:
            tag = child.tag.removeprefix(W)
            if tag == "t":
                self.add(child.text or "", letters)
            elif tag == "br":
                self.broken(child.get(W + "type", "textWrapping"))
            elif tag == "cr":
                self.lines.append([])
            elif tag in SIGNS:
                self.add(SIGNS[tag], letters)
            elif tag == "instrText" and self.walk.edge:  # a field that was never counted has a look too
                self.add(UNCOUNTED, letters)
            elif child.tag in DRAWN or child.tag == COMPATIBILITY + "AlternateContent":
                self.drawn(child)

    def add(self, text: str, letters: Letters) -> None:
        if not text:
            return
        line = self.lines[-1]
        if line and line[-1].letters == letters:
            line[-1] = Piece(line[-1].text + text, letters)
        else:
            line.append(Piece(text, letters))

    def broken(self, kind: str) -> None:
        if kind == "page":
            self.page = True
        elif kind == "textWrapping":
            self.lines.append([])

    def drawn(self, element: Element) -> None:
        if element.tag == COMPATIBILITY + "AlternateContent":
            chosen = next(iter(element), None)
            if chosen is not None:
                for child in chosen:
                    self.drawn(child)
            return
        if element.tag == W + "r":
            self.run(element)
            return
        self.boxes += boxes(element)
        self.rules += rules(element)
        self.picture = self.picture or any(one.tag.endswith(PICTURES) for one in element.iter())


def opened(content: bytes) -> Paper:
    """Raises Unfit where the bytes are no Word file that can be read."""
    package = Package(content)
    body = package.main.find(W + "body")
    if body is None:
        raise Unfit("unreadable")
    try:
        return _paper(package, body)
    except RecursionError as broken:
        raise Unfit("damaged") from broken


def _paper(package: Package, body: Element) -> Paper:
    settings, styles = package.related("settings"), Styles(package)
    tab = number(value(settings, "defaultTabStop")) or USUAL_TAB
    walk = _Walk(styles, Numbering(package), millimetres(tab))
    walk.blocks(body, _Place())
    walk.ends.append(body.find(W + "sectPr"))
    compat = None if settings is None else settings.find(W + "compat")
    return Paper(
        tuple(walk.lines),
        tuple(_sections(package, styles, walk.ends, bool(switched(settings, "evenAndOddHeaders")))),
        _pages(package),
        bool(switched(compat, "doNotUseHTMLParagraphAutoSpacing")),
        walk.tab,
    )


def _sections(package: Package, styles: Styles, ends: list[Element | None], evens: bool) -> Iterator[Section]:
    relations = package.relations()
    read: dict[str, Header] = {}
    header: dict[str, Header] = {}
    footer: dict[str, Header] = {}
    for at, properties in enumerate(ends):
        for one in properties if properties is not None else ():
            if one.tag not in (W + "headerReference", W + "footerReference"):
                continue
            _kind, name = relations.get(one.get(R + "id", ""), ("", ""))
            if name not in read:
                read[name] = _edge(package, styles, name)
            edges = header if one.tag == W + "headerReference" else footer
            edges[one.get(W + "type", "default")] = read[name]
        yield section(at + 1, properties, Edges(header, footer), evens=evens)


def _edge(package: Package, styles: Styles, name: str) -> Header:
    root = package.part(name)
    if root is None:
        return Header()
    walk = _Walk(styles, Numbering(package), millimetres(USUAL_TAB), edge=True)
    walk.blocks(root, _Place())
    return numbered(walk.lines, root)


def _pages(package: Package) -> int:
    part = package.part("docProps/app.xml")
    for one in part if part is not None else ():
        if one.tag.endswith("}Pages") and (one.text or "").strip().isdigit():
            return min(int((one.text or "0").strip()[:6]), 100_000)
    return 0


def _children(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in THROUGH:
            yield from _children(child, tag)


def _bordered(table: Element, chain: list[Element]) -> bool:
    """Its own borders, else its style's."""
    own = _edged(table.find(W + "tblPr"), "tblBorders")
    if own is not None:
        return own
    styled = [_edged(style.find(W + "tblPr"), "tblBorders") for style in reversed(chain)]
    return next((one for one in styled if one is not None), False)


def _edged(properties: Element | None, tag: str) -> bool | None:
    borders = None if properties is None else properties.find(W + tag)
    if borders is None:
        return None
    said = [value(borders, side) for side in BORDERS]
    if all(one is None for one in said):
        return None
    return any(one not in (None, "nil", "none", "") for one in said)


def _mark_deleted(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None
