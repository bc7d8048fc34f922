"""What happened to a report, from the first sending to the last decision; every version is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.kit.ready import ready
from phongtrao.people.models import Officer
from phongtrao.reports.models import Acceptance, Reopening, ReopeningAsked, Report, Return, Submission
from phongtrao.reports.queries.words import written
from phongtrao.reports.rules import Answer, Difference, State, differences, key_of, readable


class Happened(StrEnum):
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENING_ASKED = "reopening_asked"
    REOPENING_DECLINED = "reopening_declined"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Event:
    """`submission`: the version it speaks of; `words`: the reason that was given."""

    kind: Happened
    at: datetime
    by: Officer
    submission: Submission
    words: str = ""


def history(report: Report) -> list[Event]:
    """Version by version, in each the oldest first. Two queries."""
    found = [event for row in _versions(report.pk) for event in _events(row)]
    found += [event for wish in _wishes(report.pk) for event in _of_wish(wish)]
    return sorted(found, key=lambda event: (event.submission.number, event.at))


@ready
def _versions(report: int) -> QuerySet[Submission]:
    told = ("by", "returned__by", "accepted__by", "accepted__reopening__by")
    return Submission.objects.filter(report=report).select_related(*told).order_by("number")


@ready
def _wishes(report: int) -> QuerySet[ReopeningAsked]:
    rows = ReopeningAsked.objects.filter(acceptance__submission__report=report)
    return rows.select_related("by", "declined__by", "acceptance__submission")


def _events(submission: Submission) -> Iterator[Event]:
    yield Event(Happened.SENT, submission.at, submission.by, submission)
    returned: Return | None = getattr(submission, "returned", None)
    accepted: Acceptance | None = getattr(submission, "accepted", None)
    if returned is not None:
        yield Event(Happened.RETURNED, returned.at, returned.by, submission, returned.note)
    if accepted is not None:
        yield Event(Happened.ACCEPTED, accepted.at, accepted.by, submission)
        reopening: Reopening | None = getattr(accepted, "reopening", None)
        if reopening is not None:
            yield Event(Happened.REOPENED, reopening.at, reopening.by, submission, reopening.reason)


def _of_wish(wish: ReopeningAsked) -> Iterator[Event]:
    submission = wish.acceptance.submission
    yield Event(Happened.REOPENING_ASKED, wish.at, wish.by, submission, wish.reason)
    declined = getattr(wish, "declined", None)
    if declined is not None:
        yield Event(Happened.REOPENING_DECLINED, declined.at, declined.by, submission, declined.reason)


def last_return(report: Report) -> Return | None:
    return (
        Return.objects.filter(submission__report=report)
        .select_related("by", "submission")
        .order_by("-submission__number")
        .first()
    )


def open_again(report: Report) -> Reopening | None:
    """Why a report that was accepted is not accepted now: from its reopening to its next acceptance."""
    if State(report.state) not in (State.REOPENED, State.SUBMITTED, State.RETURNED):
        return None
    reopenings = Reopening.objects.filter(acceptance__submission__report=report)
    return reopenings.select_related("by", "acceptance").order_by("-acceptance__submission__number").first()


def wish_to_reopen(report: Report) -> ReopeningAsked | None:
    """What the unit asked and the unit above has not decided."""
    if report.state != State.ACCEPTED:
        return None
    undecided = ReopeningAsked.objects.filter(declined__isnull=True, granted__isnull=True)
    return undecided.filter(acceptance__submission__report=report).select_related("by").first()


def last_decided(report: Report) -> Submission | None:
    """The newest version that was returned or accepted: what is mended is told against it."""
    found = _decided(report.pk)
    return found[0] if found else None


@ready
def _decided(report: int) -> QuerySet[Submission]:
    decided = Submission.objects.filter(report=report).exclude(returned__isnull=True, accepted__isnull=True)
    return decided.order_by("-number")[:1]


def decided_before(submission: Submission) -> Submission | None:
    """The version before this one that was returned or accepted last. One query, none for the first."""
    if submission.number == 1:
        return None
    rows = Submission.objects.filter(report=submission.report_id, number__lt=submission.number)
    return rows.exclude(returned__isnull=True, accepted__isnull=True).order_by("-number").first()


def since_decision(report: Report, answers: Mapping[str, Any]) -> list[Difference]:
    """What these answers say otherwise than the version that was returned or accepted last."""
    decided = last_decided(report)
    if decided is None:
        return []
    return differences(report.request.form.questions.fields, decided.answers, answers)


@dataclass(frozen=True, slots=True)
class Correction:
    """What accepting a report anew would do to one figure of the ledger. `before`, `after`: empty: no figure."""

    field: str
    before: str
    after: str


def corrections(report: Report, submission: Submission) -> list[Correction]:
    """In the order of the form: only what differs from the ledger as it stands, corrections made there
    meanwhile included."""
    standing = {
        key_of(*cell): as_answer(row)
        for cell, row in figures.newest_of(report.record).items()
        if not row.withdrawn
    }
    found = differences(
        report.request.form.questions.fields,
        {"figures": standing},
        {"figures": readable(submission.answers)},
    )
    return [
        Correction(one.field, written(one.field, one.theirs), written(one.field, one.yours)) for one in found
    ]


def as_answer(row: Figure) -> Answer:
    """A figure of the ledger as an answer of a form."""
    return Answer(
        text="",
        whole="",
        value=row.value,
        denominator=row.denominator,
        kind=row.kind,
        qualifier=row.qualifier,
    )
