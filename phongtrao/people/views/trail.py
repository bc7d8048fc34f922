from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from phongtrao.kit.export import csv_response, xlsx_response
from phongtrao.kit.tables import Cell, Column, Kind, Table, Value
from phongtrao.people import access, queries
from phongtrao.people.access import OfficerRequest
from phongtrao.people.queries.trail import Told
from phongtrao.people.rules import May

PAGE = 50
MOST_ROWS = 20_000


@login_required
def trail(request: OfficerRequest) -> HttpResponse:
    """What was done in the head's own subtree, newest first."""
    head = request.user
    access.must(head, May.READ_TRAIL, head.organisation)
    asked, unit = _asked(request)
    rows = queries.trail_of(head, asked)
    wanted = request.GET.get("format")
    if wanted in ("csv", "xlsx"):
        table = _table(queries.told(rows[:MOST_ROWS]))
        return (csv_response if wanted == "csv" else xlsx_response)(table, table.caption)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.told(page.object_list),
        "asked": asked,
        "unit": unit,
        "seal": queries.last_seal(),
    }
    return render(request, "people/trail.html", context)


def _asked(request: OfficerRequest) -> tuple[queries.Asked, object]:
    number = request.GET.get("organisation", "")
    unit = access.get(request.user, int(number)) if number.isdecimal() and len(number) < 15 else None
    record, officer = _typed(request, "record"), _typed(request, "officer")
    return queries.Asked(unit.pk if unit else None, record[:120], officer[:150]), unit


def _typed(request: OfficerRequest, name: str) -> str:
    """Without the signs that nobody types and PostgreSQL can't keep."""
    return "".join(sign for sign in request.GET.get(name, "") if sign.isprintable()).strip()


def _table(rows: list[Told]) -> Table:
    columns = [
        Column(_("When"), Kind.TIME),
        Column(_("Account")),
        Column(_("What was done")),
        Column(_("Record"), heading=True),
        Column(_("Code of the record")),
        Column(_("Organisation")),
        Column(_("Number"), Kind.NUMBER),
        Column(_("Reason")),
        Column(_("Digest")),
    ]
    body: list[list[Value | Cell]] = [
        [r.at, r.officer, r.action, r.record, r.record_code, r.organisation, r.number, r.reason, r.hash]
        for r in rows
    ]
    return Table(_("Trail"), columns, body)
