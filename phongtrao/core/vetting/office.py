"""Word and Excel files: an archive weighed by its directory, then asked for macros, objects and links."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

from phongtrao.core.vetting.faults import Code, Fault, Kind

MOST_PARTS = 2_000
LARGEST_RATIO = 100
MOST_INFLATED = 200 * 1024 * 1024
MOST_OF_A_SMALL_PART = 2 * 1024 * 1024
TOO_SMALL_FOR_A_RATIO = 64 * 1024
"""A part this small may be all spaces without any harm."""
HEADER = 30
"""Bytes of a part's own header, without its name."""
ENCRYPTED = 0x1
SYMLINK = 0o120000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHUNK = 1024 * 1024
# What zipfile raises where an archive contradicts itself; a place before its beginning is a ValueError.
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OSError)

MAIN = {Kind.DOCX: "word/document.xml", Kind.XLSX: "xl/workbook.xml"}
CONTENT_TYPES = "[content_types].xml"
MACRO_PARTS = re.compile(r"(^|/)(vbaproject[^/]*|vbadata\.xml|macrosheets/.*|intlmacrosheets/.*|activex/.*)$")
FOREIGN_PARTS = re.compile(r"(^|/)(embeddings/.*|oleobject[^/]*|package[^/]*\.bin)$")
LINKED_PARTS = re.compile(r"(^|/)externallinks/.*$")
HARMLESS_LINKS = ("/hyperlink",)
LINK_KINDS = re.compile(rb"(?i)>\s*\"?\s*(DDE|DDEAUTO)\b|\bDDEAUTO\b")


def inspect(kind: Kind, content: bytes) -> None:
    if content.startswith(OLD_OFFICE):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _weigh(parts, len(content))
            _names(parts, kind)
            _declared(archive, parts)
            _links(archive, parts)
            _fields(archive, parts, kind)
    except BROKEN as broken:
        code = Code.DAMAGED if content.startswith(b"PK") else Code.NOT_WHAT_IT_SAYS
        raise Fault(code) from broken


def _weigh(parts: list[zipfile.ZipInfo], size: int) -> None:
    """By the directory alone: nothing was inflated yet."""
    if len(parts) > MOST_PARTS:
        raise Fault(Code.TOO_MANY_PARTS)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Fault(Code.LOCKED)
    inflated = sum(part.file_size for part in parts)
    if inflated > MOST_INFLATED or inflated > LARGEST_RATIO * size:
        raise Fault(Code.INFLATES)
    for part in parts:
        if part.file_size > max(TOO_SMALL_FOR_A_RATIO, LARGEST_RATIO * part.compress_size):
            raise Fault(Code.INFLATES)
    ends = sorted((part.header_offset, part.header_offset + HEADER + part.compress_size) for part in parts)
    if any(end > start for (_first, end), (start, _last) in pairwise(ends)):
        raise Fault(Code.INFLATES)


def _names(parts: list[zipfile.ZipInfo], kind: Kind) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise Fault(Code.DAMAGED)
    for part, name in zip(parts, names, strict=True):
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise Fault(Code.DAMAGED)
        if (part.external_attr >> 16) & 0o170000 == SYMLINK:
            raise Fault(Code.DAMAGED)
        for pattern, code in (
            (MACRO_PARTS, Code.MACROS),
            (FOREIGN_PARTS, Code.EMBEDDED),
            (LINKED_PARTS, Code.EXTERNAL_LINKS),
        ):
            if pattern.search(name):
                raise Fault(code)
    if CONTENT_TYPES not in names or MAIN[kind] not in names:
        raise Fault(Code.NOT_WHAT_IT_SAYS)


def _declared(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """A macro file under another ending says in its content types what it is."""
    for part in parts:
        if part.filename.lower() == CONTENT_TYPES:
            types = " ".join(_attributes(archive, part, "ContentType")).lower()
            if "macroenabled" in types or "vbaproject" in types or "macrosheet" in types:
                raise Fault(Code.MACROS)
            if "oleobject" in types:
                raise Fault(Code.EMBEDDED)


def _links(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """A hyperlink waits to be pressed; any other outside target would be fetched when the file is opened."""
    for part in parts:
        if not part.filename.lower().endswith(".rels"):
            continue
        for element in _xml(archive, part).iter():
            sort, mode = element.get("Type", ""), element.get("TargetMode", "")
            if mode.lower() == "external" and not sort.endswith(HARMLESS_LINKS):
                raise Fault(Code.EXTERNAL_LINKS)
            if sort.endswith(("/attachedTemplate", "/externalLink", "/externalLinkPath")):
                raise Fault(Code.EXTERNAL_LINKS)
            if sort.endswith(("/oleObject", "/control")):
                raise Fault(Code.EMBEDDED)


def _fields(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: Kind) -> None:
    """A field of Word that starts another program (DDE)."""
    if kind is not Kind.DOCX:
        return
    for part in parts:
        if part.filename.lower().startswith("word/") and part.filename.lower().endswith(".xml"):
            tail = b""
            for chunk in _chunks(archive, part):
                if LINK_KINDS.search(tail + chunk):
                    raise Fault(Code.EXTERNAL_LINKS)
                tail = chunk[-64:]


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _attributes(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[str]:
    return (element.get(name, "") for element in _xml(archive, part).iter())


def _xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ElementTree.Element:
    """A small part, without entities: a document type is the door to every attack by XML."""
    if part.file_size > MOST_OF_A_SMALL_PART:
        raise Fault(Code.INFLATES)
    with archive.open(part) as stream:
        text = stream.read(MOST_OF_A_SMALL_PART + 1)
    if b"<!DOCTYPE" in text or b"\x00" in text:
        raise Fault(Code.DAMAGED)
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as broken:
        raise Fault(Code.DAMAGED) from broken
