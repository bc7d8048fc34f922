"""Marks that Word counts by itself: "1.", "a)", "I.", "-". They are part of what stands on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from phongtrao.core.vietnamese import roman
from phongtrao.core.vietnamese.writing import LARGEST_ROMAN
from phongtrao.letters.checking.word.looks import Said, setting_said
from phongtrao.letters.checking.word.package import Package, W, number, value

LATIN = "abcdefghijklmnopqrstuvwxyz"
SYMBOLS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓"}
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    form: str
    text: str
    space: str
    setting: Said


class Numbering:
    """Counts as the paragraphs are met, in their order."""

    def __init__(self, package: Package) -> None:
        part = package.related("numbering")
        root = Element("none") if part is None else part
        self.levels = {
            one.get(W + "abstractNumId", ""): dict(_levels(one)) for one in root.iter(W + "abstractNum")
        }
        self.lists: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        for one in root.iter(W + "num"):
            id = one.get(W + "numId", "")
            self.lists[id] = value(one, "abstractNumId") or ""
            for changed in one.iter(W + "lvlOverride"):
                start = number(value(changed, "startOverride"))
                if start is not None:
                    self.starts[id, _level(changed.get(W + "ilvl"))] = int(start)
        self.counts: dict[str, list[int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def level(self, id: str, at: int) -> Level | None:
        return self.levels.get(self.lists.get(id, ""), {}).get(at)

    def mark(self, id: str, at: int) -> str:
        """The mark of the next paragraph of a list's level, with the space that follows it."""
        level = self.level(id, at)
        if level is None:
            return ""
        abstract = self.lists[id]
        counts = self.counts.setdefault(abstract, [0] * LEVELS)
        if (id, at) in self.starts and (id, at) not in self.begun:
            counts[at] = self.starts[id, at] - 1
            self.begun.add((id, at))
        elif not counts[at]:
            counts[at] = level.start - 1
        counts[at] += 1
        counts[at + 1 :] = [0] * (LEVELS - at - 1)
        text = level.text
        for place in range(LEVELS):
            if f"%{place + 1}" in text:
                its = self.level(id, place)
                counted = counts[place] or (its.start if its else 1)
                text = text.replace(f"%{place + 1}", _written(counted, its.form if its else "decimal"))
        return "".join(SYMBOLS.get(sign, sign) for sign in text) + {"nothing": ""}.get(level.space, " ")


def _levels(abstract: Element) -> Iterator[tuple[int, Level]]:
    for one in abstract.iter(W + "lvl"):
        start = number(value(one, "start"))
        said: dict[str, Any] = setting_said(one.find(W + "pPr"))
        yield (
            _level(one.get(W + "ilvl")),
            Level(
                1 if start is None else int(start),
                value(one, "numFmt") or "decimal",
                value(one, "lvlText") or "",
                value(one, "suff") or "tab",
                said,
            ),
        )


def _level(text: str | None) -> int:
    found = number(text)
    return min(max(int(found), 0), LEVELS - 1) if found is not None else 0


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 1 <= count <= LARGEST_ROMAN:
        return roman(count) if form == "upperRoman" else roman(count).lower()
    if form in ("lowerLetter", "upperLetter") and count >= 1:
        letter = LATIN[(count - 1) % len(LATIN)] * min((count - 1) // len(LATIN) + 1, 3)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form in ("bullet", "none") else str(count)
