"""A document is signed, numbered, issued."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import IssueForm, SigningForm
from phongtrao.documents.models import Document, Number
from phongtrao.documents.rules import DocumentMove
from phongtrao.documents.views.common import attempt, officer, version
from phongtrao.kit.refusals import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signature(request: HttpRequest, number: int) -> HttpResponse:
    """Who signed, when, and the signed file."""
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.SIGN)
    today = local_day(timezone.now())
    people = queries.signatories_on(found.organisation, today)
    form = SigningForm(signatories=people, initial={"signed_on": today})
    status = 200
    if request.method == "POST":
        form = SigningForm(request.POST, request.FILES, signatories=people)
        made, status = attempt(
            form,
            lambda: actions.sign(
                found,
                form.cleaned_data["file"],
                base_version=version(request),
                signatory=access.get_signatory(by, int(form.cleaned_data["signatory"])),
                signed_on=form.cleaned_data["signed_on"],
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("The signed document is kept; it can be issued."))
            return redirect("documents:document", number)
    context = {"document": found, "form": form, "signatories": people}
    return render(request, "documents/signature.html", context, status=status)


@require_POST
@login_required
def number(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the next number for a document before it is issued, so that it can be printed in it."""
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.CHANGE)
    try:
        given = actions.reserve(found.series, document=found, by=by, now=timezone.now())
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(
            request, _("Number %(number)s is kept for this document.") % {"number": f"{given.number:02d}"}
        )
    return redirect("documents:document", number)


@require_POST
@login_required
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    """For a body that issues it too."""
    by = officer(request)
    found = access.get(by, number)
    try:
        actions.agree(found, base_version=version(request), by=by, now=timezone.now())
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(request, _("Agreed; your register gives its number when the document is issued."))
    return redirect("documents:document", number)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def issue(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, DocumentMove.ISSUE)
    kept = queries.kept_number(found)
    free = [] if kept else queries.free_numbers(found)
    today = local_day(timezone.now())
    if request.method != "POST":
        form = IssueForm(free=free, partners=found.partners, initial={"issued_on": today})
        return _issue_page(request, found, form, kept, actions.new_key())
    form, key = IssueForm(request.POST, free=free, partners=found.partners), request.POST.get("key", "")[:80]
    made, status = attempt(
        form,
        lambda: actions.issue(
            found,
            base_version=version(request),
            issued_on=_day(form),
            number=next((row for row in free if str(row.pk) == form.cleaned_data.get("number")), None),
            partner_numbers=form.partner_numbers,
            key=key,
            by=by,
            now=timezone.now(),
        ),
    )
    if made is None:
        return _issue_page(request, found, form, kept, key, status)
    messages.success(request, _("Issued as %(written)s.") % {"written": access.get(by, number).written})
    issued = access.get_own(by, number)
    _put_in(request, issued, issued.version)
    return redirect("documents:document", number)


@require_POST
@login_required
def printing(request: HttpRequest, number: int) -> HttpResponse:
    """Number and day into the Word file, where that did not happen at the issue."""
    found = access.get_own(officer(request), number)
    try:
        if _put_in(request, found, version(request)):
            messages.success(request, _("The Word file bears number and day."))
    except Conflict as conflict:
        messages.error(request, str(conflict))
    return redirect("documents:document", number)


def _put_in(request: HttpRequest, found: Document, seen: int) -> bool:
    """Says why it can't be done."""
    why = actions.print_number(found, base_version=seen, by=officer(request), now=timezone.now())
    if why:
        messages.warning(request, queries.not_printed(why))
    return why is None


def _day(form: IssueForm) -> date:
    day: date = form.cleaned_data["issued_on"]
    return day


def _issue_page(
    request: HttpRequest, found: Document, form: IssueForm, kept: Number | None, key: str, status: int = 200
) -> HttpResponse:
    context = {"document": found, "form": form, "kept": kept, "key": key, "missing": queries.unagreed(found)}
    return render(request, "documents/issue.html", context, status=status)
