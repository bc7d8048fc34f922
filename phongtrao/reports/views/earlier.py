"""Figures of earlier years: a template, a sheet or a report with its figures, what they would do, and doing it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.period import Window, local_day
from phongtrao.core.place import Level
from phongtrao.documents import actions as documents
from phongtrao.documents import queries as files
from phongtrao.documents.models import File
from phongtrao.kit import books
from phongtrao.kit.export import xlsx_response
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.tables import Column, Kind, Table
from phongtrao.kit.writing import written_day
from phongtrao.people import access as people
from phongtrao.people.rules import May, Role, may
from phongtrao.places import queries as places
from phongtrao.places.rules.sheet import of_csv
from phongtrao.reports import actions, queries
from phongtrao.reports.forms import ConfirmForm, DocumentForm, SheetForm, TemplateForm
from phongtrao.reports.models import Form
from phongtrao.reports.queries import earlier as reading
from phongtrao.reports.queries.import_words import fault_words, titles_with_persons
from phongtrao.reports.rules import Content, read
from phongtrao.reports.rules.columns import sheet_of
from phongtrao.reports.rules.earlier import Earlier, NoHead, Row, TooMany, read_earlier
from phongtrao.reports.rules.opening import books as opened
from phongtrao.reports.views.common import converted_table, officer

SHOWN = 200


class Unreadable(Exception):
    """One sentence about the file."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earlier(request: HttpRequest) -> HttpResponse:
    """The two ways in; a sheet that is posted is shown as what it would do."""
    by, now = officer(request), timezone.now()
    people.must(by, May.SET_UP, by.organisation)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_bound and form.is_valid():
        try:
            file = documents.store(form.cleaned_data["file"], organisation=by.organisation, by=by, now=now)
            sheet = _sheet(file)
        except (Unreadable, documents.NotKept) as problem:
            form.add_error("file", str(problem))
        else:
            return _preview(request, file, form.cleaned_data["clock"], sheet, None)
    today = local_day(now)
    context = {
        "form": form,
        "template": TemplateForm(today=today),
        "may_confirm": may(Role(by.role), May.DECIDE),
    }
    return render(request, "reports/earlier.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def earlier_template(request: HttpRequest) -> HttpResponse:
    by, today = officer(request), local_day(timezone.now())
    people.must(by, May.SET_UP, by.organisation)
    form = TemplateForm(request.GET, today=today)
    if not form.is_valid():
        return render(request, "reports/earlier.html", {"form": SheetForm(), "template": form}, status=422)
    typed = form.cleaned_data
    table = reading.template(by, typed["clock"], form.years, Level(typed["level"]), today=today)
    return xlsx_response(table, _("Figures of earlier years"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def earlier_document(request: HttpRequest) -> HttpResponse:
    """A report of an earlier year, with its figures typed beside it."""
    by, now = officer(request), timezone.now()
    people.must(by, May.SET_UP, by.organisation)
    form = _document_form(request)
    if form.is_bound and form.is_valid():
        upload: UploadedFile[Any] = form.cleaned_data["file"]
        try:
            file = documents.store(upload, organisation=by.organisation, by=by, now=now)
        except documents.NotKept as problem:
            form.add_error("file", str(problem))
        else:
            typed = [[form.cleaned_data["year"], form.cleaned_data["unit"]], *map(list, form.values())]
            return _preview(request, file, form.cleaned_data["clock"], _typed(typed), typed)
    return render(
        request, "reports/earlier_document.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@login_required
def earlier_entry(request: HttpRequest) -> HttpResponse:
    """Record what was shown."""
    by, now = officer(request), timezone.now()
    people.must(by, May.DECIDE, by.organisation)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/earlier_refused.html", {"form": form}, status=422)
    shown = form.cleaned_data["shown"]
    file = get_object_or_404(File, pk=shown["file"], organisation=by.organisation_id)
    try:
        sheet = _typed(shown["typed"]) if shown["typed"] else _sheet(file)
        plan = _plan(request, sheet, shown["clock"], bool(shown["typed"]))
        batch = actions.enter_earlier(plan, file, seen=shown["digest"], by=by, now=now)
    except (Unreadable, Conflict, Refused) as problem:
        form.add_error(None, str(problem))
        return render(request, "reports/earlier_refused.html", {"form": form}, status=409)
    n = batch.figures.count()
    said = ngettext(
        "%(n)s figure of earlier years is in the totals now.",
        "%(n)s figures of earlier years are in the totals now.",
        n,
    )
    messages.success(request, said % {"n": n})
    return redirect("reports:earlier")


def _document_form(request: HttpRequest) -> DocumentForm:
    by, today = officer(request), local_day(timezone.now())
    form = Form.objects.filter(code="annual_report").order_by("-version").first()
    content: Content = (
        form.questions
        if form
        else read({"id": "", "title_vi": "", "title_en": "", "parts": [], "sections": []})
    )
    if request.method == "POST":
        return DocumentForm(content, request.POST, request.FILES)
    code = places.name_on(by.organisation.place, today).code
    return DocumentForm(content, initial={"unit": code, "year": today.year - 1, "clock": "nd09"})


def _sheet(file: File) -> Earlier:
    try:
        content = files.path_of(file.digest).read_bytes()
        if file.kind == "csv":
            return read_earlier([sheet_of(of_csv(content))])
        if file.kind != "xlsx":
            raise Unreadable(_("Choose a workbook (.xlsx) or a CSV file."))
        [book] = books.read_many([content], opened)
        if book["unfit"]:
            raise Unreadable(fault_words(book["unfit"], {}))
        return read_earlier(book["sheets"])
    except NoHead:
        raise Unreadable(
            _(
                "No sheet has the columns Năm and Mã đơn vị or Tên đơn vị. Download the template and fill in that one."
            )
        ) from None
    except TooMany:
        raise Unreadable(_("The file holds more than 20,000 figures; split it.")) from None
    except (ValueError, OSError) as problem:
        raise Unreadable(_("The file can't be read.")) from problem


def _typed(typed: list[list[str]]) -> Earlier:
    [year, unit], *values = typed
    code, name = (unit, "") if unit.strip().isdecimal() else ("", unit)
    return Earlier(rows=[Row(0, year, code, name, tuple((key, "", text) for key, text in values))])


def _plan(request: HttpRequest, sheet: Earlier, clock: str, typed: bool) -> reading.Plan:
    plan = reading.plan(sheet, clock, by=officer(request), today=local_day(timezone.now()))
    if typed:  # no cell to point at: the file itself is the source
        plan.entries = [replace(entry, cell="") for entry in plan.entries]
    return plan


def _preview(
    request: HttpRequest, file: File, clock: str, sheet: Earlier, typed: list[list[str]] | None
) -> HttpResponse:
    by = officer(request)
    plan = _plan(request, sheet, clock, typed is not None)
    packed = ConfirmForm.packed(by.organisation_id, file.pk, clock, plan.digest(), typed)
    context = {
        "file": file,
        "plan": plan,
        "typed": typed is not None,
        "left_out": titles_with_persons(plan.left_out),
        "entries": _entries_table(plan) if plan.entries else None,
        "more": max(0, len(plan.entries) - SHOWN),
        "wrong": _troubles_table(_("What could not be read"), plan.wrong) if plan.wrong else None,
        "conflicts": _troubles_table(_("What the ledger says otherwise"), plan.conflicts)
        if plan.conflicts
        else None,
        "converted": converted_table(
            [(c.cell, c.encoding, c.before, c.after) for c in plan.converted[:SHOWN]]
        ),
        "may_confirm": may(Role(by.role), May.DECIDE),
        "form": None,
        "confirm": ConfirmForm(initial={"shown": packed}) if plan.entries else None,
    }
    return render(request, "reports/earlier_preview.html", context)


def _entries_table(plan: reading.Plan) -> Table:
    empty = Content("", "", "", (), ())
    return Table(
        caption=_("What will be recorded"),
        columns=[
            Column(_("Cell"), heading=True),
            Column(_("Place")),
            Column(_("Days")),
            Column(_("Indicator")),
            Column(_("Figure"), Kind.NUMBER),
        ],
        rows=[
            [
                e.cell,
                f"{e.place.full} ({e.place.code})",
                _days(e.window),
                str(queries.label(empty, e.key)),
                e.words,
            ]
            for e in plan.entries[:SHOWN]
        ],
    )


def _days(window: Window) -> str:
    return f"{written_day(window.start)} – {written_day(window.end)}"


def _troubles_table(caption: str, troubles: list[reading.Trouble]) -> Table:
    standing = any(trouble.standing for trouble in troubles)
    columns = [Column(_("Cell"), heading=True), Column(_("In the file"))]
    columns += [Column(_("In the ledger"))] if standing else []
    return Table(
        caption=caption,
        columns=[*columns, Column(_("What to do"))],
        rows=[[t.cell, t.typed, *([t.standing] if standing else []), t.words] for t in troubles[:SHOWN]],
    )
