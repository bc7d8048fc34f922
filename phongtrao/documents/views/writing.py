"""A document is written in the form of its kind, looked at, kept as a draft, and written anew."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import WritingForm
from phongtrao.documents.models import Document
from phongtrao.documents.rules import DocumentMove, DocumentState, Writing, moves_from, writings
from phongtrao.documents.views.common import attempt, officer, version
from phongtrao.kit.export import disposition
from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Organisation


@require_safe
@login_required
def choosing(request: HttpRequest) -> HttpResponse:
    """Which kind is to be written."""
    by = officer(request)
    access.must_keep(by, by.organisation)
    offered = [(one.id, queries.writing_label(one), queries.writing_says(one)) for one in writings().values()]
    return render(request, "documents/writings.html", {"writings": offered})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest, writing: str) -> HttpResponse:
    by, chosen = officer(request), writings().get(writing)
    if chosen is None:
        raise Http404
    access.must_keep(by, by.organisation)
    if request.method != "POST":
        form = _form(chosen, by.organisation, initial=_prefilled(by.organisation))
        return _page(request, form, {"key": actions.new_key()})
    form, key = _form(chosen, by.organisation, request.POST), request.POST.get("key", "")[:80]
    if "preview" in request.POST:
        return _previewed(request, form, {"key": key})
    made, status = attempt(
        form,
        lambda: actions.write(by.organisation, chosen, form.typed, key=key, by=by, now=timezone.now()),
    )
    if made is None:
        return _page(request, form, {"key": key}, status)
    messages.success(request, _("The draft is kept."))
    return redirect("documents:document", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rewrite(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.CHANGE)
    opened = queries.opened(found)
    if opened is None or DocumentMove.CHANGE not in moves_from(DocumentState(found.state)):
        raise Http404
    context = {"document": found, "changed": queries.changed_elsewhere(found, opened, _today())}
    if request.method != "POST":
        return _page(request, _form(opened.writing, found.organisation, initial=opened.boxes), context)
    form = _form(opened.writing, found.organisation, request.POST)
    if "preview" in request.POST:
        return _previewed(request, form, {**context, "version": version(request)})
    made, status = attempt(
        form,
        lambda: actions.rewrite(
            found,
            opened.writing,
            form.typed,
            base_version=version(request),
            by=by,
            now=timezone.now(),
        ),
    )
    if made is None:
        seen = version(request) if status == 422 else found.version
        return _page(request, form, {**context, "version": seen, **_differing(form, found, status)}, status)
    messages.success(request, _("The draft is kept."))
    return redirect("documents:document", number)


@require_safe
@login_required
def written(request: HttpRequest, number: int) -> HttpResponse:
    """As PDF, drawn from what was typed, with the number that it bears by now."""
    found = access.get_own(officer(request), number)
    opened = queries.opened(found)
    letter = queries.letter_of(found, opened, _today()) if opened else None
    if opened is None or letter is None:
        raise Http404
    name = opened.wording.content.file.name.removesuffix(".docx")
    headers = {"Content-Disposition": disposition(f"{name}.pdf"), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(queries.portable(letter), content_type="application/pdf", headers=headers)


def _today() -> Any:
    return local_day(timezone.now())


def _form(writing: Writing, organisation: Organisation, *args: Any, **options: Any) -> WritingForm:
    today = _today()
    people = queries.signatories_on(organisation, today)
    return WritingForm(
        *args, writing=writing, organisation=organisation, signatories=people, today=today, **options
    )


def _prefilled(organisation: Organisation) -> dict[str, str]:
    """What the office has: its standing recipients, and whoever alone signs for it."""
    today = _today()
    head, people = queries.head_of(organisation, today), queries.signatories_on(organisation, today)
    signatory = str(people[0].pk) if len(people) == 1 else ""
    return {"recipients": "\n".join(head.recipients), "signatory": signatory}


def _previewed(request: HttpRequest, form: WritingForm, context: dict[str, Any]) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, context, 422)
    letter = queries.composed(form.organisation, form.writing, form.said_of_it, day=form.today)
    try:
        pictures = queries.pictures_of(letter)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, form, context, 422)
    looked = queries.looked_over(letter)
    table = queries.faults_table(looked) if looked.faults else None
    return _page(request, form, {**context, "pictures": pictures, "looked": looked, "table": table})


def _differing(form: WritingForm, found: Document, status: int) -> dict[str, Any]:
    """What another officer keeps in the draft meanwhile, box by box."""
    now = queries.opened(found) if status == 409 else None
    if now is None:
        return {}
    table = queries.differences(form.writing, form.shown, now.boxes)
    return {"differing": table, "saved_by": found.saved_by.name, "saved_at": found.saved_at}


def _page(
    request: HttpRequest, form: WritingForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    found: Document | None = context.get("document")
    told = {
        "form": form,
        "label": queries.writing_label(form.writing),
        "says": queries.writing_says(form.writing),
        "version": found.version if found else 0,
        "changes_signed": found is not None and found.state != DocumentState.DRAFT,
        **context,
    }
    return render(request, "documents/writing.html", told, status=status)
