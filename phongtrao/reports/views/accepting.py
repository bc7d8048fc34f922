"""Many reports are accepted together: chosen, looked at, accepted, each with its own result."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.people import access as people
from phongtrao.people.rules import May
from phongtrao.reports import actions, queries
from phongtrao.reports.forms import ticks
from phongtrao.reports.views.common import officer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def acceptances(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, to be ticked; and what came of each that was accepted."""
    by, now = officer(request), timezone.now()
    people.must(by, May.DECIDE, by.organisation)
    if request.method == "POST":
        done = actions.accept_many(ticks(request.POST), by=by, now=now)
        accepted = [one for one in done if one.result is actions.Result.ACCEPTED]
        others = [one for one in done if one.result is not actions.Result.ACCEPTED]
        return render(request, "reports/accepted_many.html", {"accepted": accepted, "others": others})
    page = Paginator(queries.waiting_for(by), actions.MOST_AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "reports/waiting.html", {"page": page, "waiting": queries.lines(page, now)})


@require_POST
@login_required
def acceptance_check(request: HttpRequest) -> HttpResponse:
    """What is doubtful in those that were ticked, before anything is accepted."""
    by = officer(request)
    people.must(by, May.DECIDE, by.organisation)
    given = ticks(request.POST)
    found = queries.candidates(by, {tick.number: tick.version for tick in given})
    context = {
        "barred": [one for one in found if one.barred],
        "doubtful": [one for one in found if one.doubts],
        "clear": [one for one in found if not one.barred and not one.doubts],
    }
    return render(request, "reports/accept_many.html", context)
