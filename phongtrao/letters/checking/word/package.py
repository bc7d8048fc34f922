"""The parts of a .docx as XML, and what they relate to. Nothing in it is followed outside."""

import io
import posixpath
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vetting import BROKEN

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MAIN = "word/document.xml"
DOCTYPE = "<!DOCTYPE"
ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


class Package:
    def __init__(self, content: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as broken:
            raise Unfit("damaged") from broken
        self.names = set(self.archive.namelist())
        self.main = self.must(MAIN)

    def must(self, name: str) -> Element:
        found = self.part(name)
        if found is None:
            raise Unfit("damaged")
        return found

    def part(self, name: str) -> Element | None:
        """None where the file has no such part."""
        if name not in self.names:
            return None
        try:
            content = self.archive.read(name)
        except BROKEN as broken:
            raise Unfit("damaged") from broken
        if any(DOCTYPE.encode(encoding) in content for encoding in ENCODINGS):
            raise Unfit("damaged")
        try:
            return ElementTree.fromstring(content)
        except (ElementTree.ParseError, ValueError, LookupError) as broken:
            raise Unfit("damaged") from broken

    def relations(self, of: str = MAIN) -> dict[str, tuple[str, str]]:
        """id -> (last word of its kind, name of the part)."""
        folder, name = posixpath.split(of)
        found = self.part(f"{folder}/_rels/{name}.rels")
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _below(folder, one.get("Target", "")))
            for one in (found if found is not None else ())
            if one.tag == f"{RELATIONS}Relationship" and one.get("TargetMode") != "External"
        }

    def related(self, kind: str) -> Element | None:
        """The part of a kind that the main part relates to: styles, numbering, settings, theme."""
        named = (name for sort, name in self.relations().values() if sort == kind)
        return next((part for name in named if (part := self.part(name)) is not None), None)


def _below(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def value(parent: Element | None, tag: str, name: str = "val") -> str | None:
    """The attribute of a child; None where there is no such child, "" where it says nothing."""
    found = None if parent is None else parent.find(W + tag)
    return None if found is None else found.get(W + name, "")


def switched(parent: Element | None, tag: str) -> bool | None:
    """A property that is on by standing there, off by its value, None where it isn't said."""
    said = value(parent, tag)
    return None if said is None else said.lower() not in ("0", "false", "off", "none")


def number(text: str | None) -> float | None:
    """Twentieths of a point mostly; Word's newer measures ("12pt") too."""
    if not text:
        return None
    for unit, twentieths in UNITS.items():
        if text.endswith(unit):
            text, by = text.removesuffix(unit), twentieths
            break
    else:
        by = 1.0
    try:
        read = float(text)
    except ValueError:
        return None
    return read * by if abs(read) < LARGEST else None


UNITS = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0}
LARGEST = 1_000_000
TWIPS = 1440 / 25.4


def millimetres(twentieths: float) -> float:
    return twentieths / TWIPS
