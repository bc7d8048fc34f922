"""A narrative is handed in, and what the job finds in it is noted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.core.place import Level
from phongtrao.core.sandbox import SandboxProblem
from phongtrao.core.sandbox import Unfit as NotRead
from phongtrao.core.vetting import Code, Kind
from phongtrao.documents import actions as documents
from phongtrao.documents.models import File
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer
from phongtrao.places import queries as places
from phongtrao.places.models import Place as Territory
from phongtrao.reading import Finding, NamedPlace
from phongtrao.reading.files import Document
from phongtrao.reports import access
from phongtrao.reports.actions.writing import locked, not_possible, recorded
from phongtrao.reports.models import ReadFigure, Reading, Report
from phongtrao.reports.rules import Move, NotPossible, State, Unfit, clean, step
from phongtrao.reports.rules.from_text import (
    HUNDRED,
    LONGEST_TEXT,
    MOST_FIGURES,
    PASTED,
    About,
    Look,
    ReadingState,
    Taking,
    Unit,
    key_for,
    looks,
    open_form,
    quoted,
    typed_of,
)

READ_KINDS = frozenset(Kind) - {Kind.CSV}


# Handing in -------------------------------------------------------------------------------------------------


def store_narrative(
    report: Report, *, upload: "UploadedFile[Any] | None", text: str, by: Officer, now: datetime
) -> File:
    """The file, or the pasted text as one, kept like any upload."""
    access.must(by, report, Move.SAVE)
    _must_be_open(report)
    if upload is None:
        content = clean(text).encode()
        if not content:
            raise Unfit(_("Paste the text, or choose a file."))
        upload = UploadedFile(ContentFile(content), PASTED, size=len(content))
    try:
        return documents.store(upload, organisation=report.organisation, by=by, now=now, kinds=READ_KINDS)
    except documents.NotKept as refused:
        if refused.code is not Code.UNKNOWN_KIND:
            raise
        raise Unfit(
            _(
                "Figures are read from Word, PDF, Excel, text files, web pages, and pictures (JPG, PNG) of paper."
            )
        ) from refused


def _must_be_open(report: Report) -> None:
    try:
        step(State(report.state), Move.SAVE)
    except NotPossible as problem:
        raise Conflict(not_possible(problem)) from problem


@transaction.atomic
def begin_reading(report: Report, file: File, *, by: Officer, now: datetime) -> Reading:
    """Note a text for the job that reads it."""
    locked(report, Move.SAVE, by)
    if file.organisation_id != report.organisation_id:
        raise Unfit(_("The file belongs to another organisation."))
    reading = Reading.objects.create(report=report, file=file, by=by, at=now)
    after = {"report": report.pk, "file": file.digest}
    recorded(
        gettext_noop("text handed in to be read"), report, record=reading.record, by=by, now=now, after=after
    )
    return reading


# Reading ----------------------------------------------------------------------------------------------------


def places_of(report: Report) -> list[NamedPlace]:
    """The names that a text of the report may mean: its own place's, of those below and above it, and old ones."""
    known = places.spoken(report.organisation.place, report.window.end)
    return [NamedPlace(one.key, one.name, one.spell) for one in known]


def tell_progress(reading: Reading, done: int, pages: int) -> None:
    Reading.objects.filter(pk=reading.pk).update(done=done, pages=pages)


@transaction.atomic
def note_read(reading: Reading, document: Document, findings: Sequence[Finding], *, now: datetime) -> Reading:
    """What the reader found, once, however often it is called."""
    row = Reading.objects.select_for_update().get(pk=reading.pk)
    if row.state != ReadingState.WAITING:
        return row
    if len(document.text) > LONGEST_TEXT or len(findings) > MOST_FIGURES:
        return note_failed(reading, NotRead("too_long"), now=now)
    report = reading.report
    place, day = report.organisation.place, report.window.end
    about = About(
        report.request.form.questions,
        report.window,
        places.name_on(place, day).name,
        Level(place.level),
        _units(findings, place, day),
    )
    ReadFigure.objects.bulk_create(_rows(row, document, findings, about))
    row.state, row.text, row.done_at = ReadingState.READ.value, document.text, now
    row.notes = {
        "notes": sorted(document.notes),
        "encoding": document.encoding,
        "pages_not_read": list(document.pages_not_read),
        "pictures_not_read": document.pictures_not_read,
    }
    row.save(update_fields=["state", "text", "notes", "done_at"])
    return row


