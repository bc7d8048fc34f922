"""Figure by figure of a text is taken into the report's draft by an officer, or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from phongtrao.kit.file_words import where
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer
from phongtrao.reading.files import Place
from phongtrao.reports.actions.filling import LONGEST_LINE, LONGEST_LOCATOR, evidence_key
from phongtrao.reports.actions.teaching import learn
from phongtrao.reports.actions.writing import locked, recorded, written
from phongtrao.reports.models import Attachment, ReadFigure, Reading, Report
from phongtrao.reports.queries.words import trouble
from phongtrao.reports.rules import Answer, Move, Stale, Typed, Unfit, clean, differences, read_figure
from phongtrao.reports.rules.from_text import Proposed, Taking, in_bulk


class Differs(Stale):
    """The draft says something else already: both are shown, and one of them is chosen."""


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
        recorded(act, reading.report, record=reading.record, by=by, now=now, after=body)
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
        learn(figure, key, report, by, now)
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
