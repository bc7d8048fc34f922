"""The one door to reports: those of organisations in an officer's scope, and those that one of them asked.
A draft is seen by the organisation's own officers only; what was sent, by all who see the report."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.kit.ready import ready
from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, Scope, digest_of, may
from phongtrao.reports.models import (
    Attachment,
    CalendarFeed,
    Form,
    FormDraft,
    FormRetirement,
    Import,
    ImportFile,
    Regime,
    Report,
    Request,
    SignedPaper,
    Submission,
)
from phongtrao.reports.rules import MOVES, Move, Side, State, open_to, speaks_as


def visible(officer: Officer) -> QuerySet[Report]:
    if _sees_his_own(officer):
        return _of_own(_whole(), officer.organisation_id)
    scope = people.visible(officer).values("pk")
    return _whole().filter(Q(organisation__in=scope) | Q(request__asker__in=scope))


def _whole() -> QuerySet[Report]:
    """With all that a page of a report shows of it; what its form asks is read once a process."""
    rows = Report.objects.select_related(
        "request__form", "request__asker", "request__assignment", "organisation__place", "saved_by", "duty"
    )
    return rows.defer("request__form__content")


def get(officer: Officer, number: int) -> Report:
    if _sees_his_own(officer):
        found = _own(number, officer.organisation_id)
        if not found:
            raise Http404
        return found[0]
    return get_object_or_404(visible(officer), pk=number)


def _sees_his_own(officer: Officer) -> bool:
    """Whether nothing below his organisation has to be asked for."""
    return officer.is_active and officer.scope == Scope.OWN


def _of_own(rows: QuerySet[Report], own: int) -> QuerySet[Report]:
    return rows.filter(Q(organisation=own) | Q(request__asker=own))


@ready
def _own(number: int, own: int) -> QuerySet[Report]:
    return _of_own(_whole(), own).filter(pk=number)


def asked(officer: Officer) -> QuerySet[Request]:
    """Requests of organisations in his scope. Whoever only answers one does not see its board: there stand
    his neighbours."""
    scope = people.visible(officer).values("pk")
    rows = Request.objects.filter(asker__in=scope).select_related("form", "asker", "asked_by", "assignment")
    return rows.defer("form__content")


def get_request(officer: Officer, number: int) -> Request:
    return get_object_or_404(asked(officer), pk=number)


def regimes(officer: Officer) -> QuerySet[Regime]:
    """Those of organisations in his scope, and of all that his own stands under: these ask him too."""
    owners = Q(owner__in=people.visible(officer).values("pk"))
    owners |= Q(owner__in=people.above(officer.organisation).values("pk"))
    return Regime.objects.filter(owners).select_related("owner__place").prefetch_related("dues")


def get_regime(officer: Officer, number: int) -> Regime:
    return get_object_or_404(regimes(officer), pk=number)


def must_keep(officer: Officer, regime: Regime) -> None:
    """Only the office whose regime it is changes or ends it."""
    get_regime(officer, regime.pk)
    if officer.organisation_id != regime.owner_id:
        raise Refused(_("Only officers of the office whose regime it is can change it."))
    people.must(officer, May.ASK, officer.organisation)


def feeds(officer: Officer) -> QuerySet[CalendarFeed]:
    """His own links that still open something, the newest first."""
    return _standing_feeds().filter(officer=officer).order_by("-made_at", "-pk")


def get_feed(officer: Officer, number: int) -> CalendarFeed:
    own = CalendarFeed.objects.filter(officer=officer)
    return get_object_or_404(own.select_related("officer__organisation"), pk=number)


def feed_of(secret: str) -> CalendarFeed:
    """The feed that this secret opens, unless revoked, or its officer's access has ended."""
    rows = _standing_feeds().select_related("officer__organisation__place")
    return get_object_or_404(rows, digest=digest_of(secret))


