"""Workbooks go out, and come back filled in."""

import tempfile
import zipfile
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.kit.export import XLSX, csv_response, disposition
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.tables import Cell, Column, Kind, Table
from phongtrao.reports import access, actions, tasks
from phongtrao.reports.forms import ImportForm
from phongtrao.reports.models import Import, ImportFile, Report, Request
from phongtrao.reports.queries import imports as reading
from phongtrao.reports.queries import workbook as making
from phongtrao.reports.queries.import_words import file_state_label, file_words, titles_with_persons
from phongtrao.reports.rules import Side, State
from phongtrao.reports.rules.columns import COLUMNS
from phongtrao.reports.rules.taking import FileState
from phongtrao.reports.rules.workbook import Paper, rows_of
from phongtrao.reports.rules.workbook import workbook as written
from phongtrao.reports.views.common import converted_table, frame, officer

A_PAGE = 100
IN_MEMORY = 8 * 1024 * 1024


@require_safe
@login_required
def workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The report as a workbook: the unit's own with what it filled in so far, the asker's with empty boxes."""
    by = officer(request)
    found = access.get(by, number)
    sides = access.sides(by, found)
    if not sides:
        raise Http404
    draft = Side.ANSWERS in sides or access.entered_by_asker(found)
    [(report, paper)] = making.papers([found], drafts=draft)
    if request.GET.get("format") == "csv":
        return csv_response(_table(paper), _filename(report))
    return _xlsx(written(paper), f"{_filename(report)}.xlsx")


@require_safe
@login_required
def workbooks(request: HttpRequest, number: int) -> HttpResponseBase:
    """All workbooks of a request that the office may still enter for its units, as one zip."""
    by = officer(request)
    asked = access.get_request(by, number)
    actions.must_hand_in(by, asked, None)
    wanted = (
        access.visible(by)
        .filter(request=asked, state=State.NOT_STARTED.value)
        .order_by("organisation__sort_key")
    )
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for place, (report, paper) in enumerate(making.papers(wanted, drafts=False), start=1):
            archive.writestr(f"{place:04}-{_filename(report)}.xlsx", written(paper))
    file.seek(0)
    response = FileResponse(file, content_type="application/zip")
    response.headers["Content-Disposition"] = disposition(f"{asked.title}.zip")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_imports(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in the filled-in workbook of one report."""
    report = access.get(officer(request), number)
    if not access.sides(officer(request), report):
        raise Http404
    by = officer(request)
    actions.must_hand_in(by, report.request, report)
    context = {**frame(request, report), "on_behalf": not access.sees_draft(by, report)}
    return _handing_in(request, report.request, report, "reports/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def request_imports(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in many workbooks of one request, for units that sent them in another way."""
    asked = access.get_request(officer(request), number)
    actions.must_hand_in(officer(request), asked, None)
    given = list(access.imports(officer(request)).filter(request=asked).order_by("-at")[:A_PAGE])
    counted = reading.progress(given)
    context = {
        "asked": asked,
        "given": [(row, counted[row.pk]) for row in given],
        "open": asked.reports.filter(state=State.NOT_STARTED.value).count(),
        "title": _("Workbooks of this request"),
    }
    return _handing_in(request, asked, None, "reports/imports.html", context)


def _handing_in(
    request: HttpRequest, asked: Request, report: Report | None, template: str, context: dict[str, Any]
) -> HttpResponse:
    one = report is not None
    form = (
        ImportForm(request.POST, request.FILES, one=one) if request.method == "POST" else ImportForm(one=one)
    )
    status = 200
    if form.is_bound and form.is_valid():
        by = officer(request)
        try:
            actions.must_hand_in(by, asked, report)
            kept = actions.keep(form.cleaned_data["uploads"], by=by, now=timezone.now())
            given = tasks.hand_in(asked, kept, report=report, by=by)
        except (Refused, Conflict) as refused:
            form.add_error(None, str(refused))
            status = 403
        else:
            return redirect("reports:import", given.pk)
    return render(
        request, template, {**context, "form": form}, status=422 if form.errors and status == 200 else status
    )


@require_safe
@login_required
def imported(request: HttpRequest, number: int) -> HttpResponse:
    """How far it has come, and what came of each file. While it runs the page asks for its own middle again."""
    given = access.get_import(officer(request), number)
    state = request.GET.get("state", "")
    page = Paginator(reading.files_of(given, state), A_PAGE).get_page(request.GET.get("page"))
    counted = reading.progress([given])[given.pk]
    context = {
        "given": given,
        "asked": given.request,
        "progress": counted,
        "states": [(s, file_state_label(s), counted.counts[s]) for s in FileState],
        "chosen": state,
        "page": page,
        "table": _files_table(given, list(page)),
        "title": _("What came of the files"),
    }
    fragment = bool(getattr(request, "htmx", False))
    return render(request, "reports/imported_middle.html" if fragment else "reports/imported.html", context)


@require_safe
@login_required
def imported_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """Cell by cell: what is wrong and why, what was left out, what was taken in."""
    found = access.get_import_file(officer(request), number, file)
    content = found.report.request.form.questions if found.report else None
    wrong, taken = reading.wrong_cells(found, content), reading.taken_cells(found, content)
    context = {
        "file": found,
        "given": found.of,
        "state_label": file_state_label(found.state),
        "words": file_words(found),
        "left_out": titles_with_persons(found.result.get("left_out", [])),
        "wrong": _cells_table(_("Cells that must be mended"), wrong, words=True) if wrong else None,
        "converted": converted_table(found.result.get("converted", [])),
        "taken": _cells_table(_("Cells that were taken in"), taken, words=False) if taken else None,
    }
    return render(request, "reports/imported_file.html", context)


def _files_table(given: Import, files: list[ImportFile]) -> Table:
    return Table(
        caption=_("Files"),
        columns=[Column(_("File"), heading=True), Column(_("State")), Column(_("Result")), Column(_("Unit"))],
        rows=[
            [
                Cell(row.name, href=reverse("reports:import-file", args=[given.pk, row.number])),
                file_state_label(row.state),
                file_words(row),
                row.report.organisation.name if row.report else "",
            ]
            for row in files
        ],
    )


def _cells_table(caption: str, cells: list[reading.CellLine], *, words: bool) -> Table:
    columns = [Column(_("Cell"), heading=True), Column(_("Field")), Column(_("What stands there"))]
    return Table(
        caption=caption,
        columns=[*columns, Column(_("What is wrong"))] if words else columns,
        rows=[[c.cell, c.name, c.typed, *([c.words] if words else [])] for c in cells],
    )


def _table(paper: Paper) -> Table:
    return Table(paper.title, [Column(title, Kind.TEXT) for title in COLUMNS], rows_of(paper))


def _filename(report: Report) -> str:
    return f"{report.organisation.name} - {report.request.title}"[:110]


def _xlsx(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
