"""The head of an office's documents, and who signs them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.core.period import local_day
from phongtrao.documents import access, actions, queries
from phongtrao.documents.forms import EndForm, LetterheadForm, SignatoryForm
from phongtrao.documents.forms.letterhead import of_head
from phongtrao.documents.rules import Authority, Profile, verified
from phongtrao.documents.views.common import attempt, officer
from phongtrao.kit.refusals import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letterhead(request: HttpRequest) -> HttpResponse:
    by, today = officer(request), local_day(timezone.now())
    head = queries.head_of(by.organisation, today)
    form = LetterheadForm(initial={**of_head(head), "valid_from": today})
    status = 200
    if request.method == "POST":
        access.must_keep(by, by.organisation)
        form = LetterheadForm(request.POST)
        made, status = attempt(
            form,
            lambda: actions.set_letterhead(
                by.organisation,
                **{**form.cleaned_data, "profile": Profile(form.cleaned_data["profile"])},
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("The head is kept; new documents bear it from that day."))
            return redirect("documents:letterhead")
    context = {
        "form": form,
        "head": head,
        "known": queries.letterhead_of(by.organisation, today),
        "profile": queries.profile_label(head.profile),
        "verified": verified(head.profile),
        "may_keep": access.may_keep(by, by.organisation_id),
    }
    return render(request, "documents/letterhead.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signatories(request: HttpRequest) -> HttpResponse:
    by, today = officer(request), local_day(timezone.now())
    form = SignatoryForm(initial={"valid_from": today})
    status = 200
    if request.method == "POST":
        access.must_keep(by, by.organisation)
        form = SignatoryForm(request.POST)
        made, status = attempt(
            form,
            lambda: actions.add_signatory(
                by.organisation,
                **{**form.cleaned_data, "authority": Authority(form.cleaned_data["authority"])},
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("The signatory is kept."))
            return redirect("documents:signatories")
    rows = [(row, queries.authority_label(row.authority)) for row in access.signatories(by)]
    context = {
        "form": form,
        "rows": rows,
        "may_keep": access.may_keep(by, by.organisation_id),
        "is_head": access.is_head(by, by.organisation_id),
    }
    return render(request, "documents/signatories.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signatory_end(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_signatory(by, number)
    access.must_keep(by, found.organisation)
    form = EndForm(request.POST or None, initial={"last_day": local_day(timezone.now())})
    status = 200
    if request.method == "POST":
        done, status = attempt(
            form,
            lambda: (
                actions.end_signatory(
                    found, last_day=form.cleaned_data["last_day"], by=by, now=timezone.now()
                ),
                True,
            ),
        )
        if done is not None:
            messages.success(request, _("Kept."))
            return redirect("documents:signatories")
    return render(request, "documents/signatory_end.html", {"row": found, "form": form}, status=status)


@require_POST
@login_required
def signatory_erasure(request: HttpRequest, number: int) -> HttpResponse:
    by = officer(request)
    found = access.get_signatory(by, number)
    try:
        actions.erase_signatory(found, by=by, now=timezone.now())
    except Conflict as conflict:
        messages.error(request, str(conflict))
    else:
        messages.success(request, _("The name is erased; what was signed keeps its post and day."))
    return redirect("documents:signatories")
