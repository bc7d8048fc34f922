"""Totals and ledger lines as tables: what is seen is what is downloaded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.period import Window, part_text
from phongtrao.figures import queries
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked, Inquiry, Row
from phongtrao.figures.rules import shown
from phongtrao.kit.charts import Chart, bar_chart
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table, Value
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName

Years = Mapping[int, Sequence[Row]]


def totals_table(inquiry: Inquiry, place: PlaceName, years: Years) -> Table:
    """A row for each place and indicator; a column for each year, the newest first; then the difference,
    and what must be said of the newest."""
    newest = next(iter(years))
    columns = [Column(_("Place"), heading=True), Column(_("Indicator")), Column(_("Unit of measure"))]
    columns += [Column(str(year), Kind.NUMBER) for year in years]
    columns += [Column(_("Difference from the year before"), Kind.NUMBER)] if len(years) > 1 else []
    columns += [Column(_("Whose figures")), Column(_("Beside it")), Column(_("Remarks"))]
    columns += [Column(_("Freeze"))] if inquiry.asked.frozen else []
    rows = [_row(inquiry, years, at) for at in range(len(years[newest]))]
    return Table(
        _caption(inquiry, place), columns, rows, footnotes=[window_note(inquiry, year) for year in years]
    )


def _row(inquiry: Inquiry, years: Years, at: int) -> list[Value | Cell]:
    row, *before = [rows[at] for rows in years.values()]
    asked = inquiry.asked
    cells: list[Value | Cell] = [
        f"{row.place.full} ({row.place.code})",
        queries.name_of(row.indicator),
        queries.unit_of(row.indicator),
    ]
    for year, of_year in years.items():
        cells.append(_cell(of_year[at], _in_year(asked, year)))
    if before:
        cells.append(_difference(row, before[0]))
    beside = "; ".join(queries.readings_beside(row))
    cells += [queries.coverage_words(row), beside, "; ".join(queries.notes_of(row))]
    return [*cells, queries.frozen_words(asked.frozen)] if asked.frozen else cells


def _cell(row: Row, asked: Asked) -> Cell:
    """A share stands in its column as a number to reckon with, and its parts beside it."""
    value = _value(row)
    parted = row.total.denominator is not None and isinstance(value, Amount)
    return Cell(value, href=_lines_href(row, asked), note=queries.figure_words(row) if parted else "")


def _value(row: Row) -> Value:
    scaled = shown(row.total, row.indicator)
    if scaled is None:
        return queries.figure_words(row) if row.total.parts else None
    return Amount(scaled, row.indicator.decimals, row.total.qualifier)


def _difference(now: Row, before: Row) -> Value:
    """The difference of two numbers; where one is not exact it is approximate."""
    newer, older = shown(now.total, now.indicator), shown(before.total, before.indicator)
    if newer is None or older is None:
        return None
    exact = {now.total.qualifier, before.total.qualifier} == {Qualifier.EXACT}
    return Amount(
        newer - older, now.indicator.decimals, Qualifier.EXACT if exact else Qualifier.APPROXIMATELY
    )


def totals_chart(inquiry: Inquiry, years: Years) -> Chart | None:
    """The first indicator: by place, else by year. Nothing where there is only one bar."""
    newest = next(iter(years))
    first = inquiry.indicators[0]
    of_first = [row for row in years[newest] if row.indicator.id == first]
    if not of_first:
        return None
    if len(of_first) > 1:
        rows: list[list[Value]] = [[row.place.full, _bar(row)] for row in of_first]
    else:
        at = years[newest].index(of_first[0])
        rows = [[str(year), _bar(years[year][at])] for year in reversed(list(years))]
    if len([row for row in rows if row[1] is not None]) < 2:
        return None
    entry = of_first[0].indicator
    title = f"{queries.name_of(entry)} ({queries.unit_of(entry)})"
    return bar_chart(Table(title, [Column(_("Place"), heading=True), Column(_("Total"), Kind.NUMBER)], rows))


def _bar(row: Row) -> Value:
    value = _value(row)
    return value if isinstance(value, Amount) else None


def _caption(inquiry: Inquiry, place: PlaceName) -> str:
    if inquiry.level:
        level, year = queries.level_words(inquiry.level), queries.period_words(inquiry.asked)
        words = {"place": place.full, "level": level, "year": year}
        return _("Totals of %(year)s, %(place)s, by %(level)s") % words
    words = {"place": place.full, "year": queries.period_words(inquiry.asked)}
    return _("Totals of %(year)s, %(place)s") % words


def window_note(inquiry: Inquiry, year: int) -> str:
    days = queries.window_words(_in_year(inquiry.asked, year))
    return _("%(year)s: %(days)s") % {"year": year, "days": days}


def _in_year(asked: Asked, year: int) -> Asked:
    return replace(asked, year=year)


def _lines_href(row: Row, asked: Asked) -> str:
    return lines_address(row, asked) if row.total.parts else ""


def lines_address(row: Row, asked: Asked) -> str:
    """By the internal key of the place: its code is read on a date and may be another's in another year."""
    words = {
        "key": row.place.place.key,
        "indicator": row.indicator.id,
        "year": asked.year,
        "period": part_text(asked.part, asked.number),
        "clock": asked.clock,
        "cell": asked.cell,
        "first": asked.days.start if asked.days else "",
        "last": asked.days.end if asked.days else "",
        "map": asked.map or "",
        "known_on": asked.known_on or "",
        "freeze": asked.frozen.number if asked.frozen else "",
    }
    kept = {name: value for name, value in words.items() if value}
    return f"{reverse('figures:lines')}?{urlencode(kept)}"


def lines_table(caption: str, figures: Sequence[Figure], row: Row) -> Table:
    columns = [
        Column(_("Place"), heading=True),
        Column(_("Organisation")),
        Column(_("Figure"), Kind.NUMBER),
        Column(_("Days")),
        Column(_("Whose figures")),
        Column(_("Batch"), Kind.NUMBER),
        Column(_("Recorded by")),
        Column(_("Recorded on"), Kind.TIME),
        Column(_("Source document")),
    ]
    keys = {figure.place.key for figure in figures}
    names = places.all_names(keys)
    rows = [_line(figure, places.called(names[figure.place.key], figure.end).full, row) for figure in figures]
    return Table(caption, columns, rows)


def _line(figure: Figure, place: str, row: Row) -> list[Value | Cell]:
    notes = [queries.cell_words(row.indicator, figure.cell)]
    notes += [_("illustrative data")] if figure.illustrative else []
    return [
        place,
        figure.organisation.name,
        Cell(
            amount_of(figure),
            href=reverse("figures:figure", args=[figure.pk]),
            note="; ".join(note for note in notes if note),
        ),
        queries.days_words(Window(figure.start, figure.end), figure.clock),
        queries.basis_words(figure.basis),
        figure.batch.recorded.number,
        figure.batch.by.name,
        figure.batch.recorded.at,
        figure.evidence.source if figure.evidence else None,
    ]


def amount_of(figure: Figure) -> Value:
    """A share with its parts, as it was reported, or with its sign; everything else as an amount."""
    decimals, qualifier = figure.indicator.decimals, Qualifier(figure.qualifier)
    if figure.denominator is not None:
        return queries.share_words(figure.value, figure.denominator, qualifier, decimals)
    if figure.kind == ValueKind.PERCENT:
        return f"{queries.number_words(figure.value, qualifier, decimals)} %"
    return Amount(figure.value, decimals, qualifier)
