"""What two submissions of one report say differently: figures, reasons, texts, sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.kit.writing import written_day
from phongtrao.reports.models import Report, Submission
from phongtrao.reports.queries.reading import Label, counted, label
from phongtrao.reports.queries.words import written
from phongtrao.reports.rules import Content, Reworded, differences, reason_field, reworded

DETAILS = ("pk", "number", "at", "returned__pk", "accepted__pk")


@dataclass(frozen=True, slots=True)
class Version:
    """A submission without its answers."""

    number: int
    words: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Change:
    """`before`, `after` as a page writes them; empty: nothing was said."""

    label: Label
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TextChange:
    label: Label
    paragraphs: list[Reworded]


@dataclass(frozen=True, slots=True)
class Changes:
    figures: list[Change]
    reasons: list[Change]
    texts: list[TextChange]
    sources: list[Change]

    def __bool__(self) -> bool:
        return bool(self.figures or self.reasons or self.texts or self.sources)

    @property
    def words(self) -> str:
        """ "2 figures, 1 text": how much of each sort."""
        counted = [
            (ngettext("%(n)s figure", "%(n)s figures", len(self.figures)), len(self.figures)),
            (ngettext("%(n)s reason", "%(n)s reasons", len(self.reasons)), len(self.reasons)),
            (ngettext("%(n)s text", "%(n)s texts", len(self.texts)), len(self.texts)),
            (ngettext("%(n)s source", "%(n)s sources", len(self.sources)), len(self.sources)),
        ]
        return ", ".join(words % {"n": n} for words, n in counted if n)


def sent_versions(report: Report) -> list[Version]:
    """The oldest first. One query."""
    rows = Submission.objects.filter(report=report).order_by("number").values_list(*DETAILS)
    return [
        Version(number, _words(number, at, returned, accepted), bool(returned or accepted))
        for _pk, number, at, returned, accepted in rows
    ]


def to_compare(known: list[Version], newest: int | None = None) -> tuple[int, int] | None:
    """The version that was returned or accepted last before the newest, and the newest; None where there is one
    only."""
    until = [one for one in known if newest is None or one.number <= newest]
    if len(until) < 2:
        return None
    decided = [one.number for one in until[:-1] if one.decided]
    return (decided[-1] if decided else until[-2].number, until[-1].number)


def changes(content: Content, before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """From one submission's answers to the other's, in the order of the form."""
    told = {narrative.id for narrative in content.narratives}
    found = differences(content.fields, before, after)
    reasons = differences((reason_field(key) for key in content.figure_keys), before, after)
    return Changes(
        figures=list(_figures(content, before, after)),
        reasons=[
            Change(label(content, one.field.removeprefix(reason_field(""))), *_both(one)) for one in reasons
        ],
        texts=[
            TextChange(label(content, one.field), reworded(*_both(one))) for one in found if one.field in told
        ],
        sources=list(_sources(content, before.get("evidence", {}), after.get("evidence", {}))),
    )


def _both(one: Any) -> tuple[str, str]:
    return written(one.field, one.theirs), written(one.field, one.yours)


def _figures(content: Content, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """What was typed, and what a registry counted of what nobody types."""
    typed = {one.field: _both(one) for one in differences(content.figure_keys, before, after)}
    for key in content.figure_keys:
        old, new = typed.get(key, ("", ""))
        if key in typed or not (key in before.get("figures", {}) or key in after.get("figures", {})):
            old, new = old or counted(key, before), new or counted(key, after)
        if old != new:
            yield Change(label(content, key), old, new)


def _sources(content: Content, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for field in content.fields:
        old, new = before.get(field), after.get(field)
        if old != new:
            words = _source_words(old), _source_words(new)
            again = words[0] == words[1]
            yield Change(
                label(content, field),
                words[0],
                _("another file: %(name)s") % {"name": words[1]} if again else words[1],
            )


def _source_words(row: Mapping[str, Any] | None) -> str:
    return " · ".join(row[part] for part in ("name", "locator", "line") if row[part]) if row else ""


def _words(number: int, at: Any, returned: int | None, accepted: int | None) -> str:
    said = {"n": number, "day": written_day(at)}
    if returned:
        return _("Submission %(n)s, returned, %(day)s") % said
    if accepted:
        return _("Submission %(n)s, accepted, %(day)s") % said
    return _("Submission %(n)s, %(day)s") % said
