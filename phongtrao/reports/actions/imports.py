"""What a handed-in file says goes into the draft that it was made for, whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_noop, override

from phongtrao.kit.books import Sheet
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import access
from phongtrao.reports.actions.filling import fields_of
from phongtrao.reports.actions.handing_in import move_of
from phongtrao.reports.actions.writing import locked, recorded, written
from phongtrao.reports.models import ImportFile, Report
from phongtrao.reports.queries.import_words import CONTRADICTION
from phongtrao.reports.queries.reading import label
from phongtrao.reports.queries.words import fault as fault_words
from phongtrao.reports.queries.words import window_words
from phongtrao.reports.queries.words import written as in_words
from phongtrao.reports.queries.workbook import Ids, ids_of
from phongtrao.reports.rules import (
    Answers,
    Content,
    Difference,
    Move,
    differences,
    fresh,
    part_of,
)
from phongtrao.reports.rules.columns import LONGEST_KEPT, NoTable, Table, Wrong, table_of
from phongtrao.reports.rules.taking import FileFault, FileState, NotTaken, Taken, contradictions, taken

MOST_NAMED = 5
ACTS = {True: gettext_noop("report entered on behalf"), False: gettext_noop("report filled from a file")}


@transaction.atomic
def take(file: ImportFile, opened: Sequence[Sheet], unfit: str, *, now: datetime) -> ImportFile:
    """What one file says goes into the draft that it was made for, as the officer who handed it in; or it is noted
    why not. Done once, however often it is called."""
    row = (
        ImportFile.objects.select_for_update(of=("self",))
        .select_related("of__by__organisation")
        .get(pk=file.pk)
    )
    if row.state != FileState.WAITING:
        return row
    try:
        if unfit:
            raise NotTaken(unfit)
        table = _table(opened)
        row.result = {"left_out": table.left_out, "calculated": table.calculated}
        if table.converted:
            row.result["converted"] = [
                [one.cell, one.encoding, one.before[:LONGEST_KEPT], one.after[:LONGEST_KEPT]]
                for one in table.converted
            ]
        with transaction.atomic():
            _take(row, table, now)
    except NotTaken as why:
        row.state = FileState.REFUSED.value
        row.result |= {"fault": why.fault, "details": why.details, "wrong": [_packed(w) for w in why.wrong]}
    row.done_at = now
    row.save(update_fields=["state", "report", "on_behalf", "token", "version", "result", "done_at"])
    return row


@transaction.atomic
def give_up(file: ImportFile, *, now: datetime) -> None:
    """Reading this file broke us: say so, so that the others go on."""
    waiting = ImportFile.objects.filter(pk=file.pk, state=FileState.WAITING.value)
    waiting.update(state=FileState.REFUSED.value, result={"fault": "stumbled"}, done_at=now)


def _take(row: ImportFile, table: Table, now: datetime) -> None:
    by, ids = row.of.by, _ids(table)
    report = _report(row, ids)
    move = move_of(by, report)
    row.report, row.token, row.on_behalf = report, table.tokens[0][:160], move is Move.ENTER
    try:
        standing, state = locked(report, move, by)
    except Http404:
        raise NotTaken(FileFault.GONE) from None
    except (Refused, Conflict) as refused:
        raise NotTaken(FileFault.NOT_OPEN, said=str(refused)) from refused
    content = standing.request.form.questions
    found = taken(table, content)
    if found.wrong:
        raise NotTaken(FileFault.CELLS, *found.wrong)
    said = merged(standing.draft, found)
    _must_fit(content, said, found)
    changed = _changed(content, standing, said, ids, row.token)
    row.result |= {"taken": _said(table, found)}
    row.state = (FileState.TAKEN if changed else FileState.SAME).value
    if not changed:
        return
    before = standing.snapshot()
    sections = {**standing.sections, **dict.fromkeys(changed, standing.version + 1)}
    written(standing, before, draft=said, sections=sections, state=state.value, saved_at=now, saved_by=by)
    row.version = standing.version
    after = {**standing.snapshot(), "file": row.file.digest if row.file else ""}
    recorded(ACTS[row.on_behalf], standing, by=by, now=now, before=before, after=after)


def merged(draft: Mapping[str, Any], found: Taken) -> Answers:
    """The draft with what the file says; a field without a row in the file stays as it was."""
    keys, said = found.cells.keys(), found.answers
    kept = {name: {k: v for k, v in draft.get(name, {}).items() if k not in keys} for name in said}
    return Answers(
        figures=kept["figures"] | said["figures"],
        narratives=kept["narratives"] | said["narratives"],
        reasons=kept["reasons"] | said["reasons"],
    )


def _table(opened: Sequence[Sheet]) -> Table:
    try:
        found = table_of(opened)
    except NoTable as lack:
        raise NotTaken(FileFault.NO_TABLE, lacking=", ".join(lack.lacking)) from lack
    if not found.lines:
        raise NotTaken(FileFault.NOTHING_LEFT)
    return found


def _ids(table: Table) -> Ids:
    if len(table.tokens) > 1:
        raise NotTaken(FileFault.SEVERAL)
    ids = ids_of(table.tokens[0])
    if ids is None:
        raise NotTaken(FileFault.FORGED)
    return ids


def _report(row: ImportFile, ids: Ids) -> Report:
    """The report that the file was made for, if it is one of those that this import is about."""
    report = access.visible(row.of.by).filter(pk=ids.report).first()
    if report is None:
        raise NotTaken(FileFault.GONE)
    if row.of.report_id is not None and row.of.report_id != report.pk and ids.request == row.of.request_id:
        raise NotTaken(FileFault.OTHER_UNIT, unit=report.organisation.name)
    if ids.request != row.of.request_id:
        asked = report.request
        words = {"title": asked.title, "window": window_words(asked.clock, ids.window)}
        raise NotTaken(FileFault.OTHER_REQUEST, **words)
    if ids.window != report.window:
        raise NotTaken(FileFault.OTHER_WINDOW, window=window_words(report.request.clock, ids.window))
    if ids.form != report.request.form.version:
        raise NotTaken(FileFault.OLDER_FORM)
    return report


def _must_fit(content: Content, said: Answers, found: Taken) -> None:
    wrong = []
    for finding in contradictions(content, said, found.cells):
        key = next(key for key in finding.fields if key in found.cells)
        sentences = []
        for language in ("vi", "en"):
            with override(language):
                sentences.append(fault_words(finding))
        wrong.append(Wrong(found.cells[key], key, CONTRADICTION, "", tuple(sentences)))
    if wrong:
        raise NotTaken(FileFault.CELLS, *wrong)


def _changed(content: Content, standing: Report, said: Answers, ids: Ids, token: str) -> list[str]:
    """The sections that the file changes. What somebody saved on the page since the file was made is not
    overwritten; what the same file brought before may be mended by it."""
    own = set(
        ImportFile.objects.filter(report=standing, token=token, state=FileState.TAKEN.value).values_list(
            "version", flat=True
        )
    )
    changed, lost = [], []
    for section in content.sections:
        before, after = part_of(standing.draft, section), part_of(said, section)
        found = differences(fields_of(section), before, after)
        if not found:
            continue
        saved = standing.sections.get(section.id, 0)
        if saved not in own and not fresh(standing.sections, section.id, ids.base, standing.version):
            lost += found
        changed.append(section.id)
    if lost:
        raise NotTaken(FileFault.CHANGED, fields="; ".join(_named(content, lost)))
    return changed


def _named(content: Content, found: Sequence[Difference]) -> Iterator[str]:
    for change in found[:MOST_NAMED]:
        key = change.field.removeprefix("reason:")
        yield f"{label(content, key)} ({in_words(key, change.theirs) or '–'} / {in_words(key, change.yours) or '–'})"


def _said(table: Table, found: Taken) -> list[list[str]]:
    """Cell by cell what was taken, as it was typed."""
    typed = {line.key: line.typed for line in table.lines}
    answered = [*found.answers["figures"], *found.answers["narratives"]]
    return [
        [found.cells[key], key, "/".join(text for text in (typed[key].text, typed[key].whole) if text)[:200]]
        for key in found.cells
        if key in set(answered)
    ]


def _packed(wrong: Wrong) -> list[Any]:
    return [wrong.cell, wrong.key, wrong.code, wrong.typed, list(wrong.readings)]
