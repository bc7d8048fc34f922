"""A superior's form: the list, one with its places, what came out of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.documents import queries as files
from phongtrao.figures import access, actions, queries
from phongtrao.figures.forms import FillForm, KeepForm, SpotForm
from phongtrao.figures.forms.superior import span_names
from phongtrao.figures.models import SuperiorFilling, SuperiorForm, SuperiorSpot
from phongtrao.figures.rules.superior import Span, Writing
from phongtrao.figures.views.showing import lines_address
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.kit.tables import Cell, Column, Table, Value
from phongtrao.people.models import Officer

MOST_ROWS = 200
"""Rows of a sheet that the page shows; those of a longer one are pointed at by the name of their cell."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A spot on the page: what was said of it, and whether it may be pointed at."""

    key: str
    text: str
    open: bool
    said: str = ""
    label: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def superior_forms(request: HttpRequest) -> HttpResponse:
    officer = cast(Officer, request.user)
    if request.method != "POST":
        return _list(request, officer, KeepForm())
    access.must_keep_forms(officer)
    form = KeepForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, officer, form, status=422)
    try:
        made = actions.keep_superior_form(
            form.cleaned_data["file"],
            name=form.cleaned_data["name"],
            asker=form.cleaned_data["asker"],
            clock=form.cleaned_data["clock"],
            part=form.cleaned_data["part"],
            by=officer,
            now=timezone.now(),
        )
    except (Conflict, Refused) as refused:
        conflict = isinstance(refused, Conflict)
        form.add_error("name" if conflict else None, str(refused))
        return _list(request, officer, form, status=409 if conflict else 422)
    messages.success(request, _("Kept. Now point at the places that you fill, and say what belongs there."))
    return redirect("figures:superior-form", made.pk)


def _list(request: HttpRequest, officer: Officer, form: KeepForm, *, status: int = 200) -> HttpResponse:
    context = {
        "rows": access.superior_forms(officer),
        "may_keep": access.may_keep_forms(officer),
        "form": form,
    }
    return render(request, "figures/superior_forms.html", context, status=status)


@require_safe
@login_required
def superior_form(request: HttpRequest, number: int) -> HttpResponse:
    """`key` in the address is the place that was pointed at."""
    officer, today = cast(Officer, request.user), timezone.localdate()
    form = access.get_superior_form(officer, number)
    return _page(request, form, _spot_form(form, request.GET.get("key", ""), today), None, today)


@require_POST
@login_required
def superior_spots(request: HttpRequest, number: int) -> HttpResponse:
    """What belongs into the place that was pointed at."""
    officer, today = cast(Officer, request.user), timezone.localdate()
    form = access.get_superior_form(officer, number)
    typed = SpotForm(request.POST, today=today)
    if not typed.is_valid():
        return _page(request, form, typed, None, today, status=422)
    said = typed.cleaned_data
    indicator, cell = typed.understood
    try:
        actions.point(
            form,
            key=said["key"],
            indicator=indicator,
            cell=cell,
            place=typed.at,
            span=Span(said["span"]),
            writing=Writing(said["writing"]),
            base_version=said["version"],
            by=officer,
            now=timezone.now(),
        )
    except (Conflict, Refused) as refused:
        typed.add_error(None, str(refused))
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, access.get_superior_form(officer, number), typed, None, today, status=status)
    return redirect("figures:superior-form", number)


@require_POST
@login_required
def superior_removals(request: HttpRequest, number: int) -> HttpResponse:
    """A place is left empty again."""
    officer = cast(Officer, request.user)
    form = access.get_superior_form(officer, number)
    return _done(
        request,
        number,
        lambda: actions.unpoint(
            form,
            key=request.POST.get("key", ""),
            base_version=_version(request),
            by=officer,
            now=timezone.now(),
        ),
    )


@require_POST
@login_required
def superior_retirement(request: HttpRequest, number: int) -> HttpResponse:
    officer = cast(Officer, request.user)
    form = access.get_superior_form(officer, number)
    return _done(
        request,
        number,
        lambda: actions.put_away(form, base_version=_version(request), by=officer, now=timezone.now()),
    )


def _done(request: HttpRequest, number: int, act: Any) -> HttpResponse:
    try:
        act()
    except (Conflict, Refused) as refused:
        messages.error(request, str(refused))
    return redirect("figures:superior-form", number)


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


@require_POST
@login_required
def superior_fillings(request: HttpRequest, number: int) -> HttpResponse:
    officer, today = cast(Officer, request.user), timezone.localdate()
    form = access.get_superior_form(officer, number)
    typed = FillForm(request.POST, form=form, today=today, freezes=access.freezes(officer, today=today))
    if not typed.is_valid():
        return _page(request, form, None, typed, today, status=422)
    try:
        made = actions.fill_superior_form(
            form,
            year=typed.cleaned_data["year"],
            number=typed.cleaned_data["number"],
            freeze=typed.frozen,
            address=lines_address,
            today=today,
            by=officer,
            now=timezone.now(),
        )
    except Refused as refused:
        typed.add_error(None, str(refused))
        return _page(request, form, None, typed, today, status=422)
    return redirect("figures:superior-filling", number, made.pk)


