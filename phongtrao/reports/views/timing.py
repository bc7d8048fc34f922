"""What a report's page says of its days, its due moment, and how to reach the other side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from phongtrao.people import queries as people
from phongtrao.plans import access as plans_access
from phongtrao.plans import queries as plans
from phongtrao.plans.models import Duty, Extension, ExtensionDecision
from phongtrao.plans.rules import DutyState, ExtensionVerdict
from phongtrao.reports import access, queries
from phongtrao.reports.models import Report
from phongtrao.reports.rules import TO_MEND, State
from phongtrao.reports.views.board import short_link
from phongtrao.reports.views.common import officer


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for more time with what became of it."""

    row: Extension
    until: str
    decision: ExtensionDecision | None
    granted: str


def timing(request: HttpRequest, report: Report) -> dict[str, Any]:
    by, duty = officer(request), report.duty
    wishes = [_wish(row) for row in plans.extensions(duty)]
    open_wish = any(wish.decision is None for wish in wishes)
    owed = duty.state == DutyState.OPEN
    may_chase = access.may_chase(by, report.request)
    missing = owed or (State(report.state) in TO_MEND and duty.state != DutyState.RELEASED)
    other = report.organisation if may_chase else report.request.asker
    now, link = timezone.now(), short_link(request, report.request)
    return {
        "wishes": wishes,
        "may_ask_time": owed and not open_wish and plans_access.may_ask_extension(by, duty),
        "may_decide_time": plans_access.may_decide(by, report.request.assignment),
        "succeeded": [_days(old) for old in plans.succeeded(duty)],
        "successors": [_days(new) for new in plans.successors(duty)],
        "contacts": people.contacts(by, [other]).get(other.pk, []),
        "message": queries.unit_text(report, link=link, now=now) if may_chase and missing else "",
    }


def _wish(row: Extension) -> Wish:
    decision: ExtensionDecision | None = getattr(row, "decision", None)
    granted = decision is not None and decision.verdict == ExtensionVerdict.GRANTED
    until = queries.due_words(decision.due_at) if granted and decision and decision.due_at else ""
    return Wish(row, queries.due_words(row.wished_at), decision, until)


def _days(duty: Duty) -> dict[str, str]:
    return {"unit": duty.organisation.name, "window": queries.window_words("", duty.window)}
