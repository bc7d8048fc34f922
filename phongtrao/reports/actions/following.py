"""A unit is merged away in mid-period: it answers for its own days, its successor for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from phongtrao.core.figure import Basis
from phongtrao.core.period import local_day
from phongtrao.figures import actions as figures
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.people import access as people
from phongtrao.people.models import Officer, Organisation
from phongtrao.people.rules import BODIES
from phongtrao.places import queries as places
from phongtrao.plans import actions as plans
from phongtrao.plans.models import Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import access
from phongtrao.reports.actions.registry import count_requested
from phongtrao.reports.models import Report, Request
from phongtrao.reports.rules import State
from phongtrao.trail import actions as trail

BY_ITSELF = "phongtrao"
"""In the trail, who did what the round does."""

ANSWERED = frozenset({State.SUBMITTED, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Handed:
    """The successor's report; whether it was made now, or its days or its predecessors changed."""

    report: Report
    changed: bool
    new: bool


@transaction.atomic
def follow_map(request: Request, *, by: Officer, now: datetime) -> int:
    """At the press of a button: how many duties were changed or made."""
    access.must_chase(by, request)
    return _followed_and_counted(request, by.trail_name, by, now)


def follow_maps(*, now: datetime) -> int:
    """Once a day for all that is still open."""
    waiting = Request.objects.filter(
        assignment__closing__isnull=True,
        reports__organisation__place__valid_to__isnull=False,
    ).select_related("form", "asker", "assignment", "asked_by")
    return sum(_followed_alone(request, now) for request in waiting.distinct())


@transaction.atomic
def _followed_alone(request: Request, now: datetime) -> int:
    return _followed_and_counted(request, BY_ITSELF, request.asked_by, now)


def _followed_and_counted(request: Request, by: str, counter: Officer, now: datetime) -> int:
    """What is asked anew counts as asked by the officer who asked it or pressed the button."""
    changed, made = followed(request, by=by, now=now)
    if made:
        count_requested(request, made, by=counter, now=now)
    return changed


def followed(request: Request, *, by: str, now: datetime) -> tuple[int, list[Report]]:
    """How many duties were changed or made, and the reports that are new. Idempotent: where the map says nothing
    new, nothing is done. An accepted report stands as it is."""
    ended = [report for report in _of_ended_places(request) if report.state != State.ACCEPTED]
    cut = [report for report in ended if _cut(report)]
    taking = _successors(request, ended)
    handed = [_hand_on(request, successor, old, now) for successor, old in taking.items()]
    asked = [item.report.duty for item in handed if item.changed]
    if cut or asked:
        trail.record(
            "request followed the map",
            record=request.record,
            chain=request.asker.chain,
            by=by,
            now=now,
            after={
                "cut": [[report.organisation_id, report.duty.end] for report in cut],
                "asked": [[duty.organisation_id, duty.start, duty.end] for duty in asked],
            },
        )
    return len(cut) + len(asked), [item.report for item in handed if item.new]


def _of_ended_places(request: Request) -> list[Report]:
    rows = Report.objects.filter(
        request=request,
        organisation__place__valid_to__gte=request.start,
        organisation__place__valid_to__lt=request.end,
    )
    return list(rows.select_related("duty__assignment", "organisation__place").order_by("pk"))


def _cut(report: Report) -> bool:
    """True where something changed. A unit that is closed and has not sent owes nothing: its successor does."""
    last = report.organisation.place.valid_to
    assert last is not None
    duty = report.duty
    answers = report.organisation.valid_to is None or report.state in ANSWERED
    released = duty.state == DutyState.RELEASED
    if duty.end <= last and (answers or released):
        return False
    plans.end(duty, min(duty.end, last), answers=answers)
    return True


def _successors(request: Request, ended: Sequence[Report]) -> Mapping[Organisation, list[Report]]:
    """Who took over the places of these: bodies of the same kind below the asker; none is set up yet in the
    first days."""
    found: dict[Organisation, list[Report]] = {}
    below = people.below(request.asker).filter(valid_to__isnull=True, kind__in=BODIES)
    for report in ended:
        edges = places.became(report.organisation.place, request.end)
        there = below.filter(
            kind=report.organisation.kind, place__in=[edge.name.place_id for edge in edges]
        ).select_related("place")
        for successor in there.order_by("place", "pk").distinct():
            if successor.pk != request.asker_id:
                found.setdefault(successor, []).append(report)
    return found


def _hand_on(request: Request, successor: Organisation, old: Sequence[Report], now: datetime) -> Handed:
    known = set(
        Duty.objects.filter(assignment=request.assignment_id, organisation=successor).values_list(
            "succeeds", flat=True
        )
    )
    duties = [report.duty for report in old]
    since = successor.place.valid_from or request.start
    duty = plans.hand_on(duties, successor, since, max(item.due_at for item in duties))
    report, new = Report.objects.get_or_create(
        request=request, organisation=successor, defaults={"duty": duty}
    )
    report.duty = duty
    if new:
        _expect(request, duty, now)
    changed = new or not known.issuperset(item.pk for item in duties)
    if changed:
        _tell(request, report, old, now)
    return Handed(report, changed, new)


def _expect(request: Request, duty: Duty, now: datetime) -> None:
    if request.form.questions.expects_all:
        figures.expect(
            record=duty.record,
            asker=request.asker,
            organisations=[duty.organisation],
            indicators=[figure.indicator for figure in request.form.questions.figures],
            clock=request.clock,
            window=request.window,
            basis=Basis(request.basis),
            now=now,
        )


def _tell(request: Request, report: Report, old: Sequence[Report], now: datetime) -> None:
    names = "; ".join(item.organisation.name for item in old)
    new = notices.New(
        report.organisation_id,
        Subject.PASSED,
        reverse("reports:report", args=[report.pk]),
        f"{request.record}/map/{local_day(now)}",
        {"title": request.title, "unit": names},
    )
    notices.tell([new], now=now)
