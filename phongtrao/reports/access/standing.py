"""On which side of a report an officer stands, and what he may do there. A draft is seen by the organisation's
own officers only; what was sent, by all who see the report."""

from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.reports.access.reports import get, get_request
from phongtrao.reports.models import Report, Request
from phongtrao.reports.rules import MOVES, Move, Side, State, open_to, speaks_as


def sides(officer: Officer, report: Report) -> frozenset[Side]:
    found = set()
    if officer.organisation_id == report.organisation_id:
        found.add(Side.ANSWERS)
    if officer.organisation_id == report.request.asker_id:
        found.add(Side.ASKED)
    return frozenset(found)


def sees_draft(officer: Officer, report: Report) -> bool:
    return Side.ANSWERS in sides(officer, report)


def must_see_draft(officer: Officer, report: Report) -> None:
    """Whoever stands above sees what was sent, not what is being written: to him the draft is absent."""
    if not sees_draft(officer, report):
        raise Http404


def must_fill(officer: Officer, report: Report) -> None:
    must_answer(officer, report, May.FILL)


def may_fill(officer: Officer, report: Report) -> bool:
    return sees_draft(officer, report) and may(Role(officer.role), May.FILL)


def open_moves(officer: Officer, report: Report) -> frozenset[Move]:
    return open_to(State(report.state), Role(officer.role), sides(officer, report))


def must_answer(officer: Officer, report: Report, act: May) -> None:
    """Only an organisation's own officers fill its report and send it up. Their own report they see anyway."""
    if Side.ANSWERS not in sides(officer, report):
        get(officer, report.pk)
        raise Refused(_("Only officers of the organisation that was asked can fill in and send its report."))
    if not may(Role(officer.role), act):
        raise Refused(people.who_can(act))


def must_enter(officer: Officer, report: Report) -> None:
    """Whoever asked may enter what the unit sent him in another way, as long as the unit has not begun itself:
    a draft belongs to the unit. What he asked he sees anyway."""
    if Side.ASKED not in sides(officer, report):
        get(officer, report.pk)
        raise Refused(_("Only the unit itself, or the office that asked, can enter this report."))
    if not may(Role(officer.role), May.FILL):
        raise Refused(people.who_can(May.FILL))
    if report.state == State.DRAFT and not entered_by_asker(report):
        raise Refused(
            _("The unit has begun to fill in this report itself, so it is no longer entered for it.")
        )


def entered_by_asker(report: Report) -> bool:
    """Whether the draft is what the asker entered, untouched by the unit since."""
    return report.saved_by is not None and report.saved_by.organisation_id == report.request.asker_id


def must_decide(officer: Officer, report: Report) -> None:
    if Side.ASKED not in sides(officer, report):
        get(officer, report.pk)
        raise Refused(people.who_can(May.DECIDE))
    if not may(Role(officer.role), May.DECIDE):
        raise Refused(people.who_can(May.DECIDE))


def may_decide(officer: Officer, request: Request) -> bool:
    """Accept and return what was sent: the head of the office that asked."""
    return officer.organisation_id == request.asker_id and may(Role(officer.role), May.DECIDE)


def may_chase(officer: Officer, request: Request) -> bool:
    """Remind, follow the map: the clerk or the head of the office that asked."""
    return officer.organisation_id == request.asker_id and may(Role(officer.role), May.ASK)


def must_chase(officer: Officer, request: Request) -> None:
    get_request(officer, request.pk)
    if not may_chase(officer, request):
        raise Refused(_("The clerk or the head of the office that asked does this."))


def must_see_comments(officer: Officer, report: Report) -> None:
    """What the two offices say to each other is theirs: to all others it is absent."""
    if speaks_as(sides(officer, report)) is None:
        raise Http404


def may_comment(officer: Officer, report: Report) -> bool:
    return speaks_as(sides(officer, report)) is not None and may(Role(officer.role), May.FILL)


def must_comment(officer: Officer, report: Report) -> Side:
    """On which side he speaks."""
    get(officer, report.pk)
    must_see_comments(officer, report)
    side = speaks_as(sides(officer, report))
    if side is None or not may_comment(officer, report):
        raise Refused(_("Your account can only look; the clerk or the head of your office comments."))
    return side


def must(officer: Officer, report: Report, move: Move) -> None:
    """Refuse with a reason what the officer may not do, whatever the report's state."""
    found = next(step for (_state, known), step in MOVES.items() if known is move)
    if move is Move.ENTER:
        must_enter(officer, report)
    elif found.by_asker:
        must_decide(officer, report)
    else:
        must_answer(officer, report, found.may)
