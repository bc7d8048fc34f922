from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import local_day
from phongtrao.documents import queries as documents
from phongtrao.figures import access as figures_access
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Freeze
from phongtrao.figures.queries import Inquiry
from phongtrao.kit.export import disposition
from phongtrao.letters import docx
from phongtrao.letters.annual import AnnualReport, compose
from phongtrao.letters.document import Document
from phongtrao.letters.pdf import letter
from phongtrao.people import access as people_access
from phongtrao.places import queries as places
from phongtrao.reports.forms import AnnualForm
from phongtrao.reports.queries import annual as annual_queries
from phongtrao.reports.views.common import officer

PDF = "application/pdf"


class Writer(NamedTuple):
    content_type: str
    ending: str
    write: Callable[[Document], bytes]


WRITERS = {
    "word": Writer(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", docx.write
    ),
    "pdf": Writer(PDF, "pdf", letter.write),
}


@require_safe
@login_required
def annual(request: HttpRequest) -> HttpResponse:
    """Choose a place and a year; the answer is the report itself, or the page with what to mend."""
    today = local_day(timezone.now())
    if "place" not in request.GET:
        own = places.name_on(officer(request).organisation.place, today).code
        form = AnnualForm(
            freezes=_freezes(request), initial={"place": own, "year": today.year, "clock": "calendar"}
        )
        return render(request, "reports/annual.html", {"form": form})
    form = bound(request)
    inquiry = inquiry_of(request, form) if form.is_valid() else None
    report = report_of(request, form, inquiry) if inquiry else None
    if report is None:
        return render(request, "reports/annual.html", {"form": form}, status=422)
    wanted, document = request.GET.get("file"), compose(report)
    if wanted == "preview":
        return _preview(request, form, document)
    kind = "pdf" if wanted == "pdf" else "word"
    return document_file(document, kind, f"Báo cáo {report.period.name} {report.territory.full_name}")


def _preview(request: HttpRequest, form: AnnualForm, document: Document) -> HttpResponse:
    """Some pages as pictures, and where the others are."""
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    pictures = documents.pictures_of(document, max(1, first))
    turned = request.GET.copy()
    turned.pop("from", None)
    context = {"form": form, "pictures": pictures, "asked": turned.urlencode()}
    return render(request, "reports/annual.html", context)


def bound(request: HttpRequest) -> AnnualForm:
    return AnnualForm(request.GET, freezes=_freezes(request))


def inquiry_of(request: HttpRequest, form: AnnualForm) -> Inquiry | None:
    """What is asked, of a place whose report the officer may write; else the form says what is wrong."""
    typed = form.cleaned_data
    days = typed["days"]
    try:
        inquiry = figures.inquire(
            place=typed["place"],
            indicators=[catalogue.load().indicators[0].id],
            year=days.end.year if days else typed["year"],
            clock=typed["clock"],
            period=typed["period"],
            freeze=form.freezes.get(typed["freeze"]),
            first=days.start.isoformat() if days else "",
            last=days.end.isoformat() if days else "",
        )
    except figures.Unanswerable as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return None
    figures_access.get_covered(officer(request), inquiry.place.key, today=local_day(timezone.now()))
    return inquiry


def report_of(request: HttpRequest, form: AnnualForm, inquiry: Inquiry) -> AnnualReport | None:
    by, today = officer(request), local_day(timezone.now())
    try:
        return annual_queries.annual_report(
            inquiry.place,
            inquiry.asked,
            known_on=today,
            shows=lambda lines: figures_access.visible(by, lines, today=today),
            tells=people_access.visible(by),
            sees=lambda keys: figures_access.seen(by, keys, today=today),
        )
    except annual_queries.NothingToReport:
        form.add_error(
            None, _("Nothing is known of this place in that year: neither a figure nor a narrative.")
        )
    return None


def _freezes(request: HttpRequest) -> list[Freeze]:
    return list(figures_access.freezes(officer(request), today=local_day(timezone.now())))


def document_file(document: Document, kind: str, name: str) -> HttpResponse:
    """`kind`: of WRITERS."""
    writer = WRITERS[kind]
    return file_response(writer.write(document), writer.content_type, f"{name}.{writer.ending}")


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
