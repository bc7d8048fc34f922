"""The official paper: one's own report as Word, the signed file beside the data, and the receipt as PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import actions as documents
from phongtrao.documents import queries as files
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writing import written_time
from phongtrao.letters.pdf import receipt as receipts
from phongtrao.letters.report import compose
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import PaperForm
from phongtrao.reports.models import Report, SignedPaper, Submission
from phongtrao.reports.rules import State, read_symbol
from phongtrao.reports.views.common import frame, officer
from phongtrao.reports.views.documents import PDF, document_file, file_response


@require_safe
@login_required
def word(request: HttpRequest, number: int) -> HttpResponse:
    return _document(request, number, "word")


@require_safe
@login_required
def pdf(request: HttpRequest, number: int) -> HttpResponse:
    return _document(request, number, "pdf")


def _document(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The report as it stands, laid out as an official document: to be numbered, signed and sealed. In the office's
    layout of the day on which its paper was signed; of today before that."""
    by = officer(request)
    report = access.get(by, number)
    answers, _sources = queries.seen(by, report)
    if not answers:
        raise Http404
    day = report.paper.signed_on if report.paper else local_day(timezone.now())
    head = queries.report_head(report.organisation, day)
    document = compose(queries.own_report(report, answers, head=head))
    return document_file(document, kind, f"{report.request.title} - {report.organisation.name}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def papers(request: HttpRequest, number: int) -> HttpResponse:
    """Sign, then file: what the signed paper says beside what the data say."""
    by = officer(request)
    report = access.get(by, number)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else _fresh(report)
    status = 200
    if form.is_bound:
        access.must_fill(by, report)
        status = 422
        if form.is_valid():
            try:
                _filed(request, report, form)
            except (Conflict, Refused) as refused:
                form.add_error("file" if isinstance(refused, documents.NotKept) else None, str(refused))
                status = 409 if isinstance(refused, Conflict) else 422
            else:
                return redirect("reports:papers", report.pk)
    return render(request, "reports/papers/papers.html", _page(request, report, form), status=status)


def _fresh(report: Report) -> PaperForm:
    head = files.letterhead_of(report.organisation, local_day(timezone.now()))
    symbol = f"BC-{(head or report.organisation).abbreviation}"
    return PaperForm(initial={"symbol": symbol if read_symbol(symbol) else ""})


def _filed(request: HttpRequest, report: Report, form: PaperForm) -> None:
    given = form.cleaned_data
    paper = actions.file_paper(
        report,
        given["file"],
        number=given["number"],
        symbol=given["symbol"],
        signed_on=given["signed_on"],
        by=officer(request),
        now=timezone.now(),
    )
    messages.success(request, _("Paper %(name)s is filed with the report.") % {"name": paper})


def _page(request: HttpRequest, report: Report, form: PaperForm) -> dict[str, Any]:
    by = officer(request)
    kept = list(access.papers(by, report))
    answers, _sources = queries.seen(by, report)
    return {
        **frame(request, report),
        "form": form,
        "kept": kept,
        "paper": kept[0] if kept else None,
        "compared": queries.compared(report, kept[0], answers) if kept else None,
        "may_file": access.may_fill(by, report) and report.state != State.NOT_STARTED,
    }


def standing(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """What the page of a submission says of the signed paper, before anybody decides."""
    report = submission.report
    paper: SignedPaper | None = access.papers(officer(request), report).first() if report.paper_id else None
    return {
        "paper": paper,
        "compared": queries.compared(report, paper, submission.answers) if paper else None,
    }


@require_safe
@login_required
def paper_file(request: HttpRequest, number: int, sequence: int) -> FileResponse:
    by = officer(request)
    return files.download(access.get_paper(by, access.get(by, number), sequence).file)


@require_safe
@login_required
def receipt_file(request: HttpRequest, number: int, sent: int) -> HttpResponse:
    """The receipt on one sheet, with the way back to its page."""
    submission = access.get_submission(officer(request), number, sent)
    page = reverse("reports:receipt", args=[number, sent])
    drawn = receipts.write(_receipt(submission, request.build_absolute_uri(page)))
    return file_response(drawn, PDF, f"{_('Receipt')} {submission.receipt}.pdf")


def _receipt(submission: Submission, address: str) -> receipts.Receipt:
    report = submission.report
    asked = report.request
    return receipts.Receipt(
        language=queries.language(),
        title=_("Receipt of a report"),
        code_name=_("Receipt number"),
        code=submission.receipt,
        lines=(
            (_("Report"), asked.title),
            (_("Organisation"), report.organisation.name),
            (_("Sent to"), asked.asker.name),
            (_("Sent at"), f"{written_time(submission.at)}, {submission.by.name}"),
            (_("Submission"), str(submission.number)),
            (_("Period"), queries.window_words(asked.clock, report.window)),
            (_("Digest of what was sent"), submission.digest),
        ),
        note=_("What was sent is kept word for word. Whoever has this number can ask the unit above for it."),
        address=address,
        address_name=_("The receipt's own page, for those who may see the report:"),
        at=submission.at,
        marks=(_("ILLUSTRATIVE DATA"),) if asked.illustrative else (),
    )
