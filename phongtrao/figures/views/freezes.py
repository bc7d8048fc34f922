from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.figures import access, actions, queries
from phongtrao.figures.forms import FreezeForm
from phongtrao.figures.models import Freeze
from phongtrao.figures.views import changed
from phongtrao.kit.export import FORMATS
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.places import queries as places

A_PAGE = 50
CHANGES_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def freezes(request: HttpRequest) -> HttpResponse:
    """The freezes that the officer may ask totals of; a head makes one."""
    officer = cast(Officer, request.user)
    if request.method != "POST":
        return _list(request, officer, FreezeForm())
    access.must_freeze(officer)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _list(request, officer, form, status=422)
    try:
        made = actions.freeze(**form.cleaned_data, by=officer, now=timezone.now())
    except (Conflict, Refused) as refused:
        form.add_error("name" if isinstance(refused, Conflict) else None, str(refused))
        return _list(request, officer, form, status=409 if isinstance(refused, Conflict) else 422)
    messages.success(request, _("Frozen. What is recorded from now on is listed as changed since."))
    return redirect("figures:freeze", made.pk)


def _list(request: HttpRequest, officer: Officer, form: FreezeForm, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(access.freezes(officer, today=today), A_PAGE).get_page(request.GET.get("page"))
    names = places.names_on({row.place.key for row in page}, today)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(row, names[row.place.key].full) for row in page],
        "may_freeze": access.may_freeze(officer),
        "place": places.name_on(officer.organisation.place, today).full,
        "form": form,
    }
    return render(request, "figures/freezes.html", context, status=status)


@require_safe
@login_required
def freeze(request: HttpRequest, number: int) -> HttpResponse:
    """One freeze, and every line that is not now what it was then."""
    officer, today = cast(Officer, request.user), timezone.localdate()
    found = access.get_freeze(officer, number, today=today)
    every = queries.since(found, today=today)
    told = set(access.visible(officer, [change.new for change in every], today=today))
    seen = [change for change in every if change.new in told]
    page = Paginator(seen, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    download = FORMATS.get(request.GET.get("format", ""))
    table = changed.changes_table(found, seen if download else list(page))
    if download:
        return download(table, _("Changed since %(freeze)s") % {"freeze": found.name})
    context = {
        "freeze": found,
        "frozen": queries.frozen(found),
        "place": places.name_on(found.place, today),
        "first": _first_year(found),
        "page": page,
        "table": table if seen else None,
        "hidden": len(every) - len(seen),
    }
    return render(request, "figures/freeze.html", context)


def _first_year(freeze: Freeze) -> int:
    return timezone.localtime(freeze.at).year
