"""A narrative is handed in, read by a job, and figure by figure taken into the report's draft by an officer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from phongtrao.core.persons import denied
from phongtrao.core.place import Level
from phongtrao.core.sandbox import SandboxProblem
from phongtrao.core.sandbox import Unfit as NotRead
from phongtrao.core.vetting import Code, Kind
from phongtrao.documents import actions as documents
from phongtrao.documents.models import File
from phongtrao.kit.file_words import where
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.places import queries as places
from phongtrao.places.models import Place as Territory
from phongtrao.reading import Finding, NamedPlace
from phongtrao.reading.files import Document, Place
from phongtrao.reports import access
from phongtrao.reports.actions.filling import LONGEST_LINE, LONGEST_LOCATOR, evidence_key
from phongtrao.reports.actions.writing import locked, not_possible, recorded, written
from phongtrao.reports.models import Attachment, ReadFigure, Reading, Report, Synonym
from phongtrao.reports.queries.words import trouble
from phongtrao.reports.rules import (
    Answer,
    Move,
    NotPossible,
    Stale,
    State,
    Typed,
    Unfit,
    clean,
    differences,
    read_figure,
    split,
    step,
)
from phongtrao.reports.rules.from_text import (
    HUNDRED,
    LONGEST_TEXT,
    MOST_FIGURES,
    PASTED,
    About,
    Look,
    Proposed,
    ReadingState,
    Taking,
    Unit,
    in_bulk,
    key_for,
    looks,
    open_form,
    quoted,
    typed_of,
)
from phongtrao.trail import actions as trail

READ_KINDS = frozenset(Kind) - {Kind.CSV}
LONGEST_WORDS = 120


class Differs(Stale):
    """The draft says something else already: both are shown, and one of them is chosen."""


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
    _recorded(gettext_noop("text handed in to be read"), reading.record, report, by, now, after=after)
    return reading


# Reading ----------------------------------------------------------------------------------------------------


def synonyms_of(report: Report) -> tuple[tuple[str, str], ...]:
    """(words, indicator) that the office has taught."""
    rows = Synonym.objects.filter(organisation=report.organisation_id, withdrawn_at__isnull=True)
    return tuple(rows.order_by("pk").values_list("words", "indicator"))


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


# Taking -----------------------------------------------------------------------------------------------------


@transaction.atomic
def take_figure(
    figure: ReadFigure,
    key: str,
    typed: Typed,
    *,
    base_version: int,
    replace: bool = False,
    by: Officer,
    now: datetime,
) -> ReadFigure:
    """One figure goes into the draft with its source. What the draft says otherwise stays, unless the officer saw
    both and chose this one (`replace`, on the version that he saw)."""
    reading = figure.of
    row, state = locked(reading.report, Move.SAVE, by)
    one = ReadFigure.objects.select_for_update().get(pk=figure.pk)
    one.of = reading
    if one.state != Taking.OPEN:
        if (one.state, one.key, one.typed) == (Taking.TAKEN, key, asdict(typed)):
            return one  # the button was pressed twice
        raise Conflict(_("This figure was decided already. Look at the list again."))
    answer = _answer(row, key, typed)
    _must_not_overwrite(row, key, answer, base_version, replace=replace)
    _into_draft(row, {key: answer}, [(one, key, typed)], state.value, by=by, now=now)
    return one


@transaction.atomic
def take_sure(reading: Reading, least: int, *, by: Officer, now: datetime) -> int:
    """All that are at least so sure and leave nothing to look at, in one step. Where the draft says something else,
    it stays. Returns how many were taken."""
    row, state = locked(reading.report, Move.SAVE, by)
    standing = row.draft.get("figures", {})
    open_ones = reading.figures.select_for_update().filter(state=Taking.OPEN.value).order_by("number")
    figures = {figure.number: figure for figure in open_ones}
    answers: dict[str, Answer] = {}
    chosen = []
    for one in in_bulk(map(_proposed, figures.values()), least):
        answer = read_figure(one.key, one.typed)
        if answer is None or answer["value"] is None:
            continue
        if one.key in standing and _differ(one.key, standing[one.key], answer):
            continue
        figure = figures[one.number]
        figure.of = reading
        answers[one.key] = answer
        chosen.append((figure, one.key, one.typed))
    if chosen:
        _into_draft(row, answers, chosen, state.value, by=by, now=now)
    return len(chosen)


@transaction.atomic
def drop_figure(figure: ReadFigure, *, by: Officer, now: datetime) -> ReadFigure:
    """It is none of what the report says."""
    return _decided(figure, Taking.OPEN, Taking.DROPPED, gettext_noop("figure of a text dropped"), by, now)


@transaction.atomic
def pick_up(figure: ReadFigure, *, by: Officer, now: datetime) -> ReadFigure:
    """A dropped one is open again."""
    return _decided(
        figure, Taking.DROPPED, Taking.OPEN, gettext_noop("figure of a text picked up again"), by, now
    )


def _decided(
    figure: ReadFigure, before: Taking, after: Taking, act: str, by: Officer, now: datetime
) -> ReadFigure:
    reading = figure.of
    locked(reading.report, Move.SAVE, by)
    changed = ReadFigure.objects.filter(pk=figure.pk, state=before.value).update(
        state=after.value, by=by, at=now
    )
    if changed:
        body = {"figure": figure.number, "state": after.value}
        _recorded(act, reading.record, reading.report, by, now, after=body)
    figure.refresh_from_db(fields=["state", "by", "at"])
    return figure


def _proposed(figure: ReadFigure) -> Proposed:
    return Proposed(
        figure.number, figure.key, Typed(**figure.typed), figure.confidence, tuple(figure.found["looks"])
    )


def _answer(report: Report, key: str, typed: Typed) -> Answer:
    if key not in report.request.form.questions.figure_keys:
        raise Unfit(_("The form has no field “%(name)s”.") % {"name": key})
    answer = read_figure(key, typed)
    if answer is None:
        raise Unfit(_("Type the number, or drop the figure."))
    if answer["value"] is None:
        raise Unfit(trouble(key, answer))
    return answer


def _differ(key: str, theirs: Answer, yours: Answer) -> bool:
    return bool(differences([key], {"figures": {key: theirs}}, {"figures": {key: yours}}))


def _must_not_overwrite(report: Report, key: str, answer: Answer, base: int, *, replace: bool) -> None:
    figures = report.draft.get("figures", {})
    found = differences([key], {"figures": figures}, {"figures": {key: answer}})
    seen = replace and base == report.version
    if key in figures and found and not seen:
        raise Differs(
            _("The draft says something else here. Choose which of the two stays."), report.version, found
        )


def _into_draft(
    report: Report,
    answers: Mapping[str, Answer],
    chosen: Sequence[tuple[ReadFigure, str, Typed]],
    state: str,
    *,
    by: Officer,
    now: datetime,
) -> None:
    """The numbers, their sources, what became of the figures, what the office taught: one version, one transaction."""
    before, content, version = report.snapshot(), report.request.form.questions, report.version + 1
    touched = {content.section_of(key).id: version for key in answers}
    touched |= {evidence_key(key): version for key in answers}
    draft = {**report.draft, "figures": {**report.draft.get("figures", {}), **answers}}
    sections = {**report.sections, **touched}
    written(report, before, draft=draft, sections=sections, state=state, saved_at=now, saved_by=by)
    for figure, key, typed in chosen:
        Attachment.objects.update_or_create(report=report, field=key, defaults=_source(figure))
        _learn(figure, key, report, by, now)
        figure.state, figure.key, figure.typed = Taking.TAKEN.value, key, asdict(typed)
        figure.by, figure.at = by, now
        figure.save(update_fields=["state", "key", "typed", "by", "at"])
    reading = chosen[0][0].of
    taken = {"file": reading.file.digest, "reading": reading.pk, "figures": [one[0].number for one in chosen]}
    act = gettext_noop("figures taken from a text")
    recorded(act, report, by=by, now=now, before=before, after={**report.snapshot(), **taken})


def _source(figure: ReadFigure) -> dict[str, Any]:
    place = figure.found["place"]
    with override("vi"):  # documents are Vietnamese
        spot = where(Place(**place)) if place else ""
    return {
        "file": figure.of.file,
        "locator": spot[:LONGEST_LOCATOR],
        "line": clean(figure.found["line"])[:LONGEST_LINE],
        "read": figure,
    }


# What the office teaches ------------------------------------------------------------------------------------


def _learn(figure: ReadFigure, key: str, report: Report, by: Officer, now: datetime) -> None:
    """An indicator that was changed by hand and taken: from now on these words mean it at this office."""
    words, indicator = clean(figure.found["noun"]), split(key)[0]
    if indicator == figure.found["indicator"] or not words or len(words) > LONGEST_WORDS or denied(words):
        return
    standing = {"organisation": report.organisation, "words": words, "indicator": indicator}
    _row, made = Synonym.objects.get_or_create(**standing, withdrawn_at=None, defaults={"by": by, "at": now})
    if made:
        after = {"words": words, "indicator": indicator}
        _recorded(gettext_noop("words confirmed"), _row.record, report, by, now, after=after)


@transaction.atomic
def withdraw_synonym(synonym: Synonym, *, by: Officer, now: datetime) -> Synonym:
    """The words mean this no more; the row stays."""
    access.must_teach(by, synonym)
    changed = Synonym.objects.filter(pk=synonym.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by, withdrawn_at=now
    )
    if not changed:
        raise Refused(_("These words were taken out of use already."))
    trail.record(
        "words withdrawn",
        record=synonym.record,
        chain=synonym.organisation.chain,
        by=by.trail_name,
        now=now,
        before={"words": synonym.words, "indicator": synonym.indicator},
    )
    return synonym


def _recorded(
    act: str, record: str, report: Report, by: Officer, now: datetime, *, after: dict[str, Any]
) -> None:
    chain = report.organisation.chain
    trail.record(act, record=record, chain=chain, by=by.trail_name, now=now, after=after)
