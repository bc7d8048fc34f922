"""A narrative is read into a report: hand it in, see how far it is, look at its figures, take or drop them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.sandbox import SandboxProblem
from phongtrao.documents import queries as files
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.rules import May, Role, may
from phongtrao.reading.files import Document, FileKind, Place, picture_of
from phongtrao.reports import access, actions, tasks
from phongtrao.reports.forms.from_text import FigureForm, NarrativeForm, qualifiers
from phongtrao.reports.models import ReadFigure, Reading, Report
from phongtrao.reports.queries import from_text as reading
from phongtrao.reports.rules.from_text import THRESHOLDS, ReadingState, Taking
from phongtrao.reports.views.common import content_of, frame, officer, version

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def readings(request: HttpRequest, number: int) -> HttpResponse:
    """Paste a text or choose a file; what was read before."""
    by = officer(request)
    report = access.get(by, number)
    access.must_see_draft(by, report)
    form = NarrativeForm(request.POST, request.FILES) if request.method == "POST" else NarrativeForm()
    status = 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            now = timezone.now()
            file = actions.store_narrative(report, upload=given["file"], text=given["text"], by=by, now=now)
            begun = tasks.begin_reading(report, file, by=by)
        except (Conflict, Refused) as refused:
            form.add_error("file" if given["file"] else None, str(refused))
            status = 409 if isinstance(refused, Conflict) else 422
        else:
            return redirect("reports:reading", report.pk, begun.pk)
    elif form.is_bound:
        status = 422
    before = [
        (row, reading.title(row), reading.state_label(row.state))
        for row in access.readings(by, report)[:A_PAGE]
    ]
    context = {**frame(request, report), "form": form, "before": before}
    return render(request, "reports/reading/new.html", context, status=status)


@require_safe
@login_required
def read(request: HttpRequest, number: int, reading_number: int) -> HttpResponse:
    """How far it is; once read, the text beside its figures."""
    report, found = _get(request, number, reading_number)
    if found.state != ReadingState.READ:
        context = {**frame(request, report), "reading": found, "name": reading.title(found), "fault": ""}
        if found.state == ReadingState.FAILED:
            context["fault"] = reading.fault_words(found)
        return render(request, "reports/reading/progress.html", context)
    return _page(request, report, found)


@require_POST
@login_required
def read_figure(request: HttpRequest, number: int, reading_number: int, figure: int) -> HttpResponse:
    """Take it, drop it, or pick it up again."""
    report, found = _get(request, number, reading_number)
    one, by, now = access.get_read_figure(found, figure), officer(request), timezone.now()
    if "drop" in request.POST:
        actions.drop_figure(one, by=by, now=now)
    elif "again" in request.POST:
        actions.pick_up(one, by=by, now=now)
    else:
        return _taken(request, report, found, one)
    return redirect(_anchor(request, report, found, one))


def _taken(request: HttpRequest, report: Report, found: Reading, one: ReadFigure) -> HttpResponse:
    form = FigureForm(request.POST, labels=reading.labels(content_of(report)), auto_id=f"%s-{one.number}")
    if not form.is_valid():
        return _page(request, report, found, form=form, of=one, status=422)
    key = form.cleaned_data["field"]
    try:
        actions.take_figure(
            one,
            key,
            form.typed(),
            base_version=version(request),
            replace="replace" in request.POST,
            by=officer(request),
            now=timezone.now(),
        )
    except actions.Differs as differs:
        [difference] = differs.differences
        theirs, yours = reading.both(key, difference.theirs, difference.yours)
        context = {
            **frame(request, report),
            "reading": found,
            "name": reading.title(found),
            "figure": one,
            "differs": differs,
            "field": form.labels[key],
            "theirs": theirs,
            "yours": yours,
            "key": key,
            "typed": form.typed(),
            "order": _order(request),
        }
        return render(request, "reports/reading/differs.html", context, status=409)
    except (Conflict, Refused) as refused:
        form.add_error("text", str(refused))
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, report, found, form=form, of=one, status=status)
    return redirect(_anchor(request, report, found, one))


@require_POST
@login_required
def sure_figures(request: HttpRequest, number: int, reading_number: int) -> HttpResponse:
    """Take at once what is sure enough and leaves nothing to look at."""
    report, found = _get(request, number, reading_number)
    given = request.POST.get("least", "")
    least = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0
    if least not in THRESHOLDS:
        raise Http404
    n = actions.take_sure(found, least, by=officer(request), now=timezone.now())
    said = ngettext("%(n)s figure was taken into the draft.", "%(n)s figures were taken into the draft.", n)
    messages.success(request, said % {"n": n})
    return redirect(f"{_address(report, found)}{_query(request)}")


@require_safe
@login_required
def reading_text(request: HttpRequest, number: int, reading_number: int) -> HttpResponse:
    """The text with the lines that the report's figures come from."""
    by = officer(request)
    report = access.get(by, number)
    found = access.get_cited(by, report, reading_number)
    rows = reading.figures_of(found)
    context = {
        **frame(request, report),
        "reading": found,
        "name": reading.title(found),
        "pieces": reading.marked(found, rows, only=Taking.TAKEN),
        "labels": reading.labels(content_of(report)),
        "taken": [row for row in rows if row.state == Taking.TAKEN],
    }
    return render(request, "reports/reading/text.html", context)


