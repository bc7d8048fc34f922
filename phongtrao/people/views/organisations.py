from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.people import access, actions, queries
from phongtrao.people.access import OfficerRequest
from phongtrao.people.forms import AddingForm, ClosingForm, MovingForm, NamingForm
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import BODIES, Kind, May, Role, may

PAGE = 50


@login_required
def organisations(request: OfficerRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    page = Paginator(queries.listed(request.user, words), PAGE).get_page(request.GET.get("page"))
    rows = [(unit, queries.kind_word(unit.kind)) for unit in page.object_list]
    return render(request, "people/organisations.html", {"page": page, "rows": rows, "words": words})


@login_required
def organisation(request: OfficerRequest, number: int) -> HttpResponse:
    """Who serves, what stands above and below; what may be done is offered, nothing else."""
    by, unit = request.user, access.get(request.user, number)
    setting_up = may(Role(by.role), May.SET_UP) and unit.valid_to is None
    context = {
        "unit": unit,
        "kind": queries.kind_word(unit.kind),
        "parent": queries.parent_of(unit),
        "parent_seen": unit.pk != by.organisation_id,
        "former": unit.former_names.order_by("-valid_to"),
        "accounts": _accounts(by, unit),
        "contacts": queries.contacts(by, [unit]).get(unit.pk, []),
        "children": queries.children_of(unit).order_by("sort_key", "pk")[:PAGE],
        "setting_up": setting_up,
        "above": setting_up and unit.pk != by.organisation_id,
        "takes_bodies": setting_up and _takes_bodies(unit),
        "reads_trail": may(Role(by.role), May.READ_TRAIL),
    }
    return render(request, "people/organisation.html", context)


@login_required
def add_organisation(request: OfficerRequest, number: int) -> HttpResponse:
    parent = _to_set_up(request, number)
    form = AddingForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        made = actions.add(
            parent, data["sort"], data["name"], data["abbreviation"], by=request.user, now=timezone.now()
        )
        messages.success(request, _("Added: %(name)s.") % {"name": made.name})
        return redirect("people:organisation", made.pk)
    return render(request, "people/add.html", {"form": form, "unit": parent})


@login_required
def name_organisation(request: OfficerRequest, number: int) -> HttpResponse:
    unit = _to_set_up(request, number)
    initial = {"name": unit.name, "abbreviation": unit.abbreviation, "version": unit.version}
    form = NamingForm(request.POST or None, initial=initial)
    if form.is_valid():
        data, door = form.cleaned_data, _door(request, form)
        if data["since"] is None:
            actions.correct(unit, data["name"], data["abbreviation"], **door)
        else:
            actions.rename(unit, data["name"], data["abbreviation"], since=data["since"], **door)
        messages.success(request, _("Saved."))
        return redirect("people:organisation", unit.pk)
    return render(request, "people/name.html", {"form": form, "unit": unit})


@login_required
def close_organisation(request: OfficerRequest, number: int) -> HttpResponse:
    unit = _to_set_up(request, number)
    form = ClosingForm(request.POST or None, initial={"version": unit.version})
    if form.is_valid():
        data = form.cleaned_data
        actions.close(unit, data["last_day"], reason=data["reason"], **_door(request, form))
        messages.success(request, _("Closed: %(name)s.") % {"name": unit.name})
        return redirect("people:organisation", unit.pk)
    return render(request, "people/close.html", {"form": form, "unit": unit})


@login_required
def move_organisation(request: OfficerRequest, number: int) -> HttpResponse:
    unit = _to_set_up(request, number)
    form = MovingForm(
        request.POST or None, initial={"version": unit.version}, candidates=_candidates(request.user, unit)
    )
    if form.is_valid():
        data = form.cleaned_data
        actions.move(unit, data["parent"], since=data["since"], **_door(request, form))
        messages.success(request, _("Saved."))
        return redirect("people:organisation", unit.pk)
    context = {"form": form, "unit": unit, "parent": queries.parent_of(unit)}
    return render(request, "people/move.html", context)


def _to_set_up(request: OfficerRequest, number: int) -> Organisation:
    unit = access.get(request.user, number)
    access.must(request.user, May.SET_UP, unit)
    return unit


def _door(request: OfficerRequest, form: Any) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "by": request.user, "now": timezone.now()}


def _accounts(by: Officer, unit: Organisation) -> list[dict[str, Any]]:
    return [
        {
            "officer": officer,
            "role": queries.role_word(officer.role),
            "kept": access.may_keep_account(by, officer),
        }
        for officer in queries.served_by(unit)
    ]


def _takes_bodies(unit: Organisation) -> bool:
    return unit.kind == Kind.STEERING_COMMITTEE and unit.place.level == "commune"


def _candidates(officer: Officer, unit: Organisation) -> QuerySet[Organisation]:
    """For a body of the movement those of the province and above; for others the committees of communes."""
    seen = access.visible(officer).filter(valid_to__isnull=True).exclude(pk=unit.pk)
    if unit.kind in BODIES:
        fitting = Q(place__level__in=("nation", "province"))
    else:
        fitting = Q(place__level="commune", kind=Kind.STEERING_COMMITTEE)
    return seen.filter(fitting).order_by("sort_key", "pk")
