"""A file is what its ending says and its bytes agree with, or it is refused."""

import struct

from phongtrao.core.vetting import office, pdf
from phongtrao.core.vetting.faults import Code, Fault, Kind

ENDINGS = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPG}
MACRO_ENDINGS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "xlm"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 50_000_000
NOT_PLAIN = (b"%PDF", b"PK\x03\x04", b"MZ", b"\x7fELF", b"#!", b"{\\rtf", OLD_OFFICE, PNG, b"\xff\xd8\xff")
MARKUP = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php")
CONTROLS = {chr(n) for n in range(32)} - {"\t", "\n", "\r", "\f"}


def verdict(name: str, content: bytes) -> Kind:
    """The kind by ending and content alike; nothing is inflated before its directory was weighed."""
    if not content:
        raise Fault(Code.EMPTY)
    kind = _by_ending(name)
    if kind in (Kind.DOCX, Kind.XLSX):
        office.inspect(kind, content)
    elif kind is Kind.PDF:
        pdf.inspect(content)
    elif kind is Kind.PNG:
        _inspect_png(content)
    elif kind is Kind.JPG:
        _inspect_jpg(content)
    else:
        _inspect_text(content)
    return kind


def _by_ending(name: str) -> Kind:
    stem, dot, ending = name.strip().rpartition(".")
    if ending.lower() in MACRO_ENDINGS:
        raise Fault(Code.MACROS)
    if not (stem and dot) or ending.lower() not in ENDINGS:
        raise Fault(Code.UNKNOWN_KIND)
    return ENDINGS[ending.lower()]


def _inspect_png(content: bytes) -> None:
    if not content.startswith(PNG) or content[12:16] != b"IHDR" or len(content) < 33:
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    _must_be_drawable(*struct.unpack(">II", content[16:24]))


def _inspect_jpg(content: bytes) -> None:
    if not content.startswith(b"\xff\xd8\xff"):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _must_be_drawable(width, height)
        if length < 2:
            break
        at += 2 + length
    raise Fault(Code.DAMAGED)


def _must_be_drawable(width: int, height: int) -> None:
    if not width or not height:
        raise Fault(Code.DAMAGED)
    if width * height > MOST_PIXELS:
        raise Fault(Code.TOO_MANY_PIXELS)


def _inspect_text(content: bytes) -> None:
    if content.startswith(NOT_PLAIN):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    text = _decoded(content)
    if CONTROLS & set(text):
        raise Fault(Code.NOT_TEXT)
    if text.lstrip("\ufeff \t\r\n").lower().startswith(MARKUP):
        raise Fault(Code.NOT_WHAT_IT_SAYS)


def _decoded(content: bytes) -> str:
    """UTF-16 says so by its mark; else UTF-8, else Windows' Vietnamese page."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8", "cp1258"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Fault(Code.NOT_TEXT)