def _standing_feeds() -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(
        revoked_at__isnull=True, officer__is_active=True, officer__credentials=F("credentials")
    )


def submissions(officer: Officer) -> QuerySet[Submission]:
    return Submission.objects.filter(report__in=visible(officer).values("pk")).select_related(
        "report__request__form",
        "report__request__asker",
        "report__request__assignment",
        "report__duty",
        "report__organisation__place",
        "by",
        "returned",
        "accepted",
    )


def get_submission(officer: Officer, report: int, number: int) -> Submission:
    return get_object_or_404(submissions(officer), report=report, number=number)


def answers_sent(officer: Officer, report: Report, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """By number what was sent, word for word."""
    rows = submissions(officer).filter(report=report, number__in=numbers)
    return dict(rows.values_list("number", "answers"))


def get_attachment(officer: Officer, report: Report, field: str) -> Attachment:
    """The source of a field of the draft."""
    if not sees_draft(officer, report):
        raise Http404
    return get_object_or_404(Attachment.objects.select_related("file"), report=report, field=field)


def papers(officer: Officer, report: Report) -> QuerySet[SignedPaper]:
    """The signed papers of a report, the newest first; to those above only once something was sent."""
    if not sees_draft(officer, report) and not report.submissions.exists():
        return SignedPaper.objects.none()
    found = SignedPaper.objects.filter(report=report).select_related("file", "by").defer("text")
    return found.order_by("-sequence")


def get_paper(officer: Officer, report: Report, sequence: int) -> SignedPaper:
    return get_object_or_404(papers(officer, report), sequence=sequence)


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


def imports(officer: Officer) -> QuerySet[Import]:
    """What officers of his own organisation handed in: what stands in the files is seen by nobody above."""
    mine = Import.objects.filter(organisation__in=people.visible(officer).filter(pk=officer.organisation_id))
    return mine.select_related("request__asker", "request__assignment", "report__organisation", "by")


def get_import(officer: Officer, number: int) -> Import:
    return get_object_or_404(imports(officer), pk=number)


def get_import_file(officer: Officer, number: int, file: int) -> ImportFile:
    files = ImportFile.objects.select_related("file", "report__organisation", "report__request__form")
    return get_object_or_404(files, of=get_import(officer, number), number=file)


# Forms ------------------------------------------------------------------------------------------------------


def forms(officer: Officer) -> QuerySet[Form]:
    """Shipped forms, those of his own office, and of the offices above and below it."""
    own = officer.organisation
    near = Q(owner__in=people.above(own).values("pk")) | Q(owner__in=people.below(own).values("pk"))
    return Form.objects.filter(Q(owner__isnull=True) | near).select_related("owner")


def get_form(officer: Officer, number: int) -> Form:
    return get_object_or_404(forms(officer), pk=number)


def can_be_asked(officer: Officer) -> QuerySet[Form]:
    """The last version of each form that is not retired."""
    newest: dict[str, int] = {}
    standing = forms(officer).exclude(code__in=FormRetirement.objects.values("code"))
    for number, code in standing.order_by("code", "version").values_list("pk", "code"):
        newest[code] = number
    return Form.objects.filter(pk__in=newest.values()).select_related("owner").order_by("code")


def drafts(officer: Officer) -> QuerySet[FormDraft]:
    """Those of his own office that are not published yet."""
    open_ones = FormDraft.objects.filter(owner=officer.organisation_id, published__isnull=True)
    return open_ones.select_related("owner", "based_on", "saved_by").order_by("-saved_at")


def get_draft(officer: Officer, number: int) -> FormDraft:
    return get_object_or_404(drafts(officer), pk=number)


def must_build(officer: Officer) -> None:
    people.must(officer, May.SET_UP, officer.organisation)


def must_retire(officer: Officer, form: Form) -> None:
    must_build(officer)
    if form.owner_id != officer.organisation_id:
        raise Refused(_("Only the office that built a form can take it out of use."))
