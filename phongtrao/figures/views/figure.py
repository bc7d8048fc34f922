from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Window
from phongtrao.documents import queries as documents
from phongtrao.figures import access, actions, queries
from phongtrao.figures.forms import CorrectionForm
from phongtrao.figures.models import Figure
from phongtrao.figures.rules import EARLIER_YEARS
from phongtrao.figures.views.showing import amount_of
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.places import queries as places


@require_safe
@login_required
def figure(request: HttpRequest, number: int) -> HttpResponse:
    officer = cast(Officer, request.user)
    found = access.get(officer, number, today=timezone.localdate())
    return _page(request, found, CorrectionForm(None, figure=found))


@require_safe
@login_required
def evidence_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file behind a figure of the ledger, for whoever may see the figure's line."""
    found = access.get(cast(Officer, request.user), number, today=timezone.localdate())
    if found.evidence is None or found.evidence.file is None:
        raise Http404
    return documents.download(found.evidence.file)


@require_POST
@login_required
def corrections(request: HttpRequest, number: int) -> HttpResponse:
    officer = cast(Officer, request.user)
    found = access.get(officer, number, today=timezone.localdate())
    access.must_correct(officer, found)
    form = CorrectionForm(request.POST, figure=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    typed = form.cleaned_data
    try:
        newer = actions.correct(
            found,
            value=typed["value"].scaled,
            qualifier=typed["value"].qualifier,
            denominator=form.below,
            reason=typed["reason"],
            by=officer,
            now=timezone.now(),
        )
    except (Refused, Conflict) as problem:
        form.add_error(None, str(problem))
        return _page(request, found, form, status=409 if isinstance(problem, Conflict) else 422)
    messages.success(request, _("The figure is corrected; the old one stays in its history."))
    return redirect("figures:figure", newer.pk)


def _page(request: HttpRequest, found: Figure, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    officer = cast(Officer, request.user)
    entry = catalogue.load().get(found.indicator.code)
    history = queries.history(found)
    newest = history[-1]
    may_correct = access.may_correct(officer, found)
    context: dict[str, Any] = {
        "figure": found,
        "value": amount_of(found),
        "name": queries.name_of(entry),
        "unit": queries.unit_beside(entry, found.cell),
        "entered_anew": found.batch.act == EARLIER_YEARS,
        "kind": queries.cell_words(entry, found.cell),
        "place": places.name_on(found.place, found.end),
        "days": queries.days_words(Window(found.start, found.end), found.clock),
        "basis": queries.basis_words(found.basis),
        "history": [(row, amount_of(row)) for row in history] if len(history) > 1 else [],
        "newest": None if newest.pk == found.pk else newest,
        "may_correct": may_correct,
        "form": form
        if may_correct and not found.withdrawn and (newest.pk == found.pk or form.is_bound)
        else None,
    }
    return render(request, "figures/figure.html", context, status=status)
