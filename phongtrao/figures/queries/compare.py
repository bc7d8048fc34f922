"""This period against the one before and against last year, as totals by the arithmetic and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Window
from phongtrao.figures.queries.changes import change_words, reading_words, short_days
from phongtrao.figures.queries.past import reading_of
from phongtrao.figures.queries.totals import Asked, Row, a_period_before, a_year_before, fetch, rows_of
from phongtrao.figures.rules import Reading, change, comparable
from phongtrao.kit.charts import Chart, bar_chart
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table, Value
from phongtrao.places import queries as places


@dataclass(frozen=True, slots=True)
class Days:
    """Which windows stand side by side; `before` is None where the period before is last year's."""

    now: Window
    before: Window | None
    year_before: Window


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a unit or a place with its number now and earlier. `note`: what must be said of the number now."""

    name: str
    now: Reading | None
    before: Reading | None
    year_before: Reading | None
    href: str = ""
    note: str = ""


def compared_totals(
    keys: Sequence[str], indicator: str, asked: Asked
) -> tuple[Days, list[tuple[Row, Compared]]]:
    """All three on one map (of the day asked for, else of the window's last day), so that like is compared with like.
    Five queries."""
    before, year_before = a_period_before(asked), a_year_before(asked)
    windows = [before] if before.window != year_before.window else []
    fetched = fetch([indicator], asked, also=[*windows, year_before])
    names = places.all_names(set(keys))
    now = rows_of(fetched, names, keys, [indicator], asked)
    then = [reading_of(row.total) for row in rows_of(fetched, names, keys, [indicator], year_before)]
    earlier = [reading_of(row.total) for row in rows_of(fetched, names, keys, [indicator], before)]
    found = [
        Compared(
            row.place.full,
            reading_of(row.total),
            earlier[at] if windows else None,
            then[at],
            note=_illustrative(row),
        )
        for at, row in enumerate(now)
    ]
    days = Days(asked.window, before.window if windows else None, year_before.window)
    return days, list(zip(now, found, strict=True))


def _illustrative(row: Row) -> str:
    return _("illustrative data") if row.total.illustrative else ""


def comparison_table(
    caption: str, heading: str, rows: Sequence[Compared], days: Days, entry: catalogue.Indicator
) -> Table:
    columns = [Column(heading, heading=True), Column(_("This period"), Kind.NUMBER)]
    notes = [_("This period: %(days)s") % {"days": short_days(days.now)}]
    if days.before is not None:
        columns += [Column(_("Period before"), Kind.NUMBER), Column(_("Change from the period before"))]
        notes.append(_("Period before: %(days)s") % {"days": short_days(days.before)})
    columns += [Column(_("Same period last year"), Kind.NUMBER), Column(_("Change from last year"))]
    notes.append(_("Same period last year: %(days)s") % {"days": short_days(days.year_before)})
    return Table(caption, columns, [_row(row, days, entry) for row in rows], footnotes=notes)


def _row(row: Compared, days: Days, entry: catalogue.Indicator) -> list[Value | Cell]:
    cells: list[Value | Cell] = [Cell(row.name, href=row.href), _cell(row.now, entry, row.note)]
    if days.before is not None:
        cells += [_cell(row.before, entry), _moved(row.now, row.before, entry)]
    return [*cells, _cell(row.year_before, entry), _moved(row.now, row.year_before, entry)]


def _cell(reading: Reading | None, entry: catalogue.Indicator, note: str = "") -> Cell:
    """A share stands as its percentage to reckon with, and its parts beside it."""
    value = comparable(reading, entry) if reading else None
    if reading is None or value is None:
        return Cell(None, note=note)
    parts = reading_words(reading, entry) if reading.denominator is not None else ""
    said = "; ".join(words for words in (parts, note) if words)
    return Cell(Amount(value, entry.decimals, reading.qualifier), note=said)


def _moved(now: Reading | None, then: Reading | None, entry: catalogue.Indicator) -> str:
    if now is None:
        return ""
    return _("no period to compare with") if then is None else change_words(change(now, then, entry))


def comparison_chart(table: Table) -> Chart | None:
    """This period's numbers; nothing where there is only one bar."""
    chart = bar_chart(table)
    return chart if len(chart.bars) > 1 else None
