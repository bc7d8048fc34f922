"""What arrived: the register of the year, one document, what is due."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import HandlingForm, IncomingForm, IncomingSearchForm
from phongtrao.documents.forms.incoming import of_incoming
from phongtrao.documents.models import Incoming
from phongtrao.documents.views.common import A_PAGE, attempt, officer, version
from phongtrao.kit.export import downloaded

MOST_DOWNLOADED = 5_000


@require_safe
@login_required
def incoming(request: HttpRequest) -> HttpResponse:
    by, today = officer(request), local_day(timezone.now())
    form = IncomingSearchForm(request.GET, auto_id="find-%s")
    rows = queries.arrived(by, form.wanted(), today)
    table = queries.incoming_table(list(rows[:MOST_DOWNLOADED])) if request.GET.get("format") else None
    if table and (answer := downloaded(request.GET["format"], table, _("Incoming documents"))):
        return answer
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form_of_search": form,
        "page": page,
        "rows": page.object_list,
        "today": today,
        "searched": any(request.GET.get(name) for name in form.fields),
        "may_register": access.may_keep(by, by.organisation_id),
    }
    return render(request, "documents/incoming.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_incoming(request: HttpRequest) -> HttpResponse:
    by, today = officer(request), local_day(timezone.now())
    access.must_keep(by, by.organisation)
    if request.method != "POST":
        form = IncomingForm(initial={"arrived_on": today})
        return _form_page(request, form, {"key": actions.new_key()})
    form, key = IncomingForm(request.POST, request.FILES), request.POST.get("key", "")[:80]
    made, status = attempt(
        form,
        lambda: actions.register_incoming(
            by.organisation,
            arrived_on=form.cleaned_data["arrived_on"],
            **_given(form),
            key=key,
            by=by,
            now=timezone.now(),
        ),
    )
    if made is None:
        return _form_page(request, form, {"key": key}, status)
    messages.success(
        request, _("Registered under arrival number %(number)s.") % {"number": made.arrival.number}
    )
    return redirect("documents:arrived", made.pk)


@require_safe
@login_required
def arrived(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, access.get_incoming(officer(request), number))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_incoming(by, number)
    access.must_keep(by, found.organisation)
    if request.method != "POST":
        return _form_page(request, IncomingForm(initial=of_incoming(found), arrived=False), {"row": found})
    form = IncomingForm(request.POST, request.FILES, arrived=False)
    made, status = attempt(
        form,
        lambda: actions.correct_incoming(
            found, base_version=version(request), **_given(form), by=by, now=timezone.now()
        ),
    )
    if made is None:
        return _form_page(request, form, {"row": found}, status)
    messages.success(request, _("Corrected."))
    return redirect("documents:arrived", number)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handling(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_incoming(by, number)
    access.must_keep(by, found.organisation)
    form = HandlingForm(request.POST or None, initial={"done_on": local_day(timezone.now())})
    status = 200
    if request.method == "POST":
        made, status = attempt(
            form,
            lambda: actions.finish_incoming(
                found,
                base_version=version(request),
                done_on=form.cleaned_data["done_on"],
                note=form.cleaned_data["note"],
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Noted as dealt with."))
            return redirect("documents:arrived", number)
    return render(request, "documents/handling.html", {"row": found, "form": form}, status=status)


@require_safe
@login_required
def incoming_file(request: HttpRequest, number: int) -> FileResponse:
    found = access.get_incoming(officer(request), number)
    if found.file is None:
        raise Http404
    return queries.download(found.file)


def _page(request: HttpRequest, found: Incoming) -> HttpResponse:
    by = officer(request)
    context = {
        "row": found,
        "kind": queries.kind_label(found.kind) if found.kind else "",
        "handling": getattr(found, "handling", None),
        "late": bool(found.due and not found.done_on and found.due < local_day(timezone.now())),
        "may_keep": access.may_keep(by, found.organisation_id),
        "answers": queries.answers(found),
    }
    return render(request, "documents/arrived.html", context)


def _form_page(
    request: HttpRequest, form: IncomingForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "documents/incoming_form.html", {"form": form, **context}, status=status)


def _given(form: IncomingForm) -> dict[str, Any]:
    names = ("sign", "issued_on", "issuer", "kind", "subject", "handler", "due")
    return {**{name: form.cleaned_data[name] for name in names}, "upload": form.cleaned_data["file"]}
