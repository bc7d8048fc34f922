from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from phongtrao.documents import queries as documents
from phongtrao.documents.models import File
from phongtrao.kit.refusals import Conflict
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import ReturnForm
from phongtrao.reports.models import Submission
from phongtrao.reports.rules import Content, Incomplete, KeyReused, Reason, Unfit
from phongtrao.reports.views.common import content_of, frame, officer, version
from phongtrao.reports.views.filling import checked
from phongtrao.reports.views.papers import standing


@require_POST
@login_required
def submissions(request: HttpRequest, number: int) -> HttpResponse:
    """Send: the same page sent twice gives the same receipt."""
    by = officer(request)
    report = access.get(by, number)
    key = request.POST.get("key", "")
    try:
        sent = actions.submit(report, base_version=version(request), key=key, by=by, now=timezone.now())
    except (Incomplete, KeyReused, Unfit, Conflict) as refused:
        report.refresh_from_db()
        status = 409 if isinstance(refused, Conflict) else 422
        context = {**checked(request, report), "refused": str(refused)}
        return render(request, "reports/check.html", context, status=status)
    return redirect("reports:receipt", report.pk, sent.number)


@require_safe
@login_required
def receipt(request: HttpRequest, number: int, sent: int) -> HttpResponse:
    submission = access.get_submission(officer(request), number, sent)
    context = {**frame(request, submission.report), "submission": submission}
    return render(request, "reports/receipt.html", context)


@require_safe
@login_required
def submission(request: HttpRequest, number: int, sent: int) -> HttpResponse:
    """What was sent, word for word, with the sources of its numbers."""
    found = access.get_submission(officer(request), number, sent)
    return _submission_page(request, found, ReturnForm(content_of(found.report)))


@require_safe
@login_required
def sent_file(request: HttpRequest, number: int, sent: int, field: str) -> FileResponse:
    """The source that was sent with a number: whoever sees the submission may fetch it."""
    found = access.get_submission(officer(request), number, sent)
    source = found.answers.get("evidence", {}).get(field) or {}
    if not source.get("file"):
        raise Http404
    return documents.download(get_object_or_404(File, pk=source["file"]))


@require_POST
@login_required
def returns(request: HttpRequest, number: int, sent: int) -> HttpResponse:
    by = officer(request)
    found = access.get_submission(by, number, sent)
    access.must_decide(by, found.report)
    _must_be_last(found)
    form = ReturnForm(content_of(found.report), request.POST)
    if not form.is_valid():
        return _submission_page(request, found, form, status=422)
    try:
        actions.return_(
            found.report,
            base_version=version(request),
            reason=Reason(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
            fields=form.cleaned_data["fields_marked"],
            notes=form.notes,
            by=by,
            now=timezone.now(),
        )
    except (Conflict, Unfit) as refused:
        form.add_error(None, str(refused))
        found.report.refresh_from_db()
        return _submission_page(request, found, form, status=409 if isinstance(refused, Conflict) else 422)
    messages.success(request, _("Returned to %(name)s.") % {"name": found.report.organisation.name})
    return redirect("reports:report", found.report.pk)


@require_POST
@login_required
def acceptance(request: HttpRequest, number: int, sent: int) -> HttpResponse:
    by = officer(request)
    found = access.get_submission(by, number, sent)
    _must_be_last(found)
    accepted = actions.accept(found.report, base_version=version(request), by=by, now=timezone.now())
    count = accepted.batch.figures.count() if accepted.batch else 0
    messages.success(request, _("Accepted: %(n)s figures are in the totals now.") % {"n": count})
    return redirect("reports:report", found.report.pk)


def _must_be_last(found: Submission) -> None:
    if found.report.submissions.filter(number__gt=found.number).exists():
        raise Conflict(_("The report was sent anew since; look at the newest version first."))


def _submission_page(
    request: HttpRequest, found: Submission, form: ReturnForm, *, status: int = 200
) -> HttpResponse:
    content = content_of(found.report)
    last = not found.report.submissions.filter(number__gt=found.number).exists()
    head = frame(request, found.report)
    returned = getattr(found, "returned", None)
    marked = frozenset(returned.fields if returned else ())
    keys = tuple(found.answers.get("figures", {}))
    lines = queries.beside(queries.About(found.report, content, keys, found.answers, officer(request)))
    context: dict[str, Any] = {
        **head,
        **standing(request, found),
        "submission": found,
        "parts": queries.parts(content, found.answers, queries.sent_sources(found), marked, lines),
        "returned": returned,
        "reason": queries.reason_label(returned.reason) if returned else "",
        "accepted": getattr(found, "accepted", None),
        "may_decide": head["may_decide"] and last,
        "corrections": _corrections(content, found) if head["open_again"] and last else [],
        "talking": access.may_comment(officer(request), found.report),
        "threads": queries.threads(officer(request), found.report),
        "marking": form.marking if head["may_decide"] and last else None,
        "since": _since(content, found),
        "own": found.by_id == officer(request).pk,
        "form": form,
    }
    return render(request, "reports/submission.html", context, status=status)


def _corrections(content: Content, found: Submission) -> list[dict[str, str]]:
    return [
        {"label": str(queries.label(content, one.field)), "before": one.before, "after": one.after}
        for one in queries.corrections(found.report, found)
    ]


def _since(content: Content, found: Submission) -> dict[str, Any] | None:
    """What it says otherwise than the version that was returned or accepted before it."""
    before = queries.decided_before(found)
    if before is None:
        return None
    return {"first": before.number, "changes": queries.changes(content, before.answers, found.answers)}
