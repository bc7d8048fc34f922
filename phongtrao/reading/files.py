"""A file becomes text, and every place of the text leads back to the file.

`open_file` and `open_content` are the doors. A file is a stranger's: it is weighed first, then read in a child process
that has little memory, little time and no network of ours. What is refused says why by a code (`Unfit.code`)."""

import base64
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from phongtrao.core.sandbox import MEGABYTE, SandboxProblem, TooLarge, TooSlow, Unfit, limited
from phongtrao.core.vetting import Fault, verdict
from phongtrao.core.vietnamese import recognise
from phongtrao.reading import old_office, scans
from phongtrao.reading.finding import Finding, Ground, Why
from phongtrao.reading.formats.photo import as_pdf
from phongtrao.reading.formats.piece import Extract, Piece
from phongtrao.reading.formats.plain import Decoding, decoded
from phongtrao.reading.reader import Reader, reader

LARGEST = 20 * MEGABYTE
MOST_SIGNS = 10_000_000
SHORT = 256 * 1024
SECONDS = 40
MEMORY = 768 * MEGABYTE
SCANNED_CONFIDENCE = 0.6
"""No figure read from a picture is surer than this."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros"))
EXTRACT = "phongtrao.reading.formats:extract"  # by name: their libraries are loaded in the child only
DECODED = "phongtrao.reading.formats.plain:decoded"
LINE = "phongtrao.reading.formats.picture:line"
Progress = Callable[[int, int], None]


class FileKind(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"
    HTML = "html"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    JPG = "jpg"
    PNG = "png"


ENDINGS = {kind.value: kind for kind in FileKind} | {"htm": FileKind.HTML, "jpeg": FileKind.JPG}
PICTURES = (FileKind.JPG, FileKind.PNG)


class Note(StrEnum):
    """What is to be said of a file that was read."""

    SCANNED = "scanned"
    PAGES_NOT_READ = "pages_not_read"  # pictures of paper, and nothing here reads them
    PICTURES_NOT_READ = "pictures_not_read"  # within the text; what they say is not in it
    CONVERTED = "converted"  # from an old encoding
    OLD_ENCODING = "old_encoding"  # it may be in one; somebody must be asked
    CAPITALS = "capitals"  # an old font may have shown capitals
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stands in the file; numbers from 1, 0 and "" where there is none. `box`: left, top,
    right, bottom as shares of the page."""

    start: int
    end: int
    part: str = ""
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    page: int = 0
    line: int = 0
    sheet: str = ""
    cell: str = ""
    scanned: bool = False
    box: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """`places` in the order of the text. `encoding`: what the letters were in, where that is known."""

    kind: FileKind
    text: str
    places: tuple[Place, ...]
    encoding: str = ""
    notes: frozenset[Note] = frozenset()
    pages_not_read: tuple[int, ...] = ()
    pictures_not_read: int = 0

    def place(self, offset: int) -> Place | None:
        """Where the sign at `offset` stands; of white space the place before it."""
        at = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[at] if at >= 0 else None

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        first = max(0, bisect_right(self.places, start, key=lambda place: place.start) - 1)
        found = (place for place in self.places[first:] if place.end > start)
        return tuple(_until(found, end))


