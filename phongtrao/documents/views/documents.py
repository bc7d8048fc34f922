"""Documents of an office: the list, one document, drafting it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import DraftForm, NoteForm, RelationForm, SearchForm
from phongtrao.documents.forms.documents import of_document
from phongtrao.documents.models import Document
from phongtrao.documents.rules import STANDING, DocumentMove, DocumentState, RelationKind, moves_from
from phongtrao.documents.views.common import A_PAGE, attempt, officer, version
from phongtrao.kit.export import downloaded
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people import access as people

MOST_RELATED = 100
MOST_DOWNLOADED = 5_000


@require_safe
@login_required
def outgoing(request: HttpRequest) -> HttpResponse:
    """What the office makes and issues, and what those below it issued."""
    by = officer(request)
    issuers = list(people.visible(by).order_by("sort_key", "pk")[:200])
    form = SearchForm(request.GET, issuers=issuers, auto_id="find-%s")
    wanted = form.wanted()
    rows = queries.outgoing(by, wanted)
    format = request.GET.get("format", "")
    table = queries.documents_table(queries.lines(rows[:MOST_DOWNLOADED])) if format else None
    if table and (answer := downloaded(format, table, _("Documents"))):
        return answer
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form_of_search": form,
        "page": page,
        "lines": queries.lines(page),
        "searched": any(request.GET.get(name) for name in form.fields),
        "may_draft": access.may_keep(by, by.organisation_id),
    }
    return render(request, "documents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    access.must_keep(by, by.organisation)
    head = queries.head_of(by.organisation, local_day(timezone.now()))
    if request.method != "POST":
        form = DraftForm(initial={"recipients": "\n".join(head.recipients)})
        return _draft_page(request, form, {"key": actions.new_key()})
    form = DraftForm(request.POST, request.FILES)
    made, status = attempt(
        form,
        lambda: actions.draft(
            by.organisation,
            **_given(form),
            key=request.POST.get("key", "")[:80],
            by=by,
            now=timezone.now(),
        ),
    )
    if made is None:
        return _draft_page(request, form, {"key": request.POST.get("key", "")}, status)
    messages.success(request, _("The draft is kept."))
    return redirect("documents:document", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.CHANGE)
    context = {"document": found, "changes_signed": found.state != DocumentState.DRAFT}
    if request.method != "POST":
        return _draft_page(request, DraftForm(initial=of_document(found)), context)
    form = DraftForm(request.POST, request.FILES)
    made, status = attempt(
        form,
        lambda: actions.change(
            found, base_version=version(request), **_given(form), by=by, now=timezone.now()
        ),
    )
    if made is None:
        return _draft_page(request, form, context, status)
    messages.success(request, _("The draft is kept."))
    return redirect("documents:document", number)


@require_safe
@login_required
def document(request: HttpRequest, number: int) -> HttpResponse:
    """One document: what it says, how it stands, what can be done with it now, and what was done."""
    return _page(request, access.get(officer(request), number))


@require_POST
@login_required
def check(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    form = NoteForm(request.POST)
    made, status = attempt(
        form,
        lambda: actions.check(
            found,
            base_version=version(request),
            note=form.cleaned_data["note"],
            by=by,
            now=timezone.now(),
        ),
    )
    if made is None:
        return _page(request, access.get(by, number), form=form, status=status)
    messages.success(request, _("Checked: it can be signed."))
    return redirect("documents:document", number)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def relations(request: HttpRequest, number: int) -> HttpResponse:
    """What it implements, replaces, answers or belongs to."""
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.CHANGE)
    form = RelationForm(request.POST or None, choices=_to_relate(request, found))
    status = 200
    if request.method == "POST":
        made, status = attempt(form, lambda: _relate(request, found, form))
        if made is not None:
            messages.success(request, _("The relation is kept."))
            return redirect("documents:relations", number)
    context = {"document": found, "form": form, "relations": queries.relations(found)}
    return render(request, "documents/relations.html", context, status=status)


@require_POST
@login_required
def removal(request: HttpRequest, number: int, relation: int) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    try:
        actions.unrelate(found, relation, base_version=version(request), by=by, now=timezone.now())
    except Conflict as conflict:
        messages.error(request, str(conflict))
    return redirect("documents:relations", number)


@require_safe
@login_required
def file(request: HttpRequest, number: int, sequence: int) -> FileResponse:
    return queries.download(access.get_content(officer(request), number, sequence).file)


@require_safe
@login_required
def file_as_pdf(request: HttpRequest, number: int, sequence: int) -> HttpResponse:
    """A Word or Excel file as a PDF to print; it is made each time and never kept."""
    content = access.get_content(officer(request), number, sequence)
    try:
        return queries.as_pdf(content.file)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", number)


def _page(
    request: HttpRequest, found: Document, *, form: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    by, state = officer(request), DocumentState(found.state)
    own = found.organisation_id == by.organisation_id
    moves = moves_from(state) if access.may_keep(by, found.organisation_id) else frozenset()
    signing = queries.last_signing(found) if state in STANDING or state is DocumentState.SIGNED else None
    kept = queries.kept_number(found) if moves else None
    contents = queries.contents(found)
    typed = own and queries.opened(found) is not None
    missing = queries.unagreed(found) if state is DocumentState.SIGNED else []
    context = {
        "document": found,
        "kind": queries.kind_label(found.kind),
        "state_label": queries.state_label(state),
        "own": own,
        "typed": typed,
        "may_rewrite": typed and DocumentMove.CHANGE in moves,
        "may_change": DocumentMove.CHANGE in moves,
        "may_check": DocumentMove.CHECK in moves,
        "may_sign": DocumentMove.SIGN in moves,
        "may_issue": DocumentMove.ISSUE in moves,
        "may_drop": DocumentMove.DROP in moves,
        "may_withdraw": DocumentMove.WITHDRAW in moves and access.is_head(by, found.organisation_id),
        "may_reserve": DocumentMove.CHANGE in moves and kept is None,
        "missing": missing,
        "may_agree": access.may_agree(by, found)
        and any(one.organisation == by.organisation_id for one in missing),
        "kept": kept,
        "signing": signing,
        "signer": queries.signer(signing) if signing else "",
        "authority": queries.authority_label(signing.authority) if signing else "",
        "contents": contents,
        "unprinted": state is DocumentState.ISSUED and queries.unprinted(contents),
        "may_print": access.may_keep(by, found.organisation_id),
        "printable": queries.PRINTABLE if queries.prints() else (),
        "word": any(one.file.kind == "docx" and not one.signed for one in contents),
        "relations": queries.relations(found),
        "acts": queries.acts(found),
        "ended": getattr(found, "withdrawal", None),
        "form": form or NoteForm(),
    }
    return render(request, "documents/document.html", context, status=status)


def _draft_page(
    request: HttpRequest, form: DraftForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "documents/draft.html", {"form": form, **context}, status=status)


def _given(form: DraftForm) -> dict[str, Any]:
    given = form.cleaned_data
    names = ("kind", "subject", "symbol", "addressees", "recipients", "partners")
    return {**{name: given[name] for name in names}, "upload": given["file"]}


def _to_relate(request: HttpRequest, found: Document) -> list[tuple[str, str]]:
    """The newest that were issued here, and the newest that arrived."""
    by = officer(request)
    issued = access.own(by).filter(state__in=[state.value for state in STANDING]).exclude(pk=found.pk)
    own = [
        (f"own:{row.pk}", f"{row.kind_vi} {row.written}: {row.subject}"[:160])
        for row in issued.order_by("-issued_on", "-pk")[:MOST_RELATED]
    ]
    came = [
        (f"incoming:{row.pk}", f"{row.sign} {row.issuer}: {row.subject}"[:160])
        for row in access.incoming(by).order_by("-arrived_on", "-pk")[:MOST_RELATED]
    ]
    return own + came


def _relate(request: HttpRequest, found: Document, form: RelationForm) -> Any:
    by, given = officer(request), form.cleaned_data
    where, _colon, number = given["to"].partition(":")
    return actions.relate(
        found,
        base_version=version(request),
        kind=RelationKind(given["kind"]),
        own=access.get_own(by, int(number)) if where == "own" else None,
        incoming=access.get_incoming(by, int(number)) if where == "incoming" else None,
        described=given["described"],
        by=by,
        now=timezone.now(),
    )
