"""What a file of earlier years would put into the ledger, what could not be read, what stands there already."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import Clock, PeriodProblem, Window, clocks, window
from phongtrao.core.place import Level
from phongtrao.core.vietnamese import ProblemCode, fold, with_letters_as_digits
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.kit.tables import Column, Table
from phongtrao.kit.writing import written_day
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import Scope
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName
from phongtrao.reports.models import Form
from phongtrao.reports.queries.import_words import cell_words
from phongtrao.reports.queries.words import written
from phongtrao.reports.rules import Answer, Typed, key_of, read_figure, split
from phongtrao.reports.rules.columns import CellFault, Converted
from phongtrao.reports.rules.earlier import CODE, UNIT, YEAR, Earlier, Row, in_unicode, title_of
from phongtrao.trail.rules import canonical

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Planned:
    """One figure: where, of which window, what, and the cell or line it was read from."""

    place: PlaceName
    window: Window
    key: str
    answer: Answer
    cell: str
    line: str = ""

    @property
    def words(self) -> str:
        return written(self.key, self.answer)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`standing`: what the ledger says instead, empty where the cell itself is wrong."""

    cell: str
    typed: str
    words: str
    standing: str = ""


@dataclass
class Plan:
    clock: str
    entries: list[Planned] = field(default_factory=list)
    wrong: list[Trouble] = field(default_factory=list)
    conflicts: list[Trouble] = field(default_factory=list)
    known: int = 0
    left_out: list[str] = field(default_factory=list)
    converted: list[Converted] = field(default_factory=list)

    def digest(self) -> str:
        """What is confirmed is what was seen: the same entries give the same digest."""
        said = [[e.place.place_id, str(e.window.end), e.key, e.answer, e.cell] for e in self.entries]
        return hashlib.sha256(canonical([self.clock, said])).hexdigest()


def plan(sheet: Earlier, clock: str, *, by: Officer, today: date) -> Plan:
    """Row by row: the unit on the last day of its year, then cell by cell the numbers. What the ledger states of the
    same place and year already is not stated again."""
    found = Plan(clock, left_out=sheet.left_out, converted=list(sheet.converted))
    found.wrong += [
        Trouble(w.cell, w.typed, cell_words(w.key, w.code, w.typed, w.readings)) for w in sheet.wrong
    ]
    reader = _Reader(clocks()[clock], by, today)
    seen: set[tuple[int, date, str]] = set()
    for row in sheet.rows:
        change = in_unicode(row.unit_cell, row.unit)
        try:
            days = reader.days(row.year)
            unit = reader.unit(row.code, change.after if change else row.unit, days.end)
        except Unread as problem:
            found.wrong.append(Trouble(row.cell, _row_words(row), str(problem)))
            continue
        found.converted += [change] if change else []
        for key, cell, text in row.values:
            entry = _entry(unit, days, key, cell, text, cell in sheet.fractions, found)
            if entry is None:
                continue
            name = (unit.place_id, days.end, key)
            if name in seen:
                found.wrong.append(
                    Trouble(cell, text, _("This unit, year and indicator stand twice in the file."))
                )
                continue
            seen.add(name)
            found.entries.append(entry)
    return _without_known(found)


class Unread(ValueError):
    """One sentence about a row."""


class _Reader:
    """Years and units as they are typed, each read once."""

    def __init__(self, clock: Clock, by: Officer, today: date) -> None:
        self.clock, self.today = clock, today
        self.world = places.world()
        self.own = by.organisation.place.key
        self.subtree = by.scope == Scope.SUBTREE
        self.units: dict[tuple[str, str, date], PlaceName | Unread] = {}

    def days(self, year: str) -> Window:
        text = year.strip()
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise Unread(_("Write the year with four digits, like 2024."))
        try:
            days = window(self.clock, int(text))
        except PeriodProblem as problem:
            raise Unread(_("There is no year “%(year)s”.") % {"year": text}) from problem
        if days.end >= self.today:
            raise Unread(_("The year %(year)s is not over yet; ask for its report.") % {"year": text})
        return days

    def unit(self, code: str, name: str, day: date) -> PlaceName:
        asked = (code, name, day)
        if asked not in self.units:
            try:
                self.units[asked] = self._unit(code, name, day)
            except Unread as problem:
                self.units[asked] = problem
        found = self.units[asked]
        if isinstance(found, Unread):
            raise found
        return found

    def _unit(self, code: str, name: str, day: date) -> PlaceName:
        if code:
            return self._by_code(code, name, day)
        hits = [hit.name for hit in places.search(name, day=day) if hit.exact] if name else []
        hits = [hit for hit in hits if self._covers(hit.place)]
        if not hits:
            raise Unread(self._unknown(name or _("(empty)"), day))
        if len(hits) > 1:
            hits.sort(key=lambda hit: hit.code)
            listed = ", ".join(f"{hit.full} ({hit.code})" for hit in hits[:MOST_NAMED])
            raise Unread(
                _("Several units bore the name “%(name)s” on %(day)s: %(units)s. Write the code.")
                % {"name": name, "day": written_day(day), "units": listed}
            )
        return hits[0]

    def _by_code(self, code: str, name: str, day: date) -> PlaceName:
        try:
            place = places.by_code(_padded(code, day), day)
        except places.UnknownPlace:
            raise Unread(self._unknown(code, day)) from None
        if not self._covers(place):
            raise Unread(_("The unit with the code %(code)s is not one of yours.") % {"code": code})
        found = places.name_on(place, day)
        if name and fold(found.name) not in fold(name):
            raise Unread(
                _("On %(day)s the code %(code)s was that of %(unit)s, not of “%(name)s”.")
                % {"day": written_day(day), "code": code, "unit": found.full, "name": name}
            )
        return found

    def _covers(self, place: Place) -> bool:
        """His own place and all that went into it or below it."""
        here = self.world.carry(place.key, self.today)
        return self.own in self.world.line(here, self.today) if self.subtree else here == self.own

    def _unknown(self, text: str, day: date) -> str:
        words = {"text": text, "day": written_day(day)}
        return _("No unit of yours had the code or name “%(text)s” on %(day)s.") % words


