"""What the units beside it say, to whoever asked them all. A unit never sees a neighbour's number."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.figures.rules import comparable, median_of
from phongtrao.kit.writing import written_number
from phongtrao.places import queries as places
from phongtrao.reports import access
from phongtrao.reports.models import Report, Submission
from phongtrao.reports.queries.beside.line import About, Beside, BesideKind
from phongtrao.reports.rules import Side, State, split, stated

FEWEST = 3
"""Of fewer neighbours a median says nothing."""


def neighbours(about: About) -> Mapping[str, Sequence[Beside]]:
    """Median and range of what the neighbours in the same request sent or had accepted. Two queries."""
    if Side.ASKED not in access.sides(about.officer, about.report):
        return {}
    sent = _sent_by_neighbours(about.report)
    found = {}
    for key in about.keys:
        entry = catalogue.load().get(split(key)[0])
        readings = [stated(figures.get(key)) for figures in sent]
        known = [v for one in readings if one and (v := comparable(one, entry)) is not None]
        if len(known) >= FEWEST:
            found[key] = [Beside(_words(known, entry), kind=BesideKind.NEIGHBOURS)]
    return found


def _sent_by_neighbours(report: Report) -> list[dict[str, Any]]:
    """The figures of the last submission of each: units of the same request whose places lie in the same place as its
    own, or in its own."""
    world, day = places.world(), report.window.end
    own = report.organisation.place.key
    above = world.parent(own, day)
    beside = world.children(above, day) if above else [own]
    rows = Submission.objects.filter(
        report__request=report.request_id,
        report__state__in=[State.SUBMITTED.value, State.ACCEPTED.value],
        report__organisation__place__key__in=beside,
    ).exclude(report=report.pk)
    last = dict(rows.order_by("number").values_list("report", "answers__figures"))
    return [figures or {} for figures in last.values()]


def _words(known: Sequence[int], entry: Indicator) -> str:
    sign = " %" if entry.aggregation is Aggregation.RATIO else ""
    low, middle, high = (
        written_number(value, entry.decimals) + sign for value in (min(known), median_of(known), max(known))
    )
    return _("%(n)s neighbouring units: median %(middle)s, from %(low)s to %(high)s") % {
        "n": written_number(len(known)),
        "middle": middle,
        "low": low,
        "high": high,
    }
