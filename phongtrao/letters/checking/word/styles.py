"""The styles part: what each style says with all it is based on, and the document's defaults."""

from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from phongtrao.letters.checking.word.looks import Letters, Said, letters_of, letters_said, setting_said
from phongtrao.letters.checking.word.package import Package, W, value

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DEEPEST = 40


class Styles:
    def __init__(self, package: Package) -> None:
        part = package.related("styles")
        root = Element("none") if part is None else part
        self.named = {one.get(W + "styleId", ""): one for one in root.iter(W + "style")}
        self.usual_letters: Said = letters_said(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.usual_setting: Said = setting_said(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self.normal = self._default("paragraph")
        self.table = self._default("table")
        self.fonts = _theme(package)
        self.letters = cache(self._letters)
        self.setting = cache(self._setting)

    def _default(self, kind: str) -> str:
        marked = (
            id
            for id, one in self.named.items()
            if one.get(W + "type") == kind and one.get(W + "default") in ("1", "true", "on")
        )
        return next(marked, "")

    def chain(self, id: str) -> list[Element]:
        """From the style that all is based on to the style itself; a circle ends where it closes."""
        found: list[Element] = []
        seen: set[str] = set()
        while id in self.named and id not in seen and len(found) < DEEPEST:
            seen.add(id)
            found.insert(0, self.named[id])
            id = value(self.named[id], "basedOn") or ""
        return found

    def _letters(self, id: str) -> Said:
        merged: dict[str, Any] = {}
        for style in self.chain(id):
            merged |= letters_said(style.find(W + "rPr"))
        return merged

    def _setting(self, id: str) -> Said:
        merged: dict[str, Any] = {}
        for style in self.chain(id):
            merged |= setting_said(style.find(W + "pPr"))
        return merged

    def numbering(self, id: str) -> tuple[str, str] | None:
        """(list, level) that a style gives its paragraphs."""
        for style in reversed(self.chain(id)):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return value(found, "numId") or "", value(found, "ilvl") or ""
        return None

    def name(self, id: str) -> str:
        return value(self.named.get(id), "name") or ""

    def run(self, own: Element | None, *, paragraph: str, table: str) -> Letters:
        said = letters_said(own)
        character = value(own, "rStyle") or ""
        layers = [self.letters(one) for one in (table, paragraph, character) if one]
        return letters_of(layers, said, usual=self.usual_letters, fonts=self.fonts)


def _theme(package: Package) -> dict[str, str]:
    """ "minorHAnsi" -> the font that the theme names for it."""
    theme = package.related("theme")
    if theme is None:
        return {}
    found: dict[str, str] = {}
    for sort in ("major", "minor"):
        latin = next(iter(theme.iterfind(f".//{DRAWING}{sort}Font/{DRAWING}latin")), None)
        if latin is not None and latin.get("typeface"):
            found |= {
                f"{sort}{script}": latin.get("typeface", "")
                for script in ("HAnsi", "Ascii", "Bidi", "EastAsia")
            }
    return found
