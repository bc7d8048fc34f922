"""The figures of a place's annual report: totals with last year's, and for each the lines it was counted from.
All is read once (the facts of both years, then the lines behind the totals), however many figures there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind, combined
from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.core.period import (
    ANY,
    COUNT,
    Part,
    PeriodProblem,
    Window,
    clocks,
    local_day,
    part_window,
)
from phongtrao.core.place import Level
from phongtrao.core.vietnamese import format_date, format_number
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Evidence, Figure
from phongtrao.figures.queries import Asked, Fetched
from phongtrao.letters.annual import (
    Between,
    FigureLine,
    MonthFigure,
    SourceLine,
    UnitFigure,
    Value,
    months_told,
    section_of_group,
    units_told,
)
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName
from phongtrao.rollup.question import Total

SECTION_OF_INDICATOR = {"ntm_security_met": "new_rural", "drug_free_areas": "new_rural"}
LINES_ONE_BY_ONE = 8

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the place: by indicator and cell ("" is the whole) this year's total and last year's,
    the lines behind this year's totals by number, and what their places are called."""

    asked: Asked
    last_year: Asked
    fetched: Fetched
    now: Mapping[Cell, Total]
    before: Mapping[Cell, Total]
    lines: Mapping[int, Figure]
    names: Mapping[str, PlaceName]
    shown: frozenset[int]

    def behind(self, total: Total) -> list[Figure]:
        found = [self.lines[number] for number in total.figures]
        return sorted(found, key=lambda line: (line.place.key, line.start, line.pk))


def known_of(place: Place, asked: Asked, shows: Callable[[list[Figure]], list[Figure]]) -> Known:
    """Seven queries."""
    codes = [entry.id for entry in catalogue.load().indicators]
    last_year = figures.a_year_before(asked)
    fetched = figures.fetch(codes, asked, also=[last_year])
    cells = [*((code, "") for code in codes), *sorted(fetched.cells)]
    now, before = (
        {(code, cell): fetched.totals([place.key], code, replace(of, cell=cell))[0] for code, cell in cells}
        for of in (asked, last_year)
    )
    lines = figures.of_totals(now.values())
    names = places.names_on({line.place.key for line in lines.values()}, asked.day)
    shown = frozenset(line.pk for line in shows(list(lines.values())))
    return Known(asked, last_year, fetched, now, before, lines, names, shown)


LEVEL_BELOW = {Level.NATION: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE}


def below_of(
    place: Place, known: Known, sees: Callable[[Sequence[str]], Sequence[str]]
) -> dict[str, tuple[UnitFigure, ...]]:
    """By indicator of the tables what the places right below have, by code. Four queries where there are any."""
    level = LEVEL_BELOW.get(Level(place.level))
    if level is None:
        return {}
    codes = units_told()
    keys = sees(figures.below(place.key, level, known.asked, codes))
    names = places.names_on(set(keys), known.asked.day)
    return {code: _units(catalogue.load().get(code), keys, names, known) for code in codes} if keys else {}


def _units(
    entry: Indicator, keys: Sequence[str], names: Mapping[str, PlaceName], known: Known
) -> tuple[UnitFigure, ...]:
    now, before = (known.fetched.totals(keys, entry.id, of) for of in (known.asked, known.last_year))
    same = _same_definition(entry, known)
    return tuple(
        UnitFigure(names[key].full, _value(this, entry), _value(last, entry) if same else None)
        for key, this, last in zip(keys, now, before, strict=True)
    )


def by_month(known: Known) -> dict[str, tuple[MonthFigure, ...]]:
    """By indicator what the lines behind its total say month by month, and those of longer times together: so that all
    of them make the total. None of a total that is no plain sum of lines, or of a clock without months."""
    months = _months(known.asked)
    told = {}
    for code in months_told() if months else ():
        total = known.now[code, ""]
        lines = known.behind(total)
        if lines and total.value == sum(line.value for line in lines):
            told[code] = tuple(_of_months(lines, months, catalogue.load().get(code)))
    return told


def _months(asked: Asked) -> list[tuple[Window, str]]:
    """Those of its time, each with its name."""
    clock = clocks()["calendar" if asked.clock == ANY else asked.clock]
    if asked.days or asked.part is Part.MONTH:
        return []
    try:
        numbers = range(1, COUNT[Part.MONTH] + 1)
        found = [(part_window(clock, asked.year, Part.MONTH, n), n) for n in numbers]
    except PeriodProblem:
        return []
    return [
        (window, f"Tháng {n} ({format_date(window.start)}–{format_date(window.end)})")
        for window, n in found
        if asked.window.start <= window.start and window.end <= asked.window.end
    ]


