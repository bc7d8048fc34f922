"""What the pages of reports share."""

from collections.abc import Sequence
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import OldEncoding
from phongtrao.kit.tables import Column, Table
from phongtrao.people.models import Officer
from phongtrao.reports import access, queries
from phongtrao.reports.models import Report
from phongtrao.reports.queries.words import encoding_words
from phongtrao.reports.rules import Content, Move, Section, State, UnknownField, late

MOST_YEARS_AWAY = 20


def officer(request: HttpRequest) -> Officer:
    """Who is signed in; the views stand behind login_required."""
    return cast(Officer, request.user)


def version(request: HttpRequest) -> int:
    """The version that the page showed; one that is none can't be the last."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


def number_of(request: HttpRequest, name: str, otherwise: int) -> int:
    """A number in the address; 0, which nothing has, where it is none."""
    given = request.GET.get(name)
    if given is None:
        return otherwise
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def year_of(request: HttpRequest, this_year: int) -> int:
    """The year asked for, if it is near enough to be meant."""
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else this_year
    return year if abs(year - this_year) <= MOST_YEARS_AWAY else this_year


def content_of(report: Report) -> Content:
    return report.request.form.questions


def section_of(content: Content, id: str) -> Section:
    try:
        return content.section(id)
    except UnknownField as unknown:
        raise Http404 from unknown


def frame(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What every page of one report says at its head, and what its officer can do now."""
    by, asked, state = officer(request), report.request, State(report.state)
    moves = access.open_moves(by, report)
    return {
        "report": report,
        "asked": asked,
        "content": content_of(report),
        "state_label": queries.state_label(state),
        "window": queries.window_words(asked.clock, report.window),
        "due": queries.due_words(report.duty.due_at),
        "basis": queries.basis_label(asked.basis),
        "late": late(state, report.duty.due_at, timezone.now()),
        "may_save": Move.SAVE in moves,
        "may_enter": Move.ENTER in moves and (state is State.NOT_STARTED or access.entered_by_asker(report)),
        "may_submit": Move.SUBMIT in moves,
        "may_decide": Move.ACCEPT in moves,
        "may_reopen": Move.REOPEN in moves,
        "may_ask_to_reopen": Move.ASK_TO_REOPEN in moves,
        "open_again": queries.open_again(report),
        "waits_for_paper": report.waits_for_paper,
        "sees_draft": access.sees_draft(by, report),
    }


def converted_table(cells: Sequence[Sequence[str]]) -> Table | None:
    """`cells`: address, encoding, as it stood, as it reads, of what was put into Unicode."""
    titles = [_("Old encoding"), _("What stands there"), _("What was taken")]
    return (
        Table(
            caption=_("Cells that were converted"),
            columns=[Column(_("Cell"), heading=True), *map(Column, titles)],
            rows=[[cell, encoding_words(OldEncoding(code)), *texts] for cell, code, *texts in cells],
        )
        if cells
        else None
    )
