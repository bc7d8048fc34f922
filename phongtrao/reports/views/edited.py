"""The words of a place's report: composed from figures, and as the office edited them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.figures.queries import Inquiry
from phongtrao.kit.refusals import Conflict
from phongtrao.letters.annual import AnnualReport
from phongtrao.reports import access, actions
from phongtrao.reports.queries.edited import edited, section_texts
from phongtrao.reports.rules import Unfit
from phongtrao.reports.views.common import officer, version
from phongtrao.reports.views.documents import bound, inquiry_of, report_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def annual_texts(request: HttpRequest) -> HttpResponse:
    """Each section as it is composed beside what the office made of it; the report is asked as on the page before."""
    form = bound(request)
    inquiry = inquiry_of(request, form) if form.is_valid() else None
    report = report_of(request, form, inquiry) if inquiry else None
    if inquiry is None or report is None:
        return render(request, "reports/annual.html", {"form": form}, status=422)
    if request.method != "POST":
        return _page(request, inquiry, report)
    access.must_edit_text(officer(request), inquiry.place)
    try:
        _saved(request, inquiry, report)
    except (Conflict, Unfit) as refused:
        return _page(request, inquiry, report, refused=refused)
    messages.success(request, _("The text is saved; the document prints it."))
    return redirect(f"{reverse('reports:annual-texts')}?{request.GET.urlencode()}")


def _saved(request: HttpRequest, inquiry: Inquiry, report: AnnualReport) -> None:
    given = request.POST
    known = {one.id for one in section_texts(report, edited(inquiry.place, inquiry.asked))}
    if given.get("section") not in known:
        raise Http404
    actions.edit_text(
        inquiry.place,
        inquiry.asked,
        given["section"],
        text="" if "composed" in given else given.get("text", ""),
        against=given.get("against", ""),
        base_version=version(request),
        by=officer(request),
        now=timezone.now(),
    )


def _page(
    request: HttpRequest, inquiry: Inquiry, report: AnnualReport, *, refused: Exception | None = None
) -> HttpResponse:
    """What was typed stays, where it could not be saved."""
    context: dict[str, Any] = {
        "sections": section_texts(report, edited(inquiry.place, inquiry.asked)),
        "title": f"{report.period.name}, {report.territory.full_name}",
        "may_edit": access.may_edit_text(officer(request), inquiry.place),
        "refused": str(refused) if refused else "",
        "at": request.POST.get("section", "") if refused else "",
        "typed": request.POST.get("text", "") if refused else "",
        "question": request.GET.urlencode(),
    }
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return render(request, "reports/annual_texts.html", context, status=status)