def _of_months(
    lines: Sequence[Figure], months: Sequence[tuple[Window, str]], entry: Indicator
) -> Iterator[MonthFigure]:
    left = list(lines)
    for window, name in months:
        within = [line for line in left if window.start <= line.start and line.end <= window.end]
        left = [line for line in left if line not in within]
        yield _summed_up(name, within, entry)
    yield _summed_up("", left, entry)


def _summed_up(name: str, lines: Sequence[Figure], entry: Indicator) -> MonthFigure:
    if not lines:
        return MonthFigure(name, None)
    qualifier = combined(Qualifier(line.qualifier) for line in lines)
    value = Value(sum(line.value for line in lines), qualifier, entry.decimals)
    return MonthFigure(name, value, any(line.illustrative for line in lines))


def _same_definition(entry: Indicator, known: Known) -> bool:
    """Whether it counts the same things at the end of both windows."""
    ends = (known.asked.window.end, known.last_year.window.end)
    return len({one.version for one in entry.definitions if any(map(one.holds, ends))}) == 1


def figure_lines(known: Known) -> tuple[dict[str, list[FigureLine]], list[SourceLine]]:
    """The figures by section of the report, and the annex, which tells only the lines that may be shown."""
    shipped = catalogue.load()
    book = _Sources(known)
    sections: dict[str, list[FigureLine]] = {}
    for entry in shipped.indicators:
        if entry.part_of and known.now[entry.part_of, ""].parts:
            continue
        line = _line(entry, known, book)
        if line is not None:
            section = SECTION_OF_INDICATOR.get(entry.id) or section_of_group()[entry.group]
            sections.setdefault(section, []).extend(_flat(line, entry))
    return sections, book.lines


def _flat(line: FigureLine, entry: Indicator) -> tuple[FigureLine, ...]:
    """Awards stand by their form, so that those who received one form stand together."""
    by_form = any(dimension.id == "award_form" for dimension in entry.dimensions)
    return line.of_which if by_form and line.of_which else (line,)


def _line(entry: Indicator, known: Known, book: "_Sources") -> FigureLine | None:
    # The breakdown as it was reported: only the kinds that somebody counted.
    reported = [cell for cell in entry.cells() if cell and (entry.id, cell) in known.now]
    cells = [_figure_line(entry, cell, known, book) for cell in reported if known.now[entry.id, cell].parts]
    parts = [
        line
        for part in catalogue.load().indicators
        if part.part_of == entry.id and (line := _line(part, known, book))
    ]
    if not known.now[entry.id, ""].parts and not cells:
        return None
    return _figure_line(entry, "", known, book, of_which=(*cells, *parts))


def _figure_line(
    entry: Indicator, cell: str, known: Known, book: "_Sources", of_which: tuple[FigureLine, ...] = ()
) -> FigureLine:
    total = known.now[entry.id, cell]
    value, unit = _value(total, entry), entry.unit(cell)[0]
    lines = [] if of_which and not cell and entry.dimensions else known.behind(total)
    return FigureLine(
        indicator=entry.id,
        name=entry.name_vi,
        unit=unit,
        value=value,
        last_year=_value(known.before[entry.id, cell], entry),
        cell=cell,
        cell_name=cell_name(entry, cell),
        as_of=_as_of(entry, lines, known.asked),
        basis=total.basis or "",
        note=_note(total),
        of_which=of_which,
        illustrative=total.illustrative > 0,
        comparable=_same_definition(entry, known),
        sources=book.add(entry, cell, value, unit, lines),
    )


def _value(total: Total, entry: Indicator) -> Value | Between | None:
    if total.parts == 0:
        return None
    if total.denominator is not None and total.numerator is not None:
        return Value(total.numerator, total.qualifier, entry.decimals, ValueKind.RATIO, total.denominator)
    if total.value is None:
        return Between(total.low or 0, total.high or 0, entry.decimals)
    kind = ValueKind.PERCENT if total.percent else ValueKind.COUNT
    return Value(total.value, total.qualifier, entry.decimals, kind)


