"""What the annual report of a place says: totals with last year's, narratives as accepted, and for each figure
the lines it was counted from. The letters engine makes the document of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import ValueKind
from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.core.period import clocks, local_day
from phongtrao.core.vietnamese import format_number
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.letters.annual import (
    AnnualReport,
    Between,
    FigureLine,
    Signature,
    SourceLine,
    Territory,
    Value,
    section_of_group,
)
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind, proposed
from phongtrao.places import queries as places
from phongtrao.places.models import Place, PlaceName
from phongtrao.reports.models import Submission
from phongtrao.rollup.question import Total

# Where the outline of the document holds what the form asks under another name.
SECTION_OF_NARRATIVE = {"thematic": "reviews", "directions": "tasks"}
SECTION_OF_INDICATOR = {"ntm_security_met": "new_rural", "drug_free_areas": "new_rural"}
LINES_ONE_BY_ONE = 8


class NothingToReport(LookupError):
    """Neither a figure nor a narrative is known of the place in that year."""


def annual_report(place: Place, asked: Asked, *, known_on: date) -> AnnualReport:
    """`known_on`: the last day whose records count; printed in the document."""
    asked = replace(asked, known_on=known_on)
    name = places.name_on(place, asked.day)
    lines, sources = _lines(place, asked)
    narratives = _narratives(place, asked)
    if not lines and not narratives:
        raise NothingToReport
    issuer = _issuer(place, name, asked.window.end)
    return AnnualReport(
        territory=_territory(place, name, asked.day),
        year=asked.year,
        window=asked.window,
        clock=clocks().get(asked.clock),
        issuer_above=_above(place, name, issuer),
        issuer=issuer.name.upper(),
        issuer_name=issuer.name,
        symbol=f"BC-{issuer.abbreviation}",
        issue_place=name.name if place.level != "nation" else "Hà Nội",
        signature=_signature(issuer),
        known_on=known_on,
        figures={section: tuple(found) for section, found in lines.items()},
        narratives=narratives,
        sources=tuple(sources),
        recipients=_recipients(place),
    )


# Figures --------------------------------------------------------------------------------------------------


def _lines(place: Place, asked: Asked) -> tuple[dict[str, list[FigureLine]], list[SourceLine]]:
    shipped = catalogue.load()
    codes = [entry.id for entry in shipped.indicators]
    now = {row.indicator.id: row.total for row in figures.totals([place.key], codes, asked)}
    before = {
        row.indicator.id: row.total
        for row in figures.totals([place.key], codes, replace(asked, year=asked.year - 1))
    }
    book = _Sources(asked)
    sections: dict[str, list[FigureLine]] = {}
    inside = {entry.id for entry in shipped.indicators if entry.part_of and _known(now.get(entry.part_of))}
    for entry in shipped.indicators:
        if entry.id in inside:
            continue
        line = _line(entry, place, asked, now, before, book)
        if line is not None:
            section = SECTION_OF_INDICATOR.get(entry.id) or section_of_group()[entry.group]
            sections.setdefault(section, []).extend(_flat(line, entry))
    return sections, book.lines


def _flat(line: FigureLine, entry: Indicator) -> tuple[FigureLine, ...]:
    """Awards stand by their form, so that those who received one form stand together."""
    by_form = any(dimension.id == "award_form" for dimension in entry.dimensions)
    return line.of_which if by_form and line.of_which else (line,)


def _line(
    entry: Indicator,
    place: Place,
    asked: Asked,
    now: dict[str, Total],
    before: dict[str, Total],
    book: "_Sources",
) -> FigureLine | None:
    total = now[entry.id]
    cells = _cells(entry, place, asked, book)
    parts = [
        line
        for part in catalogue.load().indicators
        if part.part_of == entry.id and (line := _line(part, place, asked, now, before, book))
    ]
    if not _known(total) and not cells:
        return None
    return _figure_line(entry, "", total, before[entry.id], book, of_which=(*cells, *parts))


def _cells(entry: Indicator, place: Place, asked: Asked, book: "_Sources") -> list[FigureLine]:
    """The breakdown as it was reported: only the kinds that somebody counted."""
    found = []
    for cell in (cell for cell in entry.cells() if (entry.id, cell) in book.cells):
        here = replace(asked, cell=cell)
        total = figures.totals([place.key], [entry.id], here)[0].total
        before = figures.totals([place.key], [entry.id], replace(here, year=asked.year - 1))[0].total
        if _known(total):
            found.append(_figure_line(entry, cell, total, before, book))
    return found


def _figure_line(
    entry: Indicator,
    cell: str,
    total: Total,
    before: Total,
    book: "_Sources",
    of_which: tuple[FigureLine, ...] = (),
) -> FigureLine:
    value = _value(total, entry)
    unit = entry.unit(cell)[0]
    lines = figures.of_total(total) if not (of_which and not cell and entry.dimensions) else []
    return FigureLine(
        indicator=entry.id,
        name=entry.name_vi,
        unit=unit,
        value=value,
        last_year=_value(before, entry),
        cell=cell,
        cell_name=_cell_name(entry, cell),
        as_of=_as_of(entry, lines, book.asked),
        basis=total.basis or "",
        note=_note(total),
        of_which=of_which,
        illustrative=total.illustrative > 0,
        sources=book.add(entry, cell, value, unit, list(lines)),
    )


def _known(total: Total | None) -> bool:
    return total is not None and total.parts > 0


def _value(total: Total, entry: Indicator) -> Value | Between | None:
    if total.parts == 0:
        return None
    if total.denominator is not None and total.numerator is not None:
        return Value(total.numerator, total.qualifier, entry.decimals, ValueKind.RATIO, total.denominator)
    if total.value is None:
        return Between(total.low or 0, total.high or 0, entry.decimals)
    kind = ValueKind.PERCENT if total.percent else ValueKind.COUNT
    return Value(total.value, total.qualifier, entry.decimals, kind)


def _cell_name(entry: Indicator, cell: str) -> str:
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

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.lines: list[SourceLine] = []
        reported = Figure.objects.exclude(cell="").values_list("indicator__code", "cell").distinct()
        self.cells = set(reported)

    def add(
        self, entry: Indicator, cell: str, value: Value | Between | None, unit: str, lines: Sequence[Figure]
    ) -> tuple[int, ...]:
        if not lines or value is None:
            return ()
        name = f"{entry.name_vi} ({_cell_name(entry, cell)})" if cell else entry.name_vi
        first = len(self.lines) + 1
        if len(lines) <= LINES_ONE_BY_ONE:
            self.lines += [_source(first + at, name, unit, entry, line) for at, line in enumerate(lines)]
        else:
            self.lines.append(_summed(first, name, unit, value, entry, lines, self.asked.day))
        return tuple(range(first, len(self.lines) + 1))


def _source(number: int, name: str, unit: str, entry: Indicator, line: Figure) -> SourceLine:
    evidence = line.evidence
    fact = line.as_fact()
    return SourceLine(
        number=number,
        figure=name,
        value=Value(fact.value, fact.qualifier, entry.decimals, fact.kind, fact.denominator),
        unit=unit,
        organisation=line.organisation.name,
        document=evidence.source if evidence else line.batch.record,
        where=", ".join(
            filter(None, (evidence.locator if evidence else "", f"dòng {line.pk} của sổ số liệu"))
        ),
        quote=evidence.line if evidence else "",
        accepted_by=f"{line.batch.by.organisation.name}",
        accepted_on=local_day(line.batch.recorded.at),
        illustrative=line.illustrative,
    )


def _summed(
    number: int,
    name: str,
    unit: str,
    value: Value | Between,
    entry: Indicator,
    lines: Sequence[Figure],
    day: date,
) -> SourceLine:
    """Many lines behind one sum: each still named by its place, with its value and its number in the ledger."""
    names = places.names_on({line.place.key for line in lines}, day)
    each = "; ".join(f"{names[line.place.key].full}: {_digits(line, entry)} (#{line.pk})" for line in lines)
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


# Narratives and the head -------------------------------------------------------------------------------------


def _narratives(place: Place, asked: Asked) -> dict[str, str]:
    """What the place's own organisations wrote in reports that were accepted, in the order of acceptance."""
    accepted = Submission.objects.filter(
        accepted__isnull=False,
        report__organisation__place=place,
        report__request__start__gte=asked.window.start,
        report__request__end__lte=asked.window.end,
    ).order_by("accepted__at")
    found: dict[str, list[str]] = {}
    for submission in accepted:
        for name, text in submission.answers.get("narratives", {}).items():
            if text.strip():
                found.setdefault(SECTION_OF_NARRATIVE.get(name, name), []).append(text.strip())
    return {section: "\n".join(texts) for section, texts in found.items()}


