"""What was sent is returned with a reason, or accepted: then its figures enter the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.period import local_day
from phongtrao.documents.models import File
from phongtrao.figures import actions as figures
from phongtrao.figures import queries as figure_queries
from phongtrao.figures.models import Batch, Evidence
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.notices import actions as notices
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer
from phongtrao.reports.actions import correcting
from phongtrao.reports.actions.commenting import first_comments
from phongtrao.reports.actions.registry import count_accepted
from phongtrao.reports.actions.telling import news
from phongtrao.reports.actions.writing import locked, must_be_seen, recorded, written
from phongtrao.reports.models import Acceptance, Reopening, Report, Return, Submission
from phongtrao.reports.rules import Answer, Move, Reason, Unfit, clean, readable, split

LONGEST_NOTE = 2000


class OwnSubmission(Refused):
    """Nobody accepts what he sent himself."""


@transaction.atomic
def return_(
    report: Report,
    *,
    base_version: int,
    reason: Reason,
    note: str,
    fields: Sequence[str],
    notes: Mapping[str, str] = MappingProxyType({}),
    by: Officer,
    now: datetime,
) -> Return:
    """Send it back, with what must be mended; totals stay as they are. `notes`: on single fields, which are
    marked by that; each begins what the two offices say of the field."""
    row, state = locked(report, Move.RETURN, by)
    must_be_seen(row, base_version)
    note = clean(note)
    if not note or len(note) > LONGEST_NOTE:
        raise Unfit(_("Say in your own words what must be mended, in at most 2,000 characters."))
    known = row.request.form.questions.fields
    marked = {*fields, *notes}
    if not marked <= set(known):
        raise Unfit(_("A marked field is not in the form."))
    standing = row.snapshot()
    written(row, standing, state=state.value)
    said = first_comments(row, notes, by=by, now=now)
    returned = Return.objects.create(
        submission=last_submission(row),
        reason=reason.value,
        note=note,
        fields=[field for field in known if field in marked],
        by=by,
        at=now,
    )
    after = {**row.snapshot(), "reason": reason.value, "fields": returned.fields, "notes": said}
    data: dict[str, object] = {"unit": row.request.asker.name, "note": note}
    notices.tell([news(row.duty, Subject.RETURNED, f"returned/{returned.pk}", data)], now=now)
    recorded("report returned", row, by=by, now=now, before=standing, after=after, reason=note)
    return returned


def accept(report: Report, *, base_version: int, by: Officer, now: datetime) -> Acceptance:
    """Put the figures that were sent into the ledger as one batch. Of a report that was accepted before only what
    changed: it corrects the rows before."""
    try:
        return _accept(report, base_version, by, now)
    except IntegrityError as race:
        if not Acceptance.objects.filter(submission__report=report).exists():
            raise
        raise Conflict(
            _("A figure of this report was corrected at the same moment. Look at it again, then decide.")
        ) from race


@transaction.atomic
def _accept(report: Report, base_version: int, by: Officer, now: datetime) -> Acceptance:
    """Locks are taken in one order everywhere: the report, its organisation's chain, the asker's chain, the
    ledger."""
    row, state = locked(report, Move.ACCEPT, by)
    must_be_seen(row, base_version)
    submission = last_submission(row)
    if submission.by_id == by.pk:
        raise OwnSubmission(
            _("You sent this report yourself, so another head of your office must accept it.")
        )
    standing = row.snapshot()
    written(row, standing, state=state.value)
    after = {**row.snapshot(), "submission": submission.number, "receipt": submission.receipt}
    recorded("report accepted", row, by=by, now=now, before=standing, after=after)
    submission.report = row
    if not Acceptance.objects.filter(submission__report=row).exists():
        count_accepted(submission, by=by, now=now)
    batch = _batch(row, submission, by, now)
    return Acceptance.objects.create(submission=submission, batch=batch, by=by, at=now)


def last_submission(report: Report) -> Submission:
    return report.submissions.select_related("by").latest("number")


def _batch(report: Report, submission: Submission, by: Officer, now: datetime) -> Batch | None:
    entries = _entries(report, submission)
    if not entries:
        return None
    return figures.record(
        entries,
        act="report accepted",
        record=report.record,
        organisation=report.request.asker,
        by=by,
        now=now,
        note=submission.receipt,
    )


def _entries(report: Report, submission: Submission) -> list[figures.Entry]:
    """All figures that were sent; of a report that was opened again what changed against the ledger."""
    answers = readable(submission.answers)
    opened = last_reopening(report)
    if opened is None:
        return _said(report, submission, answers)
    standing = figure_queries.newest_of(report.record)
    said = _said(report, submission, correcting.changed(answers, standing))
    gone = correcting.emptied(answers, standing)
    whole = _row(submission, "", "", None) if gone else None
    return [
        *correcting.superseding(said, standing, opened.reason),
        *(correcting.withdrawal(row, opened.reason, whole) for row in gone),
    ]


def last_reopening(report: Report) -> Reopening | None:
    return (
        Reopening.objects.filter(acceptance__submission__report=report)
        .order_by("-acceptance__submission__number")
        .first()
    )


def _said(report: Report, submission: Submission, answers: Mapping[str, Answer]) -> list[figures.Entry]:
    request = report.request
    evidence = _evidence(report, submission, answers)
    reasons = submission.answers.get("reasons", {})
    entries = []
    for key, answer in answers.items():
        indicator, cell = split(key)
        entries.append(
            figures.Entry(
                indicator=indicator,
                cell=cell,
                place=report.organisation.place,
                organisation=report.organisation,
                clock=request.clock,
                window=report.window,
                value=answer["value"] or 0,
                denominator=answer["denominator"],
                kind=ValueKind(answer["kind"]),
                qualifier=Qualifier(answer["qualifier"]),
                basis=Basis(request.basis),
                evidence=evidence[key],
                reason=reasons.get(key, ""),
                illustrative=request.illustrative,
            )
        )
    return entries


def _evidence(report: Report, submission: Submission, keys: Iterable[str]) -> dict[str, Evidence]:
    """For each figure its own source where one was given, else the report itself at its section."""
    content = report.request.form.questions
    given: dict[str, dict[str, Any]] = submission.answers.get("evidence", {})
    files = File.objects.in_bulk([source["file"] for source in given.values() if source["file"]])
    found, of_sections = {}, {}
    for key in keys:
        if key in given:
            source = given[key]
            file = files.get(source["file"])
            found[key] = _row(submission, source["locator"], source["line"], file, source)
            continue
        section = content.section_of(key)
        if section.id not in of_sections:
            of_sections[section.id] = _row(submission, f"{section.number}. {section.vi}"[:120], "", None)
        found[key] = of_sections[section.id]
    return found


def _row(
    submission: Submission,
    locator: str,
    line: str,
    file: File | None,
    source: Mapping[str, Any] = MappingProxyType({}),
) -> Evidence:
    """`source`: with the place in a text that was read, if it was: its page shows the marked line."""
    report = submission.report
    named = f"{report.organisation.name}: {report.request.title}"
    return Evidence.objects.create(
        source=f"{named[: 300 - len(submission.receipt) - 3]} ({submission.receipt})",
        published=local_day(submission.at),
        file=file,
        url=_marked_line(report, source),
        locator=locator,
        start=source.get("start"),
        end=source.get("end"),
        line=line,
        confirmed_by=submission.by.trail_name,
    )


def _marked_line(report: Report, source: Mapping[str, Any]) -> str:
    if "reading" not in source:
        return ""
    page = reverse("reports:reading-text", args=[report.pk, source["reading"]])
    return f"{page}#so-{source['mark']}"
