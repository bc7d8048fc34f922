"""Two texts beside each other, paragraph by paragraph and, where a paragraph was reworded, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from phongtrao.reports.rules.paragraphs import ALIKE, split_text


class Fate(StrEnum):
    """What became of words from one version to the next."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """One paragraph; its pieces read one after the other."""

    pieces: tuple[Piece, ...]

    @property
    def kept(self) -> bool:
        return all(piece.fate is Fate.KEPT for piece in self.pieces)


def reworded(before: str, after: str) -> list[Reworded]:
    """In the order of the later text; what is gone stands where it stood."""
    left, right = split_text(before), split_text(after)
    found: list[Reworded] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_whole(Fate.KEPT, line) for line in left[a:b]]
        else:
            found += _replaced(left[a:b], right[c:d])
    return found


def _replaced(left: Sequence[str], right: Sequence[str]) -> Iterator[Reworded]:
    for old, new in zip_longest(left, right):
        if old is not None and new is not None and (pieces := _by_words(old, new)):
            yield Reworded(pieces)
            continue
        if old is not None:
            yield _whole(Fate.GONE, old)
        if new is not None:
            yield _whole(Fate.NEW, new)


def _by_words(old: str, new: str) -> tuple[Piece, ...]:
    """Nothing where the two have too little in common to be one paragraph."""
    left, right = old.split(), new.split()
    pair = SequenceMatcher(None, left, right, autojunk=False)
    if pair.quick_ratio() < ALIKE or pair.ratio() < ALIKE:
        return ()
    pieces: list[Piece] = []
    for tag, a, b, c, d in pair.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.KEPT, " ".join(left[a:b])))
            continue
        if a < b:
            pieces.append(Piece(Fate.GONE, " ".join(left[a:b])))
        if c < d:
            pieces.append(Piece(Fate.NEW, " ".join(right[c:d])))
    return tuple(pieces)


def _whole(fate: Fate, text: str) -> Reworded:
    return Reworded((Piece(fate, text),))
