"""The board of a request, and what is done from it: remind, follow the map, close."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from phongtrao.documents import actions as documents
from phongtrao.kit.charts import bar_chart
from phongtrao.kit.export import csv_response, xlsx_response
from phongtrao.people import queries as people
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import May, Role, may
from phongtrao.plans import access as plans_access
from phongtrao.plans import queries as plans
from phongtrao.reports import access, actions, queries
from phongtrao.reports.models import Report, Request
from phongtrao.reports.queries.board import Board, board, lines_table, remarks, sums_table
from phongtrao.reports.rules import State
from phongtrao.reports.rules.board import Grouping, Mark, Standing
from phongtrao.reports.views.common import officer

A_PAGE = 200
MOST_CHOSEN = 4000


@require_safe
@login_required
def request_board(request: HttpRequest, number: int) -> HttpResponse:
    """Who has not started, fills in, has sent, got it back, is done, is late; narrowed, added up, as a file."""
    by, now = officer(request), timezone.now()
    asked = access.get_request(by, number)
    found = board(asked, now=now)
    chosen, grouping = request.GET.get("state", ""), _grouping(request, found)
    units = found.narrowed(chosen)
    table = sums_table(found, grouping) if grouping else None
    if request.GET.get("format") in ("csv", "xlsx"):
        kept = table or lines_table(found, units)
        make = csv_response if request.GET["format"] == "csv" else xlsx_response
        return make(kept, asked.title)
    page = Paginator(units, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_head(by, found, chosen),
        "page": page,
        "rows": _rows(by, found, list(page)),
        "paper": _paper(found, units),
        "table": table,
        "chart": bar_chart(table) if table else None,
        "grouping": grouping,
        "message": _message(request, found),
        "letters": [(kind.value, label) for kind, label in queries.letter_kinds(asked)],
        "key": documents.new_key(),
    }
    return render(request, "reports/board.html", context)


@require_POST
@login_required
def chases(request: HttpRequest, number: int) -> HttpResponse:
    """Remind those that are ticked, or all that have not sent."""
    by, asked = officer(request), access.get_request(officer(request), number)
    numbers = [text for text in request.POST.getlist("reports") if text.isascii() and text.isdecimal()]
    chosen = Report.objects.filter(request=asked)
    if "all" not in request.POST:
        chosen = chosen.filter(pk__in=[int(text) for text in numbers[:MOST_CHOSEN] if len(text) < 19])
    n = actions.chase(asked, chosen, by=by, now=timezone.now())
    messages.success(
        request, ngettext("%(n)s unit was reminded.", "%(n)s units were reminded.", n) % {"n": n}
    )
    return redirect("reports:request", asked.pk)


@require_POST
@login_required
def map_changes(request: HttpRequest, number: int) -> HttpResponse:
    """The map changed: cut and hand on."""
    asked = access.get_request(officer(request), number)
    n = actions.follow_map(asked, by=officer(request), now=timezone.now())
    words = ngettext("%(n)s unit's days were changed.", "%(n)s units' days were changed.", n) % {"n": n}
    messages.success(request, words if n else _("No unit of this request has ended in its period."))
    return redirect("reports:request", asked.pk)


@require_POST
@login_required
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """A document about the request, drafted among the office's documents."""
    by, asked = officer(request), access.get_request(officer(request), number)
    kinds = {kind.value: kind for kind, _label in queries.letter_kinds(asked)}
    kind = kinds.get(request.POST.get("kind", ""))
    if kind is None:
        messages.error(request, _("Choose which document to write."))
        return redirect("reports:request", asked.pk)
    key = request.POST.get("key", "")
    made = actions.draft_letter(asked, kind, key=key, by=by, now=timezone.now())
    messages.success(
        request, _("Drafted. Look at it, change it in Word where it is needed, then number and sign it.")
    )
    return redirect("documents:document", made.pk)


@require_POST
@login_required
def closing(request: HttpRequest, number: int) -> HttpResponse:
    asked = access.get_request(officer(request), number)
    actions.close(asked, by=officer(request), now=timezone.now())
    messages.success(request, _("Closed. What comes from now on is marked as after closing."))
    return redirect("reports:request", asked.pk)


@require_safe
@login_required
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Where a link pasted into Zalo leads: whoever answers, to his report; whoever asked, to the board."""
    by = officer(request)
    number = int(code) if code.isascii() and code.isdecimal() and len(code) < 10 else 0
    own = access.visible(by).filter(request=number, organisation=by.organisation_id).first()
    if own is not None:
        return redirect("reports:report", own.pk)
    return redirect("reports:request", access.get_request(by, number).pk)


def short_link(request: HttpRequest, asked: Request) -> str:
    return request.build_absolute_uri(reverse("short", args=[str(asked.pk)]))


def _grouping(request: HttpRequest, found: Board) -> Grouping | None:
    given = request.GET.get("by", "")
    return Grouping(given) if given in list(Grouping) else None


def _head(by: Officer, found: Board, chosen: str) -> dict[str, Any]:
    asked = found.request
    closed = found.closing
    late = found.count(Mark.LATE)
    return {
        "asked": asked,
        "many": len(found.owing),
        "states": [(s.value, queries.state_label(s), found.count(s)) for s in State],
        "marks": [(m.value, queries.mark_label(m), found.count(m)) for m in Mark if found.count(m)],
        "late": late,
        "in_time": sum(unit.in_time for unit in found.owing),
        "waiting": found.count(State.SUBMITTED),
        "missing": found.count(Mark.MISSING),
        "chosen": chosen,
        "window": queries.window_words(asked.clock, asked.window),
        "due": queries.due_words(asked.due_at),
        "basis": queries.basis_label(asked.basis),
        "closing": closed,
        "closed_counts": _closed_counts(closed.snapshot) if closed else [],
        "may_decide": access.may_decide(by, asked),
        "may_chase": access.may_chase(by, asked),
        "may_close": closed is None and plans_access.may_decide(by, asked.assignment),
        "may_enter": asked.asker_id == by.organisation_id and may(Role(by.role), May.FILL),
        "day": queries.due_words(found.now),
    }


def _closed_counts(snapshot: dict[str, Any]) -> list[tuple[str, int]]:
    return [(queries.state_label(state), n) for state, n in snapshot["counts"].items()]


def _rows(by: Officer, found: Board, units: list[Standing]) -> list[dict[str, Any]]:
    chased = plans.chased(unit.duty for unit in units)
    reached = people.contacts(by, [Organisation(pk=unit.organisation) for unit in units])
    return [
        {
            "unit": unit,
            "state_label": queries.state_label(unit.state),
            "remarks": remarks(unit, found),
            "late": unit.late(found.now),
            "chased": chased.get(unit.duty),
            "contacts": reached.get(unit.organisation, []),
        }
        for unit in units
    ]


def _paper(found: Board, units: list[Standing]) -> list[tuple[str, list[tuple[Standing, list[str]]]]]:
    """By state, so that 150 names stand on one sheet."""
    groups = [(state, [unit for unit in units if unit.state == state]) for state in State]
    return [
        (queries.state_label(state), [(unit, remarks(unit, found)) for unit in there])
        for state, there in groups
        if there
    ]


def _message(request: HttpRequest, found: Board) -> str:
    units = found.narrowed(Mark.MISSING)
    return queries.group_text(found.request, units, link=short_link(request, found.request), now=found.now)
