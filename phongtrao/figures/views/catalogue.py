from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from phongtrao.core import indicator as shipped
from phongtrao.core.indicator import UnknownIndicator
from phongtrao.figures import queries
from phongtrao.kit.writing import in_english


@require_safe
@login_required
def catalogue(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    rows = [(row, row.name_en if in_english() else row.name_vi) for row in queries.search(words)]
    groups = [
        (group.en if in_english() else group.vi, [pair for pair in rows if pair[0].group == group.id])
        for group in shipped.load().groups
    ]
    context = {"words": words, "groups": [pair for pair in groups if pair[1]], "count": len(rows)}
    return render(request, "figures/catalogue.html", context)


@require_safe
@login_required
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    known = shipped.load()
    try:
        entry = known.get(code)
    except UnknownIndicator:
        raise Http404 from None
    context = {
        "entry": entry,
        "name": queries.name_of(entry),
        "unit": queries.unit_of(entry),
        "aggregation": queries.aggregation_words(entry.aggregation),
        "group": next(group for group in known.groups if group.id == entry.group),
        "whole": known.by_id.get(entry.part_of or ""),
        "checks": [
            check.en if in_english() else check.vi
            for check in known.checks
            if code in {term.indicator for term in (check.left, *check.right)}
        ],
        "english": in_english(),
    }
    return render(request, "figures/indicator.html", context)