def cell_name(entry: Indicator, cell: str) -> str:
    values = entry.parse_cell(cell) if cell else {}
    return ", ".join(d.value(values[d.id]).vi for d in entry.dimensions if d.id in values)


def _as_of(entry: Indicator, lines: Iterable[Figure], asked: Asked) -> date | None:
    """The one day that a stock stands for, where it is not the end of the report's own window."""
    days = {line.end for line in lines} if entry.aggregation is Aggregation.STOCK else set()
    return days.pop() if len(days) == 1 and days != {asked.window.end} else None


def _note(total: Total) -> str:
    return f"còn thiếu {total.missing} đơn vị" if total.missing and total.basis != "statement" else ""


class _Sources:
    """The annex "Nguồn số liệu" as it grows: a number for each line, or for the lines of one large sum."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.lines: list[SourceLine] = []

    def add(
        self, entry: Indicator, cell: str, value: Value | Between | None, unit: str, lines: Sequence[Figure]
    ) -> tuple[int, ...]:
        if not lines or value is None:
            return ()
        name = f"{entry.name_vi} ({cell_name(entry, cell)})" if cell else entry.name_vi
        first = len(self.lines) + 1
        if len(lines) <= LINES_ONE_BY_ONE:
            told = [line for line in lines if line.pk in self.known.shown]
            self.lines += [_source(first + at, name, unit, entry, line) for at, line in enumerate(told)]
            if len(told) < len(lines):
                self.lines.append(_untold(first + len(told), name, unit, value, len(lines) - len(told)))
        else:
            self.lines.append(_summed(first, name, unit, value, entry, lines, self.known))
        return tuple(range(first, len(self.lines) + 1))


def _source(number: int, name: str, unit: str, entry: Indicator, line: Figure) -> SourceLine:
    evidence = line.evidence
    return SourceLine(
        number=number,
        figure=name,
        value=Value(
            line.value, Qualifier(line.qualifier), entry.decimals, ValueKind(line.kind), line.denominator
        ),
        unit=unit,
        organisation=line.organisation.name,
        document=evidence.source if evidence else line.batch.record,
        where=", ".join(filter(None, (*places_of(evidence), f"dòng {line.pk} của sổ số liệu"))),
        quote=evidence.line if evidence else "",
        accepted_by=f"{line.batch.by.organisation.name}",
        accepted_on=local_day(line.batch.recorded.at),
        illustrative=line.illustrative,
    )


def places_of(evidence: Evidence | None) -> tuple[str, ...]:
    """Where in its document, and the page that shows the marked line of a text that was read."""
    if evidence is None:
        return ()
    marked = f"dòng đã đánh dấu: {settings.ADDRESS}{evidence.url}" if "#so-" in evidence.url else ""
    return evidence.locator, marked


def _untold(number: int, name: str, unit: str, value: Value | Between, count: int) -> SourceLine:
    """Lines of other bodies, which the officer who writes the report may not read."""
    return SourceLine(
        number=number,
        figure=name,
        value=value,
        unit=unit,
        organisation=f"{count} dòng của đơn vị khác",
        document="Ngoài phạm vi của tài khoản lập báo cáo",
    )


def _summed(
    number: int,
    name: str,
    unit: str,
    value: Value | Between,
    entry: Indicator,
    lines: Sequence[Figure],
    known: Known,
) -> SourceLine:
    """Many lines behind one sum: each still named by its place, with its value and its number in the ledger."""
    told = [line for line in lines if line.pk in known.shown]
    each = "; ".join(
        f"{known.names[line.place.key].full}: {_digits(line, entry)} (#{line.pk})" for line in told
    )
    return SourceLine(
        number=number,
        figure=name,
        value=value,
        unit=unit,
        organisation=f"{len({line.organisation_id for line in lines})} đơn vị",
        document="Các báo cáo đã được chấp nhận",
        where=f"{len(lines)} dòng của sổ số liệu (# là số dòng): {each}",
        accepted_by=lines[0].batch.by.organisation.name,
        accepted_on=max(local_day(line.batch.recorded.at) for line in lines),
        illustrative=any(line.illustrative for line in lines),
    )


def _digits(line: Figure, entry: Indicator) -> str:
    if line.denominator is not None:
        parts = (format_number(n, decimals=entry.decimals) for n in (line.value, line.denominator))
        return "/".join(parts)
    return format_number(line.value, decimals=entry.decimals)
