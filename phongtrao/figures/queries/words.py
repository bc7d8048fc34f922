"""Totals and figures in words, in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core import indicator as catalogue
from phongtrao.core import vietnamese
from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import ANY, COUNT, Part, Window, clocks, describe, part_text, part_words
from phongtrao.core.place import Level
from phongtrao.figures.queries.totals import Asked, Frozen, Row
from phongtrao.figures.rules import percent, shown
from phongtrao.kit.writing import in_english, written_figure, written_number, written_time
from phongtrao.rollup.question import Beside, Total

NOTHING = "–"


def name_of(entry: catalogue.Indicator) -> str:
    return entry.name_en if in_english() else entry.name_vi


def unit_of(entry: catalogue.Indicator, cell: str = "") -> str:
    return entry.unit(cell)[1 if in_english() else 0]


def unit_beside(entry: catalogue.Indicator, cell: str = "") -> str:
    """The unit that stands after a number; a share is written with its own sign."""
    return "" if entry.aggregation is Aggregation.RATIO else unit_of(entry, cell)


def cell_words(entry: catalogue.Indicator, cell: str) -> str:
    """The kind that a figure counts; "" for the whole."""
    values = entry.parse_cell(cell) if cell else {}
    found = [d.value(values[d.id]) for d in entry.dimensions if values]
    return ", ".join(value.en if in_english() else value.vi for value in found)


def days_words(window: Window, clock: str) -> str:
    return describe(window, clocks().get(clock), "en" if in_english() else "vi")


def window_words(asked: Asked) -> str:
    if asked.clock == ANY:
        days = describe(asked.window, None, "en" if in_english() else "vi")
        return _("%(days)s (each figure with its own window)") % {"days": days}
    return days_words(asked.window, asked.clock)


def part_label(part: Part | None, number: int) -> str:
    """One period of a year, as a choice names it: "Month 3", "First half-year"."""
    if part is Part.MONTH:
        return _("Month %(n)s") % {"n": number}
    if part is Part.QUARTER:
        return _("Quarter %(n)s") % {"n": ("I", "II", "III", "IV")[number - 1]}
    if part is Part.HALF:
        return _("First half-year") if number == 1 else _("Second half-year")
    return _("Whole year") if part is None else _("Nine months")


def part_choices() -> list[tuple[str, str]]:
    """Every period of a year, the whole first: ("month-3", "Month 3")."""
    parts = (Part.HALF, Part.NINE_MONTHS, Part.QUARTER, Part.MONTH)
    inside = [(part, number) for part in parts for number in range(1, COUNT[part] + 1)]
    return [(part_text(part, n), part_label(part, n)) for part, n in [(None, 0), *inside]]


def period_words(asked: Asked) -> str:
    """The period inside a sentence: "năm 2026", "tháng 3 năm 2026"."""
    return part_words(asked.year, asked.part, asked.number, "en" if in_english() else "vi")


def frozen_words(frozen: Frozen) -> str:
    return _("As frozen: %(freeze)s (%(at)s)") % {"freeze": frozen.words, "at": written_time(frozen.at)}


def number_words(scaled: int | None, qualifier: Qualifier, decimals: int) -> str:
    if scaled is None:
        return NOTHING
    if in_english():
        return written_figure(scaled, decimals, qualifier)
    return vietnamese.phrase(scaled, qualifier, decimals=decimals)


def share_words(numerator: int, denominator: int, qualifier: Qualifier, decimals: int) -> str:
    """10/12 (83,33 %)"""
    parts = f"{number_words(numerator, qualifier, decimals)}/{written_number(denominator, decimals)}"
    share = percent(numerator, denominator, decimals=decimals)
    return parts if share is None else f"{parts} ({written_number(share, decimals)} %)"


def figure_words(row: Row) -> str:
    """hơn 40.000; of a distinct count without one value its bounds; of a share its parts."""
    total, decimals = row.total, row.indicator.decimals
    if total.value is None and total.low is not None and total.high is not None:
        return _("%(low)s to %(high)s") % {
            "low": written_number(total.low, decimals),
            "high": written_number(total.high, decimals),
        }
    return _reading(total, row.indicator, total.qualifier)


def _reading(reading: Total | Beside, entry: catalogue.Indicator, qualifier: Qualifier) -> str:
    if reading.numerator is not None and reading.denominator is not None:
        return share_words(reading.numerator, reading.denominator, qualifier, entry.decimals)
    words = number_words(reading.value, qualifier, entry.decimals)
    bare = entry.aggregation is Aggregation.RATIO and reading.value is not None
    return f"{words} %" if bare else words


def basis_words(basis: str | None) -> str:
    return {
        None: "",
        "own": _("the units' own figures"),
        "statement": _("stated by the unit for its whole area"),
        "derived": _("counted by a registry"),
        "mixed": _("from several kinds of sources"),
    }[basis]


def aggregation_words(aggregation: Aggregation) -> str:
    return {
        Aggregation.FLOW: _("added over places and over time"),
        Aggregation.STOCK: _("added over places; over time the latest counts"),
        Aggregation.DISTINCT: _("different ones are counted, each once"),
        Aggregation.RATIO: _("a share: parts and wholes are added, then divided once"),
        Aggregation.MONEY: _("an amount of money in đồng, added over places and over time"),
        Aggregation.NONE: _("shown at its own place, never added"),
    }[aggregation]


def level_words(level: str) -> str:
    return {
        Level.NATION: _("the nation"),
        Level.PROVINCE: _("provinces"),
        Level.DISTRICT: _("districts"),
        Level.COMMUNE: _("communes"),
        Level.AREA: _("residential areas"),
    }[Level(level)]


def coverage_words(row: Row) -> str:
    """Whose figures the total is; of a sum how many of the expected units stand behind it."""
    total = row.total
    words = basis_words(total.basis)
    if not total.parts or total.basis == Basis.STATEMENT or total.expected < 2:
        return words
    return f"{words}; {of_expected(total.have, total.expected)}"


def of_expected(have: int, expected: int) -> str:
    return _("%(have)s of %(expected)s units") % {
        "have": written_number(have),
        "expected": written_number(expected),
    }


def beside_words(row: Row) -> list[str]:
    return [_("beside it: %(reading)s") % {"reading": reading} for reading in readings_beside(row)]


def readings_beside(row: Row) -> list[str]:
    return [_beside(row, basis, beside) for basis, beside in row.total.beside.items()]


def _beside(row: Row, basis: str, beside: Beside) -> str:
    """A statement says its number; the sum of what lies below also how many stand behind it."""
    decimals = row.indicator.decimals
    value, counted = shown(beside, row.indicator), shown(row.total, row.indicator)
    words = {"basis": basis_words(basis), "value": _reading(beside, row.indicator, Qualifier.EXACT)}
    said = _("%(value)s (%(basis)s)") % words
    if row.total.basis == Basis.STATEMENT:
        words["units"] = of_expected(beside.have, beside.expected)
        said = _("%(value)s (%(basis)s; %(units)s)") % words
    if value is None or counted is None:
        return said
    gap = written_number(counted - value, decimals)
    if row.indicator.aggregation is Aggregation.RATIO:
        gap = _("%(gap)s percentage points") % {"gap": gap}
    return f"{said}; {_('difference %(gap)s') % {'gap': gap}}"


def notes_of(row: Row) -> list[str]:
    """What must be said of a total: parts that are not exact, missing, left out, illustrative."""
    total = row.total
    notes = []
    if total.illustrative:
        notes.append(
            _("illustrative data: %(count)s of %(parts)s figures")
            % {"count": written_number(total.illustrative), "parts": written_number(total.parts)}
        )
    if total.not_exact and total.parts > 1:
        notes.append(
            _("%(count)s of %(parts)s figures are not exact")
            % {"count": written_number(total.not_exact), "parts": written_number(total.parts)}
        )
    if total.missing and (total.parts == 0 or total.expected > 1):
        missing = ngettext("%(count)s unit is missing", "%(count)s units are missing", total.missing)
        notes.append(missing % {"count": written_number(total.missing)})
    if total.left_out:
        left_out = ngettext(
            "%(count)s figure was left out: its days cross the edge, or it follows another clock",
            "%(count)s figures were left out: their days cross the edge, or they follow another clock",
            total.left_out,
        )
        notes.append(left_out % {"count": written_number(total.left_out)})
    if not row.indicator.whole:
        notes.append(_("counted by kind, in different units: no total of all kinds"))
    return notes
