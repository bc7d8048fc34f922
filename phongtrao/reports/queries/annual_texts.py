"""The narratives of a place's annual report, and where the paragraphs that were merged into them came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from phongtrao.core.period import local_day
from phongtrao.figures.queries import Asked
from phongtrao.letters.annual import TextSource, section_ids
from phongtrao.people.models import Organisation
from phongtrao.places.models import Place
from phongtrao.reports.models import Submission
from phongtrao.reports.rules import Paragraph, Told, UnknownField

SECTION_OF_NARRATIVE = {"thematic": "reviews", "directions": "tasks"}
"""Where the outline of the document holds what the form asks under another name."""


@dataclass(frozen=True, slots=True)
class Texts:
    """By section of the document what is told there, and the sources of its merged paragraphs in that order."""

    narratives: dict[str, str]
    sources: tuple[TextSource, ...]


def texts_of(place: Place, asked: Asked, tells: QuerySet[Organisation] | None) -> Texts:
    """What the place's own organisations wrote, in the order of acceptance; of a report accepted anew what was
    accepted last. One query, and one more where paragraphs were merged."""
    written: dict[str, list[str]] = {}
    merged: dict[str, list[tuple[str, Told]]] = {}
    for submission in _accepted(place, asked, tells):
        for name, text in submission.answers.get("narratives", {}).items():
            section = SECTION_OF_NARRATIVE.get(name, name)
            if not text.strip() or section not in section_ids():
                continue
            written.setdefault(section, []).append(text.strip())
            rows = submission.answers.get("paragraphs", {}).get(name, ())
            merged.setdefault(section, []).extend((name, row) for row in rows if row["source"])
    sections = [section for section in section_ids() if section in written]
    rows = [(section, *found) for section in sections for found in merged[section]]
    return Texts({section: "\n".join(written[section]) for section in sections}, tuple(_sources(rows, tells)))


def _accepted(place: Place, asked: Asked, tells: QuerySet[Organisation] | None) -> Iterable[Submission]:
    accepted = Submission.objects.filter(
        accepted__isnull=False,
        report__organisation__place=place,
        report__request__start__gte=asked.window.start,
        report__request__end__lte=asked.window.end,
    ).order_by("accepted__at")
    if asked.frozen is not None:
        within = Q(accepted__batch__recorded__number__lte=asked.frozen.last)
        accepted = accepted.filter(within | Q(accepted__batch=None, accepted__at__lte=asked.frozen.at))
    if tells is not None:
        accepted = accepted.filter(report__organisation__in=tells.values("pk"))
    last: dict[int, Submission] = {}
    for submission in accepted:
        last.pop(submission.report_id, None)
        last[submission.report_id] = submission
    return last.values()


def _sources(
    rows: Sequence[tuple[str, str, Told]], tells: QuerySet[Organisation] | None
) -> Iterator[TextSource]:
    found = _submissions({told["source"]["receipt"] for *_at, told in rows if told["source"]}, tells)
    for section, narrative, told in rows:
        source = told["source"]
        if source is not None:
            yield TextSource(
                section=section,
                text=told["text"],
                reworded=told["edited"],
                **_where(source, narrative, found.get(source["receipt"])),
            )


def _submissions(receipts: set[str], tells: QuerySet[Organisation] | None) -> dict[str, Submission]:
    """Those that may be told, by receipt."""
    if not receipts:
        return {}
    rows = Submission.objects.filter(receipt__in=receipts)
    if tells is not None:
        rows = rows.filter(report__organisation__in=tells.values("pk"))
    rows = rows.select_related("report__request__form", "accepted__by__organisation")
    return {row.receipt: row for row in rows}


def _where(source: Paragraph, narrative: str, submission: Submission | None) -> dict[str, Any]:
    """Of a report that the officer may not read only what the merged paragraph says itself."""
    told: dict[str, Any] = {"organisation": source["unit"], "document": source["receipt"]}
    if submission is None:
        return told
    request, acceptance = submission.report.request, submission.accepted
    return told | {
        "document": f"{request.title} ({submission.receipt})",
        "where": _section_words(submission, narrative),
        "accepted_by": acceptance.by.organisation.name,
        "accepted_on": local_day(acceptance.at),
    }


def _section_words(submission: Submission, narrative: str) -> str:
    try:
        section = submission.report.request.form.questions.section_of(narrative)
    except UnknownField:
        return ""
    return f"mục {section.number}. {section.vi}"
