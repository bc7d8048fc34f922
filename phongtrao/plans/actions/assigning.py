"""What is asked and what is done about it. Each is a step of a larger act of a later part, which checks who may
and writes the trail."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.period import Window, local_day
from phongtrao.kit.refusals import Conflict
from phongtrao.kit.writes import update
from phongtrao.notices.rules import REMINDERS
from phongtrao.people.models import Officer, Organisation
from phongtrao.plans.models import Assignment, Chase, Closing, Duty
from phongtrao.plans.rules import DutyState


@transaction.atomic
def assign(
    *,
    template: str,
    title: str,
    asker: Organisation,
    organisations: Sequence[Organisation],
    clock: str,
    window: Window,
    due_at: datetime,
    by: Officer,
    now: datetime,
    reminders: Sequence[int] = REMINDERS,
) -> tuple[Assignment, list[Duty]]:
    """Freeze the list: one duty each, in the order given."""
    assignment = Assignment.objects.create(
        template=template,
        title=title,
        asker=asker,
        clock=clock,
        start=window.start,
        end=window.end,
        due_at=due_at,
        reminders=list(reminders),
        asked_at=now,
        asked_by=by,
    )
    duties = Duty.objects.bulk_create(
        Duty(
            assignment=assignment,
            organisation=organisation,
            start=window.start,
            end=window.end,
            due_at=due_at,
        )
        for organisation in organisations
    )
    return assignment, duties


def fulfil(duty: Duty, *, now: datetime) -> None:
    """Done for the first time; later versions do not move the moment."""
    if duty.done_at is None:
        duty.state, duty.done_at = DutyState.DONE.value, now
        update(duty, "state", "done_at")


def chase(duties: Sequence[Duty], *, by: Officer, now: datetime) -> list[Duty]:
    """Note who is reminded by hand; those who were today already are left out. The duties that are new."""
    day = local_day(now)
    known = set(Chase.objects.filter(duty__in=duties, day=day).values_list("duty", flat=True))
    fresh = [duty for duty in duties if duty.pk not in known]
    Chase.objects.bulk_create((Chase(duty=duty, day=day, by=by, at=now) for duty in fresh), batch_size=500)
    return fresh


def close(assignment: Assignment, snapshot: Mapping[str, Any], *, by: Officer, now: datetime) -> Closing:
    """Keep how far everyone has come; what comes later still comes, and is marked."""
    found, new = Closing.objects.get_or_create(
        assignment=assignment, defaults={"snapshot": dict(snapshot), "by": by, "at": now}
    )
    if not new:
        raise Conflict(_("It was closed already."))
    return found


def hand_on(old: Sequence[Duty], organisation: Organisation, since: date, due_at: datetime) -> Duty:
    """The duty of the unit that took over the places of others on a day, for the days that they do not answer
    for. What stands already is only linked; where nothing was done of it, its days are cut."""
    assignment = old[0].assignment
    released = [duty.start for duty in old if duty.state == DutyState.RELEASED]
    first = min([since, *released])
    duty, new = Duty.objects.get_or_create(
        assignment=assignment,
        organisation=organisation,
        defaults={"start": first, "end": assignment.end, "due_at": due_at},
    )
    if not new and duty.state == DutyState.OPEN and duty.start < first:
        duty.start = first
        duty.save(update_fields=["start"])
    duty.succeeds.add(*old)
    return duty


def end(duty: Duty, last: date, *, answers: bool) -> None:
    """The unit's place ended on a day: it owes its own days, or nothing where nobody is left to answer."""
    duty.end = last
    if not answers:
        duty.state = DutyState.RELEASED.value
    duty.save(update_fields=["end", "state"])
