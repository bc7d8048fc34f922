"""The documents about a request, written from what its board and the ledger know. Always in Vietnamese."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from phongtrao.core.deadline import days_late
from phongtrao.core.period import local_day
from phongtrao.figures import queries as figures
from phongtrao.kit.writing import written_day
from phongtrao.letters.document import Document
from phongtrao.letters.kinds import Call, Came, Frame, asking, met_standard, reminding, results
from phongtrao.reports.models import Request
from phongtrao.reports.queries import letterhead
from phongtrao.reports.queries.board import Board, board
from phongtrao.reports.queries.words import due_words, state_label, window_words
from phongtrao.reports.rules.board import Standing
from phongtrao.reports.rules.letters import STANDARDS, LetterKind


def letter_kinds(request: Request) -> list[tuple[LetterKind, str]]:
    """Those that can be written about a request, with their names."""
    labels = {
        LetterKind.ASKING: _("Letter that asks for the reports"),
        LetterKind.REMINDING: _("Letter that reminds those not yet in"),
        LetterKind.RESULTS: _("Notice of what came, unit by unit"),
        LetterKind.MET_STANDARD: _("List of who met the standard"),
    }
    asked = standards_of(request)
    return [(kind, label) for kind, label in labels.items() if asked or kind is not LetterKind.MET_STANDARD]


def standards_of(request: Request) -> list[str]:
    """Which subjects of the standard a request's form asks about."""
    asked = {figure.indicator for figure in request.form.questions.figures}
    return [code for code in STANDARDS if code in asked]


def letter_about(request: Request, kind: LetterKind, *, now: datetime) -> Document:
    """Unnumbered and unsigned: numbers and signatures are the register's."""
    with override("vi"):
        found = board(request, now=now)
        frame = letterhead.frame(request.asker, local_day(now))
        call = _call(found)
        match kind:
            case LetterKind.ASKING:
                return asking(frame, call)
            case LetterKind.REMINDING:
                return reminding(frame, call, tuple(unit.name for unit in found.owing if unit.missing))
            case LetterKind.RESULTS:
                return _results(found, frame, call)
            case LetterKind.MET_STANDARD:
                return _met_standard(found, frame, call)


def _call(found: Board) -> Call:
    asked = found.request
    return Call(
        title=asked.title,
        window=window_words(asked.clock, asked.window),
        due=due_words(asked.due_at),
        units=tuple(unit.name for unit in found.owing),
        paper=asked.needs_paper,
    )


def _results(found: Board, frame: Frame, call: Call) -> Document:
    """Timeliness is judged by the first sending."""
    came = tuple(
        Came(
            unit=unit.name,
            first=written_day(unit.first) if unit.first else "",
            timely=_timely(unit),
            state=state_label(unit.state),
        )
        for unit in found.owing
    )
    in_time = sum(unit.in_time for unit in found.owing)
    late = sum(unit.first is not None and not unit.in_time for unit in found.owing)
    return results(frame, call, came, in_time=in_time, late=late)


def _timely(unit: Standing) -> str:
    if unit.first is None:
        return ""
    days = days_late(unit.first, unit.due_at)
    if days is None:
        return _("in time")
    return _("late by %(days)s days") % {"days": days} if days else _("late, on the same day")


def _met_standard(found: Board, frame: Frame, call: Call) -> Document:
    """What the ledger holds of the accepted reports, place by place in the order of the board."""
    codes = standards_of(found.request)
    asked = figures.Asked(year=found.request.end.year, clock=found.request.clock, days=found.request.window)
    keys = list(dict.fromkeys(unit.place for unit in found.owing))
    rows = figures.totals(keys, codes, asked)
    told = {(row.place.place.key, row.indicator.id): row for row in rows}
    columns = tuple(figures.name_of(told[keys[0], code].indicator) for code in codes) if keys else ()
    listed = tuple(
        (told[key, codes[0]].place.full, *(_told(told[key, code]) for code in codes)) for key in keys
    )
    return met_standard(frame, call, columns, listed)


def _told(row: figures.Row) -> str:
    return figures.figure_words(row) if row.total.parts else ""
