"""The texts to paste into Zalo, with the days and the hour of a request."""

from collections.abc import Sequence
from datetime import datetime

from phongtrao.notices.queries import Chase, group_message, unit_message
from phongtrao.reports.models import Report, Request


def group_text(request: Request, units: Sequence[str], *, link: str, now: datetime) -> str:
    return group_message(_chase(request, request.due_at, units, link), now=now)


def unit_text(report: Report, *, link: str, now: datetime) -> str:
    """Needs the duty and the organisation fetched."""
    chase = _chase(report.request, report.duty.due_at, (), link)
    return unit_message(chase, report.organisation.name, now=now)


def _chase(request: Request, due_at: datetime, units: Sequence[str], link: str) -> Chase:
    return Chase(
        title=request.title,
        asker=request.asker.name,
        clock=request.clock,
        window=request.window,
        due_at=due_at,
        link=link,
        units=units,
    )
