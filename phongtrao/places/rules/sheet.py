"""A list of residential areas as rows of text: the lines it says, and cell by cell what is wrong."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.core.vietnamese import NumberProblem, fold, parse_number
from phongtrao.places.rules.areas import MOST_HOUSEHOLDS, Draft, Fault, faults, tidy

COLUMNS = {
    "code": ("ma", "code", "ma so"),
    "kind": ("loai", "kind", "loai hinh"),
    "name": ("ten", "name", "ten goi"),
    "households": ("so ho", "households", "so ho gia dinh", "ho"),
}
NEEDED = frozenset({"name"})
MOST_ROWS, HEAD_WITHIN = 1000, 10
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, and what it says; None where households were left empty."""

    row: int
    draft: Draft
    households: int | None


@dataclass(frozen=True, slots=True)
class WrongCell:
    """`cell` as "B5", or "" for the whole list."""

    cell: str
    fault: Fault
    typed: str


@dataclass(frozen=True, slots=True)
class Read:
    lines: list[Line]
    wrong: list[WrongCell]


def of_csv(content: bytes) -> list[list[str]]:
    """Rows of a CSV in UTF-8, or in the UTF-16 of Excel's "Unicode text"; ValueError for anything else."""
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return [[_bare(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as problem:
        raise ValueError(str(problem)) from problem


def read(rows: Sequence[Sequence[str]]) -> Read:
    """Lines and wrong cells. The head is looked for in the first ten rows; below, rows that are empty or have
    one cell alone that is no name (a note at the foot) are passed over."""
    head = next((n for n, row in enumerate(rows[:HEAD_WITHIN]) if _columns(row).keys() >= NEEDED), None)
    if head is None:
        return Read([], [WrongCell("", Fault.COLUMN_MISSING, "")])
    if len(rows) > MOST_ROWS:
        return Read([], [WrongCell("", Fault.TOO_MANY, str(len(rows)))])
    where = _columns(rows[head])
    found = Read([], [])
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        if not _is_empty(row, where["name"]):
            _read_row(number, row, where, found)
    _find_doubles(found, where)
    return found


def _is_empty(row: Sequence[str], name: int) -> bool:
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    return len(filled) <= 1 and filled != [name]


def _read_row(number: int, row: Sequence[str], where: dict[str, int], found: Read) -> None:
    typed = {name: row[at].strip() if at < len(row) else "" for name, at in where.items()}
    draft = tidy(typed.get("code", ""), typed.get("kind", ""), typed["name"])
    for fault in faults(draft):
        column = {Fault.CODE: "code", Fault.KIND: "kind"}.get(fault, "name")
        column = column if column in where else "name"
        found.wrong.append(WrongCell(_cell(where[column], number), fault, typed[column]))
    households = _households(typed.get("households", ""))
    if households == -1:
        found.wrong.append(
            WrongCell(_cell(where["households"], number), Fault.HOUSEHOLDS, typed["households"])
        )
    found.lines.append(Line(number, draft, households))


def _households(text: str) -> int | None:
    """-1 for what is no count of households."""
    if not text:
        return None
    try:
        number = parse_number(text, decimals=0)
    except NumberProblem:
        return -1
    return number.scaled if number.qualifier == "exact" and number.scaled <= MOST_HOUSEHOLDS else -1


def _find_doubles(found: Read, where: dict[str, int]) -> None:
    codes: set[str] = set()
    names: set[tuple[str, str]] = set()
    for line in found.lines:
        draft = line.draft
        if draft.code and draft.code in codes:
            found.wrong.append(WrongCell(_cell(where["code"], line.row), Fault.CODE_TWICE, draft.code))
        if draft.name and (draft.kind, draft.name.casefold()) in names:
            found.wrong.append(WrongCell(_cell(where["name"], line.row), Fault.NAME_TWICE, draft.name))
        codes.add(draft.code)
        names.add((draft.kind, draft.name.casefold()))


def _columns(row: Sequence[str]) -> dict[str, int]:
    folded = [fold(cell) for cell in row]
    return {
        name: folded.index(title)
        for name, titles in COLUMNS.items()
        for title in titles[::-1]
        if title in folded
    }


def _cell(column: int, row: int) -> str:
    return f"{LETTERS[column]}{row}"


def _bare(text: str) -> str:
    """Without the quote that keeps a cell from being a formula in what we wrote ourselves."""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
