"""The text of a workbook: every cell that holds something, a row as one line."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from phongtrao.core.sandbox import Unfit
from phongtrao.reading.formats.piece import Piece, Where

MOST_SHEETS = 30
MOST_ROWS = 20_000
MOST_COLUMNS = 200


def pieces_of_sheets(content: bytes) -> Iterator[Piece]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Unfit("too_long")
        for name in book.sheet_names:
            yield from _of_sheet(name, book.get_sheet_by_name(name))
    except (CalamineError, zipfile.BadZipFile) as broken:
        raise Unfit("damaged") from broken


def _of_sheet(name: str, sheet: Any) -> Iterator[Piece]:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise Unfit("too_long")
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        before = "\n"
        for at, value in enumerate(row):
            if text := " ".join(_text(value).split()):
                where = Where(sheet=name, cell=f"{_letters(at)}{line}", row=line, column=at + 1)
                yield Piece(text=text, before=before, where=where)
                before = "\t"


def _text(value: Any) -> str:
    """A number as an officer types it: a comma before its decimals."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date | datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time | timedelta):
        return str(value)
    whole, point, decimals = f"{Decimal(f'{value:.15g}'):f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if point and decimals else whole


def _letters(column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
