from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.kit.export import csv_response, xlsx_response
from phongtrao.kit.refusals import Refused
from phongtrao.places import access, actions, queries
from phongtrao.places.forms import (
    AddForm,
    ConfirmForm,
    CountForm,
    EndForm,
    FileForm,
    MergeForm,
    RenameForm,
    SplitForm,
)
from phongtrao.places.models import Place
from phongtrao.places.views import tables
from phongtrao.places.views.keeping import keeper_of

asked = require_http_methods(["GET", "POST"])


@login_required
@require_GET
def areas(request: HttpRequest, number: int) -> HttpResponse:
    commune = queries.get_commune(number)
    today = timezone.localdate()
    name = queries.name_on(commune, today)
    standing = queries.areas(commune, queries.nearest_day(commune, today))
    table = tables.of_areas(name.full, standing, today)
    title = _("Residential areas of %(commune)s") % {"commune": name.full}
    wanted = request.GET.get("format")
    if wanted in ("csv", "xlsx"):
        return csv_response(table, title) if wanted == "csv" else xlsx_response(table, title)
    keeps = access.keeps(keeper_of(request), commune)
    context = {"title": title, "name": name, "standing": standing, "table": table, "keeps": keeps}
    return render(request, "places/areas.html", context)


@login_required
@asked
def add(request: HttpRequest, number: int) -> HttpResponse:
    commune = _own(request, number)
    form = AddForm(request.POST or None, initial={"kind": _usual_kind(commune)})

    def act() -> None:
        typed, by, now = form.cleaned_data, keeper_of(request), timezone.now()
        counted = typed["households"]
        actions.add_area(commune, form.draft(), keeper=by, on=typed["since"], now=now, households=counted)

    return _page(request, commune, form, act, title=_("Add a residential area"), button=_("Add"))


@login_required
@asked
def merge(request: HttpRequest, number: int) -> HttpResponse:
    commune = _own(request, number)
    today = timezone.localdate()
    initial = {"on": today, "kind": _usual_kind(commune)}
    form = MergeForm(queries.areas(commune, today), request.POST or None, initial=initial)

    def act() -> None:
        on, now = form.cleaned_data["on"], timezone.now()
        actions.merge_areas(form.chosen(), form.draft(), keeper=keeper_of(request), on=on, now=now)

    return _page(request, commune, form, act, title=_("Merge residential areas"), button=_("Merge"))


@login_required
@asked
def rename(request: HttpRequest, number: int, area: int) -> HttpResponse:
    commune, place = _own_area(request, number, area)
    today = timezone.localdate()
    name = queries.name_on(place, today)
    initial = {"kind": name.kind, "name": name.name, "on": today}
    form = RenameForm(request.POST or None, initial=initial)

    def act() -> None:
        on, now = form.cleaned_data["on"], timezone.now()
        actions.rename_area(place, form.draft(), keeper=keeper_of(request), on=on, now=now)

    title = _("Another name for %(area)s") % {"area": name.full}
    return _page(request, commune, form, act, title=title, button=_("Save"))


@login_required
@asked
def count(request: HttpRequest, number: int, area: int) -> HttpResponse:
    commune, place = _own_area(request, number, area)
    today = timezone.localdate()
    form = CountForm(request.POST or None, initial={"on": today})

    def act() -> None:
        typed, now = form.cleaned_data, timezone.now()
        actions.count_households(place, typed["count"], keeper=keeper_of(request), on=typed["on"], now=now)

    title = _("Households of %(area)s") % {"area": queries.name_on(place, today).full}
    return _page(request, commune, form, act, title=title, button=_("Save"))


@login_required
@asked
def split(request: HttpRequest, number: int, area: int) -> HttpResponse:
    commune, place = _own_area(request, number, area)
    today = timezone.localdate()
    form = SplitForm(request.POST or None, initial={"on": today})

    def act() -> None:
        on, now = form.cleaned_data["on"], timezone.now()
        actions.split_area(place, form.drafts(), keeper=keeper_of(request), on=on, now=now)

    title = _("Split %(area)s") % {"area": queries.name_on(place, today).full}
    return _page(request, commune, form, act, title=title, button=_("Split"))


@login_required
@asked
def end(request: HttpRequest, number: int, area: int) -> HttpResponse:
    commune, place = _own_area(request, number, area)
    today = timezone.localdate()
    form = EndForm(request.POST or None, initial={"last": today})

    def act() -> None:
        typed, now = form.cleaned_data, timezone.now()
        actions.end_area(
            place, keeper=keeper_of(request), last=typed["last"], now=now, reason=typed["reason"]
        )

    title = _("End %(area)s") % {"area": queries.name_on(place, today).full}
    return _page(request, commune, form, act, title=title, button=_("End it"))


@login_required
@asked
def import_list(request: HttpRequest, number: int) -> HttpResponse:
    """A file is shown as what it would do; the second post, with the signed lines, does it."""
    commune = _own(request, number)
    if "lines" in request.POST:
        return _confirmed(request, commune)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"commune": commune, "form": form}
    if request.method == "POST" and form.is_valid():
        read, since = form.cleaned_data["file"], form.cleaned_data["since"]
        steps = actions.plan(read.lines, queries.areas(commune, timezone.localdate()))
        context["wrong"] = tables.of_wrong(read.wrong) if read.wrong else None
        context["steps"] = tables.of_steps(steps) if steps and not read.wrong else None
        if steps and not read.wrong and not any(step.fault for step in steps):
            context["packed"] = ConfirmForm.packed(commune, read.lines, since)
    return render(request, "places/area_file.html", context)


def _confirmed(request: HttpRequest, commune: Place) -> HttpResponse:
    form = ConfirmForm(commune, request.POST)
    if form.is_valid():
        lines, since = form.cleaned_data["lines"]
        by, today, now = keeper_of(request), timezone.localdate(), timezone.now()
        try:
            done = actions.import_areas(commune, lines, keeper=by, since=since, on=today, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(done))
            return redirect("places:areas", commune.pk)
    return render(request, "places/area_file.html", {"commune": commune, "form": FileForm(), "refused": form})


def _said(done: dict[actions.What, int]) -> str:
    return _("From the file: %(new)s new, %(named)s with a new name, %(counted)s with a new count.") % {
        "new": done[actions.What.ADD],
        "named": done[actions.What.RENAME],
        "counted": done[actions.What.COUNT],
    }


def _page(
    request: HttpRequest,
    commune: Place,
    form: forms.Form,
    act: Callable[[], None],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    """One act on one page: what was typed stays where the act is refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("places:areas", commune.pk)
    context = {"commune": commune, "form": form, "title": title, "button": button}
    return render(request, "places/area_form.html", context)


def _own(request: HttpRequest, number: int) -> Place:
    commune = queries.get_commune(number)
    access.must_keep(keeper_of(request), commune)
    return commune


def _own_area(request: HttpRequest, number: int, area: int) -> tuple[Place, Place]:
    commune = _own(request, number)
    return commune, queries.get_area(commune, area)


def _usual_kind(commune: Place) -> str:
    kind = queries.name_on(commune, timezone.localdate()).kind
    return "Tổ dân phố" if kind == "Phường" else "Thôn"
