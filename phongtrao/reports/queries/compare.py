"""The units of one request side by side, and each against its own earlier periods."""

from collections.abc import Iterator
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis
from phongtrao.core.period import a_year_before, clocks
from phongtrao.figures import queries as figures
from phongtrao.figures.rules import NOTHING_KNOWN
from phongtrao.reports.models import Report, Request, Submission
from phongtrao.reports.queries.reading import label, language
from phongtrao.reports.rules import Answer, Content, State, split, stated

SAID = (State.SUBMITTED.value, State.ACCEPTED.value)


def days_of_request(request: Request) -> figures.Days:
    before = figures.earlier_windows(request.clock, request.window, 1)[0]
    year_before = a_year_before(clocks().get(request.clock), request.window)
    return figures.Days(request.window, before if before != year_before else None, year_before)


def figures_by_section(content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be compared, under the titles of its sections."""
    return [
        (section.title(language()), [(key, str(label(content, key))) for key in section.figure_keys])
        for section in content.sections
        if section.figures
    ]


def compared_units(request: Request, key: str) -> list[figures.Compared]:
    """By name. What was returned, or is still being written, is no number yet. Four queries, one more
    where an indicator counts keys."""
    reports = list(
        Report.objects.filter(request=request)
        .select_related("organisation__place", "duty")
        .defer("draft", "sections")
        .order_by("organisation__sort_key", "pk")
    )
    said = _said(request, key)
    indicator, cell = split(key)
    basis = Basis(request.basis)
    units = {
        report.pk: figures.Unit(report.organisation_id, report.organisation.place.key, basis)
        for report in reports
    }
    found = figures.pasts(set(units.values()), [indicator], request.clock, request.window, periods=1)
    return [
        _compared(
            report,
            request,
            said.get(report.pk),
            found[units[report.pk]].get((indicator, cell), NOTHING_KNOWN),
        )
        for report in reports
    ]


def _said(request: Request, key: str) -> dict[int, tuple[int, Answer | None]]:
    """By report the number of its last submission and the answer in it."""
    rows = Submission.objects.filter(report__request=request, report__state__in=SAID).order_by("number")
    answer = KeyTransform(key, KeyTransform("figures", "answers"))
    return {report: (number, found) for report, number, found in rows.values_list("report", "number", answer)}


def _compared(
    report: Report, request: Request, said: tuple[int, Answer | None] | None, past: Any
) -> figures.Compared:
    number, answer = said or (0, None)
    page = reverse("reports:submission", args=[report.pk, number]) if number else ""
    return figures.Compared(
        report.organisation.name,
        stated(answer),
        past.before,
        past.year_before,
        href=page or reverse("reports:report", args=[report.pk]),
        note="; ".join(_notes(report, request)) if answer else "",
    )


def _notes(report: Report, request: Request) -> Iterator[str]:
    if report.state == State.SUBMITTED:
        yield _("sent, not accepted yet")
    if report.window != request.window:
        yield _("only %(days)s") % {"days": figures.short_days(report.window)}
