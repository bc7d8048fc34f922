"""The way back from a figure that the registry of requests counted."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from phongtrao.reports import access
from phongtrao.reports.views.common import officer


@require_safe
@login_required
def registered(request: HttpRequest, number: int) -> HttpResponse:
    """The request's board for whoever sees it; for a unit that answers it, its own report."""
    by = officer(request)
    if access.asked(by).filter(pk=number).exists():
        return redirect("reports:request", number)
    answering = access.visible(by).filter(request=number)
    report = answering.filter(organisation=by.organisation_id).first() or answering.order_by("pk").first()
    if report is None:
        raise Http404
    return redirect("reports:report", report.pk)
