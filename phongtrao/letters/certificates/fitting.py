"""Text into its box: broken into lines of about the same length, smaller where it must be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.letters.faces import Face, face

POINT = 25.4 / 72  # millimetres
STEP = 0.02  # of the size, by which it shrinks
ROUNDING = 0.25  # of a point
PERSON = 0.72
"""A name stays on one line as long as it need not shrink below this share of its size."""
SPARE = 0.985
"""Of a line's width: the writer of the page sets pairs of letters a little wider or closer than their sum."""
BELONGS = re.compile(r"\d[\d.,/-]*[.,;]?|[-–]")  # to the word before it
DASH = re.compile("[-–]")


class TooLong(Exception):
    """A text that doesn't fit its box even at the smallest size. `field`: the first that the template names there."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text[:60]}")
        self.field, self.text = field, text


class NoSign(Exception):
    """A sign that the font has not; without it a word would be printed maimed."""

    def __init__(self, field: str, sign: str) -> None:
        super().__init__(f"{field}: U+{ord(sign):04X}")
        self.field, self.sign = field, sign


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points; `tracking`: points between letters; `whole`: rather shrunk a little than broken."""

    size: float
    least: float
    most_lines: int = 1
    bold: bool = False
    italic: bool = False
    tracking: float = 0
    whole: bool = False

    @property
    def face(self) -> Face:
        return face(bold=self.bold, italic=self.italic)


@dataclass(frozen=True, slots=True)
class Fitted:
    """`size` in points."""

    size: float
    lines: tuple[str, ...]


def fitted(text: str, style: Style, wide: float, share: float = 1) -> Fitted | None:
    """The largest size at which the text stands in `wide` millimetres; None where the least is too large. `share`
    makes the size smaller from the beginning, never below the least."""
    parts = [_Words(part, style) for part in text.split("\n")]
    size = max(style.size * share, style.least)
    if style.whole:
        alone = _alone(parts, size, style, wide)
        if alone:
            return alone
    while True:
        at = _rounded(size)
        lines = [line for part in parts for line in part.lines(at, wide, last=size <= style.least)]
        if len(lines) <= max(style.most_lines, len(parts)):
            return Fitted(at, tuple(lines))
        if size <= style.least:
            return None
        size = max(size - style.size * STEP, style.least)


def _alone(parts: Sequence["_Words"], size: float, style: Style, wide: float) -> Fitted | None:
    """Every part on a line of its own, shrunk by no more than PERSON."""
    need = max(part.at_size_one for part in parts)
    possible = min(size, wide * SPARE / (need * POINT)) if need else size
    if possible < max(style.least, style.size * PERSON):
        return None
    return Fitted(_rounded(possible), tuple(part.text for part in parts))


def _rounded(size: float) -> float:
    return size // ROUNDING * ROUNDING


class _Words:
    """A paragraph's words with their widths at size one; the last two are one, a number belongs to the word before it
    ("năm 2026"), and a dash to both its neighbours."""

    def __init__(self, text: str, style: Style) -> None:
        self.text = " ".join(text.split(" "))
        self.face, self.tracking = style.face, style.tracking / style.size
        self.words = _bound([word for word in text.split(" ") if word])
        self.widths = [self._width(word) for word in self.words]
        self.space = self._width(" ")
        self.at_size_one = self._width(self.text)

    def _width(self, text: str) -> float:
        return self.face.width(text) + self.tracking * len(text)

    def lines(self, size: float, wide: float, *, last: bool) -> list[str]:
        """As few lines as possible, of about the same length. A word that no line holds is cut at the `last` size."""
        room = wide * SPARE / (size * POINT)
        if self.at_size_one <= room:
            return [self.text]
        if max(self.widths, default=0) > room:
            if not last:
                return [self.text] * 1000  # it must shrink
            self._cut(room)
        fewest = len(self._filled(room))
        low, high = self.at_size_one / fewest * 0.9, room
        for _ in range(12):
            middle = (low + high) / 2
            if len(self._filled(middle)) <= fewest:
                high = middle
            else:
                low = middle
        return self._filled(high)

    def _filled(self, room: float) -> list[str]:
        lines: list[list[str]] = []
        used = room + 1
        for word, wide in zip(self.words, self.widths, strict=True):
            if used + self.space + wide <= room:
                lines[-1].append(word)
                used += self.space + wide
            else:
                lines.append([word])
                used = wide if wide <= room else room + 1
        return [" ".join(line) for line in lines]

    def _cut(self, room: float) -> None:
        pieces = [piece for word in self.words for piece in self._pieces(word, room)]
        self.words, self.widths = pieces, [self._width(piece) for piece in pieces]

    def _pieces(self, word: str, room: float) -> list[str]:
        if self._width(word) <= room:
            return [word]
        if " " in word:
            return [piece for one in word.split(" ") for piece in self._pieces(one, room)]
        pieces, used = [""], 0.0
        for sign in word:
            wide = self._width(sign)
            if used + wide > room and pieces[-1]:
                pieces.append("")
                used = 0
            pieces[-1] += sign
            used += wide
        return pieces


def _bound(words: list[str]) -> list[str]:
    bound: list[str] = []
    for at, word in enumerate(words):
        after_dash = at > 0 and DASH.fullmatch(words[at - 1])
        if bound and (BELONGS.fullmatch(word) or after_dash or at == len(words) - 1):
            bound[-1] += " " + word
        else:
            bound.append(word)
    return bound
