"""The pages of regimes: what is asked again and again, and the press that asks it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.period import Window, local_day
from phongtrao.kit.refusals import Refused
from phongtrao.notices.rules import REMINDERS
from phongtrao.people import access as people
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import EndForm, RegimeForm, of_regime
from phongtrao.reports.models import Regime
from phongtrao.reports.views.common import officer, year_of


@require_safe
@login_required
def regimes(request: HttpRequest) -> HttpResponse:
    """Those in force, with the next period of each, and those that are proposed."""
    by, now = officer(request), timezone.now()
    asks = may(Role(by.role), May.ASK)
    year = local_day(now).year
    standing = list(queries.in_force(queries.listed(by), local_day(now)))
    retired = queries.retired_forms(standing)
    context = {
        "rows": [
            {
                "regime": regime,
                "next": queries.next_slot(slots, now),
                "retired": regime.form_code in retired,
                "may_keep": asks and regime.owner_id == by.organisation_id,
                **_words(regime),
            }
            for regime, slots in queries.slots_of(standing, by.organisation, (year - 1, year, year + 1))
        ],
        "proposals": queries.proposals(by.organisation) if asks else [],
        "may_ask": asks,
    }
    return render(request, "reports/regimes/list.html", context)


def _words(regime: Regime) -> dict[str, Any]:
    return {
        "frequency": queries.frequency_label(regime.frequency),
        "clock": queries.clock_name(regime.rhythm.clock),
        "dues": queries.due_rule_words(regime.by_level.values()),
        "reminders": queries.reminder_words(regime.reminders),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_regime(request: HttpRequest) -> HttpResponse:
    by, now = officer(request), timezone.now()
    people.must(by, May.ASK, by.organisation)
    form = RegimeForm(
        request.POST or None,
        initial={"valid_from": local_day(now), "basis": "own", "reminders": REMINDERS},
        forms_to_ask=access.can_be_asked(by),
    )
    if form.is_valid():
        try:
            made = actions.make_regime(form.terms, by=by, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The regime stands."))
            return redirect("reports:regime", made.pk)
    return render(request, "reports/regimes/edit.html", {"form": form})


@require_POST
@login_required
def adoption(request: HttpRequest, id: str) -> HttpResponse:
    by, now = officer(request), timezone.now()
    people.must(by, May.ASK, by.organisation)
    proposal = next((found for found in queries.proposals(by.organisation) if found.id == id), None)
    if proposal is None:
        raise Refused(_("Your office has adopted this regime already."))
    made = actions.adopt(proposal, by=by, now=now)
    messages.success(request, _("Your office has adopted the regime. Check its deadlines below."))
    return redirect("reports:regime", made.pk)


@require_safe
@login_required
def regime(request: HttpRequest, number: int) -> HttpResponse:
    """Its terms and the periods of a year."""
    by, now = officer(request), timezone.now()
    found = access.get_regime(by, number)
    this_year = local_day(now).year
    year = year_of(request, this_year)
    slots = queries.slots(found, by.organisation, [year])
    retired = queries.retired(found.form_code)
    days = slots[-1].period.window if slots else Window(local_day(now), local_day(now))
    context = {
        "regime": found,
        "year": year,
        "slots": [(slot, slot.request is None and slot.due_at < now) for slot in slots],
        "next": queries.next_slot(slots, now),
        "many": queries.addressees(found, by.organisation, days).count(),
        "basis": queries.basis_label(found.basis),
        "kind": queries.kind_label(found.kind),
        "form_title": queries.form_label(found.form_code),
        "retired": retired,
        "may_ask": may(Role(by.role), May.ASK) and bool(slots) and not retired,
        "may_keep": by.organisation_id == found.owner_id
        and may(Role(by.role), May.ASK)
        and not found.valid_to,
        "unknown": any(not slot.holidays_known for slot in slots),
        **_words(found),
    }
    return render(request, "reports/regimes/regime.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def regime_change(request: HttpRequest, number: int) -> HttpResponse:
    """Other terms from a day on: another row."""
    by, now = officer(request), timezone.now()
    found = access.get_regime(by, number)
    access.must_keep(by, found)
    form = RegimeForm(
        request.POST or None,
        initial={**of_regime(found), "valid_from": local_day(now)},
        forms_to_ask=access.can_be_asked(by),
    )
    if form.is_valid():
        try:
            changed = actions.change_regime(found, form.terms, by=by, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The regime is changed from that day on."))
            return redirect("reports:regime", changed.pk)
    return render(request, "reports/regimes/edit.html", {"form": form, "regime": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def regime_end(request: HttpRequest, number: int) -> HttpResponse:
    by, now = officer(request), timezone.now()
    found = access.get_regime(by, number)
    access.must_keep(by, found)
    form = EndForm(request.POST or None, initial={"last": local_day(now)})
    if form.is_valid():
        try:
            actions.end_regime(found, form.cleaned_data["last"], by=by, now=now)
        except Refused as refused:
            form.add_error("last", str(refused))
        else:
            messages.success(request, _("The regime has its last day."))
            return redirect("reports:regime", found.pk)
    return render(request, "reports/regimes/end.html", {"form": form, "regime": found})


@require_POST
@login_required
def regime_requests(request: HttpRequest, number: int) -> HttpResponse:
    """Ask one period: the next, or the one that was pressed."""
    by, now = officer(request), timezone.now()
    found = access.get_regime(by, number)
    asked, new = actions.ask_period(found, *_period(request), by=by, now=now)
    if new:
        n = asked.reports.count()
        said = ngettext("Asked of %(n)s organisation.", "Asked of %(n)s organisations.", n) % {"n": n}
        messages.success(request, said)
    else:
        messages.info(request, _("This period was asked already; here is its request."))
    return redirect("reports:request", asked.pk)


def _period(request: HttpRequest) -> tuple[int, int]:
    year, number = (request.POST.get(name, "") for name in ("year", "number"))
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in (year, number)):
        raise Http404
    return int(year), int(number)
