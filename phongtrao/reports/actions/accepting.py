"""Many reports are accepted with one press: each in a transaction of its own, with a batch of its own. What stops
one stops no other; pressed twice, each is accepted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.actions.deciding import OwnSubmission, accept
from phongtrao.reports.models import Acceptance, Report
from phongtrao.reports.rules import NotPossible, State

MOST_AT_ONCE = 200


class Result(StrEnum):
    """CHANGED: since the version that was ticked. OWN: sent by the same head. UNKNOWN: no such report for him."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    OWN = "own"
    NOT_WAITING = "not_waiting"
    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tick:
    """A report and the version of it that was seen."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of one tick. `batch`: the number of its batch, None where it brought no figure; `words`: why it
    was not accepted."""

    number: int
    organisation: str
    result: Result
    words: str = ""
    batch: int | None = None


def accept_many(ticks: Iterable[Tick], *, by: Officer, now: datetime) -> list[Decided]:
    """In the order given."""
    return [_one(tick, by, now) for tick in ticks]


def _one(tick: Tick, by: Officer, now: datetime) -> Decided:
    try:
        report = access.get(by, tick.number)
    except Http404:
        return Decided(tick.number, "", Result.UNKNOWN, _("There is no such report for you."))
    name = report.organisation.name
    try:
        accepted = _before(report, tick, by) or accept(report, base_version=tick.version, by=by, now=now)
    except OwnSubmission as own:
        return Decided(tick.number, name, Result.OWN, str(own))
    except Refused as refused:
        return Decided(tick.number, name, Result.NOT_ALLOWED, str(refused))
    except Conflict as conflict:
        gone = isinstance(conflict.__cause__, NotPossible)
        return Decided(tick.number, name, Result.NOT_WAITING if gone else Result.CHANGED, str(conflict))
    batch = accepted.batch.recorded.number if accepted.batch else None
    return Decided(tick.number, name, Result.ACCEPTED, batch=batch)


def _before(report: Report, tick: Tick, by: Officer) -> Acceptance | None:
    """The same press a moment ago: he accepted the submission that was ticked."""
    if report.state != State.ACCEPTED:
        return None
    rows = Acceptance.objects.filter(submission__report=report).select_related("batch__recorded")
    last = rows.latest("submission__number")
    seen = last.submission.version < tick.version <= report.version
    return last if seen and last.by_id == by.pk else None
