"""The one table of the set-up: typed on the page, or corrected in Excel and read back cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import fold
from phongtrao.kit.tables import Column, Table
from phongtrao.people.actions import Wanted
from phongtrao.people.queries import Line, kind_word
from phongtrao.people.rules import BODIES

COLUMNS = ("code", "place", "kind", "name", "abbreviation", "keep")
KEEP = {"x", "co", "yes", "1", "v"}
LEAVE = {"", "khong", "no", "0", "k"}
LONGEST_NAME, LONGEST_ABBREVIATION = 250, 40
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which cell of a file ("" where the whole file is meant)."""

    cell: str
    why: str


@dataclass(slots=True)
class Entry:
    line: Line
    name: str
    abbreviation: str
    keep: bool
    errors: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Differs from what stands, or from what was proposed."""
        same = (self.name, self.abbreviation) == (self.line.name, self.line.abbreviation)
        return not same or (not self.keep and self.line.organisation is None)


def titles() -> dict[str, str]:
    return {
        "code": _("Code"),
        "place": _("Place"),
        "kind": _("Kind of body"),
        "name": _("Name"),
        "abbreviation": _("Abbreviation"),
        "keep": _("Set up (x)"),
    }


def fresh(lines: Iterable[Line]) -> list[Entry]:
    return [Entry(line, line.name, line.abbreviation, keep=True) for line in lines]


def typed(lines: Iterable[Line], data: Mapping[str, str]) -> list[Entry]:
    """What was typed in the page's table."""
    entries = []
    for line in lines:
        entry = Entry(
            line,
            _clean(data.get(f"name:{line.key}", line.name)),
            _clean(data.get(f"abbreviation:{line.key}", line.abbreviation)),
            keep=line.organisation is not None or f"keep:{line.key}" in data,
        )
        entry.errors = _errors(entry)
        entries.append(entry)
    return entries


def wanted(entries: Iterable[Entry]) -> list[Wanted]:
    return [Wanted(entry.line.key, entry.name, entry.abbreviation) for entry in entries if entry.keep]


def as_table(lines: Iterable[Line], caption: str) -> Table:
    """The proposal to correct in Excel."""
    words = titles()
    rows = [
        [line.place.code, line.place.full, kind_word(line.kind), line.name, line.abbreviation, "x"]
        for line in lines
    ]
    return Table(caption, [Column(words[name]) for name in COLUMNS], rows)


def from_sheet(lines: Sequence[Line], rows: Sequence[Sequence[str]]) -> tuple[list[Entry], list[Fault]]:
    """Each line as the file has it; what the file leaves out is left out; no other column is read."""
    places = _columns(rows)
    if places is None:
        return fresh(lines), [
            Fault("", _("The row of titles was not found: start from the file given here."))
        ]
    first, at = places
    reader = Reader(at, {line.key: line for line in lines}, _kinds())
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        reader.read(number, row)
    entries = [reader.found.get(line.key) or _left_out(line) for line in lines]
    return entries, reader.faults[:MOST_FAULTS]


@dataclass(slots=True)
class Reader:
    """Reads rows of a file into entries, and notes what is wrong in which cell."""

    at: Mapping[str, int]
    known: Mapping[str, Line]
    kinds: Mapping[str, str]
    found: dict[str, Entry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read(self, number: int, row: Sequence[str]) -> None:
        cells = {name: _clean(row[place]) if place < len(row) else "" for name, place in self.at.items()}
        if not any(cells.values()):
            return
        try:
            entry = self._entry(cells)
        except Misfit as misfit:
            self.faults.append(Fault(f"{_letter(self.at[misfit.column])}{number}", str(misfit)))
            return
        self.found[entry.line.key] = entry
        self.faults += [Fault(f"{_letter(self.at['name'])}{number}", error) for error in entry.errors]

    def _entry(self, cells: Mapping[str, str]) -> Entry:
        kind = self.kinds.get(fold(cells["kind"]))
        if kind is None:
            raise Misfit("kind", _("“%(kind)s” is none of the four kinds of body.") % cells)
        code = cells["code"]
        line = next((self.known[key] for key in _spellings(code, kind) if key in self.known), None)
        if line is None:
            raise Misfit("code", _("No unit of this province bears the code “%(code)s”.") % cells)
        if line.key in self.found:
            raise Misfit("code", _("This body stands in the file twice."))
        mark = fold(cells["keep"])
        if mark not in KEEP | LEAVE:
            raise Misfit("keep", _("Type x to set it up, or leave the cell empty."))
        keep = mark in KEEP or line.organisation is not None
        entry = Entry(line, cells["name"], cells["abbreviation"], keep)
        entry.errors = _errors(entry)
        return entry


class Misfit(ValueError):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


def _spellings(code: str, kind: str) -> list[str]:
    """Excel drops the zeros that a code begins with."""
    return [f"{code.zfill(digits)}.{kind}" for digits in (0, 2, 5)]


def _errors(entry: Entry) -> list[str]:
    errors = []
    if entry.keep and not entry.name:
        errors.append(_("Type the name of the unit."))
    if entry.keep and not entry.abbreviation:
        errors.append(_("Type the abbreviation."))
    if len(entry.name) > LONGEST_NAME or len(entry.abbreviation) > LONGEST_ABBREVIATION:
        errors.append(
            _("A name has at most %(name)s characters, an abbreviation %(abbreviation)s.")
            % {"name": LONGEST_NAME, "abbreviation": LONGEST_ABBREVIATION}
        )
    return errors


def _left_out(line: Line) -> Entry:
    return Entry(line, line.name, line.abbreviation, keep=line.organisation is not None)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The row of titles in either language, and where each column stands."""
    for language in (translation.get_language() or "vi", "vi", "en"):
        with translation.override(language):
            words = {fold(title): name for name, title in titles().items()}
        for number, row in enumerate(rows[:20]):
            at = {words[fold(cell)]: place for place, cell in enumerate(row) if fold(cell) in words}
            if set(at) >= {"code", "kind", "name", "abbreviation", "keep"}:
                return number, at
    return None


def _kinds() -> dict[str, str]:
    words = {fold(kind.label): kind.value for kind in BODIES}
    for language in ("vi", "en"):
        with translation.override(language):
            words |= {fold(kind_word(kind)): kind.value for kind in BODIES}
    return words


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _clean(text: str) -> str:
    return " ".join(text.split())
