from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.kit.refusals import Conflict
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import CommentForm
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Unfit
from phongtrao.reports.views.common import content_of, frame, officer


@require_safe
@login_required
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """All fields of a report of which the two offices speak, the open ones first."""
    by = officer(request)
    report = access.get(by, number)
    access.must_see_comments(by, report)
    content = content_of(report)
    found = sorted(queries.threads(by, report).values(), key=lambda thread: thread.settled)
    rows = [(thread, str(queries.label(content, thread.field))) for thread in found]
    return render(request, "reports/comments.html", {**frame(request, report), "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def thread(request: HttpRequest, number: int, field: str) -> HttpResponse:
    """What was said of one field; say more, or settle it."""
    by = officer(request)
    report = access.get(by, number)
    access.must_see_comments(by, report)
    if field not in content_of(report).fields:
        raise Http404
    if request.method != "POST":
        return _page(request, report, field, CommentForm())
    form = CommentForm(request.POST)
    settles = "settles" in request.POST
    try:
        text = request.POST.get("text", "")
        actions.comment(report, field, text=text, settles=settles, by=by, now=timezone.now())
    except (Conflict, Unfit) as refused:
        form.add_error("text", str(refused))
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, report, field, form, status=status)
    messages.success(request, _("Settled.") if settles else _("Your comment stands beside the field."))
    return redirect("reports:thread", report.pk, field)


def _page(
    request: HttpRequest, report: Report, field: str, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    by, content = officer(request), content_of(report)
    answers, _sources = queries.seen(by, report)
    answer = answers.get("figures", {}).get(field) or answers.get("narratives", {}).get(field)
    context = {
        **frame(request, report),
        "field": field,
        "label": str(queries.label(content, field)),
        "answer": queries.written(field, answer),
        "section": content.section_of(field),
        "thread": queries.threads(by, report).get(field),
        "may_comment": access.may_comment(by, report),
        "form": form,
    }
    return render(request, "reports/thread.html", context, status=status)
