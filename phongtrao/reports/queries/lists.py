"""What is due, what came back, what waits; and how far a request has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from phongtrao.kit.ready import ready
from phongtrao.kit.writing import in_english
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.plans import queries as plans
from phongtrao.plans.models import Extension
from phongtrao.plans.rules import DutyState
from phongtrao.reports import access
from phongtrao.reports.models import Report, Request, Submission
from phongtrao.reports.queries.words import due_words, state_label
from phongtrao.reports.rules import OPEN, SENT, State, late

"""Beside the states: what the board shows of those whose signed paper is awaited."""
UNSIGNED = Q(request__needs_paper=True, paper__isnull=True, state__in=[state.value for state in SENT])
A_PAGE = 50
LONGEST = 50
"""Lines of each list on an officer's first page; the rest stands in the list of reports."""
NEWEST = 5
"""Requests of his own office on an officer's first page."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The section that was saved last."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One report as a list shows it. `when`: last saved, returned or sent, whatever its state speaks of;
    `sent`: the number of its last submission."""

    number: int
    title: str
    organisation: str
    asker: str
    state: State
    due_at: datetime
    late: bool
    when: datetime | None
    sent: int | None
    illustrative: bool
    waits_for_paper: bool
    version: int
    stop: Stop | None = None

    @property
    def state_label(self) -> str:
        return state_label(self.state)

    @property
    def due(self) -> str:
        return due_words(self.due_at)


@dataclass(frozen=True, slots=True)
class ToDo:
    to_fill: list[Line]
    returned: list[Line]
    waiting: list[Line]
    to_sign: list[Line]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports of a request stand where; `late`: not sent though due; `unsigned`: sent
    without the signed paper that belongs to them."""

    states: Mapping[State, int]
    late: int
    unsigned: int = 0

    @property
    def asked(self) -> int:
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        return self.states[State.SUBMITTED] + self.states[State.ACCEPTED]


def to_do(officer: Officer, *, now: datetime) -> ToDo:
    """To fill, returned, to sign: of his own organisation. Waiting: sent to his own, if he may decide."""
    office = officer.organisation_id
    own = [replace(_line(report, now), stop=_stop(report)) for report in _open(office)]
    waiting = lines(_waiting(office), now) if may(Role(officer.role), May.DECIDE) else []
    return ToDo(
        to_fill=[line for line in own if line.state is not State.RETURNED],
        returned=[line for line in own if line.state is State.RETURNED],
        waiting=waiting,
        to_sign=lines(_to_sign(office), now),
    )


@ready
def _open(own: int) -> QuerySet[Report]:
    rows = _of(own).filter(state__in=[state.value for state in OPEN]).select_related("request__form")
    return rows.defer(None).defer("draft", "request__form__content")[:LONGEST]


@ready
def _to_sign(own: int) -> QuerySet[Report]:
    return unsigned(_of(own))[:LONGEST]


@ready
def _waiting(own: int) -> QuerySet[Report]:
    return _sent_to(own)[:LONGEST]


def _stop(report: Report) -> Stop | None:
    """Where it was left."""
    if not report.sections:
        return None
    known = [one for one in report.request.form.questions.sections if one.id in report.sections]
    if not known:
        return None
    last = max(known, key=lambda one: report.sections[one.id])
    return Stop(last.id, f"{last.number}. {last.title('en' if in_english() else 'vi')}")


def mine(officer: Officer) -> Sequence[Any] | QuerySet[Any]:
    """What was asked of his own organisation, the next due first; what fills one page is read at once."""
    first = _first_of(officer.organisation_id)
    return first if len(first) <= A_PAGE else _of(officer.organisation_id)


@ready
def _first_of(own: int) -> QuerySet[Any]:
    return _of(own)[: A_PAGE + 1]


def _of(own: int) -> QuerySet[Any]:
    return _dated(Report.objects.filter(organisation=own)).order_by("duty__due_at", "pk")


def wishes(officer: Officer) -> QuerySet[Extension]:
    """For more time, that wait for this officer; with the report of each."""
    return plans.undecided(officer).filter(duty__report__isnull=False).select_related("duty__report")


def waiting_for(officer: Officer) -> QuerySet[Any]:
    """What was sent to his own organisation and is not decided, the oldest first."""
    return _sent_to(officer.organisation_id)


def _sent_to(own: int) -> QuerySet[Any]:
    sent = Report.objects.filter(request__asker=own, state=State.SUBMITTED.value)
    return _dated(sent).order_by("sent_at", "pk")


def unsigned(reports: QuerySet[Any]) -> QuerySet[Any]:
    """Sent or accepted, though the signed paper that was asked for is not there."""
    return reports.filter(UNSIGNED)


def _dated(reports: QuerySet[Report]) -> QuerySet[Any]:
    """With the last submission's number and moment, and without the answers, which no list shows."""
    last = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    rows = reports.select_related("request__asker", "organisation", "duty").defer("draft", "sections")
    return rows.annotate(
        sent_at=Subquery(last.values("at")[:1]), sent_number=Subquery(last.values("number")[:1])
    )


def lines(reports: Iterable[Report], now: datetime) -> list[Line]:
    return [_line(report, now) for report in reports]


def _line(report: Report, now: datetime) -> Line:
    request, state = report.request, State(report.state)
    sent: datetime | None = getattr(report, "sent_at", None)
    return Line(
        number=report.pk,
        title=request.title,
        organisation=report.organisation.name,
        asker=request.asker.name,
        state=state,
        due_at=report.duty.due_at,
        late=late(state, report.duty.due_at, now),
        when=sent if state in (State.SUBMITTED, State.ACCEPTED) else report.saved_at,
        sent=getattr(report, "sent_number", None),
        illustrative=request.illustrative,
        waits_for_paper=report.waits_for_paper,
        version=report.version,
    )


def asked_by(officer: Officer) -> list[Request]:
    """The newest requests of the organisations in his scope, the newest first."""
    if access.sees_his_own(officer):
        return _asked_by_own(officer.organisation_id)
    return list(access.asked(officer).order_by("-asked_at", "-pk")[:A_PAGE])


@ready
def _asked_by_own(own: int) -> QuerySet[Request]:
    return access.asked_of(own).order_by("-asked_at", "-pk")[:A_PAGE]


def own_requests(officer: Officer) -> list[Request]:
    """The newest of those that his own organisation asked, the newest first."""
    return _newest_of(officer.organisation_id)


@ready
def _newest_of(own: int) -> QuerySet[Request]:
    asked = Request.objects.filter(asker=own).select_related("assignment")
    return asked.order_by("-asked_at", "-pk")[:NEWEST]


def counts(requests: Iterable[Request], *, now: datetime) -> dict[int, Counts]:
    """By the request's number; one query for all, none for none."""
    numbers = [request.pk for request in requests]
    if not numbers:
        return {}
    rows = (
        Report.objects.filter(request__in=numbers)
        .exclude(duty__state=DutyState.RELEASED.value)
        .values("request", "state", due=F("duty__due_at"))
        .annotate(n=Count("pk"), unsigned=Count("pk", filter=UNSIGNED))
    )
    found: dict[int, dict[State, int]] = {number: dict.fromkeys(State, 0) for number in numbers}
    overdue: dict[int, int] = dict.fromkeys(found, 0)
    without: dict[int, int] = dict.fromkeys(found, 0)
    for row in rows:
        state = State(row["state"])
        found[row["request"]][state] += row["n"]
        overdue[row["request"]] += row["n"] if late(state, row["due"], now) else 0
        without[row["request"]] += row["unsigned"]
    return {number: Counts(states, overdue[number], without[number]) for number, states in found.items()}