def open_file(path: Path, *, on: Progress | None = None) -> Document:
    if path.stat().st_size > LARGEST:
        raise Unfit("too_large", most=LARGEST // MEGABYTE)
    return open_content(path.name, path.read_bytes(), on=on)


def open_content(name: str, content: bytes, *, on: Progress | None = None) -> Document:
    """`on(done, of)` is called while pictures of paper are read, page by page. Raises Unfit (why in its code)."""
    kind = kind_of(name, content)
    try:
        if kind is FileKind.TXT:
            return _plain(content)
        if kind in old_office.NEWER:
            newer = FileKind(old_office.NEWER[kind])
            content = old_office.converted(kind, content)
            return replace(_read(newer, content, on), kind=kind)
        return _read(kind, content, on)
    except TooSlow as problem:
        raise Unfit("too_slow") from problem
    except TooLarge as problem:
        raise Unfit("inflates") from problem
    except SandboxProblem as problem:
        raise Unfit("unreadable") from problem


def kind_of(name: str, content: bytes) -> FileKind:
    """By its ending, if its bytes agree. Raises Unfit for what is never read."""
    if not content:
        raise Unfit("empty")
    if len(content) > LARGEST:
        raise Unfit("too_large", most=LARGEST // MEGABYTE)
    ending = name.rpartition(".")[2].lower()
    kind = ENDINGS.get(ending)
    if content.startswith(OLD_OFFICE):
        return _of_old_office(kind, content)
    if kind in (FileKind.DOC, FileKind.XLS):
        raise Unfit("not_what_it_says")
    if kind in (FileKind.TXT, FileKind.HTML):
        if content.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
            raise Unfit("not_what_it_says")
        return kind
    try:
        verdict(name if kind else f"x.{ending}", content)
    except Fault as fault:
        raise Unfit(fault.code.value) from fault
    if kind is None:
        raise Unfit("unknown_kind")
    return kind


def _of_old_office(kind: FileKind | None, content: bytes) -> FileKind:
    if LOCKED in content:
        raise Unfit("locked")
    if kind not in (FileKind.DOC, FileKind.XLS):
        raise Unfit("not_what_it_says")
    if any(mark in content for mark in MACROS):
        raise Unfit("macros")
    return kind


def read_file(
    path: Path,
    *,
    by: Reader | None = None,
    on: date | None = None,
    targets: bool = False,
) -> list[Finding]:
    """The figures of a file; `open_file` and `figures_of` tell where each stands in it as well."""
    return figures_of(open_file(path), by=by, on=on, targets=targets)


def figures_of(
    document: Document, *, by: Reader | None = None, on: date | None = None, targets: bool = False
) -> list[Finding]:
    """Its spans are those of the document's text. What stands in a scan is never sure, and its reason says so."""
    found = (by or reader()).read(document.text, on=on, targets=targets)
    return [_weighed(finding, document) for finding in found]


def _weighed(finding: Finding, document: Document) -> Finding:
    if not any(place.scanned for place in document.places_of(*finding.span)):
        return finding
    capped = min(finding.confidence, SCANNED_CONFIDENCE)
    return replace(finding, confidence=capped, grounds=(*finding.grounds, Ground(Why.SCANNED)))


def picture_of(document: Document, content: bytes, place: Place) -> bytes:
    """A PNG of the line at a place of a PDF or a picture, to look at beside what was read."""
    if not place.box:
        raise ValueError("A place without a box has no picture.")
    pdf = as_pdf(content) if document.kind in PICTURES else content
    return base64.b64decode(limited(LINE, pdf, place.page, list(place.box), seconds=20, memory=MEMORY))


def _plain(content: bytes) -> Document:
    """Offsets are those of the decoded text, its line ends as one sign. Only a long text is worth a child."""
    if len(content) > SHORT:
        found: Decoding = limited(DECODED, content, seconds=SECONDS, memory=MEMORY)
    else:
        found = decoded(content)
    notes = frozenset(map(Note, found["notes"]))
    return Document(FileKind.TXT, found["text"], tuple(_lines(found["text"])), found["encoding"], notes)


def _lines(text: str) -> Iterator[Place]:
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Place(start, start + len(line), line=number)
        start += len(line) + 1


def _read(kind: FileKind, content: bytes, on: Progress | None) -> Document:
    if kind in PICTURES:
        return _assembled(kind, [], list(scans.read_pages(as_pdf(content), [1], on=on)))
    found: Extract = limited(EXTRACT, kind.value, content, seconds=SECONDS, memory=MEMORY)
    bare, scanned = tuple(found.get("bare", ())), []
    if bare:
        try:
            scanned = list(scans.read_pages(content, bare, on=on))
            bare = ()
        except Unfit as unfit:
            if not found["pieces"]:
                raise
            if unfit.code not in ("no_ocr", "too_many_scanned"):
                raise
    document, pictures = _assembled(kind, found["pieces"], scanned), found.get("pictures", 0)
    notes = document.notes | ({Note.PAGES_NOT_READ} if bare else set())
    notes |= {Note.PICTURES_NOT_READ} if pictures else set()
    return replace(document, notes=notes, pages_not_read=bare, pictures_not_read=pictures)


def _assembled(kind: FileKind, pieces: list[Piece], scanned: list[Piece]) -> Document:
    """Pages with text and pages that were pictures, in the order of the pages."""
    marked = [(piece, False) for piece in pieces] + [(piece, True) for piece in scanned]
    if scanned:
        marked.sort(key=lambda pair: pair[0]["where"].get("page", 0))
    texts, notes, encoding = _in_unicode([piece["text"] for piece, _scanned in marked])
    told: list[str] = []
    places: list[Place] = []
    length = 0
    for (piece, is_scanned), text in zip(marked, texts, strict=True):
        before = piece["before"] if places else ""
        start = length + len(before)
        length = start + len(text)
        if length > MOST_SIGNS:
            raise Unfit("too_long")
        told += [before, text]
        where: dict[str, Any] = {**piece["where"]}
        places.append(Place(start, length, **where, scanned=is_scanned, box=tuple(piece.get("box", ()))))
    notes |= {Note.SCANNED} if scanned else set()
    notes |= {Note.NO_TEXT} if not places else set()
    return Document(kind, "".join(told), tuple(places), encoding, frozenset(notes))


def _in_unicode(texts: list[str]) -> tuple[list[str], set[Note], str]:
    """What was typed for an old font, recognised over the whole file and converted if that is sure."""
    found = recognise("\n".join(texts))
    if found is None:
        return texts, set(), ""
    if not found.sure:
        return texts, {Note.OLD_ENCODING}, ""
    notes = {Note.CONVERTED, Note.CAPITALS} if found.shouted else {Note.CONVERTED}
    return found.text.split("\n"), notes, found.encoding.value


def _until(places: Iterable[Place], end: int) -> Iterator[Place]:
    for place in places:
        if place.start >= end:
            return
        yield place
