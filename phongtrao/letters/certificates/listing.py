"""A list of who is commended, from a workbook: a row each, and on a sheet "Chung" what is the same for all. Nothing of
it is printed while a cell of it is wrong."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from phongtrao.core.sandbox import Unfit, limited
from phongtrao.core.vetting import Code, verdict
from phongtrao.core.vetting import Fault as FileFault
from phongtrao.core.vetting import Kind as FileKind
from phongtrao.core.vietnamese import fold
from phongtrao.letters.certificates.certificate import Certificate, Kind
from phongtrao.letters.certificates.columns import (
    COMMON,
    DAYS,
    JOINED,
    LIST,
    LONGEST,
    Column,
    column_of,
    title_of,
)
from phongtrao.letters.certificates.fitting import NoSign, TooLong
from phongtrao.letters.certificates.writing import Page, Writer
from phongtrao.letters.document import Signature
from phongtrao.letters.text import clean

LARGEST = 20 * 1024 * 1024
DEEPEST_HEAD = 30  # rows above the titles
NUMBERING = {"tt", "stt", "so tt", "so thu tu", "no"}
COMMON_NAMES = {fold(COMMON), "common"}
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8,11}(?!\d)")
"""Nine to twelve digits: an identity card, a telephone."""
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,300}")
FROM = {"decided": Column.DECIDED_ON, "place_and_day": Column.ISSUE_PLACE, "": Column.RECIPIENT}
CELLS = "phongtrao.letters.certificates.cells:sheets"  # by name: its library is loaded in the child only
Rows = Sequence[Sequence[str]]


class Wrong(StrEnum):
    """What is wrong with a cell, or with the list."""

    NO_TITLES = "no_titles"
    NO_ROWS = "no_rows"
    TWICE = "twice"
    EMPTY = "empty"
    NOT_A_DAY = "not_a_day"
    NOT_AN_ADDRESS = "not_an_address"
    NUMBER_OF_A_PERSON = "number_of_a_person"
    TOO_LONG = "too_long"
    NO_SIGN = "no_sign"


@dataclass(frozen=True, slots=True)
class CellFault:
    """`row` as the sheet numbers it, 0 for the sheet as a whole; `said`: the sign, or the beginning of the words."""

    wrong: Wrong
    sheet: str
    row: int = 0
    column: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    row: int
    certificate: Certificate


@dataclass(frozen=True, slots=True)
class Listing:
    """`left_out`: titles of columns that were not read."""

    sheet: str
    entries: tuple[Entry, ...]
    faults: tuple[CellFault, ...]
    left_out: tuple[str, ...]


def read(name: str, content: bytes, kind: Kind) -> Listing:
    """Raises Unfit where it is no workbook to be read, or a SandboxProblem."""
    try:
        if len(content) > LARGEST:
            raise FileFault(Code.TOO_LARGE)
        if verdict(name, content) is not FileKind.XLSX:
            raise Unfit("not_xlsx")
    except FileFault as fault:
        raise Unfit(fault.code.value) from fault
    return take(limited(CELLS, content), kind)


def take(book: Sequence[tuple[str, Rows]], kind: Kind) -> Listing:
    """From the sheets' names and cells."""
    taking = _Taking(kind)
    for name, rows in book:
        if fold(name) in COMMON_NAMES:
            taking.common(name, rows)
    name, rows = next(((name, rows) for name, rows in book if fold(name) not in COMMON_NAMES), (LIST, []))
    taking.list(name, rows)
    return Listing(name, tuple(taking.entries), tuple(taking.faults), tuple(taking.left_out))


def laid_out(
    listing: Listing, writer: Writer, step: Callable[[int], None] = lambda _done: None
) -> tuple[list[Page], list[CellFault]]:
    """The pages, and the cells whose words have no room or can't be written. `step`: how many are done."""
    pages: list[Page] = []
    faults: list[CellFault] = []
    for done, entry in enumerate(listing.entries, start=1):
        try:
            pages.append(writer.page(entry.certificate))
        except TooLong as problem:
            said = problem.text[:40]
            faults.append(_unprinted(Wrong.TOO_LONG, listing, entry, problem.field, said))
        except NoSign as problem:
            faults.append(_unprinted(Wrong.NO_SIGN, listing, entry, problem.field, problem.sign))
        step(done)
    return pages, faults


def _unprinted(wrong: Wrong, listing: Listing, entry: Entry, name: str, said: str) -> CellFault:
    column = FROM[name] if name in FROM else Column(name) if name in set(Column) else Column.RECIPIENT
    return CellFault(wrong, listing.sheet, entry.row, title_of(column), said)


