"""The text of a Word document: headers, paragraphs and tables as they follow each other, then footnotes, footers last.

What was struck out with changes tracked is out. A run in a font of an old encoding is put into Unicode by its font's
name, which alone tells capitals (.VnTimeH)."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese.encodings import by_font
from phongtrao.reading.formats.piece import Extract, Piece, Where

MOST_PIECES = 200_000
WORDS, BREAKS = qn("w:t"), frozenset({qn("w:br"), qn("w:cr")})
SPACES = frozenset({qn("w:tab"), qn("w:noBreakHyphen")})
OUTSIDE = frozenset(
    {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
LARGE = (1_800_000, 720_000)
"""Width and height of a picture that may hold text, in EMU: 5 and 2 cm."""
SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
SPACE = re.compile(r"[ \t\u00a0]*\n[ \t]*")


def read_word(content: bytes) -> Extract:
    try:
        document = docx.Document(io.BytesIO(content))
        return Extract(pieces=list(_numbered(_Walk(document))), pictures=_pictures(document.element.body))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError, RecursionError) as broken:
        raise Unfit("damaged") from broken


def _pictures(body: Any) -> int:
    """How many pictures there are that are large enough to hold lines of text: a logo is not."""
    drawn = [one for kind in ("wp:inline", "wp:anchor") for one in body.iter(qn(kind)) if _large(one)]
    old = [one for one in body.iter(IMAGE) if not any(above.tag in OUTSIDE for above in one.iterancestors())]
    return len(drawn) + len(old)


def _large(frame: Any) -> bool:
    extent = frame.find(qn("wp:extent"))
    if extent is None or next(frame.iter(qn("a:blip")), None) is None:
        return False
    sides = (extent.get("cx", ""), extent.get("cy", ""))
    return all(side.isdigit() and int(side) >= least for side, least in zip(sides, LARGE, strict=True))


def _numbered(walk: "_Walk") -> Iterator[Piece]:
    for number, piece in enumerate(walk.pieces()):
        if number >= MOST_PIECES:
            raise Unfit("too_long")
        yield piece


class _Walk:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.fonts = _Fonts(document)

    def pieces(self) -> Iterator[Piece]:
        yield from self._edges("header")
        yield from self._body(self.document.element.body)
        yield from self._notes("footnotes", "w:footnote")
        yield from self._notes("endnotes", "w:endnote")
        yield from self._edges("footer")

    def _edges(self, part: str) -> Iterator[Piece]:
        """Headers or footers, each once however many sections share it."""
        seen: set[str] = set()
        for section in self.document.sections:
            for edge in (getattr(section, f"first_page_{part}"), getattr(section, part)):
                if not edge.is_linked_to_previous:
                    told = "\n".join(self._text(paragraph) for paragraph in edge._element.iter(qn("w:p")))
                    if told.strip() and told not in seen:
                        seen.add(told)
                        yield from _lines(told, Where(part=part))

    def _notes(self, part: str, tag: str) -> Iterator[Piece]:
        """Footnotes or endnotes behind the text, numbered as they follow each other."""
        parts = (
            rel.target_part for rel in self.document.part.rels.values() if rel.reltype.endswith(f"/{part}")
        )
        for found in parts:
            notes = (note for note in parse_xml(found.blob).iter(qn(tag)) if note.get(qn("w:type")) is None)
            for number, note in enumerate(notes, start=1):
                told = "\n".join(self._text(paragraph) for paragraph in note.iter(qn("w:p")))
                yield from _lines(told, Where(part="footnote", paragraph=number))

    def _body(self, body: Any) -> Iterator[Piece]:
        paragraph = table = 0
        for block in _blocks(body):
            if block.tag == qn("w:tbl"):
                table += 1
                yield from self._table(block, table)
            else:
                paragraph += 1
                yield from _lines(self._text(block), Where(paragraph=paragraph))

    def _table(self, table: Any, number: int) -> Iterator[Piece]:
        for at, row in enumerate(_rows(table), start=1):
            column, before = 1, "\n"
            for cell in _children(row, "w:tc"):
                texts = (self._text(paragraph) for paragraph in cell.iter(qn("w:p")))
                text = " ".join(" ".join(texts).split())
                if text:
                    where = Where(part="table", table=number, row=at, column=column)
                    yield Piece(text=text, before=before, where=where)
                    before = "\t"
                column += _span(cell)

    def _text(self, paragraph: Any) -> str:
        return "".join(self._signs(paragraph, paragraph)).strip()

    def _signs(self, element: Any, paragraph: Any) -> Iterator[str]:
        for child in element:
            if child.tag in OUTSIDE or (child.tag == qn("w:p") and element is not paragraph):
                continue
            if child.tag == WORDS:
                yield by_font(child.text or "", self.fonts.of(child.getparent(), paragraph))
            elif child.tag in BREAKS:
                yield "\n"
            elif child.tag in SPACES:
                yield SIGNS[child.tag]
            elif len(child):
                yield from self._signs(child, paragraph)


class _Fonts:
    """Which font a run is written in: its own, else its styles', else the document's."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self.styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self.known: dict[str, str] = {}
        self.usual = next((_named(found) for found in styles.iter(qn("w:rPrDefault"))), "")
        normal = (id for id, style in self.styles.items() if style.get(qn("w:default")) == "1")
        self.usual = next((font for id in normal if (font := self._of_style(id, 0))), self.usual)

    def of(self, run: Any, paragraph: Any) -> str:
        own = run.find(qn("w:rPr")) if run is not None else None
        if own is not None and (font := _named(own) or self._of_style(_style(own, "w:rStyle"), 0)):
            return font
        about = paragraph.find(qn("w:pPr"))
        return (self._of_style(_style(about, "w:pStyle"), 0) if about is not None else "") or self.usual

    def _of_style(self, id: str, depth: int) -> str:
        if not id or id not in self.styles or depth > 10:
            return ""
        if id not in self.known:
            style = self.styles[id]
            about = style.find(qn("w:rPr"))
            own = _named(about) if about is not None else ""
            self.known[id] = own or self._of_style(_style(style, "w:basedOn"), depth + 1)
        return self.known[id]


def _named(about: Any) -> str:
    fonts = next(about.iter(qn("w:rFonts")), None)
    return "" if fonts is None else (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")


def _style(about: Any, tag: str) -> str:
    found = about.find(qn(tag))
    return "" if found is None else (found.get(qn("w:val")) or "")


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, those inside a content control too."""
    for child in body:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[Any]:
    return _children(table, "w:tr")


def _children(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _children(child, tag)


def _span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    width = found.get(qn("w:val"), "1") if found is not None else "1"
    return int(width) if width.isdigit() else 1


def _lines(text: str, where: Where) -> Iterator[Piece]:
    for line in SPACE.split(text):
        if line.strip():
            yield Piece(text=line.strip(), before="\n", where=where)
