"""A report is put together from what lies below: sums are taken over, paragraphs are merged, each with its source."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer
from phongtrao.reports.actions.filling import stale
from phongtrao.reports.actions.writing import locked, recorded, written
from phongtrao.reports.models import Report
from phongtrao.reports.queries.consolidating import known_of
from phongtrao.reports.rules import (
    Content,
    Move,
    Paragraph,
    State,
    Unfit,
    arranged,
    as_typed,
    clean,
    fresh,
    merged_in,
    read_figure,
    taken_over,
    to_take,
    told,
)

MOST_PARAGRAPHS = 300


@transaction.atomic
def take_totals(
    report: Report,
    keys: Collection[str],
    *,
    keep_typed: bool,
    base_version: int,
    by: Officer,
    now: datetime,
) -> tuple[Report, int]:
    """Put the sums of fields into the draft, each marked with the sum as it is known now; how many were put there.
    `keep_typed`: only empty fields, and those that still say what was taken before."""
    row, state = locked(report, Move.SAVE, by)
    content = row.request.form.questions
    if not set(keys) <= set(content.figure_keys):
        raise Unfit(_("A field that was named is not in the form."))
    sums = known_of(row, keys).sums
    chosen = to_take(row.draft, sums, keys) if keep_typed else tuple(key for key in keys if key in sums)
    boxes = {key: typed for key in chosen if (typed := as_typed(key, sums[key])) is not None}
    if not boxes:
        return row, 0
    figures = {key: read_figure(key, typed) for key, typed in boxes.items()}
    marks = {key: taken_over(sums[key], now) for key in boxes}
    draft = {
        **row.draft,
        "figures": {**row.draft.get("figures", {}), **figures},
        "taken": {**row.draft.get("taken", {}), **marks},
    }
    _save(row, content, list(boxes), draft, state, base_version, act="totals taken over", by=by, now=now)
    return row, len(boxes)


@transaction.atomic
def merge(
    report: Report,
    narrative: str,
    chosen: Sequence[Paragraph],
    *,
    base_version: int,
    by: Officer,
    now: datetime,
) -> Report:
    """Add paragraphs of the units below to a narrative, after what stands there."""
    row, state = locked(report, Move.SAVE, by)
    content = _must_ask(row, narrative)
    if not chosen:
        raise Unfit(_("Choose at least one paragraph."))
    text = row.draft.get("narratives", {}).get(narrative, "")
    before: list[Paragraph] = row.draft.get("paragraphs", {}).get(narrative, [])
    known = {one["text"] for one in before}
    sources = [*before, *(one for one in chosen if one["text"] not in known)]
    if len(sources) > MOST_PARAGRAPHS:
        raise Refused(_("So many paragraphs make no report; take some out first."))
    draft = _with_text(row.draft, narrative, merged_in(text, chosen), sources)
    _save(row, content, [narrative], draft, state, base_version, act="paragraphs merged", by=by, now=now)
    return row


@transaction.atomic
def arrange(
    report: Report,
    narrative: str,
    places: Sequence[int | None],
    *,
    base_version: int,
    by: Officer,
    now: datetime,
) -> Report:
    """Put the paragraphs of a narrative into another order; None takes one out, and its source with it."""
    row, state = locked(report, Move.SAVE, by)
    content = _must_ask(row, narrative)
    text = arranged(row.draft.get("narratives", {}).get(narrative, ""), places)
    before: list[Paragraph] = row.draft.get("paragraphs", {}).get(narrative, [])
    sources = [line["source"] for line in told(text, before) if line["source"] is not None]
    draft = _with_text(row.draft, narrative, text, sources)
    _save(row, content, [narrative], draft, state, base_version, act="paragraphs arranged", by=by, now=now)
    return row


def _must_ask(report: Report, narrative: str) -> Content:
    content = report.request.form.questions
    if narrative not in {one.id for one in content.narratives}:
        raise Unfit(_("The form has no field “%(name)s”.") % {"name": narrative})
    return content


def _with_text(
    draft: dict[str, Any], narrative: str, text: str, sources: Sequence[Paragraph]
) -> dict[str, Any]:
    texts = {**draft.get("narratives", {}), narrative: clean(text)}
    merged = {**draft.get("paragraphs", {}), narrative: list(sources)}
    return {
        **draft,
        "narratives": {id: said for id, said in texts.items() if said},
        "paragraphs": {id: rows for id, rows in merged.items() if rows},
    }


def _save(
    row: Report,
    content: Content,
    fields: Sequence[str],
    draft: dict[str, Any],
    state: State,
    base: int,
    *,
    act: str,
    by: Officer,
    now: datetime,
) -> None:
    """As a save of the sections in which the fields stand."""
    touched = {content.section_of(field).id for field in fields}
    if not all(fresh(row.sections, section, base, row.version) for section in touched):
        raise stale(row, [])
    standing = row.snapshot()
    sections = {**row.sections, **dict.fromkeys(touched, row.version + 1)}
    written(row, standing, draft=draft, sections=sections, state=state.value, saved_at=now, saved_by=by)
    recorded(act, row, by=by, now=now, before=standing, after=row.snapshot())
