"""Narratives of the units below laid side by side, and put together paragraph by paragraph."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import access, actions, queries
from phongtrao.reports.models import Report
from phongtrao.reports.queries.narratives import chosen_of, texts_below
from phongtrao.reports.rules import told
from phongtrao.reports.views.common import content_of, frame, officer, version

A_PAGE = 10
LONGEST_SEARCH = 100
LAST_PLACE = 999


@require_safe
@login_required
def narrative(request: HttpRequest, number: int, id: str) -> HttpResponse:
    return _page(request, _found(request, number, id), id)


@require_POST
@login_required
def merged(request: HttpRequest, number: int, id: str) -> HttpResponse:
    """Add the chosen paragraphs after what stands."""
    by, report = officer(request), _found(request, number, id)
    access.must_fill(by, report)
    chosen = chosen_of(by, report, id, request.POST.getlist("paragraph"))
    try:
        actions.merge(report, id, chosen, base_version=version(request), by=by, now=timezone.now())
    except (Conflict, Refused) as refused:
        return _page(request, _found(request, number, id), id, refused)
    messages.success(request, _("The paragraphs stand in the text now, each with its source."))
    return redirect("reports:narrative", report.pk, id)


@require_POST
@login_required
def arrangement(request: HttpRequest, number: int, id: str) -> HttpResponse:
    """The order of the paragraphs, and those that go."""
    by, report = officer(request), _found(request, number, id)
    lines = told(report.draft.get("narratives", {}).get(id, ""), ())
    gone = set(request.POST.getlist("gone"))
    try:
        places = [
            None if str(at) in gone else _place(request.POST.get(f"place-{at}", str(at + 1)))
            for at in range(len(lines))
        ]
        actions.arrange(report, id, places, base_version=version(request), by=by, now=timezone.now())
    except (Conflict, Refused) as refused:
        return _page(request, _found(request, number, id), id, refused)
    messages.success(request, _("The paragraphs stand in this order now."))
    return redirect("reports:narrative", report.pk, id)


def _found(request: HttpRequest, number: int, id: str) -> Report:
    by = officer(request)
    report = access.get(by, number)
    access.must_see_draft(by, report)
    if id not in {one.id for one in content_of(report).narratives}:
        raise Http404
    return report


def _place(typed: str) -> int:
    typed = typed.strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed) <= LAST_PLACE):
        raise Refused(_("Give each paragraph its position as a whole number: 1 stands first."))
    return int(typed)


def _page(request: HttpRequest, report: Report, id: str, refused: Exception | None = None) -> HttpResponse:
    by = officer(request)
    search = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "")
    every = texts_below(by, report, id, search=search)
    section = content_of(report).section_of(id)
    draft = report.draft
    context = {
        **frame(request, report),
        "id": id,
        "section": section,
        "label": str(queries.label(content_of(report), id)),
        "lines": told(draft.get("narratives", {}).get(id, ""), draft.get("paragraphs", {}).get(id, ())),
        "page": Paginator(every, A_PAGE).get_page(request.GET.get("page")),
        "count": len(every),
        "search": search,
        "picked": set(request.POST.getlist("paragraph")),
        "refused": str(refused) if refused else "",
    }
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return render(request, "reports/consolidating/narrative.html", context, status=status)
