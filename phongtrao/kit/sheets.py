"""Read a stranger's workbook: the first sheet's cells as text. No macro, no formula, no bomb gets through.

`read` is the door; the rest runs in a limited child and knows no Django."""

import io
import re
import zipfile
from typing import Any

from phongtrao.core.sandbox import MEGABYTE, Unfit, limited

LARGEST = 5 * MEGABYTE
LARGEST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
FORMULA = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s{0,20}<f[ >/]')
MACROS = ("vbaproject", "macrosheet", "activex", "externallinks", "embeddings", "/ctrlprops")


def read(content: bytes) -> list[list[str]]:
    """Rows of the first sheet from its first row on. Raises Unfit: empty, too_large, not_xlsx, macros,
    bomb, formula (with `cell`), damaged, too_many_rows; or a SandboxProblem."""
    if not content:
        raise Unfit("empty")
    if len(content) > LARGEST:
        raise Unfit("too_large")
    rows: list[list[str]] = limited(cells, content)
    return rows


def cells(content: bytes) -> list[list[str]]:
    """In the child."""
    _inspect(content)
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (only the child needs it)

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise Unfit("too_many_rows")
        return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except CalamineError as problem:
        raise Unfit("damaged") from problem


def _inspect(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unfit("bomb")
            names = [part.filename.lower() for part in parts]
            if "xl/workbook.xml" not in names:
                raise Unfit("not_xlsx")
            if any(mark in name for mark in MACROS for name in names):
                raise Unfit("macros")
            for part in parts:
                if part.filename.lower().startswith("xl/worksheets/"):
                    _refuse_formulas(package, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
        raise Unfit("not_xlsx") from problem


def _refuse_formulas(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as file:
        sheet = file.read(LARGEST_UNPACKED + 1)  # a part may be larger than its head says
    if len(sheet) > LARGEST_UNPACKED:
        raise Unfit("bomb")
    if found := FORMULA.search(sheet):
        raise Unfit("formula", cell=found[1].decode())
    if b"<f>" in sheet or b"<f " in sheet:
        raise Unfit("formula", cell="")


def _text(value: Any) -> str:
    """A code that Excel made a number is its digits again."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
