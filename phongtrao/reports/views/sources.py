from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.documents import actions as documents
from phongtrao.documents import queries as files
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import SourceForm
from phongtrao.reports.models import Attachment, Report
from phongtrao.reports.rules import Unfit, UnknownField
from phongtrao.reports.views.common import content_of, frame, officer, version


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def evidence(request: HttpRequest, number: int, field: str) -> HttpResponse:
    """Where a field's number comes from: attach the file, quote the line."""
    by = officer(request)
    report = access.get(by, number)
    access.must_see_draft(by, report)
    _must_be_asked(report, field)
    attached = Attachment.objects.select_related("file").filter(report=report, field=field).first()
    standing = {"locator": attached.locator, "line": attached.line} if attached else {}
    form = (
        SourceForm(request.POST, request.FILES) if request.method == "POST" else SourceForm(initial=standing)
    )
    status = 200
    if form.is_bound and form.is_valid():
        try:
            _attach(request, report, field, form.cleaned_data, attached)
        except (Conflict, Refused) as refused:
            form.add_error("file" if isinstance(refused, documents.NotKept) else None, str(refused))
            status = _status(refused)
        else:
            messages.success(request, _("The source stands beside the field."))
            return redirect("reports:section", report.pk, content_of(report).section_of(field).id)
    return _page(request, report, field, form, attached, status)


def _attach(
    request: HttpRequest, report: Report, field: str, given: dict[str, Any], attached: Attachment | None
) -> None:
    """A new file takes the place of the one before; without one the file stays."""
    by, now = officer(request), timezone.now()
    file = attached.file if attached else None
    if given["file"]:
        access.must_fill(by, report)
        file = documents.store(given["file"], organisation=report.organisation, by=by, now=now)
    actions.attach(
        report,
        field,
        file=file,
        locator=given["locator"],
        line=given["line"],
        base_version=version(request),
        by=by,
        now=now,
    )


@require_POST
@login_required
def removal(request: HttpRequest, number: int, field: str) -> HttpResponse:
    by = officer(request)
    report = access.get(by, number)
    _must_be_asked(report, field)
    actions.detach(report, field, base_version=version(request), by=by, now=timezone.now())
    messages.success(request, _("The source was removed."))
    return redirect("reports:section", report.pk, content_of(report).section_of(field).id)


@require_safe
@login_required
def draft_file(request: HttpRequest, number: int, field: str) -> FileResponse:
    by = officer(request)
    attached = access.get_attachment(by, access.get(by, number), field)
    if attached.file is None:
        raise Http404
    return files.download(attached.file)


def _status(refused: Exception) -> int:
    if isinstance(refused, Conflict):
        return 409
    return 422 if isinstance(refused, Unfit | documents.NotKept) else 403


def _must_be_asked(report: Report, field: str) -> None:
    try:
        content_of(report).section_of(field)
    except UnknownField as unknown:
        raise Http404 from unknown


def _page(
    request: HttpRequest,
    report: Report,
    field: str,
    form: SourceForm,
    attached: Attachment | None,
    status: int,
) -> HttpResponse:
    content = content_of(report)
    answers = report.draft
    answer = answers.get("figures", {}).get(field) or answers.get("narratives", {}).get(field)
    context = {
        **frame(request, report),
        "field": field,
        "label": str(queries.label(content, field)),
        "answer": queries.written(field, answer),
        "section": content.section_of(field),
        "attached": attached,
        "form": form,
    }
    return render(request, "reports/evidence.html", context, status=status)
