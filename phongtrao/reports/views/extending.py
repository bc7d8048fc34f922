"""More time for a report: the unit's head asks, the head of the office that asked decides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.plans import access as plans_access
from phongtrao.plans import actions as plans
from phongtrao.plans.rules import ExtensionVerdict
from phongtrao.reports import access, queries
from phongtrao.reports.forms.extending import ExtensionDecisionForm, ExtensionForm
from phongtrao.reports.views.common import frame, officer

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@login_required
def extensions(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for more time."""
    by = officer(request)
    report = access.get(by, number)
    plans_access.must_ask_extension(by, report.duty)
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        link = reverse("reports:report", args=[report.pk])
        try:
            plans.ask_extension(report.duty, **form.cleaned_data, link=link, by=by, now=timezone.now())
        except (Conflict, Refused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. Until it is decided, the due date stands as it is."))
            return redirect("reports:report", report.pk)
    context = {**frame(request, report), "form": form, "title": _("Ask for more time")}
    return render(request, "reports/extension.html", context)


@require_http_methods(METHODS)
@login_required
def extension_decision(request: HttpRequest, number: int, wish: int) -> HttpResponse:
    by = officer(request)
    report = access.get(by, number)
    plans_access.must_decide(by, report.duty)
    extension = plans_access.get_extension(by, report.duty, wish)
    form = ExtensionDecisionForm(request.POST or None)
    if form.is_valid():
        data = {**form.cleaned_data, "verdict": ExtensionVerdict(form.cleaned_data["verdict"])}
        link = reverse("reports:report", args=[report.pk])
        try:
            plans.decide_extension(extension, **data, link=link, by=by, now=timezone.now())
        except (Conflict, Refused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Decided; the unit is told."))
            return redirect("reports:report", report.pk)
    wished = queries.due_words(extension.wished_at)
    context = {**frame(request, report), "form": form, "extension": extension, "wished": wished}
    return render(request, "reports/extension.html", {**context, "title": _("Decide on more time")})
