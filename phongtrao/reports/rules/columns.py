"""A report as rows of a sheet: one row a field, the same columns out and in, in a workbook and in a CSV.

What is not one of these columns is not read, and its title is kept to say so. Nothing about a person gets through."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from phongtrao.core.figure import Qualifier
from phongtrao.core.vietnamese import QUALIFIER_WORDS, OldEncoding, fold, recognise
from phongtrao.kit.books import Sheet, address
from phongtrao.reports.rules.answers import Typed

SECTION, NAME, UNIT, BEFORE = "Mục", "Nội dung", "Đơn vị tính", "Kỳ trước"
VALUE, WHOLE, QUALIFIER, REASON = "Số liệu hoặc nội dung", "Trên tổng số", "Mức độ", "Giải trình"
KEY, TOKEN = "Mã chỉ tiêu", "Mã phiếu"
COLUMNS = (SECTION, NAME, UNIT, BEFORE, VALUE, WHOLE, QUALIFIER, REASON, KEY, TOKEN)
INPUTS = (VALUE, WHOLE, QUALIFIER, REASON)
NEEDED = frozenset({VALUE, KEY, TOKEN})
HEAD_WITHIN = 40
EXACT_WORD = "chính xác"
LONGEST_KEPT = 120

# A number of the identity card: 12 digits, the first three the province (001 to 096), so that the first is 0.
IDENTITY = re.compile(r"(?<![0-9])0[0-9](?:[ .]?[0-9]){10}(?![0-9])")


class CellFault(StrEnum):
    """Why a cell is not taken, beside why a number can't be read (core.vietnamese.ProblemCode, Trouble)."""

    DAY = "day"
    ERROR = "error"
    NOT_CALCULATED = "not_calculated"
    MERGED = "merged"
    IDENTITY = "identity"
    TCVN3 = "tcvn3"
    VNI = "vni"
    MISREAD = "misread"
    LETTER = "letter"
    UNKNOWN_KEY = "unknown_key"
    TWICE = "twice"
    QUALIFIER = "qualifier"
    NARRATIVE_TOO_LONG = "narrative_too_long"
    REASON_TOO_LONG = "reason_too_long"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that is not taken. `code`: a CellFault, or why the number can't be read; `readings` of an ambiguous
    number the two that it may be, of a letter the number that may be meant, of a day the day, of a text that is too
    long how many characters may be and how many are."""

    cell: str
    key: str
    code: str
    typed: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One field's row: what stands in its boxes, and the address of each by the column's title. `fraction`: Excel
    keeps a number with decimals there, so that "1,234" is no 1234."""

    key: str
    token: str
    typed: Typed
    reason: str
    cells: Mapping[str, str]
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class Converted:
    """A cell whose text was in an old encoding, and what it says."""

    cell: str
    encoding: str
    before: str
    after: str


@dataclass
class Table:
    """`left_out`: titles of columns that were not read. `calculated`: cells whose formula's value was taken.
    `converted`: cells that were put into Unicode."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    calculated: list[str] = field(default_factory=list)
    converted: list[Converted] = field(default_factory=list)

    @property
    def tokens(self) -> list[str]:
        return list(dict.fromkeys(line.token for line in self.lines))


class NoTable(ValueError):
    """No sheet has the columns; `lacking` are the titles that the nearest one lacks."""

    def __init__(self, lacking: Sequence[str]) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = tuple(lacking)


def table_of(sheets: Sequence[Sheet]) -> Table:
    """The rows of the first sheet that has the columns, whatever it is called now."""
    nearest = frozenset(NEEDED)
    for sheet in sheets:
        for number, row in enumerate(sheet["rows"][:HEAD_WITHIN]):
            where = _columns(row)
            if where.keys() >= NEEDED:
                return _read(sheet, number, where)
            nearest = min(nearest, NEEDED - where.keys(), key=len)
    raise NoTable([title for title in COLUMNS if title in nearest])


def sheet_of(rows: Iterable[Sequence[str]], name: str = "") -> Sheet:
    """Rows of a CSV as a sheet."""
    return Sheet(
        name=name, rows=[[*row] for row in rows], days={}, errors={}, formulas={}, fractions=[], merged=[]
    )


OLD_FAULTS = {OldEncoding.TCVN3: CellFault.TCVN3, OldEncoding.VNI: CellFault.VNI}


def old_encoding(text: str) -> CellFault | None:
    """What can't be converted without asking."""
    found = recognise(text)
    return OLD_FAULTS.get(found.encoding, CellFault.MISREAD) if found else None


