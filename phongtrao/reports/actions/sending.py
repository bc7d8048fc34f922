"""A report is sent up: word for word, with a receipt, once for each key."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.figures import queries as figures
from phongtrao.kit.ready import ready
from phongtrao.kit.writes import insert
from phongtrao.people.models import Officer
from phongtrao.people.rules import May
from phongtrao.plans import actions as plans
from phongtrao.reports import access, queries
from phongtrao.reports.actions.registry import count_sent
from phongtrao.reports.actions.writing import locked, recorded, written
from phongtrao.reports.models import Attachment, Report, Submission
from phongtrao.reports.queries.consolidating import sums_of
from phongtrao.reports.rules import (
    Finding,
    Incomplete,
    KeyReused,
    Move,
    Stale,
    Sum,
    Unfit,
    blocking,
    findings,
    kept,
    readable,
    still_told,
)
from phongtrao.trail.rules import canonical

LONGEST_KEY = 80
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""For receipts: nothing that is read as something else; 32^8 of them, so that none can be guessed."""


def submit(report: Report, *, base_version: int, key: str, by: Officer, now: datetime) -> Submission:
    """Send what was filled in at exactly this version. The same key and body give the same receipt."""
    access.must_answer(by, report, May.SUBMIT)
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise Unfit(_("An idempotency key has 1 to 80 characters."))
    body = _digest({"report": report.pk, "version": base_version})
    sent = _sent_before(by, key, body)
    if sent is not None:
        return sent
    try:
        return _submit(report, base_version, key, body, by, now)
    except IntegrityError:
        sent = _sent_before(by, key, body)
        if sent is None:
            raise
        return sent


@transaction.atomic
def _submit(report: Report, base: int, key: str, body: str, by: Officer, now: datetime) -> Submission:
    _lock(report.pk)
    sent = _sent_before(by, key, body)
    if sent is not None:
        return sent
    row, state = locked(report, Move.SUBMIT, by)
    _must_be_seen(row, base)
    sums = sums_of(row)
    found = _found(row, sums)
    _must_be_complete(found)
    answers = _answers(row, sums)
    standing = row.snapshot()
    written(row, standing, state=state.value)
    submission = Submission(
        report=row,
        number=len(_numbers(row.pk)) + 1,
        answers=answers,
        digest=_digest(answers),
        receipt=receipt(now),
        key=key,
        body=body,
        version=base,
        findings=kept(found, answers),
        by=by,
        at=now,
    )
    insert(submission)
    first = row.duty.done_at is None
    plans.fulfil(row.duty, now=now)
    after = {**row.snapshot(), "submission": submission.number, "digest": submission.digest}
    recorded("report sent", row, by=by, now=now, before=standing, after=after)
    if first:
        count_sent(submission, by=by, now=now)
    return submission


def new_key() -> str:
    """A key for one page of sending: the page sent twice is one submission."""
    return secrets.token_urlsafe(18)


def receipt(now: datetime) -> str:
    """BC26-7F3K-9Q2M: the year and eight signs drawn at random."""
    drawn = "".join(secrets.choice(ALPHABET) for _sign in range(8))
    return f"BC{local_day(now):%y}-{drawn[:4]}-{drawn[4:]}"


def _sent_before(by: Officer, key: str, body: str) -> Submission | None:
    found = _of_key(by.pk, key)
    if found and found[0].body != body:
        raise KeyReused(
            _("This key was already used to send something else. Open the report again and send.")
        )
    return found[0] if found else None


@ready
def _lock(report: int) -> QuerySet[Report, int]:
    """From here on until the end of the transaction nobody else sends it."""
    return Report.objects.filter(pk=report).select_for_update().values_list("pk", flat=True)


@ready
def _numbers(report: int) -> QuerySet[Submission, int]:
    return Submission.objects.filter(report=report).values_list("number", flat=True)


@ready
def _attached(report: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(report=report).select_related("file", "read").order_by("field")


@ready
def _of_key(by: int, key: str) -> QuerySet[Submission]:
    return Submission.objects.filter(by=by, key=key).select_related("report__request")


def _must_be_seen(report: Report, base: int) -> None:
    if base != report.version:
        who = report.saved_by.name if report.saved_by else ""
        raise Stale(
            _("%(who)s changed the report after you checked it. Check it again, then send.") % {"who": who},
            report.version,
        )


def _found(report: Report, sums: Mapping[str, Sum]) -> list[Finding]:
    """All that is to be said of what is sent; what looks odd beside the unit's own past among it."""
    content = report.request.form.questions
    keys = tuple(readable(report.draft))
    return findings(content, report.draft, queries.past_of(report, keys), figures.limits(), sums)


def _must_be_complete(found: list[Finding]) -> None:
    if blocking(found):
        raise Incomplete(_("Something must be mended before the report can be sent."), blocking(found))


def _answers(report: Report, sums: Mapping[str, Sum]) -> dict[str, Any]:
    """What is sent: numbers, texts, where each comes from, and what was known of them elsewhere."""
    figures = readable(report.draft)
    taken = report.draft.get("taken", {})
    sources = {
        row.field: {
            "file": row.file_id,
            "digest": row.file.digest if row.file else "",
            "name": row.file.name if row.file else "",
            "locator": row.locator,
            "line": row.line,
            **_mark(row),
        }
        for row in _attached(report.pk)
    }
    return {
        "figures": figures,
        "narratives": report.draft.get("narratives", {}),
        "reasons": report.draft.get("reasons", {}),
        "evidence": sources,
        "known": {key: known.kept() for key, known in sums.items() if known.registry or key in figures},
        "taken": {key: taken[key] for key in figures if key in taken},
        "paragraphs": still_told(report.draft),
    }


def _mark(row: Attachment) -> dict[str, int]:
    """Where in a text that was read the number stands."""
    read = row.read
    return {"reading": read.of_id, "mark": read.number, "start": read.start, "end": read.end} if read else {}


def _digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