@transaction.atomic
def note_failed(reading: Reading, problem: NotRead | SandboxProblem | None, *, now: datetime) -> Reading:
    """Why it could not be read; None: reading it broke us."""
    fault = {"code": "stumbled", "details": {}}
    if isinstance(problem, NotRead):
        fault = {"code": problem.code, "details": problem.details}
    elif problem is not None:
        fault["code"] = "unreadable"
    waiting = Reading.objects.filter(pk=reading.pk, state=ReadingState.WAITING.value)
    waiting.update(state=ReadingState.FAILED.value, fault=fault, done_at=now)
    return Reading.objects.get(pk=reading.pk)


def _units(findings: Sequence[Finding], place: Territory, day: date) -> dict[str, Unit]:
    keys = {finding.scope.key for finding in findings if finding.scope and finding.scope.key}
    found = {}
    for key, meant in places.meant(keys, place, day).items() if keys else ():
        look: Look | None = Look.OTHER_SCOPE
        if key == place.key:
            look = None
        elif meant.inside:
            look = Look.PART_OF_PLACE
        elif meant.around:
            look = Look.LARGER_PLACE
        found[key] = Unit(meant.name, meant.now, look)
    return found


def _rows(
    reading: Reading, document: Document, findings: Sequence[Finding], about: About
) -> list[ReadFigure]:
    numbers = {finding.span: at for at, finding in enumerate(findings, start=1)}
    others: Mapping[object, Finding] = {finding.span: finding for finding in findings}
    rows = []
    for number, finding in enumerate(findings, start=1):
        spots = document.places_of(*finding.span)
        scanned = any(spot.scanned for spot in spots)
        key = key_for(finding, about.content, document.text)
        seen = looks(finding, about, others, scanned=scanned)
        seen += [Look.AWARD_FORM] if open_form(finding, about.content, key) else []
        repeats = numbers.get(finding.repeats, 0) if finding.repeats else 0
        rows.append(
            ReadFigure(
                of=reading,
                number=number,
                start=finding.span.start,
                end=finding.span.end,
                confidence=round(min(max(finding.confidence, 0), 1) * HUNDRED),
                found={
                    **_found(finding),
                    "line": quoted(document.text, *finding.span),
                    "place": asdict(spots[0]) if spots else {},
                    "looks": [look.value for look in seen],
                    "repeats": repeats,
                    **_unit(finding, about),
                },
                state=(Taking.REPEAT if repeats else Taking.OPEN).value,
                key=key,
                typed=asdict(typed_of(finding, finding.indicator)),
            )
        )
    return rows


def _found(finding: Finding) -> dict[str, Any]:
    return {
        "text": finding.text,
        "upper": str(finding.upper) if finding.upper is not None else "",
        "noun": finding.noun,
        "indicator": finding.indicator,
        "runner_up": finding.runner_up or "",
        "grounds": [[ground.why.value, ground.words] for ground in finding.grounds],
        "period": finding.period or "",
        "note": finding.note,
        "scope": finding.scope.text if finding.scope else "",
        "award_form": finding.award_form.value if finding.award_form else "",
        "recipient": finding.recipient.value if finding.recipient else "",
    }


def _unit(finding: Finding, about: About) -> dict[str, Any]:
    """The place that the words of the scope mean."""
    unit = about.units.get(finding.scope.key or "") if finding.scope else None
    return {"unit": unit.name, "unit_now": unit.now} if unit else {}
