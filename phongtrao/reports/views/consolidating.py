"""A report is put together from the reports below: totals taken over, and the lines behind each."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import Window
from phongtrao.figures import access as figures_access
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.kit.export import csv_response, xlsx_response
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table, Value
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import name_of
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Section, UnknownField
from phongtrao.reports.views.common import content_of, frame, officer, version

EVERY = "*"
"""Sent by the button that fills a whole section."""
DOWNLOADS = {"csv": csv_response, "xlsx": xlsx_response}


def totals_taken(request: HttpRequest, report: Report, part: Section, key: str) -> HttpResponse:
    """After the section was saved: the total goes into one field, or into all that are empty."""
    every = key == EVERY
    keys = part.figure_keys if every else (key,)
    now = timezone.now()
    _row, count = actions.take_totals(
        report, keys, keep_typed=every, base_version=report.version, by=officer(request), now=now
    )
    messages.success(request, _told(count))
    page = reverse("reports:section", args=[report.pk, part.id])
    return redirect(page if every else f"{page}#field-{name_of(key)}_0")


@require_POST
@login_required
def sums(request: HttpRequest, number: int) -> HttpResponse:
    """The totals go into all empty fields of the report."""
    report = access.get(officer(request), number)
    _row, count = actions.take_totals(
        report,
        content_of(report).figure_keys,
        keep_typed=True,
        base_version=version(request),
        by=officer(request),
        now=timezone.now(),
    )
    messages.success(request, _told(count))
    return redirect("reports:report", report.pk)


@require_safe
@login_required
def sum_lines(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The ledger's lines behind one total; those outside the officer's scope are only counted."""
    by = officer(request)
    report = access.get(by, number)
    try:
        section = content_of(report).section_of(key)
    except UnknownField as unknown:
        raise Http404 from unknown
    known, every = queries.lines_of(report, key)
    seen = figures_access.visible(by, every, today=timezone.localdate())
    label = str(queries.label(content_of(report), key))
    table = _lines_table(_("Lines behind the total: %(field)s") % {"field": label}, seen)
    download = DOWNLOADS.get(request.GET.get("format", ""))
    if download is not None:
        return download(table, label)
    context = {
        **frame(request, report),
        "section": section,
        "label": label,
        "value": queries.written_sum(key, known) if known else "",
        "known": known,
        "below": known is not None and not known.registry and report.request.basis == Basis.OWN,
        "table": table if seen else None,
        "hidden": len(every) - len(seen),
    }
    return render(request, "reports/consolidating/lines.html", context)


def _lines_table(caption: str, lines: Sequence[Figure]) -> Table:
    columns = [
        Column(_("Organisation"), heading=True),
        Column(_("Figure"), Kind.NUMBER),
        Column(_("Days")),
        Column(_("Whose figures")),
        Column(_("Recorded on"), Kind.TIME),
        Column(_("Source document")),
    ]
    return Table(caption, columns, [_line(line) for line in lines])


def _line(line: Figure) -> list[Value | Cell]:
    notes = [_("illustrative data")] if line.illustrative else []
    return [
        line.organisation.name,
        Cell(_amount(line), href=reverse("figures:figure", args=[line.pk]), note="; ".join(notes)),
        figures.short_days(Window(line.start, line.end)),
        figures.basis_words(line.basis),
        line.batch.recorded.at,
        line.evidence.source if line.evidence else None,
    ]


def _amount(line: Figure) -> Value:
    decimals, qualifier = line.indicator.decimals, Qualifier(line.qualifier)
    if line.denominator is not None:
        return figures.share_words(line.value, line.denominator, qualifier, decimals)
    if line.kind == ValueKind.PERCENT:
        return f"{figures.number_words(line.value, qualifier, decimals)} %"
    return Amount(line.value, decimals, qualifier)


def _told(count: int) -> str:
    if not count:
        return _("No total was taken over: nothing new is known, or every field was filled in already.")
    return ngettext("%(n)s total was taken over.", "%(n)s totals were taken over.", count) % {"n": count}
