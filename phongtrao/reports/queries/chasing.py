"""Who is to be reminded of what came back, and the texts to paste into Zalo, with the days and the hour of a
request."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from phongtrao.notices.queries import Chase, group_message, unit_message
from phongtrao.plans.rules import DutyState
from phongtrao.reports.models import Reopening, Report, Request, Return
from phongtrao.reports.queries.words import mend_words
from phongtrao.reports.rules import TO_MEND, State
from phongtrao.reports.rules.board import Standing


def with_return(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Adds `back_at`: when what waits to be mended was returned or opened again; None of all else."""
    return reports.annotate(back_at=_back_at())


def to_mend(*, since: datetime) -> QuerySet[Report]:
    """What came back and was not sent anew, unless the request is closed or the unit owes nothing any more; only
    where it was due, or came back, since a moment."""
    waiting = Report.objects.filter(
        state__in=[state.value for state in TO_MEND],
        duty__assignment__closing__isnull=True,
        organisation__valid_to__isnull=True,
    ).exclude(duty__state=DutyState.RELEASED.value)
    recent = Q(duty__due_at__gte=since) | Q(back_at__gte=since)
    return waiting.annotate(back_at=_back_at()).filter(recent, back_at__isnull=False).order_by("pk")


def _back_at() -> Case:
    returned = Return.objects.filter(submission__report=OuterRef("pk")).order_by("-at")
    reopened = Reopening.objects.filter(acceptance__submission__report=OuterRef("pk")).order_by("-at")
    return Case(
        When(state=State.RETURNED.value, then=Subquery(returned.values("at")[:1])),
        When(state=State.REOPENED.value, then=Subquery(reopened.values("at")[:1])),
    )


def group_text(request: Request, units: Iterable[Standing], *, link: str, now: datetime) -> str:
    with override("vi"):
        lines = [_named(unit) for unit in units]
    return group_message(_chase(request, request.due_at, lines, link), now=now)


def unit_text(report: Report, *, link: str, now: datetime) -> str:
    """Needs the duty and the organisation fetched."""
    chase = _chase(report.request, report.duty.due_at, (), link)
    with override("vi"):
        note = {
            State.RETURNED: _("The report was returned and waits to be mended: please send it again."),
            State.REOPENED: _("The report is open again and waits to be mended: please send it again."),
        }.get(State(report.state), "")
    return unit_message(chase, report.organisation.name, note=note, now=now)


def _named(unit: Standing) -> str:
    mend = mend_words(unit.state)
    return f"{unit.name} ({mend})" if mend else unit.name


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
