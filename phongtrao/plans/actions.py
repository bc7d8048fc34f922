"""What is asked and what is done about it. Each is a step of a larger act of a later part, which checks who may
and writes the trail."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from phongtrao.core.period import Window
from phongtrao.people.models import Officer, Organisation
from phongtrao.plans.models import Assignment, Duty
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
        duty.save(update_fields=["state", "done_at"])