@dataclass(slots=True)
class _Taking:
    kind: Kind
    shared: dict[Column, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def common(self, sheet: str, rows: Rows) -> None:
        for number, row in enumerate(rows, start=1):
            title, value = ([*row, "", ""])[:2]
            column = column_of(title)
            if not value:
                continue
            if column is None or column is Column.RECIPIENT:
                self.left_out.append(_shown(title))
                continue
            if column in self.shared and column not in JOINED:
                self.faults.append(CellFault(Wrong.TWICE, sheet, number, _shown(title)))
            self._look(sheet, number, column, title, value)
            self.shared[column] = _both(column, self.shared.get(column, ""), value)

    def list(self, sheet: str, rows: Rows) -> None:
        head, places = self._titles(rows)
        if not places:
            self.faults.append(CellFault(Wrong.NO_TITLES, sheet))
            return
        self._unknown(sheet, rows[head], head + 1, places)
        for number, row in enumerate(rows[head + 1 :], start=head + 2):
            said = self._said(row, places)
            if said:
                self._entry(sheet, number, row, places, said)
        if not self.entries and not self.faults:
            self.faults.append(CellFault(Wrong.NO_ROWS, sheet))

    def _titles(self, rows: Rows) -> tuple[int, dict[int, Column]]:
        """The first row that has a title for who is commended."""
        for at, row in enumerate(rows[:DEEPEST_HEAD]):
            found = {place: column for place, title in enumerate(row) if (column := column_of(title))}
            if Column.RECIPIENT in found.values():
                return at, found
        return 0, {}

    def _unknown(self, sheet: str, titles: Sequence[str], number: int, places: Mapping[int, Column]) -> None:
        seen: set[Column] = set()
        for place, title in enumerate(titles):
            column = places.get(place)
            if column is None:
                self.left_out += [_shown(title)] if title and fold(title) not in NUMBERING else []
            elif column in seen and column not in JOINED:
                self.faults.append(CellFault(Wrong.TWICE, sheet, number, _shown(title)))
            else:
                seen.add(column)

    def _said(self, row: Sequence[str], places: Mapping[int, Column]) -> dict[Column, str]:
        said: dict[Column, str] = {}
        for place, column in places.items():
            if place < len(row) and row[place]:
                said[column] = _both(column, said.get(column, ""), row[place])
        return said

    def _entry(
        self,
        sheet: str,
        number: int,
        row: Sequence[str],
        places: Mapping[int, Column],
        said: Mapping[Column, str],
    ) -> None:
        before = len(self.faults)
        for place, column in places.items():
            if place < len(row) and row[place]:
                self._look(sheet, number, column, title_of(column), row[place])
        every = {**self.shared, **said}
        for column in (Column.RECIPIENT, Column.ACHIEVEMENT, Column.ISSUER):
            if not every.get(column):
                self.faults.append(CellFault(Wrong.EMPTY, sheet, number, title_of(column)))
        if len(self.faults) == before:
            self.entries.append(Entry(number, _certificate(self.kind, every)))

    def _look(self, sheet: str, number: int, column: Column, title: str, value: str) -> None:
        wrong = _wrong(column, value)
        if wrong:
            said = "" if wrong is Wrong.NUMBER_OF_A_PERSON else value[:40]
            self.faults.append(CellFault(wrong, sheet, number, _shown(title), said))


def _wrong(column: Column, value: str) -> Wrong | None:
    if len(value) > LONGEST:
        return Wrong.TOO_LONG
    if column in DAYS and _day(value) is None:
        return Wrong.NOT_A_DAY
    if column is Column.CHECK_ADDRESS and not ADDRESS.fullmatch(value):
        return Wrong.NOT_AN_ADDRESS
    if column in (Column.RECIPIENT, Column.ADDRESS) and NUMBER_OF_A_PERSON.search(value):
        return Wrong.NUMBER_OF_A_PERSON
    return None


def _certificate(kind: Kind, said: Mapping[Column, str]) -> Certificate:
    def text(column: Column) -> str:
        return " ".join(clean(said.get(column, "")).split())

    def lines(column: Column) -> tuple[str, ...]:
        return tuple(filter(None, (" ".join(line.split()) for line in _lines(said.get(column, "")))))

    def day(column: Column) -> date | None:
        return _day(said.get(column, ""))

    return Certificate(
        kind=kind,
        issuer=text(Column.ISSUER),
        recipient=text(Column.RECIPIENT),
        achievement=text(Column.ACHIEVEMENT),
        address=text(Column.ADDRESS),
        decision=text(Column.DECISION),
        decided_on=day(Column.DECIDED_ON),
        issue_place=text(Column.ISSUE_PLACE),
        issued_on=day(Column.ISSUED_ON),
        signature=Signature(lines(Column.AUTHORITY), lines(Column.POSTS), text(Column.SIGNER)),
        register=text(Column.REGISTER),
        check_address=text(Column.CHECK_ADDRESS),
    )


def _lines(value: str) -> Iterator[str]:
    yield from re.split(r"[\n\r;]+", value)


def _day(value: str) -> date | None:
    match = DAY.fullmatch(value.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _both(column: Column, before: str, value: str) -> str:
    return f"{before}{JOINED[column]}{value}" if before and column in JOINED else value


def _shown(title: str) -> str:
    return " ".join(clean(title).split())[:60]