@require_safe
@login_required
def superior_filling(request: HttpRequest, number: int, filling: int) -> HttpResponse:
    """What stands in each place, with the way to its lines, and what was left empty."""
    found = access.get_superior_filling(cast(Officer, request.user), number, filling)
    filled = [one for one in found.outcomes if one["text"]]
    empty = [one for one in found.outcomes if not one["text"]]
    context = {
        "filling": found,
        "period": _period(found),
        "frozen": queries.frozen_words(queries.frozen(found.freeze)) if found.freeze else "",
        "table": _outcomes(_("Filled"), filled) if filled else None,
        "empty": _outcomes(_("Left empty: the ledger does not know it"), empty) if empty else None,
    }
    return render(request, "figures/superior_filling.html", context)


@require_safe
@login_required
def superior_file(request: HttpRequest, number: int, filling: int) -> HttpResponseBase:
    return files.download(access.get_superior_filling(cast(Officer, request.user), number, filling).file)


def _outcomes(caption: str, outcomes: list[dict[str, Any]]) -> Table:
    columns = [
        Column(_("Place in the form"), heading=True),
        Column(_("Figure")),
        Column(_("Indicator")),
        Column(_("Place")),
        Column(_("Days")),
        Column(_("Remarks")),
    ]
    rows: list[list[Value | Cell]] = [
        [
            f"{one['key']} ({one['label']})" if one["label"] else one["key"],
            Cell(one["said"] or None, href=one["lines"]),
            one["indicator"],
            one["place"],
            one["days"],
            "; ".join(one["notes"]),
        ]
        for one in outcomes
    ]
    return Table(caption, columns, rows)


def _period(filling: SuperiorFilling) -> str:
    return queries.period_words(queries.asked_of(filling.form, filling.year, filling.number, None))


def _spot_form(form: SuperiorForm, key: str, today: date) -> SpotForm | None:
    """With what was said before, else with what the place's own words name."""
    label = _labels(form).get(key)
    if label is None or form.retired:
        return None
    initial: dict[str, Any] = {"key": key, "version": form.version, "what": queries.suggested(label)}
    if spot := form.spots.select_related("indicator", "place").filter(key=key).first():
        initial |= {
            "what": _said(spot),
            "span": spot.span,
            "writing": spot.writing,
            "place": _named(spot, today),
        }
    return SpotForm(initial=initial, today=today)


def _said(spot: SuperiorSpot) -> str:
    """By the name under which it is chosen."""
    wanted = (spot.indicator.code, spot.cell)
    return next(name for name, what in queries.whats().items() if what == wanted)


def _named(spot: SuperiorSpot, today: date) -> str:
    return queries.place_words(spot.place, today) if spot.place else ""


def _labels(form: SuperiorForm) -> dict[str, str]:
    rows = (row for surface in form.layout for row in surface["rows"])
    return {key: label for row in rows for key, _text, free, label in row if free}


def _page(
    request: HttpRequest,
    form: SuperiorForm,
    spot_form: SpotForm | None,
    fill_form: FillForm | None,
    today: date,
    *,
    status: int = 200,
) -> HttpResponse:
    officer = cast(Officer, request.user)
    spots = {spot.key: spot for spot in form.spots.select_related("indicator", "place").order_by("pk")}
    said = {key: _said(spot) for key, spot in spots.items()}
    freezes = access.freezes(officer, today=today)
    key = str(spot_form["key"].value()) if spot_form else ""
    context = {
        "form": form,
        "surfaces": [(surface["name"], _rows(surface, said)) for surface in form.layout],
        "spots": [(spot, said[key], _named(spot, today)) for key, spot in spots.items()],
        "spans": dict(span_names()),
        "spot_form": spot_form,
        "pointed": key,
        "label": _labels(form).get(key, ""),
        "whats": list(queries.whats()) if spot_form else (),
        "fill_form": fill_form or FillForm(None, form=form, today=today, freezes=freezes),
        "fillings": [
            (one, _period(one)) for one in form.fillings.select_related("by", "form").order_by("-pk")[:50]
        ],
        "may_keep": access.may_keep_forms(officer) and not form.retired,
        "here": reverse("figures:superior-form", args=[form.pk]),
    }
    return render(request, "figures/superior_form.html", context, status=status)


def _rows(surface: dict[str, Any], said: dict[str, str]) -> list[list[Shown]]:
    return [
        [Shown(key, text, free, said.get(key, ""), label) for key, text, free, label in row]
        for row in surface["rows"][:MOST_ROWS]
    ]
