from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from phongtrao.core.period import Window
from phongtrao.kit.charts import bar_chart
from phongtrao.kit.export import downloaded
from phongtrao.kit.tables import Amount, Cell, Column, Kind, Table, Value
from phongtrao.reports import queries
from phongtrao.reports.models import Request
from phongtrao.reports.queries import Series, Tally, completeness
from phongtrao.reports.views.common import officer

BY = ("period", "province", "unit")
SHARE = 3
"""The column of the share that arrived: what the chart draws."""


@require_safe
@login_required
def complete(request: HttpRequest) -> HttpResponse:
    """Of one form, over its periods: how many of the units asked reported, and how many in time."""
    by = officer(request)
    known = completeness.series(by)
    chosen = next((one for one in known if one.id == request.GET.get("form")), known[0] if known else None)
    if chosen is None:
        return render(request, "reports/completeness.html", {})
    requests = completeness.of_series(by, chosen)
    periods = {_period_id(period): period for period in completeness.periods(requests)}
    period = request.GET.get("period", "")
    rows_by = request.GET.get("by", "") if request.GET.get("by") in BY else BY[0]
    tallies = _tallies(rows_by, completeness.within(requests, periods.get(period)))
    table = _table(chosen, rows_by, tallies, periods.get(period))
    if (answer := downloaded(request.GET.get("format", ""), table, _("completeness"))) is not None:
        return answer
    context = {
        "known": [(one.id, _named(one)) for one in known],
        "chosen": chosen.id,
        "periods": [(id, queries.window_words(*of)) for id, of in periods.items()],
        "period": period,
        "rows_by": rows_by,
        "views": [("period", _("By period")), ("province", _("By province")), ("unit", _("By unit"))],
        "all": completeness.together(tallies, ""),
        "table": table,
        "chart": bar_chart(table, value=SHARE) if len(tallies) > 1 else None,
    }
    return render(request, "reports/completeness.html", context)


def _period_id(period: tuple[str, Window]) -> str:
    clock, days = period
    return f"{clock}.{days.start.isoformat()}.{days.end.isoformat()}"


def _named(one: Series) -> str:
    return f"{one.title} ({queries.frequency_label(one.part)})"


def _tallies(rows_by: str, requests: QuerySet[Request]) -> list[Tally]:
    if rows_by == "province":
        return completeness.by_province(requests)
    return completeness.by_unit(requests) if rows_by == "unit" else completeness.by_period(requests)


def _table(one: Series, rows_by: str, tallies: Sequence[Tally], period: Any) -> Table:
    closed = any(tally.closed for tally in tallies)
    columns = [
        Column({"period": _("Period"), "province": _("Province"), "unit": _("Unit")}[rows_by], heading=True),
        Column(_("Asked of"), Kind.NUMBER),
        Column(_("Sent"), Kind.NUMBER),
        Column(_("Sent, %"), Kind.NUMBER),
        Column(_("In time"), Kind.NUMBER),
        Column(_("In time, %"), Kind.NUMBER),
        Column(_("Accepted"), Kind.NUMBER),
        *([Column(_("After closing"), Kind.NUMBER)] if closed else []),
    ]
    days = queries.window_words(*period) if period else _("all periods")
    return Table(
        _("%(form)s: who reported, %(days)s") % {"form": _named(one), "days": days},
        columns,
        [_row(tally, closed) for tally in tallies],
        total=_row(completeness.together(tallies, _("Together")), closed) if len(tallies) > 1 else (),
        footnotes=[
            _("Asked of: the list as it was frozen when asked, without those released since."),
            _(
                "Sent: at least once, whatever came after; in time by the first time it was sent. A unit that was "
                "released after it had sent makes more than 100 %."
            ),
            *([_closed_words()] if closed else []),
        ],
    )


def _closed_words() -> str:
    return _(
        "A closed request counts as it stood when it was closed. What was first sent after that is late, stands in "
        "its own column and is in no other."
    )


def _row(tally: Tally, closed: bool) -> list[Value | Cell]:
    return [
        Cell(tally.name, note=_mark(tally)),
        tally.expected,
        tally.received,
        _share(tally.received_share),
        tally.on_time,
        _share(tally.on_time_share),
        tally.accepted,
        *([tally.after] if closed else []),
    ]


def _mark(tally: Tally) -> str:
    """Whether it is told as of a closing."""
    if not tally.closed:
        return ""
    return _("partly as it stood when closed") if tally.open else _("as it stood when closed")


def _share(tenths: int | None) -> Amount | None:
    return None if tenths is None else Amount(tenths, 1)
