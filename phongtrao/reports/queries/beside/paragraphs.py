"""Where the paragraphs of a narrative come from, and where the texts of the units below are laid side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core.place import Level
from phongtrao.reports.models import Report
from phongtrao.reports.queries.beside.line import Beside, BesideKind
from phongtrao.reports.rules import Section, still_told


def told_by(field: str, paragraphs: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Beside]:
    """One line for each unit whose words stand in the narrative."""
    sources = [row["source"] for row in paragraphs.get(field, ()) if row.get("source")]
    for source in {row["receipt"]: row for row in sources}.values():
        words = _("After %(unit)s (%(receipt)s)") % {"unit": source["unit"], "receipt": source["receipt"]}
        yield Beside(words, reverse("reports:submission", args=[source["report"], source["submission"]]))


def merging(report: Report, section: Section) -> Mapping[str, Sequence[Beside]]:
    """Beside each narrative of a section its sources, and, above the communes, the way to the texts below. Needs the
    organisation's place."""
    if report.organisation.place.level == Level.COMMUNE:
        return {}
    told = still_told(report.draft)
    found = {}
    for narrative in section.narratives:
        href = reverse("reports:narrative", args=[report.pk, narrative.id])
        way = Beside(_("Put it together from the texts of the units below"), href, BesideKind.TOTAL)
        found[narrative.id] = [way, *told_by(narrative.id, told)]
    return found
