"""The same number in the period before and a year before, how it changed, and whether that looks odd."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis
from phongtrao.core.period import Window, clocks
from phongtrao.core.period import a_year_before as the_year_before
from phongtrao.figures import queries as figures
from phongtrao.figures.rules import NOTHING_KNOWN, Past, Reading, change, doubts
from phongtrao.reports.models import Report
from phongtrao.reports.queries.beside.line import About, Beside, BesideKind
from phongtrao.reports.rules import key_of, split, stated


def past_of(report: Report, keys: Collection[str]) -> dict[str, Past]:
    """By key what the unit said in earlier windows of the same sort. As many queries as `pasts`."""
    if not keys:
        return {}
    unit = figures.Unit(report.organisation_id, report.organisation.place.key, Basis(report.request.basis))
    codes = {split(key)[0] for key in keys}
    found = figures.pasts([unit], codes, report.request.clock, report.window)[unit]
    known = {key_of(*key): past for key, past in found.items()}
    return {key: known[key] for key in keys if key in known}


def said_before(about: About) -> Mapping[str, Sequence[Beside]]:
    pasts = past_of(about.report, about.keys)
    if not pasts:
        return {key: [Beside(_("No earlier period to compare with yet."))] for key in about.keys[:1]}
    return {key: list(_lines(key, pasts.get(key, NOTHING_KNOWN), about)) for key in about.keys}


def _lines(key: str, past: Past, about: About) -> Iterator[Beside]:
    entry = catalogue.load().get(split(key)[0])
    now = stated(about.answers.get("figures", {}).get(key))
    clock, window = about.report.request.clock, about.report.window
    before = figures.earlier_windows(clock, window, 1)
    year_before = the_year_before(clocks().get(clock), window)
    if past.before is None and past.year_before is None and not split(key)[1]:
        yield Beside(_("No earlier period to compare with yet."))
    if past.before is not None and before and before[0] != year_before:
        yield Beside(_compared(_("Period before"), before[0], past.before, now, entry))
    if past.year_before is not None:
        yield Beside(_compared(_("Same period last year"), year_before, past.year_before, now, entry))
    if now is not None:
        reason = about.answers.get("reasons", {}).get(key, "")
        for doubt in doubts(now, past, entry, figures.limits()):
            words = figures.doubt_words(doubt, entry)
            yield Beside(words, kind=BesideKind.EXPLAINED if reason else BesideKind.DOUBT)


def _compared(name: str, days: Window, then: Reading, now: Reading | None, entry: catalogue.Indicator) -> str:
    """Cùng kỳ năm trước (01/01/2025–31/12/2025): 40; tăng 12,4 %"""
    said = _("%(name)s (%(days)s): %(figure)s") % {
        "name": name,
        "days": figures.short_days(days),
        "figure": figures.reading_words(then, entry),
    }
    moved = figures.change_words(change(now, then, entry)) if now is not None else ""
    return f"{said}; {moved}" if moved else said
