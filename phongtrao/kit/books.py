"""Read strangers' workbooks whole: every sheet's cells as text, and what must be said of single cells (a formula, a
day, an error, a merged range). Runs in a limited child and knows no Django; `read_many` is the door.

A number comes as an officer would type it ("1234,5"), so that one rule reads what was typed and what Excel kept."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypedDict
from xml.etree import ElementTree

from phongtrao.core.sandbox import MEGABYTE, SandboxProblem, TooLarge, TooSlow, Unfit, limited

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_SHEETS = 30
LARGEST_PART = 40 * MEGABYTE
SECONDS_A_FILE = 2
SECONDS_ALONE = 20
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(rb"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
WHERE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
ERROR = re.compile(rb'\bt="e"')
SIGN = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
CACHED = re.compile(rb"<(?:\w+:)?v>[^<]")


class Sheet(TypedDict):
    """By address: `days`, cells that hold a day (ISO), `errors`, those with an error's sign, `formulas`, whether a
    formula's value was kept, `fractions`, numbers that are not whole. `merged`: first row and column, last row and
    column, from 0."""

    name: str
    rows: list[list[str]]
    days: dict[str, str]
    errors: dict[str, str]
    formulas: dict[str, bool]
    fractions: list[str]
    merged: list[list[int]]


class Book(TypedDict):
    """Either its sheets or the code of why it can't be read."""

    sheets: list[Sheet]
    unfit: str


Read = Callable[..., Any]


def read_many(contents: Sequence[bytes], read: Read) -> list[Book]:
    """Several files in one child, since a child costs more than a file. Where one of them breaks the child, each is
    read again alone, so that none suffers for another. `read` takes the files' bytes and gives Books."""
    if not contents:
        return []
    try:
        found: list[Book] = limited(read, *contents, seconds=SECONDS_ALONE + SECONDS_A_FILE * len(contents))
        return found
    except SandboxProblem as problem:
        if len(contents) == 1:
            return [refused(_code(problem))]
        return [read_many([content], read)[0] for content in contents]


def refused(code: str) -> Book:
    return Book(sheets=[], unfit=code)


def _code(problem: SandboxProblem) -> str:
    return {TooLarge: "inflates", TooSlow: "too_slow"}.get(type(problem), "damaged")


# In the child ------------------------------------------------------------------------------------------------


def book(content: bytes) -> Book:
    """All sheets of an .xlsx whose parts somebody has weighed before."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (only the child needs it)

    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = opened.sheet_names
        if len(names) > MOST_SHEETS:
            raise Unfit("too_many_cells")
        marks = _marks(content)
        sheets = [_sheet(name, opened.get_sheet_by_name(name), *marks.get(name, ({}, {}))) for name in names]
        return Book(sheets=sheets, unfit="")
    except (CalamineError, zipfile.BadZipFile, KeyError, ElementTree.ParseError) as problem:
        raise Unfit("damaged") from problem


def _sheet(name: str, opened: Any, formulas: dict[str, bool], errors: dict[str, str]) -> Sheet:
    if opened.total_height > MOST_ROWS or opened.total_width > MOST_COLUMNS:
        raise Unfit("too_many_cells")
    found = Sheet(name=name, rows=[], days={}, errors=errors, formulas=formulas, fractions=[], merged=[])
    for line, row in enumerate(opened.to_python(skip_empty_area=False)):
        found["rows"].append([_value(value, address(line, at), found) for at, value in enumerate(row)])
    found["merged"] = [[*first, *last] for first, last in (opened.merged_cell_ranges or ())]
    return found


def _value(value: Any, where: str, found: Sheet) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date | datetime | time | timedelta):
        found["days"][where] = str(value)
        return str(value)
    if value % 1:
        found["fractions"].append(where)
    return typed(value)


def typed(number: float) -> str:
    """A number as an officer types it: a comma before the decimals, no exponent; the fifteen digits Excel keeps."""
    plain = f"{Decimal(f'{number:.15g}'):f}"
    whole, point, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if point and decimals else whole


def _marks(content: bytes) -> dict[str, tuple[dict[str, bool], dict[str, str]]]:
    """By sheet and address whether a formula's value was kept, and the signs of errors: what reads the values tells of
    neither."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: _marks_of(_part(package, path)) for name, path in _paths(package)}


def _marks_of(sheet: bytes) -> tuple[dict[str, bool], dict[str, str]]:
    formulas: dict[str, bool] = {}
    errors: dict[str, str] = {}
    for cell in CELL.finditer(sheet):
        attributes, inside = cell[1], cell[2] or b""
        where = WHERE.search(attributes)
        if where and FORMULA.search(inside):
            formulas[where[1].decode()] = bool(CACHED.search(inside))
        if where and ERROR.search(attributes):
            sign = SIGN.search(inside)
            errors[where[1].decode()] = sign[1].decode("ascii", "replace") if sign else "#N/A"
    return formulas, errors


def _paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, part) of each sheet."""
    related = ElementTree.fromstring(_part(package, "xl/_rels/workbook.xml.rels"))
    targets = {row.get("Id"): row.get("Target", "") for row in related}
    for element in _named(ElementTree.fromstring(_part(package, "xl/workbook.xml")).iter(), "sheet"):
        target = targets.get(element.get(RELATION), "")
        yield element.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _named(elements: Iterable[ElementTree.Element], name: str) -> Iterator[ElementTree.Element]:
    return (element for element in elements if element.tag.rpartition("}")[2] == name)


def _part(package: zipfile.ZipFile, path: str) -> bytes:
    with package.open(path) as stream:
        text = stream.read(LARGEST_PART + 1)
    if len(text) > LARGEST_PART:
        raise Unfit("inflates")
    return text


def address(line: int, column: int) -> str:
    """ "E5" of line 4 and column 4, both from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line + 1}"