def _padded(code: str, day: date) -> str:
    """A code that Excel made a number has lost its noughts."""
    return next((c for c in (code, code.zfill(2), code.zfill(3), code.zfill(5)) if _known(c, day)), code)


def _known(code: str, day: date) -> bool:
    return PlaceName.objects.filter(code=code).filter(places.covers(day)).exists()


def _row_words(row: Row) -> str:
    return " · ".join(text for text in (row.year, row.code, row.unit) if text)


def _entry(
    unit: PlaceName, days: Window, key: str, cell: str, text: str, fraction: bool, found: Plan
) -> Planned | None:
    entry = catalogue.load().get(split(key)[0])
    answer = read_figure(key, Typed(text))
    if answer is None:
        return None
    problem = answer.get("problem")
    words = ""
    if problem is not None:
        meant = with_letters_as_digits(text)
        letter = problem["code"] == ProblemCode.NOT_A_NUMBER and bool(meant)
        code = CellFault.LETTER.value if letter else problem["code"]
        words = cell_words(key, code, problem["typed"] or text, (meant,) if letter else problem["readings"])
    elif fraction and not entry.decimals:
        words = cell_words(key, ProblemCode.TOO_MANY_DECIMALS, text, ())
    else:
        try:
            entry.definition(days.end)
        except catalogue.NoDefinition:
            words = _("This indicator was not counted in that year.")
    if words:
        found.wrong.append(Trouble(cell, text, words))
        return None
    return Planned(unit, days, key, answer, cell)


# What the ledger says already ---------------------------------------------------------------------------------


def _without_known(found: Plan) -> Plan:
    """A statement of the same place, number and year stands once, on whatever clock: the same is left out, another
    is told as a contradiction. What a unit said of its own work stands beside a statement, so it is none."""
    standing = _standing(found.entries)
    kept = []
    for entry in found.entries:
        other = standing.get((entry.place.place_id, entry.window.end.year, entry.key))
        if other is None:
            kept.append(entry)
        elif _same(other, entry.answer):
            found.known += 1
        else:
            words = _(
                "The ledger states another number of this unit and year; correct it there if it is wrong."
            )
            found.conflicts.append(Trouble(entry.cell, entry.words, words, _said(other)))
    found.entries = kept
    return found


def _standing(entries: Sequence[Planned]) -> dict[tuple[int, int, str], Figure]:
    if not entries:
        return {}
    rows = figures.standing().filter(
        basis=Basis.STATEMENT.value,
        place__in={entry.place.place_id for entry in entries},
        indicator__code__in={split(entry.key)[0] for entry in entries},
        end__year__in={entry.window.end.year for entry in entries},
    )
    lengths = {entry.window.end.year: entry.window.days for entry in entries}
    return {
        (row.place_id, row.end.year, key_of(row.indicator.code, row.cell)): row
        for row in rows.select_related("indicator").order_by("pk")
        if abs((row.end - row.start).days + 1 - lengths[row.end.year]) <= 1
    }


def _same(figure: Figure, answer: Answer) -> bool:
    return (figure.value, figure.denominator, figure.kind, figure.qualifier) == (
        answer["value"],
        answer["denominator"],
        answer["kind"],
        answer["qualifier"],
    )


def _said(figure: Figure) -> str:
    answer = Answer(
        text="",
        whole="",
        value=figure.value,
        denominator=figure.denominator,
        kind=ValueKind(figure.kind).value,
        qualifier=Qualifier(figure.qualifier).value,
    )
    return written(figure.indicator.code, answer)


def speakers(entries: Sequence[Planned], office: Organisation) -> dict[int, Organisation]:
    """Who states a place's figure: its own body of the office's kind where there is one, else the office for it."""
    rows = Organisation.objects.filter(
        place__in={entry.place.place_id for entry in entries}, kind=office.kind, valid_to__isnull=True
    )
    found = {row.place_id: row for row in rows.order_by("-pk")}
    return {entry.place.place_id: found.get(entry.place.place_id, office) for entry in entries}


# A template ---------------------------------------------------------------------------------------------------


def template(by: Officer, clock: str, years: Sequence[int], level: Level, *, today: date) -> Table:
    """Empty rows for the units of a level as they were on the last day of each year, with the annual report's figures
    as columns."""
    rows = [
        [str(year), name.code, name.full, *[""] * len(_keys())]
        for year in years
        for name in _units(by, window(clocks()[clock], year).end, level, today)
    ]
    columns = [Column(title) for title in (YEAR, CODE, UNIT, *map(title_of, _keys()))]
    return Table(_("Figures of earlier years"), columns, rows)


def _units(by: Officer, day: date, level: Level, today: date) -> Iterator[PlaceName]:
    reader = _Reader(next(iter(clocks().values())), by, today)
    found = Place.objects.on(day).filter(level=level.value)
    keys = {place.key for place in found if reader._covers(place)}
    yield from sorted(places.names_on(keys, day).values(), key=lambda name: name.code)


def _keys() -> list[str]:
    form = Form.objects.filter(code="annual_report").order_by("-version").first()
    if form is None:
        return []
    return [figure.indicator for figure in form.questions.figures if not figure.breakdown]
