"""Reminding, by itself and by hand; closing with a snapshot."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.kit.refusals import Refused
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import FARTHEST, Subject, reminder_now
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.plans import access as plans_access
from phongtrao.plans import actions as plans
from phongtrao.plans.models import Closing, Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import access
from phongtrao.reports.actions.telling import news
from phongtrao.reports.models import AtClosing, Report, Request
from phongtrao.reports.queries.board import board, plain
from phongtrao.reports.queries.chasing import to_mend, with_return
from phongtrao.reports.rules import OPEN, TO_MEND
from phongtrao.reports.rules.board import fixed
from phongtrao.trail import actions as trail


def remind(*, now: datetime) -> int:
    """Make the notices whose day has come, for every duty that is still owed and every report that came back and was
    not sent again; how many are new."""
    found = [*_owed(now), *_to_mend(now)]
    return notices.tell(found, now=now) if found else 0


def _owed(now: datetime) -> Iterator[notices.New]:
    today, around = local_day(now), timedelta(days=FARTHEST + 1)
    owed = Duty.objects.filter(
        state=DutyState.OPEN.value,
        due_at__range=(now - around, now + around),
        assignment__closing__isnull=True,
        organisation__valid_to__isnull=True,
        report__isnull=False,
    ).select_related("assignment", "report")
    for duty in owed.iterator(chunk_size=2000):
        asked, due = local_day(duty.assignment.asked_at), local_day(duty.due_at)
        step = reminder_now(due, asked, today, duty.assignment.reminders)
        if step is not None:
            yield news(duty, Subject.REMINDER, f"{due}/{step}", {"step": step})


def _to_mend(now: datetime) -> Iterator[notices.New]:
    """The same days count from the due day, or from the day on which it came back where that was later."""
    today, since = local_day(now), now - timedelta(days=FARTHEST + 1)
    waiting = to_mend(since=since).select_related("duty__assignment", "duty__report")
    for report in waiting.iterator(chunk_size=2000):
        said = _came_back(report)
        back = date.fromisoformat(said["back_on"])
        due = max(local_day(report.duty.due_at), back)
        step = reminder_now(due, back, today, report.duty.assignment.reminders)
        if step is not None:
            key = f"{report.state}/{back}/{due}/{step}"
            yield news(report.duty, Subject.REMINDER, key, {"step": step, **said})


def _came_back(report: Report) -> dict[str, str]:
    """What a notice says of it. Needs `back_at` (queries.with_return)."""
    back: datetime | None = getattr(report, "back_at", None)
    return {"back": report.state, "back_on": local_day(back).isoformat()} if back else {}


@transaction.atomic
def chase(request: Request, reports: Iterable[Report], *, by: Officer, now: datetime) -> int:
    """Remind those of the chosen that have not sent, each once a day; how many were reminded."""
    access.must_chase(by, request)
    chosen = Report.objects.filter(
        request=request,
        pk__in=[report.pk for report in reports],
        state__in=[state.value for state in OPEN],
        organisation__valid_to__isnull=True,
    ).exclude(duty__state=DutyState.RELEASED.value)
    rows = with_return(chosen).select_related("duty__assignment", "duty__report").order_by("pk")
    owing = {report.duty.pk: report for report in rows}
    if not owing:
        raise Refused(_("Choose at least one unit that has not sent its report."))
    fresh = plans.chase([report.duty for report in owing.values()], by=by, now=now)
    if not fresh:
        raise Refused(_("All of them were reminded today already; a unit is reminded once a day."))
    day, asker = local_day(now), request.asker.name
    said = [(duty, {"unit": asker, **_came_back(owing[duty.pk])}) for duty in fresh]
    notices.tell([news(duty, Subject.CHASED, f"chase/{day}", data) for duty, data in said], now=now)
    trail.record(
        "units reminded",
        record=request.record,
        chain=request.asker.chain,
        by=by.trail_name,
        now=now,
        after={"organisations": [duty.organisation_id for duty in fresh]},
    )
    return len(fresh)


@transaction.atomic
def close(request: Request, *, by: Officer, now: datetime) -> Closing:
    """Keep how far everyone has come. Who has not sent still can; it is marked as after closing."""
    people.get(by, request.asker_id)
    if not plans_access.may_decide(by, request.assignment):
        raise Refused(_("Only the head of the office that asked can close the request."))
    found = board(request, now=now)
    snapshot = plain(found)
    closing = plans.close(request.assignment, snapshot, by=by, now=now)
    AtClosing.objects.bulk_create(AtClosing(duty_id=unit.duty, **asdict(fixed(unit))) for unit in found.units)
    notices.tell([news(duty, Subject.CLOSED, "closed", said) for duty, said in _still_open(request)], now=now)
    trail.record(
        "request closed",
        record=request.record,
        chain=request.asker.chain,
        by=by.trail_name,
        now=now,
        after=snapshot,
    )
    return closing


def _still_open(request: Request) -> Iterator[tuple[Duty, dict[str, str]]]:
    """Who has something to send when it closes: what was not sent, and what came back and was not sent again."""
    owed = Duty.objects.filter(
        assignment=request.assignment, state=DutyState.OPEN.value, report__isnull=False
    )
    for duty in owed.select_related("assignment", "report"):
        yield duty, {}
    back = with_return(
        Report.objects.filter(
            request=request, state__in=[state.value for state in TO_MEND], duty__state=DutyState.DONE.value
        )
    )
    for report in back.select_related("duty__assignment", "duty__report"):
        yield report.duty, _came_back(report)
