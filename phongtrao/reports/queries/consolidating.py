"""What the ledger makes of the fields of a report: the sum of what was accepted below, or what a registry counted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Fact, ValueKind
from phongtrao.core.place import NATION, Level
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.kit.ready import ready
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Sum, split
from phongtrao.rollup.question import Total

COUNTED_OF = {
    "reports_submitted": "reports_requested",
    "reports_on_time": "reports_requested",
    "reports_accepted": "reports_requested",
}
"""Events of a registry that has known of the first since it knows of the second: none yet is a count of zero."""


@dataclass(frozen=True, slots=True)
class Known:
    """The sums of a report's fields, by key, with the totals that they are."""

    totals: Mapping[str, Total]
    sums: Mapping[str, Sum]


def known_of(report: Report, keys: Collection[str]) -> Known:
    """A statement is held against the sum of what was accepted within its place; an organisation's own figures only
    against what a registry counted. The report needs request with form, duty and organisation with place fetched.
    One query where nothing is known, else seven."""
    if not report.request.form.questions.expects_all:
        return Known({}, {})  # a document of the past says what it says
    codes = {split(key)[0] for key in keys}
    states = report.request.basis == Basis.STATEMENT
    codes = codes if states else _counted(report, codes)
    if not codes:
        return Known({}, {})
    place = report.organisation.place.key
    known = codes | {COUNTED_OF[code] for code in codes & COUNTED_OF.keys()}
    fetched = _fetched(report, known, _within(report, place, states=states))
    facts = {code: _told(rows, place, states=states) for code, rows in fetched.facts.items()}
    return _known(report, replace(fetched, facts=facts), [key for key in keys if split(key)[0] in codes])


def below_of(report: Report, keys: Collection[str]) -> Known:
    """For information, of a report of an organisation's own figures: the sum of what was accepted of the places below
    its own. It is held against nothing and never added. Nothing of a commune, and of what a registry counts. None or
    seven queries."""
    place = report.organisation.place
    if report.request.basis != Basis.OWN or place.level == Level.COMMUNE or not keys:
        return Known({}, {})
    fetched = _fetched(report, {split(key)[0] for key in keys}, _within(report, place.key, states=True))
    facts = {
        code: [f for f in rows if f.place != place.key and f.basis is not Basis.DERIVED]
        for code, rows in fetched.facts.items()
    }
    return _known(report, replace(fetched, facts=facts), keys)


def _fetched(report: Report, codes: Iterable[str], within: frozenset[str] | None) -> figures.Fetched:
    return figures.fetch(sorted(codes), _asked(report), within=within)


def _known(report: Report, fetched: figures.Fetched, keys: Iterable[str]) -> Known:
    place, asked = report.organisation.place.key, _asked(report)
    totals = {key: _total(fetched, key, place, asked) for key in keys}
    totals = {key: total for key, total in totals.items() if total.parts}
    return Known(totals, {key: _sum(key, total) for key, total in totals.items()})


def _asked(report: Report) -> Asked:
    return Asked(report.request.year, report.request.clock, days=report.window)


def sums_of(report: Report) -> Mapping[str, Sum]:
    """Of all its fields."""
    return known_of(report, report.request.form.questions.figure_keys).sums


def lines_of(report: Report, key: str) -> tuple[Sum | None, list[Figure]]:
    """One field's sum, be it for information only, and the ledger's lines that it was counted from."""
    known = known_of(report, [key])
    known = known if key in known.totals else below_of(report, [key])
    total = known.totals.get(key)
    return known.sums.get(key), list(figures.of_total(total)) if total else []


def _counted(report: Report, codes: Iterable[str]) -> set[str]:
    """The indicators of which a registry counted something at the report's place in its window."""
    known = set(_derived_at(report.organisation.place_id, report.window.start, report.window.end))
    return {code for code in codes if code in known or COUNTED_OF.get(code) in known}


@ready
def _derived_at(place: int, first: date, last: date) -> QuerySet[Figure, str]:
    rows = Figure.objects.filter(place=place, basis=Basis.DERIVED.value, start__gte=first, end__lte=last)
    return rows.values_list("indicator__code", flat=True).distinct()


def _within(report: Report, place: str, *, states: bool) -> frozenset[str] | None:
    if not states:
        return frozenset({place})
    return None if place == NATION else figures.subtree(place, report.window)


def _told(rows: Iterable[Fact], place: str, *, states: bool) -> list[Fact]:
    """Of what is known the lines that count against the report: what it says itself of its whole area is left out,
    and of an organisation's own figures all but a registry's."""
    if states:
        return [f for f in rows if f.place != place or f.basis is not Basis.STATEMENT]
    return [f for f in rows if f.basis is Basis.DERIVED]


def _total(fetched: figures.Fetched, key: str, place: str, asked: Asked) -> Total:
    code, cell = split(key)
    [total] = fetched.totals([place], code, replace(asked, cell=cell))
    since = COUNTED_OF.get(code)
    if total.parts or since is None:
        return total
    [whole] = fetched.totals([place], since, asked)
    if whole.basis != Basis.DERIVED:
        return total
    return replace(total, value=0, basis=whole.basis, parts=whole.parts, figures=whole.figures)


def _sum(key: str, total: Total) -> Sum:
    ratio = total.numerator is not None and total.denominator is not None
    kind = ValueKind.RATIO if ratio else ValueKind.PERCENT if total.percent else ValueKind.COUNT
    whole = not ratio or _parts_are_whole(key, total)
    value = total.numerator if ratio else total.value
    return Sum(
        value=value if whole else None,
        denominator=total.denominator if ratio else None,
        kind=kind.value,
        qualifier=total.qualifier.value,
        registry=total.basis == Basis.DERIVED,
        parts=total.parts,
        have=total.have,
        expected=total.expected,
    )


def _parts_are_whole(key: str, total: Total) -> bool:
    """The parts of a share are counted things; what is no whole number can't be typed."""
    scale = catalogue.scale(catalogue.load().get(split(key)[0]))
    return (
        not (total.numerator or 0) % scale
        and bool(total.denominator)
        and not (total.denominator or 0) % scale
    )