@require_safe
@login_required
def reading_file(request: HttpRequest, number: int, reading_number: int) -> FileResponse:
    _report, found = _get(request, number, reading_number)
    return files.download(found.file)


@require_safe
@login_required
def reading_picture(request: HttpRequest, number: int, reading_number: int, figure: int) -> HttpResponse:
    """The picture of the line in a scan, to look at beside what was read."""
    _report, found = _get(request, number, reading_number)
    one = access.get_read_figure(found, figure)
    place = one.found["place"]
    if not place or not place["box"]:
        raise Http404
    try:
        content = files.path_of(found.file.digest).read_bytes()
        drawn = picture_of(Document(FileKind(found.file.kind), "", ()), content, Place(**place))
    except (OSError, SandboxProblem) as gone:
        raise Http404 from gone
    headers = {
        "Content-Disposition": "inline",
        "Cache-Control": "private, max-age=3600",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(drawn, content_type="image/png", headers=headers)


@require_safe
@login_required
def synonyms(request: HttpRequest) -> HttpResponse:
    """The words that the office has taught the reader."""
    by = officer(request)
    rows = reading.taught(access.synonyms(by))
    context = {
        "standing": [one for one in rows if one.row.withdrawn_at is None],
        "gone": [one for one in rows if one.row.withdrawn_at is not None],
        "may_withdraw": may(Role(by.role), May.FILL),
    }
    return render(request, "reports/reading/synonyms.html", context)


@require_POST
@login_required
def synonym_withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    actions.withdraw_synonym(access.get_synonym(by, number), by=by, now=timezone.now())
    messages.success(request, _("These words are used no more."))
    return redirect("reports:synonyms")


def _get(request: HttpRequest, number: int, reading_number: int) -> tuple[Report, Reading]:
    by = officer(request)
    report = access.get(by, number)
    return report, access.get_reading(by, report, reading_number)


def _page(
    request: HttpRequest,
    report: Report,
    found: Reading,
    *,
    form: FigureForm | None = None,
    of: ReadFigure | None = None,
    status: int = 200,
) -> HttpResponse:
    content, rows, order = content_of(report), reading.figures_of(found), _order(request)
    framed = frame(request, report)
    context: dict[str, Any] = {
        **framed,
        "reading": found,
        "name": reading.title(found),
        "notes": reading.notes(found),
        "pieces": reading.marked(found, rows),
        "figures": reading.shown(rows, content, report.draft, order),
        "silent": reading.silent(rows, content, report.draft),
        "bulks": reading.bulks(rows) if framed["may_save"] else [],
        "counts": reading.counts(rows),
        "labels": reading.labels(content),
        "qualifiers": qualifiers(),
        "order": order,
        "form": form,
        "wrong": of.number if of else 0,
    }
    return render(request, "reports/reading/figures.html", context, status=status)


def _order(request: HttpRequest) -> str:
    given = request.POST.get("order") or request.GET.get("order", "")
    return given if given in reading.ORDERS else reading.FORM


def _query(request: HttpRequest) -> str:
    return f"?order={reading.SURE}" if _order(request) == reading.SURE else ""


def _address(report: Report, found: Reading) -> str:
    return reverse("reports:reading", args=[report.pk, found.pk])


def _anchor(request: HttpRequest, report: Report, found: Reading, one: ReadFigure) -> str:
    return f"{_address(report, found)}{_query(request)}#figure-{one.number}"
