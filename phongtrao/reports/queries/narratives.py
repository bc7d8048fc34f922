"""What the units below wrote under the same question, in reports that were accepted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from phongtrao.core.vietnamese import fold
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.reports.models import Report, Submission
from phongtrao.reports.rules import Paragraph, split_text

MOST_READ = 4_000
"""Texts that one search looks through."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One paragraph that can be chosen, by its `name`: the submission and its place in the text."""

    name: str
    paragraph: Paragraph
    used: bool


@dataclass(frozen=True, slots=True)
class Below:
    """One unit's text."""

    unit: str
    title: str
    report: int
    submission: int
    receipt: str
    offers: list[Offer]


def texts_below(officer: Officer, report: Report, narrative: str, *, search: str = "") -> list[Below]:
    """By the unit's name: the last accepted text of each report within the window that the officer may read and that
    his own organisation, or whoever asked him, asked for. One query."""
    used = {line["text"] for line in report.draft.get("paragraphs", {}).get(narrative, ())}
    wanted = fold(search.strip())
    found = []
    for row in _accepted(officer, report, narrative)[:MOST_READ]:
        unit, text = row["report__organisation__name"], row["said"] or ""
        if text.strip() and (not wanted or wanted in fold(f"{unit} {text}")):
            found.append(_below(row, unit, text, used))
    return found


def chosen_of(officer: Officer, report: Report, narrative: str, names: list[str]) -> list[Paragraph]:
    """The paragraphs that were chosen, in the order of the page; a name that is none is passed over."""
    wanted = set(names)
    offers = [offer for text in texts_below(officer, report, narrative) for offer in text.offers]
    return [offer.paragraph for offer in offers if offer.name in wanted]


def _accepted(officer: Officer, report: Report, narrative: str) -> QuerySet[Submission, Any]:
    asked, window = report.request, report.window
    rows = Submission.objects.filter(
        Q(report__request__asker=report.organisation_id) | Q(report__request__asker=asked.asker_id),
        report__organisation__in=people.visible(officer).values("pk"),
        report__duty__start__gte=window.start,
        report__duty__end__lte=window.end,
        accepted__isnull=False,
    ).exclude(report__organisation=report.organisation_id)
    last = Max("report__submissions__number", filter=Q(report__submissions__accepted__isnull=False))
    rows = rows.annotate(last=last).filter(number=F("last"))
    said = KeyTextTransform(narrative, KeyTransform("narratives", "answers"))
    return (
        rows.annotate(said=said)
        .filter(said__isnull=False)
        .order_by("report__organisation__sort_key", "report", "number")
        .values(
            "pk",
            "number",
            "receipt",
            "report",
            "report__organisation__name",
            "report__request__title",
            "said",
        )
    )


def _below(row: dict[str, Any], unit: str, text: str, used: set[str]) -> Below:
    report, number, receipt = row["report"], row["number"], row["receipt"]
    offers = [
        Offer(
            f"{row['pk']}-{at}",
            Paragraph(text=line, unit=unit, report=report, submission=number, receipt=receipt),
            line in used,
        )
        for at, line in enumerate(split_text(text))
    ]
    return Below(unit, row["report__request__title"], report, number, receipt, offers)
