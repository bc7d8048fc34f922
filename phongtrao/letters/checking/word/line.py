"""A line as it is read: the text between two breaks, in pieces of one look each."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from phongtrao.letters.checking.word.looks import Letters, Setting
from phongtrao.letters.text import shortened

FIRST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table; `width` in millimetres, 0 where it isn't said."""

    table: int
    row: int
    column: int
    bordered: bool
    width: float


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    letters: Letters

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)  # without slots, so that its text is put together once
class Line:
    """`paragraph` counts from 1 as they stand in the file, those of tables and text boxes too; `label` is the mark
    that Word counts; `rules` are the lengths of drawn lines (millimetres, 0 unknown); `part` counts what tabs set
    apart."""

    at: int
    paragraph: int
    section: int
    pieces: tuple[Piece, ...]
    setting: Setting
    style: str = ""
    label: str = ""
    cell: Cell | None = None
    box: int = 0
    rules: tuple[float, ...] = ()
    first: bool = True
    last: bool = True
    picture: bool = False
    page: bool = False
    part: int = 0
    tabbed: bool = False

    @cached_property
    def text(self) -> str:
        """Composed, with single spaces; the mark in front."""
        return unicodedata.normalize("NFC", " ".join(self.raw.split()))

    @property
    def raw(self) -> str:
        return self.label + "".join(piece.text for piece in self.pieces)

    @property
    def shown(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if not piece.blank)

    @property
    def blank(self) -> bool:
        return not self.label.strip() and all(piece.blank for piece in self.pieces)

    @property
    def words(self) -> str:
        return shortened(self.text, FIRST_WORDS)

    @property
    def size(self) -> float:
        """The largest of the line, which makes its height."""
        return max((piece.letters.size for piece in self.shown), default=0.0)

    @property
    def bold(self) -> bool:
        return bool(self.shown) and all(piece.letters.bold for piece in self.shown if _lettered(piece.text))

    @property
    def italic(self) -> bool:
        return bool(self.shown) and all(piece.letters.italic for piece in self.shown if _lettered(piece.text))

    @property
    def capital(self) -> bool:
        """All letters are printed as capitals."""
        printed = "".join(piece.text.upper() if piece.letters.caps else piece.text for piece in self.pieces)
        return printed == printed.upper() and printed != printed.lower()

    @property
    def printed(self) -> str:
        """The text as the capitals of its look print it."""
        shown = "".join(piece.text.upper() if piece.letters.caps else piece.text for piece in self.pieces)
        return unicodedata.normalize("NFC", " ".join((self.label + shown).split()))

    def cut(self, start: int, end: int, part: int) -> "Line":
        """The signs from `start` to `end` of its pieces, as a line of its own."""
        kept = tuple(_within(self.pieces, start, end))
        return replace(self, pieces=kept, part=part, tabbed=True, label=self.label if not part else "")


def _lettered(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _within(pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        text = piece.text[max(start - at, 0) : max(end - at, 0)]
        at += len(piece.text)
        if text:
            yield Piece(text, piece.letters)
