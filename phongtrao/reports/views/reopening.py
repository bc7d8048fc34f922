from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.kit.refusals import Conflict
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import ReasonForm
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Unfit
from phongtrao.reports.views.common import frame, officer, version


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    """Open an accepted report again (the unit that asked), or ask for it (the unit that answered)."""
    report = access.get(officer(request), number)
    if request.method == "POST":
        done = _("The report is open again; the unit can mend it and send it anew.")
        return _act(request, report, actions.reopen, done)
    return _page(request, report, "", {})


@require_POST
@login_required
def reopening_request(request: HttpRequest, number: int) -> HttpResponse:
    report = access.get(officer(request), number)
    return _act(request, report, actions.ask_to_reopen, _("The unit above was asked; it decides."))


@require_POST
@login_required
def reopening_refusal(request: HttpRequest, number: int) -> HttpResponse:
    report = access.get(officer(request), number)
    return _act(request, report, actions.keep_closed, _("The report stays as it was accepted."))


def _act(request: HttpRequest, report: Report, act: Callable[..., Any], done: str) -> HttpResponse:
    """One form, one act; what can't be done is told with what was typed."""
    typed = request.POST.get("reason", "")
    try:
        act(
            report,
            base_version=version(request),
            reason=typed,
            by=officer(request),
            now=timezone.now(),
        )
    except (Conflict, Unfit) as refused:
        report = access.get(officer(request), report.pk)
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, report, str(refused), {"reason": typed}, status=status)
    messages.success(request, done)
    return redirect("reports:report", report.pk)


def _page(
    request: HttpRequest, report: Report, refused: str, typed: dict[str, str], *, status: int = 200
) -> HttpResponse:
    context = {
        **frame(request, report),
        "refused": refused,
        "wish": queries.wish_to_reopen(report),
        "opening": ReasonForm(initial=typed, label=_("Why it is opened again"), auto_id="opening-%s"),
        "asking": ReasonForm(initial=typed, label=_("What is wrong in it"), auto_id="asking-%s"),
        "keeping": ReasonForm(initial=typed, label=_("Why it stays closed"), auto_id="keeping-%s"),
    }
    return render(request, "reports/reopening.html", context, status=status)
