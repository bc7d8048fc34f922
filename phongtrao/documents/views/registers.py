"""Registers of an office: the series, the numbers of a year, what was reserved and cancelled."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import BeginForm, ReasonForm, ReserveForm, SeriesForm
from phongtrao.documents.models import Register
from phongtrao.documents.views.common import A_PAGE, attempt, officer
from phongtrao.kit.export import downloaded


@require_safe
@login_required
def registers(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    rows = [(row, [queries.kind_label(kind) for kind in row.kinds]) for row in access.series(by)]
    context = {
        "registers": list(access.registers(by)),
        "series": rows,
        "may_keep": access.may_keep(by, by.organisation_id),
    }
    return render(request, "documents/registers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_series(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    access.must_keep(by, by.organisation)
    form = SeriesForm(request.POST or None)
    status = 200
    if request.method == "POST":
        made, status = attempt(
            form,
            lambda: actions.add_series(
                by.organisation,
                name=form.cleaned_data["name"],
                abbreviation=form.cleaned_data["abbreviation"],
                kinds_of=form.cleaned_data["kinds"],
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("The series is kept."))
            return redirect("documents:series", made.pk)
    return render(request, "documents/series_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def series(request: HttpRequest, number: int) -> HttpResponse:
    """Reserve a number of a series, or go on from its paper register."""
    by = officer(request)
    found = access.get_series(by, number)
    year = local_day(timezone.now()).year
    standing = Register.objects.filter(series=found, year=year).first()
    begin = request.method == "POST" and "last" in request.POST
    reserving = ReserveForm(request.POST if request.method == "POST" and not begin else None)
    beginning = BeginForm(request.POST if begin else None)
    key, status = request.POST.get("key", "")[:80] or actions.new_key(), 200
    if begin:
        register, status = attempt(
            beginning,
            lambda: actions.begin_register(
                found, year=year, last=beginning.cleaned_data["last"], by=by, now=timezone.now()
            ),
        )
        if register is not None:
            messages.success(request, _("The register goes on from there."))
            return redirect("documents:series", number)
    elif request.method == "POST":
        given, status = attempt(
            reserving,
            lambda: actions.reserve(
                found, note=reserving.cleaned_data["note"], key=key, by=by, now=timezone.now()
            ),
        )
        if given is not None:
            words = _("Number %(number)s is reserved.") % {"number": f"{given.number:02d}"}
            messages.success(request, words)
            return redirect("documents:register", given.register_id)
    context = {
        "series": found,
        "year": year,
        "register": standing,
        "form": beginning if begin else reserving,
        "reserving": reserving,
        "beginning": beginning,
        "unbegun": standing is None or standing.last < standing.first,
        "may_keep": access.may_keep(by, found.organisation_id) and not found.incoming,
        "may_begin": access.may_keep(by, found.organisation_id),
        "key": key,
    }
    return render(request, "documents/series.html", context, status=status)


@require_safe
@login_required
def register(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_register(by, number)
    rows = queries.entries(found)
    title = f"{found.series.name} {found.year}"
    if request.GET.get("format") and (
        answer := downloaded(request.GET["format"], queries.register_table(title, queries.told(rows)), title)
    ):
        return answer
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": found,
        "title": title,
        "page": page,
        "entries": queries.told(page),
        "may_keep": access.may_keep(by, found.series.organisation_id),
    }
    return render(request, "documents/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancellation(request: HttpRequest, number: int, given: int) -> HttpResponse:
    by = officer(request)
    found = access.get_number(by, number, given)
    access.must_keep(by, found.register.series.organisation)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        made, status = attempt(
            form,
            lambda: actions.cancel(found, reason=form.cleaned_data["reason"], by=by, now=timezone.now()),
        )
        if made is not None:
            messages.success(request, _("The number is cancelled; it is never given again."))
            return redirect("documents:register", number)
    [entry] = queries.told([found])
    context = {"entry": entry, "register": found.register, "form": form}
    return render(request, "documents/cancellation.html", context, status=status)
