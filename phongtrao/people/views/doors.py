"""Signing in and out, and the first password. Nothing here tells whether an account exists."""

from datetime import datetime
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from phongtrao.kit.writing import at_home
from phongtrao.people import queries
from phongtrao.people.forms import ActivationForm, SignInForm

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """After signing in, back to the page that was wanted: the link may have come through Zalo."""
    wanted = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated and request.method == "GET":
        return redirect(wanted)
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        data = form.cleaned_data
        officer = authenticate(request, username=data["username"], password=data["password"])
        if officer is not None:
            login(request, officer)
            return redirect(wanted)
        form.add_error(None, _("The user name or the password is not right."))
    return render(request, "people/sign-in.html", {"form": form, "empty": queries.no_organisation()})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """What the browser kept for this officer (pages of reports, section typed) goes too."""
    logout(request)
    answer = redirect("people:sign-in")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@sensitive_post_parameters("password", "again", "code")
def activate(request: HttpRequest) -> HttpResponse:
    """The slip's QR code leads here with the user name; the code itself never stands in an address."""
    now = timezone.now()
    form = ActivationForm(request.POST or None, initial={"username": request.GET.get("name", "")}, now=now)
    if form.is_valid():
        officer = form.save()
        login(request, officer, backend=BACKEND)
        messages.success(request, _("Your account is open. Check your name and post below."))
        return redirect("people:account")
    return render(request, "people/activate.html", {"form": form})


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """What axes answers while an account is locked; the same for accounts that do not exist."""
    until = _locked_until((credentials or {}).get("username", ""))
    reason = _(
        "There were too many wrong passwords for this user name, so it is locked until %(time)s. "
        "Other accounts are not affected. If you have lost your password, ask the unit above for a new slip."
    ) % {"time": f"{at_home(until):%H:%M}"}
    page = render(request, "429.html", {"reason": reason}, status=429)
    page["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    return page


def _locked_until(username: str) -> datetime:
    attempts = AccessAttempt.objects.filter(username=username).order_by("-attempt_time")
    last: datetime = attempts.values_list("attempt_time", flat=True).first() or timezone.now()
    until: datetime = last + get_cool_off()
    return until


def _safe(request: HttpRequest, address: str) -> str:
    """An address of this site, else the first page."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
