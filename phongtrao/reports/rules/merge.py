"""Two hands in one report: what differs, and when a save on an older version still stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports.rules.answers import Answer, Answers
from phongtrao.reports.rules.checks import Finding
from phongtrao.reports.rules.form import Section

Value = Answer | str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of which two answers say different things; None: empty."""

    field: str
    theirs: Value
    yours: Value


class Stale(Conflict):
    """Someone saved the same section (or anything, before sending) since the version that the officer saw."""

    def __init__(self, sentence: str, version: int, differences: Iterable[Difference] = ()) -> None:
        super().__init__(sentence)
        self.version = version
        self.differences = tuple(differences)


class Incomplete(Refused):
    """Something must be mended before the report can be sent."""

    def __init__(self, sentence: str, findings: Iterable[Finding]) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


class KeyReused(Refused):
    """The idempotency key came before with another body: 422."""


class Unfit(Refused):
    """What was sent names a field, a number or a choice that the form does not have: 422."""


def fresh(saved: Mapping[str, int], section: str, base: int, version: int) -> bool:
    """A save on an older version stands if its own section was not saved since."""
    return base == version or saved.get(section, 0) <= base < version


def part_of(answers: Mapping[str, Any], section: Section) -> Answers:
    """Of all answers those of one section."""
    figures, narratives = answers.get("figures", {}), answers.get("narratives", {})
    ids = [narrative.id for narrative in section.narratives]
    reasons = answers.get("reasons", {})
    return Answers(
        figures={key: figures[key] for key in section.figure_keys if key in figures},
        narratives={id: narratives[id] for id in ids if id in narratives},
        reasons={key: reasons[key] for key in section.figure_keys if key in reasons},
    )


def with_section(answers: Mapping[str, Any], section: Section, said: Answers) -> Answers:
    """All answers, with one section's replaced whole."""
    keys, ids = set(section.figure_keys), {narrative.id for narrative in section.narratives}
    figures = {key: a for key, a in answers.get("figures", {}).items() if key not in keys}
    narratives = {id: text for id, text in answers.get("narratives", {}).items() if id not in ids}
    reasons = {key: text for key, text in answers.get("reasons", {}).items() if key not in keys}
    return Answers(
        figures=figures | said["figures"],
        narratives=narratives | said["narratives"],
        reasons=reasons | said["reasons"],
    )


def differences(
    fields: Iterable[str], theirs: Mapping[str, Any], yours: Mapping[str, Any]
) -> list[Difference]:
    """Cell by cell, in the order of the fields. How a number was written is no difference."""
    found = []
    for field in fields:
        left, right = _value(theirs, field), _value(yours, field)
        if _said(left) != _said(right):
            found.append(Difference(field, left, right))
    return found


def _value(answers: Mapping[str, Any], field: str) -> Value:
    if field.startswith("reason:"):
        said: str | None = answers.get("reasons", {}).get(field.removeprefix("reason:"))
        return said
    figure: Answer | None = answers.get("figures", {}).get(field)
    text: str | None = answers.get("narratives", {}).get(field)
    return figure if figure is not None else text


def _said(value: Value) -> object:
    if value is None or isinstance(value, str):
        return value or None
    if value["value"] is None:
        return ("unread", value["text"], value["whole"], value["qualifier"])
    return (value["value"], value["denominator"], value["kind"], value["qualifier"])
