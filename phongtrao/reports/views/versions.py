from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from phongtrao.reports import access, queries
from phongtrao.reports.views.common import frame, number_of, officer


@require_safe
@login_required
def differences(request: HttpRequest, number: int) -> HttpResponse:
    """What one submission of a report says otherwise than another; whoever sees them sees this."""
    by = officer(request)
    report = access.get(by, number)
    known = queries.sent_versions(report)
    head = frame(request, report)
    pair = queries.to_compare(known)
    context = {**head, "versions": known, "pair": pair}
    if pair is None:
        return render(request, "reports/versions.html", context)
    first, second = number_of(request, "from", pair[0]), number_of(request, "to", pair[1])
    answers = access.answers_sent(by, report, {first, second})
    if not {first, second} <= set(answers):
        raise Http404
    found = queries.changes(head["content"], answers[first], answers[second])
    context |= {"pair": (first, second), "first": first, "second": second, "changes": found}
    return render(request, "reports/versions.html", context)