def _issuer(place: Place, name: PlaceName, day: date) -> Organisation:
    """The steering committee of the place, as it is called; where none is set up, as it is usually called."""
    known = (
        Organisation.objects.filter(place=place, kind=Kind.STEERING_COMMITTEE.value)
        .exclude(valid_to__lt=day)
        .order_by("pk")
        .first()
    )
    if known is not None:
        return known
    usual = proposed(name.kind, name.name, province=place.level == "province")[0]
    return Organisation(kind=usual.kind.value, name=usual.name, abbreviation=usual.abbreviation, place=place)


def _above(place: Place, name: PlaceName, issuer: Organisation) -> str:
    if issuer.kind != Kind.STEERING_COMMITTEE:
        return ""
    return "BỘ CÔNG AN" if place.level == "nation" else f"ỦY BAN NHÂN DÂN {name.full.upper()}"


def _signature(issuer: Organisation) -> Signature:
    return Signature(authority=("TM. BAN CHỈ ĐẠO",), posts=("TRƯỞNG BAN",), name="")


def _recipients(place: Place) -> tuple[str, ...]:
    if place.level == "province":
        return ("Bộ Công an (V05)", "Ủy ban nhân dân cấp tỉnh", "Các thành viên Ban Chỉ đạo")
    return ("Cơ quan cấp trên trực tiếp", "Các thành viên Ban Chỉ đạo")


def _territory(place: Place, name: PlaceName, day: date) -> Territory:
    if place.level == "nation":
        return Territory(name.name)
    province = next(
        (key for key in places.world().line(place.key, day) if places.world().place(key).level == "province"),
        place.key,
    )
    kind = places.names_on({province}, day)[province].kind.lower()
    return Territory(name.name, name.kind.lower(), kind)
