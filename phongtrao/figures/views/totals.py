from datetime import date
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from phongtrao.figures import access, queries
from phongtrao.figures.forms import TotalsForm
from phongtrao.figures.models import Freeze
from phongtrao.figures.queries import Asked, Row, Unanswerable
from phongtrao.figures.views import showing
from phongtrao.kit.export import FORMATS, downloaded
from phongtrao.people.models import Officer
from phongtrao.places import queries as places

MOST_ROWS = 400
"""More stand in the downloads only."""
LINES_A_PAGE = 100
# The day on which the map of 34 provinces and of communes without districts came into force:
# Nghị quyết 202/2025/QH15, and the resolutions on communes of 16 June 2025.
QUICK_MAPS = (date(2025, 6, 30), date(2025, 7, 1))


@require_safe
@login_required
def totals(request: HttpRequest) -> HttpResponse:
    officer, today = cast(Officer, request.user), timezone.localdate()
    own = places.name_on(officer.organisation.place, today).code
    form = TotalsForm(_asked(request), own=own, today=today, freezes=access.freezes(officer, today=today))
    further = any(form[name].errors or form.data.get(name) for name in ("more", "map", "known_on", "freeze"))
    context: dict[str, Any] = {"form": form, "quick_maps": QUICK_MAPS, "further": further}
    if not form.is_valid():
        return render(request, "figures/totals.html", context)
    inquiry = form.inquiry
    access.get_place(officer, inquiry.place.key, today=today)
    below = inquiry.keys() if inquiry.level else []
    keys = [inquiry.place.key, *access.seen(officer, below, today=today)]
    newest = inquiry.asked.year
    years = queries.by_year(keys, inquiry.indicators, inquiry.asked, range(newest, newest - form.years, -1))
    heads = years[newest][: len(inquiry.indicators)]
    rest = {year: rows[len(inquiry.indicators) :] if below else rows for year, rows in years.items()}
    most = None if request.GET.get("format") in FORMATS else MOST_ROWS
    table = showing.totals_table(inquiry, heads[0].place, {year: rows[:most] for year, rows in rest.items()})
    if (answer := downloaded(request.GET.get("format", ""), table, "totals")) is not None:
        return answer
    context |= {
        "inquiry": inquiry,
        "heads": [_head(row, inquiry.asked) for row in heads],
        "place": heads[0].place,
        "window": queries.window_words(inquiry.asked),
        "frozen": _frozen(inquiry.asked),
        "table": table if table.rows else None,
        "chart": showing.totals_chart(inquiry, rest),
        "hidden": len(below) + 1 - len(keys) if below else 0,
        "cut": max(0, len(rest[newest]) - MOST_ROWS),
        "empty": not any(row.total.parts for rows in years.values() for row in rows),
        "illustrative": any(row.total.illustrative for rows in years.values() for row in rows),
    }
    return render(request, "figures/totals.html", context)


def _asked(request: HttpRequest) -> dict[str, Any] | None:
    """Several `indicator` in the address are taken too: the first is chosen, the others are typed."""
    if not {"place", "indicator"}.intersection(request.GET):
        return None
    first, *others = request.GET.getlist("indicator") or [""]
    more = "; ".join(text for text in (*others, request.GET.get("more", "")) if text)
    return {**request.GET.dict(), "indicator": first, "more": more}


def _head(row: Row, asked: Asked) -> dict[str, Any]:
    total = row.total
    return {
        "name": queries.name_of(row.indicator),
        "value": queries.figure_words(row),
        "unit": queries.unit_beside(row.indicator),
        "coverage": queries.coverage_words(row),
        "beside": queries.beside_words(row),
        "notes": queries.notes_of(row),
        "illustrative": total.illustrative,
        "lines": showing.lines_address(row, asked) if total.parts else "",
    }


@require_safe
@login_required
def lines(request: HttpRequest) -> HttpResponse:
    """The ledger's lines behind one total; those outside the officer's scope are only counted."""
    officer, today = cast(Officer, request.user), timezone.localdate()
    place = access.get_place(officer, request.GET.get("key", "").replace("\0", ""), today=today)
    try:
        inquiry = queries.inquire(
            place="VN",
            indicators=request.GET.getlist("indicator")[:1],
            year=request.GET.get("year", ""),
            clock=request.GET.get("clock", ""),
            map=request.GET.get("map"),
            known_on=request.GET.get("known_on"),
            period=request.GET.get("period", ""),
            freeze=_freeze(request, officer, today),
            cell=request.GET.get("cell", ""),
            first=request.GET.get("first", ""),
            last=request.GET.get("last", ""),
        )
    except Unanswerable as problem:
        return render(request, "400.html", {"reason": str(problem)}, status=400)
    row = queries.totals([place.key], inquiry.indicators, inquiry.asked)[0]
    every = list(queries.of_total(row.total))
    seen = access.visible(officer, every, today=today)
    caption = _("The lines behind %(total)s") % {"total": queries.figure_words(row)}
    page = Paginator(seen, LINES_A_PAGE).get_page(request.GET.get("page"))
    shown = seen if request.GET.get("format") in FORMATS else list(page)
    table = showing.lines_table(caption, shown, row)
    if (answer := downloaded(request.GET.get("format", ""), table, "lines")) is not None:
        return answer
    context = {
        "row": row,
        "head": _head(row, inquiry.asked),
        "window": queries.window_words(inquiry.asked),
        "frozen": _frozen(inquiry.asked),
        "asked": inquiry.asked,
        "page": page,
        "table": table if seen else None,
        "hidden": len(every) - len(seen),
    }
    return render(request, "figures/lines.html", context)


def _freeze(request: HttpRequest, officer: Officer, today: date) -> Freeze | None:
    """What lies outside the officer's scope is absent."""
    given = request.GET.get("freeze", "")
    if not given:
        return None
    return access.get_freeze(officer, queries.freeze_numbered(given).pk, today=today)


def _frozen(asked: Asked) -> str:
    return queries.frozen_words(asked.frozen) if asked.frozen else ""
