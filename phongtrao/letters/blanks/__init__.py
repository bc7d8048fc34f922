"""A superior's own form, Word or Excel, filled without touching anything else in it: which places it leaves empty, and
the same file with some of them filled.

Beside it `issue`: a document's number and day put into their boxes.

All take a stranger's file: run them in `core.sandbox.limited`, to which they give and from which they take only what
JSON can hold."""

from collections.abc import Mapping
from typing import Any

from phongtrao.core.sandbox import Unfit
from phongtrao.letters.blanks import book, word
from phongtrao.letters.blanks.issued import Numbered, issue
from phongtrao.letters.blanks.surface import MOST_SPOTS, Spot, Surface

__all__ = ["MOST_SPOTS", "Numbered", "Spot", "Surface", "fill", "issue", "survey"]

KINDS = {"xlsx": book, "docx": word}


def survey(content: bytes, kind: str) -> list[dict[str, Any]]:
    """The sheets of a workbook, or the tables and the lines with blanks of a document, as Surface.plain. Raises Unfit:
    "damaged", "too_long", "no_spots"."""
    found = KINDS[kind].survey(content)
    if sum(len(row) for one in found for row in one.rows) > MOST_SPOTS:
        raise Unfit("too_long")
    if not any(spot.open for one in found for row in one.rows for spot in row):
        raise Unfit("no_spots")
    return [one.plain() for one in found]


def fill(content: bytes, kind: str, values: Mapping[str, Mapping[str, str]]) -> bytes:
    """`values` by the key of a spot: {"number": "1234.5"} or {"text": "hơn 40.000"}; a document takes the text of
    either. Formulas of a workbook are reckoned anew when it is opened. Raises Unfit("no_spot", key=…) for a spot that
    the file doesn't have or doesn't leave open."""
    filled: bytes = KINDS[kind].fill(content, values)
    return filled
