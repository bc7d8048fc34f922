"""One table for the page, the CSV and the workbook: what is downloaded is what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier
from phongtrao.kit.writing import qualifier_words


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as figures hold it: a whole number scaled by its decimals."""

    scaled: int
    decimals: int = 0
    qualifier: Qualifier = Qualifier.EXACT


Value = str | int | Amount | date | datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with where it leads (`href`) and what must be said of it (`note`)."""

    value: Value
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`heading`: its cells name their rows."""

    title: str
    kind: Kind = Kind.TEXT
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows hold plain values or cells, one for each column; `total` is the row at the foot."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value | Cell]]
    total: Sequence[Value | Cell] = ()
    footnotes: Sequence[str] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.total] if self.total else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.caption}: a row of {len(row)} under {len(self.columns)} columns")


def as_cell(value: Value | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def remark(cell: Cell) -> str:
    """What stands beside a bare number: its qualifier and its note."""
    words = qualifier_words(cell.value.qualifier) if isinstance(cell.value, Amount) else ""
    return "; ".join(word for word in (words, cell.note) if word)


def all_rows(table: Table) -> list[list[Cell]]:
    rows = [*table.rows, *([table.total] if table.total else ())]
    return [[as_cell(value) for value in row] for row in rows]


def flat(table: Table) -> tuple[list[str], list[list[Value]]]:
    """Titles and rows for a file: a column whose cells need a remark is followed by one of remarks."""
    rows = all_rows(table)
    remarked = [any(remark(row[place]) for row in rows) for place in range(len(table.columns))]
    titles: list[str] = []
    for column, also in zip(table.columns, remarked, strict=True):
        titles.append(column.title)
        if also:
            titles.append(_("%(column)s: remark") % {"column": column.title})
    return titles, [_flat_row(row, remarked) for row in rows]


def _flat_row(row: Sequence[Cell], remarked: Sequence[bool]) -> list[Value]:
    values: list[Value] = []
    for cell, also in zip(row, remarked, strict=True):
        values += [cell.value, remark(cell)] if also else [cell.value]
    return values
