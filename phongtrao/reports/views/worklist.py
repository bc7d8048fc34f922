from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from phongtrao.reports import queries
from phongtrao.reports.rules import Concern
from phongtrao.reports.views.common import officer

A_PAGE = 50


@require_safe
@login_required
def worklist(request: HttpRequest) -> HttpResponse:
    """What was found in reports that wait for a decision; what was explained stands apart."""
    items = queries.worklist(officer(request))
    asked = {name: request.GET.get(name, "") for name in ("concern", "request", "unit")}
    explained = request.GET.get("explained") == "1"
    found = queries.chosen(items, explained=explained, **asked)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "explained": explained,
        "open_count": sum(not item.reason for item in items),
        "explained_count": sum(bool(item.reason) for item in items),
        "concerns": [(concern.value, queries.concern_label(concern)) for concern in Concern],
        "requests": sorted({(str(item.request), item.title) for item in items}, key=lambda one: one[1]),
        "asked": asked,
    }
    return render(request, "reports/worklist.html", context)
