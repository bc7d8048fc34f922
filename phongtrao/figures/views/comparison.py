from dataclasses import replace
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from phongtrao.core import indicator as catalogue
from phongtrao.figures import access, queries
from phongtrao.figures.forms import TotalsForm
from phongtrao.kit.export import FORMATS, downloaded
from phongtrao.kit.tables import Table
from phongtrao.people.models import Officer
from phongtrao.places import queries as places

MOST_ROWS = 400
"""More stand in the downloads only."""


@require_safe
@login_required
def comparison(request: HttpRequest) -> HttpResponse:
    """One indicator: a place, or the places within it, this period against the one before and last year's."""
    officer, today = cast(Officer, request.user), timezone.localdate()
    own = places.name_on(officer.organisation.place, today).code
    typed = request.GET.dict() if "indicator" in request.GET else None
    form = TotalsForm(typed, own=own, today=today, freezes=access.freezes(officer, today=today))
    if not form.is_valid():
        return render(request, "figures/comparison.html", {"form": form})
    asked = replace(form.inquiry.asked, map=form.inquiry.asked.map or form.inquiry.asked.window.end)
    inquiry = replace(form.inquiry, asked=asked)
    access.get_place(officer, inquiry.place.key, today=today)
    below = inquiry.keys() if inquiry.level else []
    keys = access.seen(officer, below, today=today) if inquiry.level else [inquiry.place.key]
    days, rows = queries.compared_totals(keys, inquiry.indicators[0], asked)
    entry = catalogue.load().get(inquiry.indicators[0])
    caption = _("%(indicator)s, %(days)s") % {
        "indicator": queries.name_of(entry),
        "days": queries.window_words(asked),
    }
    most = None if request.GET.get("format") in FORMATS else MOST_ROWS
    table: Table = queries.comparison_table(
        caption, _("Place"), [compared for _total, compared in rows][:most], days, entry
    )
    if (answer := downloaded(request.GET.get("format", ""), table, _("comparison"))) is not None:
        return answer
    context: dict[str, Any] = {
        "form": form,
        "table": table,
        "chart": queries.comparison_chart(table),
        "map": asked.map,
        "hidden": len(below) - len(keys) if below else 0,
        "cut": max(0, len(rows) - MOST_ROWS),
        "illustrative": any(total.total.illustrative for total, _compared in rows),
    }
    return render(request, "figures/comparison.html", context)
