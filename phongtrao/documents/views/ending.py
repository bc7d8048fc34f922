"""A document ends with a reason: a draft is given up, what was issued is withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.documents import access, actions
from phongtrao.documents.forms import ReasonForm
from phongtrao.documents.rules import DocumentMove
from phongtrao.documents.views.common import attempt, officer, version


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop(request: HttpRequest, number: int) -> HttpResponse:
    words = {
        "heading": _("Give up the draft"),
        "why": _("A number that is kept for it is cancelled with the same reason."),
    }
    return _ended(request, number, DocumentMove.DROP, actions.drop, words, _("The draft was given up."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    words = {
        "heading": _("Withdraw the document"),
        "why": _("It stays in the register and in every list, marked as withdrawn."),
    }
    done = _("The document is withdrawn; its number stays used.")
    return _ended(request, number, DocumentMove.WITHDRAW, actions.withdraw, words, done)


def _ended(
    request: HttpRequest,
    number: int,
    move: DocumentMove,
    act: Callable[..., Any],
    words: dict[str, str],
    done: str,
) -> HttpResponse:
    by = officer(request)
    found = access.get_own(by, number)
    access.must(by, found, move)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":
        made, status = attempt(
            form,
            lambda: act(
                found,
                base_version=version(request),
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
            ),
        )
        if made is not None:
            messages.success(request, done)
            return redirect("documents:document", number)
    return render(request, "documents/reason.html", {"document": found, "form": form, **words}, status=status)
