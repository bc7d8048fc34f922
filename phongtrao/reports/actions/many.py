"""Sections of many reports are saved in one act: all of them or none, once for each key."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.actions.filling import fields_of, save_section
from phongtrao.reports.models import BulkSave
from phongtrao.reports.queries.reading import written as in_words
from phongtrao.reports.queries.words import trouble
from phongtrao.reports.rules import KeyReused, Stale, Typed, Unfit, differences, part_of
from phongtrao.trail.rules import canonical

MOST_SECTIONS = 1_000
Answer = dict[str, Any]


class Outcome(StrEnum):
    SAVED = "saved"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Given:
    """One section as it was typed; `version`: of the report as it was read."""

    report: int
    section: str
    version: int
    figures: Mapping[str, Typed]
    narratives: Mapping[str, str]
    reasons: Mapping[str, str]


class _Undo(Exception):
    """Nothing of what was tried shall stay."""


def save_many(given: Sequence[Given], *, key: str, dry_run: bool, by: Officer, now: datetime) -> Answer:
    """What came of each section, in the order given. A dry run does all and takes it back, so that it says exactly
    what would happen. A refused section takes back all others."""
    body = hashlib.sha256(canonical([asdict(one) for one in given])).hexdigest()
    if (before := _done_before(by, key, body)) is not None:
        return before
    try:
        return _save_many(given, key, body, dry_run, by, now)
    except IntegrityError:
        done = _done_before(by, key, body)
        if done is None:
            raise
        return done


def _save_many(
    given: Sequence[Given], key: str, body: str, dry_run: bool, by: Officer, now: datetime
) -> Answer:
    found: dict[int, Answer] = {}
    try:
        with transaction.atomic():
            # One order everywhere: two calls about the same reports never wait for each other.
            for at in sorted(range(len(given)), key=lambda at: (given[at].report, at)):
                found[at] = _saved(given[at], by, now)
            refused = any(one["outcome"] == Outcome.REFUSED for one in found.values())
            answer = {
                "applied": not (dry_run or refused),
                "sections": [found[at] for at in range(len(given))],
            }
            if not answer["applied"]:
                raise _Undo
            BulkSave.objects.create(by=by, key=key, body=body, answer=answer, at=now)
    except _Undo:
        pass
    return answer


def _done_before(by: Officer, key: str, body: str) -> Answer | None:
    done = BulkSave.objects.filter(by=by, key=key).first()
    if done is not None and done.body != body:
        raise KeyReused(_("This key was already used to send something else. Use a new key."))
    return done.answer if done else None


def _saved(one: Given, by: Officer, now: datetime) -> Answer:
    said: Answer = {
        "report": one.report,
        "section": one.section,
        "version": None,
        "changes": [],
        "errors": [],
    }
    try:
        with transaction.atomic():
            return said | _tried(one, by, now)
    except Http404:
        errors = [{"where": ["report"], "why": _("There is no such report for you.")}]
    except Stale as stale:
        errors = [{"where": [change.field], "why": str(stale)} for change in stale.differences]
    except (Refused, Conflict, Unfit) as refused:
        errors = [{"where": ["section"], "why": str(refused)}]
    return said | {"outcome": Outcome.REFUSED.value, "errors": errors}


def _tried(one: Given, by: Officer, now: datetime) -> Answer:
    """A number that can't be read is refused: a program is told, not left with a draft that can't be sent."""
    report = access.get(by, one.report)
    saved = save_section(
        report,
        one.section,
        figures=one.figures,
        narratives=one.narratives,
        reasons=one.reasons,
        base_version=one.version,
        by=by,
        now=now,
    )
    section = saved.request.form.questions.section(one.section)
    before, after = part_of(report.draft, section), part_of(saved.draft, section)
    unread = [
        {"where": [key], "why": trouble(key, answer)}
        for key, answer in after["figures"].items()
        if answer["value"] is None
    ]
    if unread:
        transaction.set_rollback(True)
        return {"outcome": Outcome.REFUSED.value, "errors": unread}
    changes = [
        {"field": c.field, "before": in_words(c.field, c.theirs), "after": in_words(c.field, c.yours)}
        for c in differences(fields_of(section), before, after)
    ]
    outcome = Outcome.SAVED if changes else Outcome.SAME
    return {"outcome": outcome.value, "version": saved.version, "changes": changes}
