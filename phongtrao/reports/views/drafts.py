"""A form under construction: its outline, its sections and fields, its publication."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core import indicator as catalogue
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import CountForm, GridForm, PlanForm, QuestionForm, TitleForm
from phongtrao.reports.models import FormDraft
from phongtrao.reports.rules import BadForm, building, read
from phongtrao.reports.rules.building import Document, NoSuchPlace, Place
from phongtrao.reports.views.building import preview_page
from phongtrao.reports.views.common import officer, version

Change: TypeAlias = Callable[[Document], Document]
FieldForm: TypeAlias = CountForm | GridForm | QuestionForm

LAST = "last"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The outline. POST: its titles."""
    by = officer(request)
    access.must_build(by)
    found = access.get_draft(by, number)
    form = TitleForm(request.POST or None, initial=found.content)
    if request.method == "POST" and form.is_valid():
        titles = form.cleaned_data
        return _saved(request, found, lambda document: building.with_titles(document, **titles))
    return _draft_page(request, found, form, status=422 if form.is_bound else 200)


@require_POST
@login_required
def draft_order(request: HttpRequest, number: int) -> HttpResponse:
    """Up, down or out: "up:s1", "down:s1:models_total", "out:s1:q1"."""
    by = officer(request)
    access.must_build(by)
    found = access.get_draft(by, number)
    verb, _colon, rest = request.POST.get("move", "").partition(":")
    section, _colon, field = rest.partition(":")
    place = Place(section, field)
    moves: dict[str, Change] = {
        "up": lambda document: building.moved(document, place, -1),
        "down": lambda document: building.moved(document, place, 1),
        "out": lambda document: building.without(document, place),
    }
    if verb not in moves:
        raise Http404
    return _saved(request, found, moves[verb], then=section if field else "")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft_section(request: HttpRequest, number: int, id: str = "") -> HttpResponse:
    """A section's words, and what can be added to it; without an id, a new section."""
    by = officer(request)
    access.must_build(by)
    found = access.get_draft(by, number)
    row = _row(lambda: building.section_row(found.content, id)) if id else {}
    form = PlanForm(request.POST or None, initial=row)
    if request.method == "POST" and form.is_valid():
        said = form.row()
        return _saved(
            request, found, lambda document: building.with_section(document, id, said), then=id or LAST
        )
    words = request.GET.get("q", "").strip()
    context = {
        "draft": found,
        "form": form,
        "id": id,
        "words": words,
        "choices": queries.choices(words, found.content),
        "dimensions": queries.shared_dimensions(),
        "section": next((line for line in queries.outline(found.content) if line.id == id), None),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/forms/section.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft_field(request: HttpRequest, number: int, id: str, field: str = "") -> HttpResponse:
    """A field's words and bounds; without a name, a new one (`kind`, and `of` what)."""
    by = officer(request)
    access.must_build(by)
    found = access.get_draft(by, number)
    place = Place(id, field)
    _row(lambda: building.section_row(found.content, id))
    row = _row(lambda: building.field_row(found.content, place)) if field else _new(request, found)
    form = _field_form(request, found, row)
    if request.method == "POST" and form.is_valid():
        new = form.row()
        return _saved(request, found, lambda document: building.with_field(document, place, new), then=id)
    name = queries.field_name(row) if row.get("vi", "figure") else ""
    kind = row["kind"]
    context = {"draft": found, "form": form, "id": id, "field": field, "name": name, "kind": kind, "row": row}
    return render(request, "reports/forms/field.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def draft_preview(request: HttpRequest, number: int, id: str) -> HttpResponse:
    found = access.get_draft(officer(request), number)
    try:
        content = read(found.content)
    except BadForm:
        messages.error(request, _("The form contradicts itself; mend that first."))
        return redirect("reports:draft-publication", found.pk)
    back = {"url": "reports:draft", "number": found.pk}
    return preview_page(request, content, id, back=back, page="reports:draft-preview")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft_publication(request: HttpRequest, number: int) -> HttpResponse:
    """What is missing and what changed; POST publishes."""
    by = officer(request)
    access.must_build(by)
    found = access.get_draft(by, number)
    problems = [queries.problem_words(problem, found.content) for problem in building.problems(found.content)]
    if request.method == "POST" and not problems:
        form = actions.publish_draft(found, base_version=version(request), by=by, now=timezone.now())
        messages.success(request, _("Published as version %(version)s.") % {"version": form.version})
        return redirect("reports:form", form.pk)
    changes = building.changes(found.based_on.content, found.content) if found.based_on else []
    context = {
        "draft": found,
        "problems": problems,
        "changes": [queries.change_words(change) for change in changes],
        "outline": queries.outline(found.content),
    }
    return render(request, "reports/forms/publication.html", context, status=422 if request.POST else 200)


@require_POST
@login_required
def draft_removal(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_draft(by, number)
    actions.discard(found, base_version=version(request), by=by, now=timezone.now())
    messages.success(request, _("The draft was thrown away."))
    return redirect("reports:forms")


def _saved(request: HttpRequest, draft: FormDraft, change: Change, *, then: str = "") -> HttpResponse:
    """Make the change and go on to a section, or to the outline; where someone else was faster, show what would
    differ and let the officer decide."""
    by = officer(request)
    content = _row(lambda: change(draft.content))
    try:
        actions.save_draft(draft, content, base_version=version(request), by=by, now=timezone.now())
    except actions.StaleDraft as stale:
        apart = ("version", "csrfmiddlewaretoken")
        typed = [(k, v) for k in request.POST if k not in apart for v in request.POST.getlist(k)]
        changes = [queries.change_words(found) for found in building.changes(draft.content, content)]
        context = {"draft": draft, "stale": str(stale), "typed": typed, "changes": changes}
        return render(request, "reports/forms/stale.html", context, status=409)
    if then == LAST:
        then = content["sections"][-1]["id"]
    there = any(row["id"] == then for row in content["sections"])
    return redirect("reports:draft-section", draft.pk, then) if there else redirect("reports:draft", draft.pk)


def _draft_page(request: HttpRequest, found: FormDraft, form: TitleForm, *, status: int) -> HttpResponse:
    context = {
        "draft": found,
        "form": form,
        "title": found.content["title_vi"],
        "outline": queries.outline(found.content),
    }
    return render(request, "reports/forms/draft.html", context, status=status)


def _row(find: Callable[[], Document]) -> Document:
    try:
        return find()
    except NoSuchPlace as gone:
        raise Http404 from gone


def _new(request: HttpRequest, draft: FormDraft) -> dict[str, Any]:
    kind, of = request.GET.get("kind", ""), request.GET.get("of", "")
    taken = queries.asked_in(draft.content)
    if kind == "figure" and of in catalogue.load().by_id and of not in taken:
        return {"kind": kind, "indicator": of}
    if kind == "grid" and of in dict(queries.shared_dimensions()):
        return {"kind": kind, "breakdown": of, "vi": "", "en": ""}
    if kind == "narrative":
        return {"kind": kind, "vi": "", "en": ""}
    raise Http404


def _field_form(request: HttpRequest, draft: FormDraft, row: Mapping[str, Any]) -> FieldForm:
    data = request.POST or None
    if row["kind"] == "grid":
        return GridForm(data, row, queries.asked_in(draft.content))
    if row["kind"] == "narrative":
        return QuestionForm(data, row)
    known = catalogue.load()
    others = [
        (id, queries.field_name({"kind": "figure", "indicator": id}))
        for id in sorted(queries.asked_in(draft.content))
        if id != row["indicator"] and id in known.by_id
    ]
    return CountForm(data, row, others)
