"""What is doubtful in reports that shall be accepted together."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Acceptance, Comment, Report, SignedPaper, Submission
from phongtrao.reports.queries.papers import compared_many
from phongtrao.reports.queries.reading import label
from phongtrao.reports.queries.words import fault, state_label
from phongtrao.reports.rules import Comparison, Content, Move, State, read_found

MOST_FINDINGS = 5
"""Of one report that are told in words; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that was ticked, as it stands now. `sent`: the number of its last submission, 0 where none;
    `barred`: why it can't be accepted now, else empty."""

    number: int
    version: int
    sent: int
    sent_at: datetime | None
    organisation: str
    title: str
    illustrative: bool
    barred: str
    doubts: list[str]


def candidates(officer: Officer, ticked: Mapping[int, int]) -> list[Candidate]:
    """By number of the report the version that was ticked. What can't be accepted first, then what is doubtful;
    in each by name. At most seven queries."""
    rows = access.visible(officer).filter(pk__in=ticked).defer("draft", "sections")
    reports = list(rows.order_by("organisation__sort_key", "pk"))
    sent = _last_sent(reports)
    barred = {one.pk: _barred(officer, one, sent.get(one.pk), ticked[one.pk]) for one in reports}
    doubts = _doubts([one for one in reports if not barred[one.pk]], sent)
    found = [_candidate(one, sent.get(one.pk), barred[one.pk], doubts.get(one.pk, [])) for one in reports]
    return sorted(found, key=lambda one: (not one.barred, not one.doubts))


def _last_sent(reports: Collection[Report]) -> dict[int, Submission]:
    later = Submission.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    rows = Submission.objects.filter(~Exists(later), report__in=reports)
    return {row.report_id: row for row in rows}


def _barred(officer: Officer, report: Report, sent: Submission | None, version: int) -> str:
    state = State(report.state)
    if sent is None or state is not State.SUBMITTED:
        return _("It does not wait for a decision: %(state)s.") % {"state": state_label(state).lower()}
    if Move.ACCEPT not in access.open_moves(officer, report):
        return _("The head of the office that asked decides.")
    if sent.by_id == officer.pk:
        return _("You sent this report yourself, so another head of your office must accept it.")
    if report.version != version:
        return _("It changed after you ticked it: look at it again.")
    return ""


def _doubts(reports: Collection[Report], sent: Mapping[int, Submission]) -> dict[int, list[str]]:
    contents = {one.request.form_id: one.request.form for one in reports}
    known = {number: form.questions for number, form in contents.items()}
    papers = _papers(reports, sent)
    numbers = [one.pk for one in reports]
    threads = _open_threads(numbers)
    again = set(
        Acceptance.objects.filter(submission__report__in=numbers).values_list("submission__report", flat=True)
    )
    return {
        one.pk: [
            *_of_paper(one, papers.get(one.pk)),
            *_of_findings(sent[one.pk], known[one.request.form_id]),
            *_of_talk(threads[one.pk]),
            *([_("It was accepted before: accepting it changes figures of the ledger.")] * (one.pk in again)),
        ]
        for one in reports
    }


def _papers(reports: Collection[Report], sent: Mapping[int, Submission]) -> dict[int, Comparison]:
    filed = SignedPaper.objects.in_bulk([one.paper_id for one in reports if one.paper_id])
    return compared_many(
        [(one, filed[one.paper_id], sent[one.pk].answers) for one in reports if one.paper_id]
    )


def _open_threads(reports: Collection[int]) -> Counter[int]:
    """How many fields of each report the two offices still speak about."""
    later = Comment.objects.filter(report=OuterRef("report"), field=OuterRef("field"), pk__gt=OuterRef("pk"))
    rows = Comment.objects.filter(~Exists(later), report__in=reports, settles=False)
    return Counter(rows.values_list("report", flat=True))


def _of_paper(report: Report, said: Comparison | None) -> Iterator[str]:
    if said is None:
        if report.waits_for_paper:
            yield _("The signed paper is missing.")
    elif not said.readable:
        yield _("The signed paper is a scan without text: compare it by eye.")
    elif said.different:
        names = [found.printed.name for found in said.different[:MOST_FINDINGS]]
        yield _("The signed paper differs from the data: %(names)s.") % {"names": "; ".join(names)}
    elif said.sentences:
        yield _("A sentence of the signed paper says other numbers than the data.")
    elif said.not_found:
        n = len(said.not_found)
        yield ngettext(
            "%(n)s figure was not found in the signed paper: compare it by eye.",
            "%(n)s figures were not found in the signed paper: compare them by eye.",
            n,
        ) % {"n": n}


def _of_findings(sent: Submission, content: Content) -> Iterator[str]:
    """What looks odd and was not explained."""
    found = [noted.finding for noted in read_found(sent.findings) if not noted.reason]
    for finding in found[:MOST_FINDINGS]:
        yield f"{label(content, finding.fields[0])}: {fault(finding)}"
    if (more := len(found) - MOST_FINDINGS) > 0:
        yield ngettext("%(n)s more number looks odd.", "%(n)s more numbers look odd.", more) % {"n": more}


def _of_talk(fields: int) -> Iterator[str]:
    if fields:
        yield ngettext(
            "The two offices still speak about %(n)s field.",
            "The two offices still speak about %(n)s fields.",
            fields,
        ) % {"n": fields}


def _candidate(report: Report, sent: Submission | None, barred: str, doubts: list[str]) -> Candidate:
    return Candidate(
        number=report.pk,
        version=report.version,
        sent=sent.number if sent else 0,
        sent_at=sent.at if sent else None,
        organisation=report.organisation.name,
        title=report.request.title,
        illustrative=report.request.illustrative,
        barred=barred,
        doubts=doubts,
    )
