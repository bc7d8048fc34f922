"""The cells of a stranger's workbook as text; runs in the limited child."""

import io
import zipfile
from datetime import date
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from phongtrao.core.sandbox import Unfit

MOST_SHEETS = 20
MOST_ROWS = 10_100
MOST_COLUMNS = 60


def sheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Name and rows of every sheet; of a formula its value, as it was last shown."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Unfit("too_long")
        return [(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (CalamineError, zipfile.BadZipFile) as broken:
        raise Unfit("damaged") from broken


def _rows(sheet: Any) -> list[list[str]]:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise Unfit("too_long")
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: Any) -> str:
    """A number that Excel made of digits is its digits again, a day is written as here."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
