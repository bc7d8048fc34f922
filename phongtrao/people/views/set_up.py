""" "Thiết lập đơn vị": the units of a province in one table, then all accounts in one act."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phongtrao.core.sandbox import SandboxProblem, TooLarge, TooSlow, Unfit
from phongtrao.kit import sheets
from phongtrao.kit.export import xlsx_response
from phongtrao.kit.writing import at_home
from phongtrao.people import access, actions, forms, queries
from phongtrao.people.access import OfficerRequest
from phongtrao.people.models import Officer
from phongtrao.people.rules import Kind, May, Scope
from phongtrao.people.views.sheets import slips_page
from phongtrao.places import queries as places
from phongtrao.places.models import Place


@login_required
def set_up(request: OfficerRequest) -> HttpResponse:
    """The three steps, with how far each has come."""
    by = request.user
    access.must(by, May.SET_UP, by.organisation)
    provinces = _provinces(by)
    context = {
        "unit": by.organisation,
        "provinces": provinces,
        "single": len(provinces) == 1,
        "count": access.visible(by).filter(valid_to__isnull=True).count(),
        "lacking": len(queries.lacking(by)),
        "unused": queries.never_used(by).count(),
    }
    return render(request, "people/set-up.html", context)


@login_required
def units(request: OfficerRequest) -> HttpResponse:
    """One table of all bodies of a province: look, correct, set up in one act."""
    province, code = _province(request)
    lines = queries.proposal(province, _today())
    if request.method != "POST":
        return _units_page(request, code, forms.fresh(lines))
    entries = forms.typed(lines, request.POST)
    if any(entry.errors for entry in entries if entry.keep):
        return _units_page(request, code, entries, status=422)
    done = actions.set_up_province(province, forms.wanted(entries), by=request.user, now=timezone.now())
    said = _("Set up: %(added)s units added, %(renamed)s names corrected. Now open their accounts.")
    messages.success(request, said % {"added": done.added, "renamed": done.renamed})
    return redirect("people:set-up")


@login_required
def units_file(request: OfficerRequest) -> HttpResponse:
    """GET: the proposal as a workbook. POST: the corrected one, shown to be checked; nothing is saved yet."""
    province, code = _province(request)
    lines = queries.proposal(province, _today())
    if request.method != "POST":
        name = places.name_on(province, _today()).full
        caption = _("Units of the movement: %(place)s") % {"place": name}
        return xlsx_response(forms.as_table(lines, caption), caption)
    file = request.FILES.get("file")
    try:
        rows = sheets.read(file.read(sheets.LARGEST + 1) if file else b"")
    except (Unfit, SandboxProblem) as problem:
        faults = [forms.Fault("", unreadable(problem))]
        return _units_page(request, code, forms.fresh(lines), faults=faults, status=422)
    entries, faults = forms.from_sheet(lines, rows)
    return _units_page(request, code, entries, faults=faults, checked=True)


@require_POST
@login_required
def accounts(request: OfficerRequest) -> HttpResponseBase:
    """Accounts for all units that lack one; answers with the slips, which are shown only now."""
    slips = actions.make_accounts(by=request.user, now=timezone.now())
    return slips_page(request, slips) if slips else _nothing(request)


@require_POST
@login_required
def slips(request: OfficerRequest) -> HttpResponseBase:
    """New slips for the accounts that nobody has activated."""
    renewed = actions.renew_unused_slips(by=request.user, now=timezone.now())
    return slips_page(request, renewed) if renewed else _nothing(request)


def unreadable(problem: Unfit | SandboxProblem) -> str:
    if isinstance(problem, TooSlow | TooLarge):
        return _("The file takes too much time or memory to read. Start again from the file given here.")
    if isinstance(problem, SandboxProblem):
        return _("The file is damaged and cannot be read. Save it again as .xlsx.")
    if problem.code == "formula" and problem.details.get("cell"):
        return _("Cell %(cell)s holds a formula. Copy the table and paste it as values.") % problem.details
    return {
        "empty": _("Choose a file first."),
        "too_large": _("The file is larger than 5 MB. Send only the table given here."),
        "not_xlsx": _("This is not an Excel file (.xlsx). In Excel choose Save as, then Excel Workbook."),
        "macros": _("The file holds macros or foreign parts, which are refused. Save it as plain .xlsx."),
        "bomb": _("The file unpacks to far more than a table. It was not read."),
        "formula": _("The file holds formulas. Copy the table and paste it as values."),
        "too_many_rows": _("The table has more rows or columns than a province can have."),
    }.get(problem.code, _("The file is damaged and cannot be read. Save it again as .xlsx."))


def _units_page(
    request: OfficerRequest,
    code: str,
    entries: list[forms.Entry],
    *,
    faults: list[forms.Fault] | None = None,
    checked: bool = False,
    status: int = 200,
) -> HttpResponse:
    rows = [{"entry": entry, "kind": queries.kind_word(entry.line.kind)} for entry in entries]
    context: dict[str, Any] = {
        "code": code,
        "rows": rows,
        "faults": faults or [],
        "wrong": [entry for entry in entries if entry.errors],
        "checked": checked,
        "changed": sum(entry.changed for entry in entries),
        "new": sum(entry.keep and entry.line.organisation is None for entry in entries),
    }
    return render(request, "people/units.html", context, status=status)


def _nothing(request: OfficerRequest) -> HttpResponse:
    messages.info(request, _("There was nothing to do: every unit has its accounts."))
    return redirect("people:set-up")


def _provinces(officer: Officer) -> list[tuple[str, str]]:
    """(code, name) of the provinces that an officer may set up: his own, for the ministry's all."""
    day, own = _today(), officer.organisation
    if own.kind == Kind.MINISTRY and officer.scope == Scope.SUBTREE:
        world = places.world()
        keys = places.at_level({own.place.key}, "province", day, world)
        names = places.names_on(set(keys), day)
        return sorted(((names[key].code, names[key].full) for key in keys), key=lambda pair: pair[0])
    if own.kind == Kind.STEERING_COMMITTEE and own.place.level == "province":
        name = places.name_on(own.place, day)
        return [(name.code, name.full)]
    return []


def _province(request: OfficerRequest) -> tuple[Place, str]:
    access.must(request.user, May.SET_UP, request.user.organisation)
    codes = [code for code, _name in _provinces(request.user)]
    code = request.GET.get("province") or (codes[0] if len(codes) == 1 else "")
    if code not in codes:
        raise Http404
    return places.by_code(code, _today()), code


def _today() -> Any:
    return at_home(timezone.now()).date()
