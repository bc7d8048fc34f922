from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from phongtrao.reports import access, actions, queries
from phongtrao.reports.views.common import content_of, officer


@require_POST
@login_required
def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Asked by an open page while it is looked at: who else is in this draft. Answers a fragment."""
    by = officer(request)
    report = access.get(by, number)
    known = {section.id: section for section in content_of(report).sections}
    here = request.POST.get("section", "")
    others = actions.look_in(report, here if here in known else "", by=by, now=timezone.now())
    found = [
        (other, known[other.section].title(queries.language()) if other.section in known else "")
        for other in others
    ]
    return render(request, "reports/presence.html", {"others": found})
