"""One report as it is read: its sections with answers and sources."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.kit.ready import ready
from phongtrao.kit.writing import in_english
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Attachment, Report, Submission
from phongtrao.reports.queries.beside import Beside, told_by
from phongtrao.reports.queries.words import written as written
from phongtrao.reports.queries.words import written_sum
from phongtrao.reports.rules import (
    Content,
    Language,
    Narrative,
    Section,
    of_kept,
    reason_field,
    split,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A field in the page's language. `cell`: of a breakdown, the cell's own name, else empty. A ratio has no
    unit: it is written as its parts, or with its sign."""

    name: str
    cell: str
    unit: str

    def __str__(self) -> str:
        return f"{self.name}: {self.cell}" if self.cell else self.name


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from. `file`: its name, empty where only a line was quoted; `reading`, `mark`: the text
    that was read and the number of the figure in it, 0 where a person typed it."""

    field: str
    file: str
    locator: str
    line: str
    reading: int = 0
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it was answered: `text` is a figure in words or a narrative; empty: nothing was said."""

    field: str
    label: Label
    text: str
    narrative: bool
    readable: bool
    source: Source | None
    marked: bool
    lines: Sequence[Beside] = ()
    reason: str = ""
    drawn: ClassVar[str] = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.field)

    @property
    def plain(self) -> bool:
        """It was answered, and nothing stands beside the answer."""
        beside = self.source or self.marked or self.lines or self.reason
        return bool(self.text) and self.readable and not beside


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows as HTML."""

    drawn: SafeString


@dataclass(frozen=True, slots=True)
class Read:
    """`shown`: its rows as the page shows them, those drawn that were drawn."""

    section: Section
    title: str
    rows: list[Row]
    shown: Sequence[Row | Drawn]

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.text)

    @property
    def told(self) -> list[Row]:
        """What was answered, or marked when the report came back."""
        return [row for row in self.rows if row.text or row.marked]


Draw: TypeAlias = Callable[[Section, list[Row]], Sequence[Row | Drawn]]


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """Sections that follow each other; `title` is empty where they stand in their part without a chapter."""

    title: str
    sections: list[Read]


@dataclass(frozen=True, slots=True)
class ReadPart:
    title: str
    chapters: list[ReadChapter]


def anchor_of(field: str) -> str:
    """A field's key as the name of its place on the page of what was sent."""
    return "said-" + re.sub(r"[|;=:]", "-", field)


def language() -> Language:
    return "en" if in_english() else "vi"


def label(content: Content, field: str) -> Label:
    if field.startswith(reason_field("")):
        of = label(content, field.removeprefix(reason_field("")))
        return Label(_("Reason for “%(field)s”") % {"field": of}, "", "")
    for narrative in content.narratives:
        if narrative.id == field:
            return Label(narrative.label(language()), "", "")
    return _label_of_figure(field, language())


@lru_cache(maxsize=10_000)
def _label_of_figure(key: str, language: Language) -> Label:
    """The catalogue is shipped, and does not change while it runs."""
    code, cell = split(key)
    known = catalogue.load().get(code)
    vietnamese = language == "vi"
    ratio = known.aggregation is catalogue.Aggregation.RATIO
    unit = "" if ratio else known.unit(cell)[0 if vietnamese else 1]
    values = known.parse_cell(cell)
    named = [dimension.value(values[dimension.id]) for dimension in known.dimensions] if cell else []
    words = ", ".join(value.vi if vietnamese else value.en for value in named)
    return Label(known.name_vi if vietnamese else known.name_en, words, unit)


def counted(field: str, answers: Mapping[str, Any]) -> str:
    """What a registry counted of a field that nobody types, as it was known when the report was sent."""
    row = answers.get("known", {}).get(field)
    if row is None or not row["registry"]:
        return ""
    return written_sum(field, of_kept(row))


def parts(
    content: Content,
    answers: Mapping[str, Any],
    sources: Mapping[str, Source],
    marked: frozenset[str] = frozenset(),
    lines: Mapping[str, Sequence[Beside]] = MappingProxyType({}),
    draw: Draw | None = None,
) -> list[ReadPart]:
    """Everything that the form asks, with what was answered and what stands beside it."""
    read = []
    for section in content.sections:
        rows = list(_rows(section, answers, sources, marked, lines))
        shown = rows if draw is None else draw(section, rows)
        read.append(Read(section, section.title(language()), rows, shown))
    return [
        ReadPart(part.title(language()), _chapters(content, list(inside)))
        for part, inside in groupby(read, lambda one: content.part(one.section))
    ]


def _chapters(content: Content, sections: list[Read]) -> list[ReadChapter]:
    return [
        ReadChapter(chapter.title(language()) if chapter else "", list(inside))
        for chapter, inside in groupby(sections, lambda one: content.chapter(one.section))
    ]


def _rows(
    section: Section,
    answers: Mapping[str, Any],
    sources: Mapping[str, Source],
    marked: frozenset[str],
    lines: Mapping[str, Sequence[Beside]],
) -> Iterator[Row]:
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    reasons, paragraphs = answers.get("reasons", {}), answers.get("paragraphs", {})
    at = language()
    for field in section.fields:
        told = isinstance(field, Narrative)
        for key in field.keys:
            answer = narratives.get(key) if told else figures.get(key)
            label = (
                Label(field.label(at), "", "") if isinstance(field, Narrative) else _label_of_figure(key, at)
            )
            yield Row(
                field=key,
                label=label,
                text=written(key, answer) or counted(key, answers),
                narrative=told,
                readable=told or answer is None or answer["value"] is not None,
                source=sources.get(key),
                marked=key in marked,
                lines=(*lines.get(key, ()), *(told_by(key, paragraphs) if key in paragraphs else ())),
                reason=reasons.get(key, ""),
            )


def draft_sources(report: Report) -> dict[str, Source]:
    return {
        field: Source(field, name or "", locator, line, of or 0, mark or 0)
        for field, name, locator, line, of, mark in _attached(report.pk)
    }


@ready
def _attached(report: int) -> QuerySet[Attachment, tuple[str, str | None, str, str, int | None, int | None]]:
    rows = Attachment.objects.filter(report=report)
    return rows.values_list("field", "file__name", "locator", "line", "read__of", "read__number")


def sent_sources(submission: Submission) -> dict[str, Source]:
    given: dict[str, dict[str, Any]] = submission.answers.get("evidence", {})
    return {
        field: Source(
            field, row["name"], row["locator"], row["line"], row.get("reading", 0), row.get("mark", 0)
        )
        for field, row in given.items()
    }


def seen(officer: Officer, report: Report) -> tuple[Mapping[str, Any], dict[str, Source]]:
    """The answers and sources that this officer may read: his own draft, else what was sent last."""
    if access.sees_draft(officer, report):
        return report.draft, draft_sources(report)
    submission = report.submissions.order_by("-number").first()
    return (submission.answers, sent_sources(submission)) if submission else ({}, {})
