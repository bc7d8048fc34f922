"""Figures of earlier years in one sheet: a row for each unit and year, a column for each indicator."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from phongtrao.core import indicator as catalogue
from phongtrao.core.vietnamese import fold, recognise
from phongtrao.kit.books import Sheet, address
from phongtrao.reports.rules.columns import Converted, Wrong, cell_faults, converted, text_of
from phongtrao.reports.rules.form import key_of, split

YEAR, CODE, UNIT = "Năm", "Mã đơn vị", "Tên đơn vị"
HEADS = {
    YEAR: ("nam", "nam bao cao", "year"),
    CODE: ("ma don vi", "ma", "ma dvhc", "code"),
    UNIT: ("ten don vi", "don vi", "ten", "unit"),
}
HEAD_WITHIN = 20
BRACKETED = re.compile(r"\[([\w|=;.-]{1,200})\]\s*$")
MOST_VALUES = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in one year. `values`: (key, address, as typed) of the cells that hold anything. `unit_cell`: where
    the name stands."""

    number: int
    year: str
    code: str
    unit: str
    values: tuple[tuple[str, str, str], ...]
    unit_cell: str = ""

    @property
    def cell(self) -> str:
        """Where the row begins."""
        return address(self.number, 0)


@dataclass
class Earlier:
    """`left_out`: titles of columns that are no indicator. `converted`: titles and cells that were put into Unicode;
    names of units are not among them, since only the map knows those."""

    rows: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    converted: list[Converted] = field(default_factory=list)
    fractions: frozenset[str] = frozenset()


class NoHead(ValueError):
    """No sheet has the columns of year and unit."""


class TooMany(ValueError):
    pass


def read_earlier(sheets: Sequence[Sheet]) -> Earlier:
    for sheet in sheets:
        for number, row in enumerate(sheet["rows"][:HEAD_WITHIN]):
            where = _heads(row)
            if YEAR in where and (CODE in where or UNIT in where):
                return _read(sheet, number, where)
    raise NoHead


def title_of(key: str) -> str:
    """An indicator's name with its key in brackets, by which it is known again."""
    code, cell = split(key)
    entry = catalogue.load().get(code)
    values = entry.parse_cell(cell) if cell else {}
    words = ", ".join(dimension.value(values[dimension.id]).vi for dimension in entry.dimensions if values)
    return f"{entry.name_vi}{f': {words}' if words else ''} [{key}]"


def key_under(title: str) -> str | None:
    """The key in brackets, else the indicator of this name or synonym."""
    bracketed = BRACKETED.search(title)
    if bracketed:
        return bracketed[1] if _exists(bracketed[1]) else None
    return _names().get(fold(title))


def _exists(key: str) -> bool:
    code, cell = split(key)
    try:
        catalogue.load().get(code).parse_cell(cell)
    except (catalogue.UnknownIndicator, catalogue.BadCell):
        return False
    return True


@cache
def _names() -> Mapping[str, str]:
    """Folded names of indicators that have a whole; a name that two bear is none."""
    found: dict[str, set[str]] = {}
    for entry in catalogue.load().indicators:
        for name in (entry.name_vi, entry.name_en, *entry.synonyms):
            if entry.whole:
                found.setdefault(fold(name), set()).add(entry.id)
    return {name: key_of(next(iter(ids)), "") for name, ids in found.items() if len(ids) == 1}


def in_unicode(cell: str, text: str) -> Converted | None:
    """What a title or a name says that was typed for an old font, sure or not: whether it names anything is the
    catalogue's or the map's to say."""
    found = recognise(text)
    return Converted(cell, found.encoding.value, text, found.text) if found else None


def _heads(row: Sequence[str]) -> dict[str, int]:
    folded = [fold(change.after if (change := in_unicode("", cell)) else cell) for cell in row]
    return {
        name: next(folded.index(title) for title in titles if title in folded)
        for name, titles in HEADS.items()
        if set(titles) & set(folded)
    }


def _read(sheet: Sheet, head: int, where: Mapping[str, int]) -> Earlier:
    rows, titles = sheet["rows"], sheet["rows"][head]
    found = Earlier(fractions=frozenset(sheet["fractions"]))
    columns: dict[int, str] = {}
    for at, title in enumerate(titles):
        change = in_unicode(address(head, at), text_of(titles, at))
        if at in where.values():
            found.converted += [change] if change else []
            continue
        if not any(text_of(row, at) for row in rows[head:]):
            continue
        key = key_under(title) or (key_under(change.after) if change else None)
        if key is None or key in columns.values():
            said = change.after if change else title
            found.left_out.append(" ".join(said.split())[:120] or address(head, at))
        else:
            columns[at] = key
            found.converted += [change] if change else []
    count = 0
    for number, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {name: text_of(row, at) for name, at in where.items()}
        values = tuple(_values(sheet, number, row, columns, found))
        count += len(values)
        if values:
            named = address(number, where[UNIT]) if UNIT in where else ""
            found.rows.append(
                Row(number, cells[YEAR], cells.get(CODE, ""), cells.get(UNIT, ""), values, named)
            )
    if count > MOST_VALUES:
        raise TooMany
    return found


def _values(
    sheet: Sheet, number: int, row: Sequence[str], columns: Mapping[int, str], found: Earlier
) -> Iterator[tuple[str, str, str]]:
    for at, key in columns.items():
        text, cell = text_of(row, at), address(number, at)
        if change := converted(cell, text):
            found.converted.append(change)
            text = change.after
        faults = list(cell_faults(sheet, number, at, text))
        found.wrong += [Wrong(cell, key, *fault) for fault in faults]
        if text and not faults:
            yield key, cell, text
