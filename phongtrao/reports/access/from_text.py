"""Texts that are read into a report, and the words that an office has taught."""

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.reports.access.sent import submissions
from phongtrao.reports.access.standing import must_see_draft, sees_draft
from phongtrao.reports.models import ReadFigure, Reading, Report, Synonym


def readings(officer: Officer, report: Report) -> QuerySet[Reading]:
    """Those of a report, the newest first, to the organisation's own officers: they are part of its draft."""
    must_see_draft(officer, report)
    found = Reading.objects.filter(report=report).select_related("file", "by").defer("text")
    return found.order_by("-at", "-pk")


def get_reading(officer: Officer, report: Report, number: int) -> Reading:
    found = get_object_or_404(readings(officer, report).defer(None), pk=number)
    found.report = report
    return found


def get_read_figure(reading: Reading, number: int) -> ReadFigure:
    found = get_object_or_404(ReadFigure, of=reading, number=number)
    found.of = reading
    return found


def get_cited(officer: Officer, report: Report, number: int) -> Reading:
    """A text to look at: to the organisation itself, and to those above once something that was sent quotes it."""
    if sees_draft(officer, report):
        return get_reading(officer, report, number)
    sent = submissions(officer).filter(report=report).values_list("answers", flat=True)
    if not any(row.get("reading") == number for said in sent for row in said.get("evidence", {}).values()):
        raise Http404
    found = get_object_or_404(Reading.objects.select_related("file"), pk=number, report=report)
    found.report = report
    return found


def synonyms(officer: Officer) -> QuerySet[Synonym]:
    """The words that his own office has taught, those in use first."""
    rows = Synonym.objects.filter(organisation=officer.organisation_id)
    return rows.select_related("organisation", "by", "withdrawn_by").order_by(
        F("withdrawn_at").desc(nulls_first=True), "words", "pk"
    )


def get_synonym(officer: Officer, number: int) -> Synonym:
    return get_object_or_404(synonyms(officer), pk=number)


def must_teach(officer: Officer, synonym: Synonym) -> None:
    get_synonym(officer, synonym.pk)
    people.must(officer, May.FILL, officer.organisation)
