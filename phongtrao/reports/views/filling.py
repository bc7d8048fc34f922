from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.figure import Basis
from phongtrao.core.vietnamese import recognise
from phongtrao.figures import queries as figures
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.writing import at_home
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import SectionForm, from_draft, name_of
from phongtrao.reports.models import Report
from phongtrao.reports.queries import imports as import_queries
from phongtrao.reports.rules import Content, Section, Stale, State, clean, explained, findings, still_told
from phongtrao.reports.views.common import content_of, frame, officer, section_of, version
from phongtrao.reports.views.consolidating import totals_taken
from phongtrao.reports.views.said import drawing
from phongtrao.reports.views.timing import timing

THEIRS = "theirs"


@require_safe
@login_required
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The report's task list, its state and its history."""
    by = officer(request)
    found = access.get(by, number)
    answers, sources = queries.seen(by, found)
    returned = queries.last_return(found) if found.state == State.RETURNED else None
    marked = frozenset(returned.fields if returned else ())
    history = queries.history(found)
    last = max((event.submission for event in history), key=lambda sent: sent.number, default=None)
    context = {
        **frame(request, found),
        **timing(request, found),
        "last": last,
        "submission": None if access.sees_draft(by, found) else last,
        "parts": queries.parts(content_of(found), answers, sources, marked, draw=drawing(found)),
        "marked": marked,
        "returned": returned,
        "reason": queries.reason_label(returned.reason) if returned else "",
        "history": history,
        "timeliness": queries.timeliness_words(found.duty),
        "wish": queries.wish_to_reopen(found),
        "spoken": queries.threads(by, found),
        "entered": import_queries.entered(found),
    }
    return render(request, "reports/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def section(request: HttpRequest, number: int, id: str) -> HttpResponse:
    by = officer(request)
    found = access.get(by, number)
    part = section_of(content_of(found), id)
    access.must_see_draft(by, found)
    if request.method == "POST":
        return _saved(request, found, part)
    form = SectionForm(content_of(found), part, from_draft(content_of(found), part, found.draft))
    return _section_page(request, found, part, form)


def _saved(request: HttpRequest, report: Report, part: Section) -> HttpResponse:
    """Save what was typed; whatever is refused, it is shown again as it was typed."""
    content, now = content_of(report), timezone.now()
    form = SectionForm(content, part, _chosen(request, report, content, part))
    try:
        saved = actions.save_section(
            report,
            part.id,
            figures=form.figures(),
            narratives=form.narratives(),
            reasons=form.reasons(report.draft.get("reasons", {})),
            base_version=version(request),
            by=officer(request),
            now=now,
        )
    except Stale as stale:
        return _differences(request, report, part, stale)
    except (Conflict, Refused) as refused:
        form.add_error(None, str(refused))
        status = 409 if isinstance(refused, Conflict) else 403
        return _section_page(request, report, part, form, status=status)
    if getattr(request, "htmx", False):
        offers = form.offers(saved.draft.get("as_typed", {}))
        response = render(request, "reports/saved.html", {"report": saved, "filling": form, "offers": offers})
        response.headers["X-Saved-At"] = f"{at_home(now):%H:%M}"
        return response
    answer = _onward(request, saved, part, form, now)
    # The page that comes next learns that the section has arrived: then the device forgets its own copy.
    answer.set_cookie("saved", f"{saved.pk}.{part.id}", max_age=60, samesite="Lax")
    return answer


def _onward(
    request: HttpRequest, saved: Report, part: Section, form: SectionForm, now: datetime
) -> HttpResponse:
    if request.POST.get("later"):
        return _home(request, form)
    if kept := request.POST.get("as_typed"):
        by = officer(request)
        saved = actions.keep_as_typed(saved, kept, base_version=saved.version, by=by, now=now)
    if not form.is_valid() or form.offers(saved.draft.get("as_typed", {})):
        return _section_page(request, saved, part, form)
    if decided := kept or request.POST.get("convert"):
        return redirect(f"{reverse('reports:section', args=[saved.pk, part.id])}#field-{name_of(decided)}")
    if offered := request.POST.get("take"):
        return redirect(f"{reverse('reports:section', args=[saved.pk, part.id])}#field-{name_of(offered)}_0")
    if "sum" in request.POST:
        return totals_taken(request, saved, part, request.POST["sum"])
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{at_home(now):%H:%M}"})
    return redirect(_next(saved, form.content, part))


def _home(request: HttpRequest, form: SectionForm) -> HttpResponse:
    """He comes back later: all is kept, what can't be read yet too, and his first page shows where he stopped."""
    n = len(form.errors)
    kept = _("All is kept. Your first page shows where you stopped.")
    unread = ngettext("%(n)s box is not a number yet.", "%(n)s boxes are not numbers yet.", n) % {"n": n}
    messages.success(request, f"{kept} {unread}" if n else kept)
    return redirect("desk:home")


def _next(report: Report, content: Content, part: Section) -> str:
    """The section that follows; after the last one, the report."""
    later = content.sections[content.sections.index(part) + 1 :]
    if later:
        return reverse("reports:section", args=[report.pk, later[0].id])
    return reverse("reports:check", args=[report.pk])


def _section_page(
    request: HttpRequest, report: Report, part: Section, form: SectionForm, *, status: int = 200
) -> HttpResponse:
    returned = queries.last_return(report) if report.state == State.RETURNED else None
    marked = frozenset(returned.fields if returned else ())
    about = queries.About(report, form.content, part.figure_keys, report.draft, officer(request))
    offered = queries.last_period(report, part)
    beside = {**queries.beside(about), **queries.merging(report, part)}
    offers = form.offers(report.draft.get("as_typed", {}))
    context = {
        **frame(request, report),
        "section": part,
        "title": part.title(queries.language()),
        "guidance": part.guidance(queries.language(), Basis(report.request.basis)),
        "filling": form,
        "summed": any(line.takes for lines in beside.values() for line in lines),
        "groups": list(form.groups(queries.draft_sources(report), marked, beside, offered, offers)),
        "talking": access.may_comment(officer(request), report),
        "threads": queries.threads(officer(request), report),
        "saved_at": at_home(report.saved_at) if report.saved_at else None,
        "returned": returned,
        "reason": queries.reason_label(returned.reason) if returned else "",
    }
    return render(request, "reports/section.html", context, status=status)


def _differences(request: HttpRequest, report: Report, part: Section, stale: Stale) -> HttpResponse:
    """Field by field what the other officer saved and what was typed here, with a choice; nothing is lost."""
    content = content_of(report)
    rows = [
        {
            "name": f"keep-{name_of(change.field)}",
            "label": str(queries.label(content, change.field)),
            "theirs": queries.written(change.field, change.theirs),
            "yours": queries.written(change.field, change.yours),
        }
        for change in stale.differences
    ]
    typed = [(name, value) for name, value in request.POST.items() if _is_typed(name)]
    context = {
        **frame(request, report),
        "section": part,
        "title": part.title(queries.language()),
        "stale": stale,
        "rows": rows,
        "typed": typed,
    }
    return render(request, "reports/differences.html", context, status=409)


def _is_typed(name: str) -> bool:
    return name not in (
        "csrfmiddlewaretoken",
        "version",
        "take",
        "sum",
        "convert",
        "as_typed",
    ) and not name.startswith("keep-")


def _chosen(request: HttpRequest, report: Report, content: Content, part: Section) -> Mapping[str, Any]:
    """What was typed, but the other officer's answer where his was chosen on the page of differences."""
    typed = {name: str(value) for name, value in request.POST.items()}
    kept = {name.removeprefix("keep-") for name, value in typed.items() if value == THEIRS}
    standing = from_draft(content, part, report.draft) if kept else {}
    for name, value in standing.items():
        if name in kept or name.rpartition("_")[0] in kept:
            typed[name] = value
    if (name := name_of(typed.get("convert", ""))) in typed and (found := recognise(clean(typed[name]))):
        typed[name] = found.text
    taken, offered = typed.get("take", ""), queries.last_period(report, part)
    if taken in offered:
        typed |= from_draft(content, part, {"figures": {taken: offered[taken]}}, only=taken)
    return typed


@require_safe
@login_required
def check(request: HttpRequest, number: int) -> HttpResponse:
    """All answers on one page, what must be mended and what should be looked at, before sending."""
    by = officer(request)
    found = access.get(by, number)
    access.must_see_draft(by, found)
    return render(request, "reports/check.html", checked(request, found))


def checked(request: HttpRequest, report: Report) -> dict[str, Any]:
    content, sums = content_of(report), queries.sums_of(report)
    spoken = [
        {
            "fields": [
                (str(queries.label(content, field)), _link(report, content, field)) for field in f.fields
            ],
            "words": _words(report, f),
            "blocking": f.blocking,
            "reason": explained(f, report.draft),
        }
        for f in findings(
            content, report.draft, queries.past_of(report, content.figure_keys), figures.limits(), sums
        )
    ]
    answers = {**report.draft, "known": {key: known.kept() for key, known in sums.items()}}
    answers["paragraphs"] = still_told(report.draft)
    head, sources = frame(request, report), queries.draft_sources(report)
    return {
        **head,
        "parts": queries.parts(content, answers, sources, draw=drawing(report, links=head["may_save"])),
        "blocking": [row for row in spoken if row["blocking"]],
        "doubtful": [row for row in spoken if not row["blocking"] and not row["reason"]],
        "explained": [row for row in spoken if row["reason"]],
        "changes": _changes(report, content),
        "key": actions.new_key(),
    }


def _words(report: Report, finding: Any) -> str:
    answer = report.draft.get("figures", {}).get(finding.fields[0])
    unread = queries.trouble(finding.fields[0], answer) if answer and answer["value"] is None else ""
    return unread or queries.fault(finding)


def _link(report: Report, content: Content, field: str) -> str:
    section = content.section_of(field)
    ending = "" if any(field == narrative.id for narrative in content.narratives) else "_0"
    page = reverse("reports:section", args=[report.pk, section.id])
    return f"{page}#field-{name_of(field)}{ending}"


def _changes(report: Report, content: Content) -> list[dict[str, str]]:
    return [
        {
            "label": str(queries.label(content, change.field)),
            "before": queries.written(change.field, change.theirs),
            "after": queries.written(change.field, change.yours),
        }
        for change in queries.since_decision(report, report.draft)
    ]
