"""The sum of the accepted reports below, or what a registry counted, and whether the report states another number."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.figures import queries as figures
from phongtrao.kit.writing import written_time
from phongtrao.reports.queries.beside.line import About, Beside, BesideKind
from phongtrao.reports.queries.consolidating import below_of, known_of
from phongtrao.reports.queries.words import written_sum
from phongtrao.reports.rules import Sum, differing, of_kept


def summed(about: About) -> Mapping[str, Sequence[Beside]]:
    """What is known now, whoever looks: of a submission too, so that a later change below is seen."""
    sums = known_of(about.report, about.keys).sums
    other = set(differing(about.answers, sums))
    found = {key: list(_lines(key, sums[key], about, key in other)) for key in sums}
    below = below_of(about.report, [key for key in about.keys if key not in sums]).sums
    return found | {key: [_below(key, known, about)] for key, known in below.items()}


def _below(key: str, known: Sum, about: About) -> Beside:
    """Beside an organisation's own number: nothing to take, nothing to explain."""
    href = reverse("reports:sum", args=[about.report.pk, key])
    words = _("For information, not part of this number: the accepted reports below give no single number")
    if known.value is not None:
        said = _("For information, not part of this number: total of the accepted reports below: %(value)s")
        words = said % {"value": written_sum(key, known)}
    return Beside(words, href, BesideKind.BELOW)


def _lines(key: str, known: Sum, about: About, differs: bool) -> Iterator[Beside]:
    href = reverse("reports:sum", args=[about.report.pk, key])
    value = written_sum(key, known)
    if known.registry:
        words = _("Counted by the system: %(value)s; nobody types it") % {"value": value}
        yield Beside(words, href, BesideKind.DERIVED)
    elif known.value is None:
        words = _("The accepted reports below give no single number here: open their lines")
        yield Beside(words, href, BesideKind.TOTAL)
    else:
        yield Beside(_summed_words(value, known), href, BesideKind.TOTAL, takes=key)
    mark = about.answers.get("taken", {}).get(key)
    if mark and key in about.answers.get("figures", {}) and of_kept(mark).value != known.value:
        words = _("Taken over at %(at)s: %(then)s; the total is %(now)s now") % {
            "at": written_time(datetime.fromisoformat(mark["at"])),
            "then": written_sum(key, of_kept(mark)),
            "now": value,
        }
        yield Beside(words, kind=BesideKind.TOTAL)
    if differs:
        said = _("Another number than was counted: say why, or leave it empty")
        if not known.registry:
            said = _("Another number than the total: say why, or take the total")
        explained = about.answers.get("reasons", {}).get(key)
        yield Beside(said, kind=BesideKind.EXPLAINED if explained else BesideKind.DOUBT)


def _summed_words(value: str, known: Sum) -> str:
    """Tổng hợp từ các báo cáo đã chấp nhận: 1.234 (12/148 đơn vị)"""
    words = _("Total of the accepted reports below: %(value)s") % {"value": value}
    if known.expected < 2:
        return words
    return f"{words} ({figures.of_expected(known.have, known.expected)})"
