"""The year's calendar, and its feed for calendar programs."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phongtrao.core.period import local_day
from phongtrao.kit.export import csv_response, xlsx_response
from phongtrao.kit.refusals import Refused
from phongtrao.kit.tables import Cell, Column, Kind, Table, Value
from phongtrao.kit.workdays import calendar as workdays
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import access, actions, queries
from phongtrao.reports.forms import FeedForm
from phongtrao.reports.queries import Entry
from phongtrao.reports.rules import Side, written_feed
from phongtrao.reports.views.common import officer, year_of

FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


@require_safe
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Every deadline of a year of one's own organisation, by month."""
    by, now = officer(request), timezone.now()
    year = year_of(request, local_day(now).year)
    found = queries.entries(by, queries.year_window(year), now=now)
    side = request.GET.get("side", "")
    shown = [entry for entry in found if entry.side == side] if side in list(Side) else found
    if (download := FORMATS.get(request.GET.get("format", ""))) is not None:
        return download(_table(shown, year), _("Report calendar %(year)s") % {"year": year})
    context = {
        "year": year,
        "months": [(month, list(rows)) for month, rows in groupby(shown, key=lambda entry: entry.day.month)],
        "side": side,
        "sides": [("", _("All")), (Side.ANSWERS, _("To send")), (Side.ASKED, _("To receive"))],
        "known": workdays().known(year),
        "may_ask": may(Role(by.role), May.ASK),
    }
    return render(request, "reports/calendar/calendar.html", context)


def _table(found: list[Entry], year: int) -> Table:
    columns = [
        Column(_("Title"), heading=True),
        Column(_("Due"), Kind.TIME),
        Column(_("Due, last day"), Kind.DAY),
        Column(_("Sent or received")),
        Column(_("Office")),
        Column(_("Period")),
        Column(_("State")),
    ]
    rows: list[list[Value | Cell]] = [
        [
            Cell(entry.title, note=_("illustrative data") if entry.illustrative else ""),
            entry.due_at,
            entry.day,
            entry.side_label,
            entry.other,
            entry.window,
            entry.state_label,
        ]
        for entry in found
    ]
    return Table(_("Report calendar %(year)s") % {"year": year}, columns, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """A new link is shown in the answer to this POST only."""
    by, now, link = officer(request), timezone.now(), ""
    form = FeedForm(request.POST or None)
    if form.is_valid():
        try:
            _feed, secret = actions.make_feed(by, form.cleaned_data["name"], now=now)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            link, form = request.build_absolute_uri(reverse("reports:feed", args=[secret])), FeedForm()
    context = {"form": form, "feeds": access.feeds(by), "link": link}
    return render(request, "reports/calendar/feeds.html", context)


@require_POST
@login_required
def feed_revocation(request: HttpRequest, number: int) -> HttpResponse:
    actions.revoke_feed(access.get_feed(officer(request), number), now=timezone.now())
    messages.success(request, _("The link is revoked."))
    return redirect("reports:feeds")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For a calendar program, which cannot sign in: whoever holds the address reads what its officer sees, in his
    language."""
    holder, now = access.feed_of(secret).officer, timezone.now()
    with translation.override(holder.language):
        found = queries.entries(holder, queries.feed_window(local_day(now)), now=now)
        told: list[Any] = queries.events(found, request.build_absolute_uri)
        name = _("Reports: %(organisation)s") % {"organisation": holder.organisation.name}
        text = written_feed(name, told, now=now)
    headers = {"Content-Disposition": 'inline; filename="phongtrao.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
