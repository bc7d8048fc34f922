"""A file is what its ending says and its bytes agree with, or it is refused."""

import re
from collections.abc import Collection

from phongtrao.core.sandbox import Crashed, TooLarge, TooSlow, Unfit, limited
from phongtrao.core.vetting import office, old_office, page, pdf, pictures
from phongtrao.core.vetting.faults import USUAL, Code, Fault, Kind

ENDINGS = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPG, "htm": Kind.HTML}
MACRO_ENDINGS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "xlm"}
HEIC_ENDINGS = {"heic", "heif", "hif"}
# What telephones call .jpg now and then: a box of type "ftyp" with one of these brands.
HEIC = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1|avif)", re.DOTALL)
NOT_PLAIN = (
    b"%PDF",
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"{\\rtf",
    old_office.MAGIC,
    pictures.PNG,
    pictures.JPG,
)
MARKUP = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php")
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|table|meta)\b", re.IGNORECASE)
CONTROLS = {chr(n) for n in range(32)} - {"\t", "\n", "\r", "\f"}
SECONDS = 10


def verdict(name: str, content: bytes, kinds: Collection[Kind] = USUAL) -> Kind:
    """The kind by ending and content alike; nothing is inflated before its directory was weighed."""
    if not content:
        raise Fault(Code.EMPTY)
    kind = _by_ending(name, kinds)
    if kind in (Kind.DOCX, Kind.XLSX):
        office.inspect(kind, content)
    elif kind in (Kind.DOC, Kind.XLS):
        old_office.inspect(kind, content)
    elif kind is Kind.PDF:
        pdf.inspect(content)
    elif kind in (Kind.PNG, Kind.JPG):
        if HEIC.match(content):
            raise Fault(Code.HEIC)
        pictures.inspect(kind, content)
    elif kind is Kind.HTML:
        page.inspect(_markup(content))
    else:
        _inspect_text(content)
    return kind


def verdict_apart(name: str, content: bytes, kinds: Collection[Kind] = USUAL) -> Kind:
    """The same; what must be read to be judged is read in the limited child."""
    if name.strip().rpartition(".")[2].lower() not in ("doc", "xls", "html", "htm"):
        return verdict(name, content, kinds)
    try:
        return Kind(limited(judged, name, content, sorted(kinds), seconds=SECONDS))
    except Unfit as unfit:
        raise Fault(Code(unfit.code)) from unfit
    except (TooSlow, TooLarge) as swollen:
        raise Fault(Code.INFLATES) from swollen
    except Crashed as crashed:
        raise Fault(Code.DAMAGED) from crashed


def judged(name: str, content: bytes, kinds: list[str]) -> str:
    """In the child."""
    try:
        return verdict(name, content, [Kind(kind) for kind in kinds]).value
    except Fault as fault:
        raise Unfit(fault.code.value) from fault


def _by_ending(name: str, kinds: Collection[Kind]) -> Kind:
    stem, dot, ending = name.strip().rpartition(".")
    if ending.lower() in MACRO_ENDINGS:
        raise Fault(Code.MACROS)
    if stem and ending.lower() in HEIC_ENDINGS:
        raise Fault(Code.HEIC)
    kind = ENDINGS.get(ending.lower())
    if not (stem and dot) or kind is None or kind not in kinds:
        raise Fault(Code.UNKNOWN_KIND)
    return kind


def _inspect_text(content: bytes) -> None:
    text = _plain(content)
    if text.lstrip("\ufeff \t\r\n").lower().startswith(MARKUP):
        raise Fault(Code.NOT_WHAT_IT_SAYS)


def _markup(content: bytes) -> str:
    text = _plain(content)
    if not text.lstrip("\ufeff \t\r\n").startswith("<") or not PAGE.search(text):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    return text


def _plain(content: bytes) -> str:
    if content.startswith(NOT_PLAIN):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    text = _decoded(content)
    if CONTROLS & set(text):
        raise Fault(Code.NOT_TEXT)
    return text


def _decoded(content: bytes) -> str:
    """UTF-16 says so by its mark; else UTF-8, else Windows' Vietnamese page."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8", "cp1258"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Fault(Code.NOT_TEXT)
