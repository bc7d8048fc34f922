"""What a file shows and where it may be filled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MOST_SPOTS = 20_000
DOTS = re.compile(r"[.…_]{3,}|…+")
"""What an office types where a number is to be written."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, or a line's piece; `open`: it may be filled. `label`: what stands left of it and above it."""

    key: str
    text: str
    open: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Surface:
    """A sheet or table row by row; the lines of a document that have blanks are a surface of one column."""

    name: str
    rows: tuple[tuple[Spot, ...], ...]

    def plain(self) -> dict[str, Any]:
        rows = [[[spot.key, spot.text, spot.open, spot.label] for spot in row] for row in self.rows]
        return {"name": self.name, "rows": rows}

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Surface":
        return cls(data["name"], tuple(tuple(Spot(*spot) for spot in row) for row in data["rows"]))


def fillable(text: str) -> bool:
    """Empty, dots, or a number of last time: nothing that a person wrote to be read."""
    return not any(character.isalpha() for character in text)


def labelled(grid: Iterable[Iterable[tuple[str, str, bool]]]) -> tuple[tuple[Spot, ...], ...]:
    """(key, text, may be filled at all) row by row; a spot is known by the nearest words left of it and above it."""
    above: dict[int, str] = {}
    rows = []
    for line in grid:
        left, row = "", []
        for at, (key, text, allowed) in enumerate(line):
            free = allowed and fillable(text)
            label = " · ".join(word for word in (left, above.get(at, "")) if word)
            row.append(Spot(key, text, free, label if free else ""))
            if text and not fillable(text):
                left = text
                above[at] = text
        rows.append(tuple(row))
    return tuple(rows)
