"""The annex tables of a report, as data/tables.json has them: each figure and its breakdown beside last year's, and
what each place below has. A table without data says so and stays."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from phongtrao.letters.annexes import capital, figure_columns, figure_row, number, plain, section_lines
from phongtrao.letters.document import Annex, Block, Column, Paragraph, Row, Run, Table
from phongtrao.letters.figures import FigureLine, MonthFigure, UnitFigure, change, in_digits
from phongtrao.letters.layout import Align
from phongtrao.letters.outline import outline
from phongtrao.letters.periods import Period

TABLES_FILE = Path(__file__).parent / "data" / "tables.json"
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class TableOf:
    """`units`: the indicators that are told for each place below, at most two side by side; `months`: those told month
    by month, at most four; `note`: what the table can't say, and why."""

    title: str
    indicators: tuple[str, ...]
    units: tuple[str, ...]
    months: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    tables: tuple[TableOf, ...]
    extremes: frozenset[str]
    texts: Mapping[str, str]


@cache
def told_of() -> Told:
    data = json.loads(TABLES_FILE.read_text(encoding="utf-8"))
    found = tuple(
        TableOf(
            row["title"],
            tuple(row["indicators"]),
            tuple(row["units"]),
            tuple(row.get("months", ())),
            row.get("note", ""),
        )
        for row in data["tables"]
    )
    return Told(found, frozenset(data["extremes"]), data["texts"])


def tables() -> tuple[TableOf, ...]:
    return told_of().tables


def units_told() -> tuple[str, ...]:
    """The indicators that a report needs of each place below."""
    asked = [code for table in tables() for code in table.units]
    return tuple(dict.fromkeys([*asked, *sorted(told_of().extremes)]))


def months_told() -> tuple[str, ...]:
    """The indicators that a report needs month by month."""
    return tuple(code for table in tables() for code in table.months)


def names_of(names: Sequence[str]) -> str:
    named = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return told_of().texts["more"].format(names=named, count=more) if more > 0 else named


def missing_words(names: Sequence[str]) -> str:
    return told_of().texts["missing"].format(names=names_of(names))


def table_annexes(
    figures: Mapping[str, tuple[FigureLine, ...]],
    below: Mapping[str, tuple[UnitFigure, ...]],
    period: Period,
    by_month: Mapping[str, tuple[MonthFigure, ...]] | None = None,
) -> Iterator[Annex]:
    known: dict[str, list[FigureLine]] = {}
    for line in section_lines(figures):
        known.setdefault(line.indicator, []).append(line)
    for table in tables():
        told = (
            *_blocks(table, known, below, period),
            *_months(table, known, by_month or {}),
            *([Paragraph(plain(table.note))] if table.note else []),
        )
        yield Annex(table.title, told, landscape=True)


def _blocks(
    table: TableOf,
    known: Mapping[str, Sequence[FigureLine]],
    below: Mapping[str, tuple[UnitFigure, ...]],
    period: Period,
) -> Iterator[Block]:
    lines = [line for code in table.indicators for line in known.get(code, ())]
    units = {code: below[code] for code in table.units if any(one.value for one in below.get(code, ()))}
    if not lines and not units:
        yield Paragraph(plain(outline().texts["no_figures"]))
    if lines:
        rows = tuple(_rows(lines))
        yield Table(figure_columns(period), rows)
    if units:
        yield Paragraph((Run(told_of().texts["units"], bold=True),))
        names = {
            line.indicator: line.full_name for found in known.values() for line in found if not line.cell
        }
        yield _by_unit(units, names, period)


def _rows(lines: Iterable[FigureLine]) -> Iterator[Row]:
    for ordinal, line in enumerate(lines, start=1):
        yield figure_row(str(ordinal), plain(line.full_name), line)
        for part in line.of_which:
            yield figure_row("", (Run(part.full_name, italic=True),), part)


def _months(
    table: TableOf, known: Mapping[str, Sequence[FigureLine]], by_month: Mapping[str, tuple[MonthFigure, ...]]
) -> Iterator[Block]:
    """A row a month, then what was reported for longer times alone; where that is all, a sentence."""
    found = {code: by_month[code] for code in table.months if code in by_month}
    if not found:
        return
    texts = told_of().texts
    yield Paragraph((Run(texts["months"], bold=True),))
    if not any(one.value for row in found.values() for one in row if one.name):
        yield Paragraph(plain(texts["only_longer"]))
        return
    columns = [Column("TT", 5, Align.CENTER), Column(texts["month"], 24)]
    columns += [Column(_named(known, code), 15, Align.RIGHT) for code in found]
    rows = []
    for ordinal, several in enumerate(zip(*found.values(), strict=True), start=1):
        name = several[0].name
        if name or any(one.value for one in several):
            cells = (number(one.value, one.illustrative, "") for one in several)
            rows.append(
                Row(tuple(map(plain, (str(ordinal) if name else "", name or texts["longer"], *cells))))
            )
    yield Table(tuple(columns), tuple(rows))


def _named(known: Mapping[str, Sequence[FigureLine]], code: str) -> str:
    return next((line.full_name for line in known.get(code, ()) if not line.cell), code)


def _by_unit(units: Mapping[str, tuple[UnitFigure, ...]], names: Mapping[str, str], period: Period) -> Table:
    """A row for each place that has a figure; who has none is named below."""
    columns = [Column("TT", 5, Align.CENTER), Column(told_of().texts["unit"], 24)]
    for code in units:
        name = names.get(code, code)
        columns += [
            Column(f"{name}, {period.name}", 15, Align.RIGHT),
            Column(capital(period.before), 11, Align.RIGHT),
            Column("Tăng, giảm", 10, Align.RIGHT),
            Column("Tăng, giảm (%)", 9, Align.RIGHT),
        ]
    rows: list[Row] = []
    missing: list[str] = []
    for several in zip(*units.values(), strict=True):
        if all(one.value is None for one in several):
            missing.append(several[0].name)
            continue
        cells = [str(len(rows) + 1), several[0].name, *(text for one in several for text in _cells(one))]
        rows.append(Row(tuple(map(plain, cells))))
    if missing:
        rows.append(Row((plain(missing_words(missing)),), across=True))
    return Table(tuple(columns), tuple(rows))


def _cells(unit: UnitFigure) -> tuple[str, str, str, str]:
    moved = change(unit.value, unit.last_year)
    now, before = (in_digits(one) if one else "" for one in (unit.value, unit.last_year))
    return now, before, moved.amount, moved.percent
