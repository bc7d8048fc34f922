from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from phongtrao.people.rules import May, Role, may
from phongtrao.reports import queries
from phongtrao.reports.views.common import officer


@require_safe
@login_required
def all_reports(request: HttpRequest) -> HttpResponse:
    """What was asked of one's own organisation, and what it and those below it asked."""
    by, now = officer(request), timezone.now()
    page = Paginator(queries.mine(by), queries.A_PAGE).get_page(request.GET.get("page"))
    requests = queries.asked_by(by)
    counted = queries.counts(requests, now=now)
    context = {
        "page": page,
        "mine": queries.lines(page, now),
        "asked": [(row, counted[row.pk]) for row in requests],
        "may_decide": bool(requests) and may(Role(by.role), May.DECIDE),
        "may_ask": may(Role(by.role), May.ASK),
    }
    return render(request, "reports/list.html", context)
