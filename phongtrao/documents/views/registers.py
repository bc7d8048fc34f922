"""Registers of an office: the series, the numbers of a year, what was reserved and cancelled."""

from typing import Any

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
from phongtrao.documents.models import Register, Series
from phongtrao.documents.views.common import A_PAGE, attempt, officer
from phongtrao.kit.export import downloaded
from phongtrao.people.models import Officer


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
    posted = request.POST if request.method == "POST" else None
    begin = "last" in request.POST
    reserving, beginning = ReserveForm(None if begin else posted), BeginForm(posted if begin else None)
    key, status = request.POST.get("key", "")[:80] or actions.new_key(), 200
    if posted is not None:
        answer, status = (
            _begun(beginning, found, year, request) if begin else _reserved(reserving, found, key, request)
        )
        if answer is not None:
            return answer
    context = {
        "form": beginning if begin else reserving,
        "reserving": reserving,
        "beginning": beginning,
        "key": key,
        **_standing(found, year, by),
    }
    return render(request, "documents/series.html", context, status=status)


def _standing(found: Series, year: int, by: Officer) -> dict[str, Any]:
    register = Register.objects.filter(series=found, year=year).first()
    may_keep = access.may_keep(by, found.organisation_id)
    return {
        "series": found,
        "year": year,
        "register": register,
        "unbegun": register is None or register.last < register.first,
        "may_keep": may_keep and not found.incoming,
        "may_begin": may_keep,
    }


def _begun(
    form: BeginForm, found: Series, year: int, request: HttpRequest
) -> tuple[HttpResponse | None, int]:
    register, status = attempt(
        form,
        lambda: actions.begin_register(
            found, year=year, last=form.cleaned_data["last"], by=officer(request), now=timezone.now()
        ),
    )
    if register is None:
        return None, status
    messages.success(request, _("The register goes on from there."))
    return redirect("documents:series", found.pk), status


def _reserved(
    form: ReserveForm, found: Series, key: str, request: HttpRequest
) -> tuple[HttpResponse | None, int]:
    given, status = attempt(
        form,
        lambda: actions.reserve(
            found, note=form.cleaned_data["note"], key=key, by=officer(request), now=timezone.now()
        ),
    )
    if given is None:
        return None, status
    messages.success(request, _("Number %(number)s is reserved.") % {"number": f"{given.number:02d}"})
    return redirect("documents:register", given.register_id), status


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
