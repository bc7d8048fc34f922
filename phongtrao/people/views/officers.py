from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phongtrao.people import access, actions
from phongtrao.people.access import OfficerRequest
from phongtrao.people.forms import ClosingAccountForm, HolderForm, NewAccountForm
from phongtrao.people.rules import May, Role, may_keep
from phongtrao.people.views.sheets import slips_page


@login_required
def open_account(request: OfficerRequest, number: int) -> HttpResponseBase:
    """One more account of a unit; answers with its slip."""
    by, unit = request.user, access.get(request.user, number)
    access.must(by, May.SET_UP, unit)
    own = unit.pk == by.organisation_id
    roles = [role for role in Role if may_keep(Role(by.role), role, own=own)]
    form = NewAccountForm(request.POST or None, roles=roles)
    if form.is_valid():
        data = form.cleaned_data
        slip = actions.make_account(
            unit, Role(data["role"]), data["name"], data["post"], by=by, now=timezone.now()
        )
        return slips_page(request, [slip])
    return render(request, "people/open-account.html", {"form": form, "unit": unit})


@require_POST
@login_required
def renew_slip(request: OfficerRequest, number: int) -> HttpResponseBase:
    officer = access.get_officer(request.user, number)
    return slips_page(request, [actions.renew_slip(officer, by=request.user, now=timezone.now())])


@login_required
def hand_over(request: OfficerRequest, number: int) -> HttpResponseBase:
    """Bàn giao: answers with the slip for the one who comes after."""
    officer = access.get_officer(request.user, number)
    access.must_keep_account(request.user, officer)
    form = HolderForm(request.POST or None, initial={"post": officer.post})
    if form.is_valid():
        data = form.cleaned_data
        slip = actions.hand_over(officer, data["name"], data["post"], by=request.user, now=timezone.now())
        return slips_page(request, [slip])
    return render(request, "people/hand-over.html", {"form": form, "officer": officer})


@login_required
def close_account(request: OfficerRequest, number: int) -> HttpResponseBase:
    officer = access.get_officer(request.user, number)
    access.must_keep_account(request.user, officer)
    form = ClosingAccountForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.close_account(officer, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, _("The account is closed."))
        return redirect("people:organisation", officer.organisation_id)
    return render(request, "people/close-account.html", {"form": form, "officer": officer})
