"""What is due, what came back, what waits; and how far a request has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

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
LONGEST = 50
"""Lines of each list on an officer's first page; the rest stands in the list of reports."""


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
    own = _with_stops(lines(mine(officer).filter(state__in=[state.value for state in OPEN])[:LONGEST], now))
    decides = may(Role(officer.role), May.DECIDE)
    waiting = lines(waiting_for(officer)[:LONGEST], now) if decides else []
    return ToDo(
        to_fill=[line for line in own if line.state is not State.RETURNED],
        returned=[line for line in own if line.state is State.RETURNED],
        waiting=waiting,
        to_sign=lines(unsigned(mine(officer))[:LONGEST], now),
    )


def _with_stops(found: list[Line]) -> list[Line]:
    """Where each was left. One query where anything was begun."""
    begun = [line.number for line in found if line.state is not State.NOT_STARTED]
    if not begun:
        return found
    rows = Report.objects.filter(pk__in=begun).values_list("pk", "sections", "request__form__content")
    stops = {number: _stop(sections, content) for number, sections, content in rows}
    return [replace(line, stop=stops.get(line.number)) for line in found]


def _stop(sections: Mapping[str, int], content: Mapping[str, Any]) -> Stop | None:
    known = {section["id"]: section for section in content["sections"] if section["id"] in sections}
    if not known:
        return None
    last = max(known, key=lambda id: sections[id])
    title = known[last]["title_en" if in_english() else "title_vi"]
    return Stop(last, f"{known[last]['number']}. {title}")


def mine(officer: Officer) -> QuerySet[Any]:
    """What was asked of his own organisation, the next due first."""
    return _dated(Report.objects.filter(organisation=officer.organisation_id)).order_by("duty__due_at", "pk")


def wishes(officer: Officer) -> QuerySet[Extension]:
    """For more time, that wait for this officer; with the report of each."""
    return plans.undecided(officer).filter(duty__report__isnull=False).select_related("duty__report")


def waiting_for(officer: Officer) -> QuerySet[Any]:
    """What was sent to his own organisation and is not decided, the oldest first."""
    sent = Report.objects.filter(request__asker=officer.organisation_id, state=State.SUBMITTED.value)
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


def asked_by(officer: Officer) -> QuerySet[Request]:
    """Requests of the organisations in his scope, the newest first."""
    return access.asked(officer).order_by("-asked_at", "-pk")


def own_requests(officer: Officer) -> QuerySet[Request]:
    """Those that his own organisation asked, the newest first."""
    return asked_by(officer).filter(asker=officer.organisation_id)


def counts(requests: Iterable[Request], *, now: datetime) -> dict[int, Counts]:
    """By the request's number; one query for all."""
    rows = (
        Report.objects.filter(request__in=[request.pk for request in requests])
        .exclude(duty__state=DutyState.RELEASED.value)
        .values("request", "state", due=F("duty__due_at"))
        .annotate(n=Count("pk"), unsigned=Count("pk", filter=UNSIGNED))
    )
    found: dict[int, dict[State, int]] = {request.pk: dict.fromkeys(State, 0) for request in requests}
    overdue: dict[int, int] = dict.fromkeys(found, 0)
    without: dict[int, int] = dict.fromkeys(found, 0)
    for row in rows:
        state = State(row["state"])
        found[row["request"]][state] += row["n"]
        overdue[row["request"]] += row["n"] if late(state, row["due"], now) else 0
        without[row["request"]] += row["unsigned"]
    return {number: Counts(states, overdue[number], without[number]) for number, states in found.items()}
