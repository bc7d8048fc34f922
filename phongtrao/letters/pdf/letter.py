"""A document as PDF, drawn from the same sheets as the Word file."""

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from phongtrao.letters.document import Document, Run, Text
from phongtrao.letters.layout import LOOKS, RED
from phongtrao.letters.pdf import printed
from phongtrao.letters.sheets import Cell, Element, Gap, Grid, GridRow, Line, Rule, Sheet, Stamp, sheets
from phongtrao.letters.text import clean

LONG_WORD = re.compile(r"\S{30}")
SPACES = re.compile(r" {2,}")
MAY_BREAK = "\u200b"
NEVER = date(2000, 1, 1)  # of a document that has no day yet
LONGEST_WHOLE = 1200
"""Letters of a cell that surely fit on a page; a longer one may run over two."""


def write(document: Document, *, at: datetime | None = None) -> bytes:
    """`at`: the moment that the file says it was made; without it the day of issue."""
    day = datetime.combine(document.issued_on or NEVER, time(), UTC)
    data = {
        "title": clean(document.title),
        "issuer": clean(document.issuer),
        "looks": _looks(),
        "red": RED,
        "marks": [clean(mark) for mark in document.marks],
        "sheets": [_sheet(one) for one in sheets(document)],
    }
    return printed("letter.typ", data, at=at or day)


@cache
def _looks() -> dict[str, Any]:
    return {name: asdict(look) for name, look in LOOKS.items()}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    elements = [_plain(one) for one in sheet.elements]
    return {"page": asdict(sheet.page), "elements": elements, "foot": _text(sheet.foot)}


def _plain(element: Element) -> dict[str, Any]:
    match element:
        case Line():
            texts = [_runs(text) for text in element.texts]
            align = element.align or LOOKS[element.look].align
            return {
                "is": "line",
                "look": element.look,
                "texts": texts,
                "align": align,
                "hold": element.hold,
            }
        case Rule():
            return {"is": "rule", "length": min(element.length, element.within)}
        case Gap():
            return {"is": "gap", "hold": element.hold}
        case Stamp():
            return {"is": "stamp", "text": element.text, "wide": element.wide, "high": element.high}
        case Grid():
            heads = [_row(row) for row in element.rows if row.heading]
            rows = [_row(row) for row in element.rows if not row.heading]
            ruled = element.ruled
            return {"is": "grid", "widths": element.widths, "heads": heads, "rows": rows, "ruled": ruled}


def _row(row: GridRow) -> dict[str, Any]:
    long = any(_length(cell) > LONGEST_WHOLE for cell in row.cells)
    cells = [{"elements": [_plain(one) for one in cell.elements], "span": cell.span} for cell in row.cells]
    return {"cells": cells, "whole": row.whole and not long}


def _length(cell: Cell) -> int:
    lines = (one for one in cell.elements if isinstance(one, Line))
    return sum(len(run.text) for one in lines for text in one.texts for run in text)


def _runs(text: Text) -> list[dict[str, Any]]:
    return [_run(run) for run in text if run.text]


def _run(run: Run) -> dict[str, Any]:
    return {"text": _text(run.text), "bold": run.bold, "italic": run.italic}


def _text(text: str) -> str:
    """As the Word file holds it; several spaces stay several, and a word longer than any line may be broken."""
    broken = LONG_WORD.sub(lambda word: word[0] + MAY_BREAK, clean(text))
    return SPACES.sub(lambda spaces: "\u00a0" * len(spaces[0]), broken)