def converted(cell: str, text: str) -> Converted | None:
    """None where nothing is to be converted, or somebody must be asked."""
    found = recognise(text)
    return Converted(cell, found.encoding.value, text, found.text) if found and found.sure else None


def qualifier_word(qualifier: Qualifier) -> str:
    return QUALIFIER_WORDS[qualifier] or EXACT_WORD


def qualifier_of(word: str) -> Qualifier | None:
    """None for a word that is none of the list."""
    return QUALIFIERS.get(fold(word)) if word.strip() else Qualifier.EXACT


QUALIFIERS = {fold(qualifier_word(qualifier)): qualifier for qualifier in Qualifier}
TITLES = {fold(title): title for title in COLUMNS}


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        title = TITLES.get(fold(cell)) if cell else None
        if title and title not in found:
            found[title] = at
    return found


def _read(sheet: Sheet, head: int, where: Mapping[str, int]) -> Table:
    found = Table(left_out=list(_left_out(sheet, head, where)))
    seen: set[str] = set()
    for number, row in enumerate(sheet["rows"][head + 1 :], start=head + 1):
        plain = {title: text_of(row, at) for title, at in where.items()}
        if not plain[KEY] or not plain[TOKEN]:
            continue
        cells = {title: address(number, where[title]) for title in INPUTS if title in where}
        if plain[KEY] in seen:
            found.wrong.append(Wrong(address(number, where[KEY]), plain[KEY], CellFault.TWICE))
            continue
        seen.add(plain[KEY])
        for title, cell in cells.items():
            if change := converted(cell, plain[title]):
                found.converted.append(change)
                plain[title] = change.after
        _read_line(sheet, number, where, plain, cells, found)
    return found


def _read_line(
    sheet: Sheet,
    number: int,
    where: Mapping[str, int],
    plain: Mapping[str, str],
    cells: Mapping[str, str],
    found: Table,
) -> None:
    wrong = [
        Wrong(cells[title], plain[KEY], *fault)
        for title in cells
        for fault in cell_faults(sheet, number, where[title], plain[title])
    ]
    qualifier = qualifier_of(plain.get(QUALIFIER, ""))
    if qualifier is None:
        wrong.append(Wrong(cells[QUALIFIER], plain[KEY], CellFault.QUALIFIER, plain[QUALIFIER]))
    found.wrong += wrong
    found.calculated += [cell for cell in cells.values() if sheet["formulas"].get(cell)]
    typed = Typed(plain[VALUE], plain.get(WHOLE, ""), (qualifier or Qualifier.EXACT).value)
    fraction = cells[VALUE] in sheet["fractions"] or cells.get(WHOLE, "") in sheet["fractions"]
    found.lines.append(Line(plain[KEY], plain[TOKEN], typed, plain.get(REASON, ""), cells, fraction))


def cell_faults(
    sheet: Sheet, line: int, column: int, text: str
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(code, what may be shown of it, readings) of what a cell holds but should not."""
    cell = address(line, column)
    if _across_lines(sheet, line, column):
        yield CellFault.MERGED, "", ()
    elif cell in sheet["errors"]:
        yield CellFault.ERROR, sheet["errors"][cell], ()
    elif sheet["formulas"].get(cell) is False:
        yield CellFault.NOT_CALCULATED, "", ()
    elif cell in sheet["days"]:
        yield CellFault.DAY, sheet["days"][cell], ()
    elif IDENTITY.search(text):
        yield CellFault.IDENTITY, "", ()
    elif fault := old_encoding(text):
        yield fault, text[:LONGEST_KEPT], ()


def _across_lines(sheet: Sheet, line: int, column: int) -> bool:
    return any(
        top <= line <= bottom and left <= column <= right and bottom > top
        for top, left, bottom, right in sheet["merged"]
    )


def _left_out(sheet: Sheet, head: int, where: Mapping[str, int]) -> Iterator[str]:
    """Titles of further columns that hold anything below them."""
    known, rows = set(where.values()), sheet["rows"]
    for at, title in enumerate(rows[head]):
        if at not in known and any(text_of(row, at) for row in rows[head:]):
            yield " ".join(title.split())[:LONGEST_KEPT] or address(head, at)


def text_of(row: Sequence[str], at: int) -> str:
    """As Unicode writes it in one way (NFC), without the quote that keeps a cell from being a formula."""
    text = unicodedata.normalize("NFC", row[at]).strip() if at < len(row) else ""
    return text[1:] if re.match(r"'[=+\-@|%＝＋－＠]", text) else text
