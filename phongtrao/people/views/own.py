"""What an officer keeps himself: his account, password and tokens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from phongtrao.people import actions, queries
from phongtrao.people.access import OfficerRequest
from phongtrao.people.forms import AccountForm, PasswordForm, TokenForm


@login_required
def account(request: OfficerRequest) -> HttpResponse:
    officer = request.user
    kept = ("name", "post", "language", "contact_number", "email")
    initial = {name: getattr(officer, name) for name in kept}
    form = AccountForm(request.POST or None, initial=initial, posted=settings.EMAIL_SENT)
    if form.is_valid():
        data = form.cleaned_data
        actions.describe(officer, **{name: data[name] for name in kept}, now=timezone.now())
        with translation.override(data["language"]):
            messages.success(request, _("Saved."))
        response = redirect("people:account")
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    context = {
        "form": form,
        "role": queries.role_word(officer.role),
        "scope": queries.scope_word(officer.scope),
    }
    return render(request, "people/account.html", context)


@sensitive_post_parameters("current", "password", "again")
@login_required
def password(request: OfficerRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, officer=request.user)
    if form.is_valid():
        actions.change_password(request.user, form.cleaned_data["password"], now=timezone.now())
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The password is changed. Other devices must sign in again."))
        return redirect("people:account")
    return render(request, "people/password.html", {"form": form})


@login_required
def tokens(request: OfficerRequest) -> HttpResponse:
    """A new token is shown in the answer to this POST only."""
    now, secret = timezone.now(), ""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        _token, secret = actions.make_token(
            request.user, data["name"], days=data["days"], may_write=data["may_write"], now=now
        )
        form = TokenForm()
    rows = request.user.tokens.filter(revoked_at__isnull=True, expires_at__gt=now).order_by("expires_at")
    return render(request, "people/tokens.html", {"form": form, "tokens": rows, "secret": secret})


@require_POST
@login_required
def revoke_token(request: OfficerRequest, number: int) -> HttpResponse:
    token = get_object_or_404(request.user.tokens.select_related("officer__organisation"), pk=number)
    actions.revoke_token(token, now=timezone.now())
    messages.success(request, _("The token is revoked."))
    return redirect("people:tokens")
