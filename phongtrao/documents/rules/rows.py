"""A list that was pasted from a sheet or typed: one row a line, its cells parted by tabs or semicolons."""

from collections.abc import Sequence

from phongtrao.core.vietnamese import fold
from phongtrao.letters.kinds import Listed
from phongtrao.letters.text import clean

MOST_ROWS = 2_000
MOST_COLUMNS = 10
WIDTH = 92
NUMBERING = frozenset({"tt", "stt", "so tt", "so thu tu", "no"})
SHORTEST, LONGEST = 6, 60


def cells_of(text: str) -> list[tuple[str, ...]]:
    """Lines with tabs are parted by these alone, so that a cell may hold a semicolon."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [
        tuple(clean(cell).strip() for cell in line.split("\t" if "\t" in line else ";")) for line in lines
    ]


def without_ordinals(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ordinal is printed by itself: a column of it goes."""
    if rows and len(rows[0]) > 1 and fold(rows[0][0]) in NUMBERING:
        return [row[1:] for row in rows]
    return list(rows)


def uneven(rows: Sequence[tuple[str, ...]]) -> int:
    """Which row, from 1, has not as many cells as the first; 0 where all have."""
    return next((at for at, row in enumerate(rows, start=1) if len(row) != len(rows[0])), 0)


def listed(title: str, rows: Sequence[tuple[str, ...]]) -> Listed:
    """The first row names the columns; a column is as wide as its longest cell wants, within bounds."""
    wants = [min(max(SHORTEST, *map(len, column)), LONGEST) for column in zip(*rows, strict=True)]
    shares = [max(8, WIDTH * want // sum(wants)) for want in wants]
    return Listed(title, tuple(zip(rows[0], shares, strict=True)), tuple(rows[1:]))
