"""From the rows of a file to answers: which cells are taken, which are wrong and why; why a file is not taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypedDict

from phongtrao.core import indicator as catalogue
from phongtrao.core.vietnamese import ProblemCode, with_letters_as_digits
from phongtrao.reports.rules.answers import Answers, clean, empty, read_figure, too_long
from phongtrao.reports.rules.checks import Fault, Finding, blocking, findings
from phongtrao.reports.rules.columns import (
    REASON,
    VALUE,
    CellFault,
    Line,
    Table,
    Wrong,
)
from phongtrao.reports.rules.form import Content, Narrative, split

LONGEST_REASON = 2000


class FileState(StrEnum):
    """SAME: it says what the draft says already."""

    WAITING = "waiting"
    TAKEN = "taken"
    SAME = "same"
    REFUSED = "refused"


class FileFault(StrEnum):
    """Why a file is not taken, beside core.vetting.Code."""

    NOT_WORKBOOK = "not_workbook"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_SLOW = "too_slow"
    NO_TABLE = "no_table"
    NOTHING_LEFT = "nothing_left"
    SEVERAL = "several"
    FORGED = "forged"
    OTHER_REQUEST = "other_request"
    OTHER_UNIT = "other_unit"
    OTHER_WINDOW = "other_window"
    OLDER_FORM = "older_form"
    NOT_OPEN = "not_open"
    CHANGED = "changed"
    CELLS = "cells"
    GONE = "gone"


class NotTaken(Exception):
    """`details`: words for the sentence; `wrong`: the cells that must be mended first."""

    def __init__(self, fault: str, *wrong: Wrong, **details: str) -> None:
        super().__init__(fault)
        self.fault, self.wrong, self.details = fault, wrong, details


class Result(TypedDict, total=False):
    """As an import's file keeps it. `taken`: [cell, key, as typed]; `wrong`: [cell, key, code, as typed, readings];
    `converted`: [cell, encoding, as it stood, as it reads]."""

    fault: str
    details: dict[str, str]
    taken: list[list[str]]
    wrong: list[list[Any]]
    left_out: list[str]
    calculated: list[str]
    converted: list[list[str]]


@dataclass
class Taken:
    """`cells`: the address of each key's box; `keys`: every field that the file has a row for."""

    answers: Answers = field(default_factory=empty)
    wrong: list[Wrong] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


def taken(table: Table, content: Content) -> Taken:
    narratives = {narrative.id: narrative for narrative in content.narratives}
    figures = {key for section in content.sections for key in section.figure_keys}
    found = Taken(wrong=list(table.wrong))
    spoilt = {wrong.cell for wrong in table.wrong}
    for line in table.lines:
        if line.key not in figures and line.key not in narratives:
            found.wrong.append(Wrong(line.cells[VALUE], line.key[:120], CellFault.UNKNOWN_KEY))
            continue
        found.cells[line.key] = line.cells[VALUE]
        if line.cells[VALUE] in spoilt:
            continue
        if line.key in narratives:
            found.wrong += _narrative(line, narratives[line.key], found.answers)
        else:
            found.wrong += _figure(line, found.answers)
    found.wrong.sort(key=lambda wrong: _order(wrong.cell))
    return found


def contradictions(content: Content, answers: Mapping[str, Any], cells: Mapping[str, str]) -> list[Finding]:
    """What can't be true of the report as the file leaves it, where a cell of the file has a part in it. What is
    missing may still come."""
    return [
        finding
        for finding in blocking(findings(content, answers))
        if finding.fault not in (Fault.MISSING, Fault.UNREADABLE, Fault.TOO_LONG)
        and any(key in cells for key in finding.fields)
    ]


def _narrative(line: Line, narrative: Narrative, answers: Answers) -> Iterator[Wrong]:
    text = clean(line.typed.text)
    if too_long(narrative, text):
        yield Wrong(
            line.cells[VALUE],
            line.key,
            CellFault.NARRATIVE_TOO_LONG,
            "",
            (str(narrative.max_chars), str(len(text))),
        )
    elif text:
        answers["narratives"][line.key] = text


def _figure(line: Line, answers: Answers) -> Iterator[Wrong]:
    reason = clean(line.reason)
    if len(reason) > LONGEST_REASON:
        lengths = (str(LONGEST_REASON), str(len(reason)))
        yield Wrong(line.cells[REASON], line.key, CellFault.REASON_TOO_LONG, "", lengths)
    answer = read_figure(line.key, line.typed)
    if answer is not None and "problem" in answer:
        problem = answer["problem"]
        yield _unread(line, problem["code"], problem["typed"], tuple(problem["readings"]))
    elif answer is not None and line.fraction and not catalogue.load().get(split(line.key)[0]).decimals:
        yield Wrong(line.cells[VALUE], line.key, ProblemCode.TOO_MANY_DECIMALS, line.typed.text)
    elif answer is not None:
        answers["figures"][line.key] = answer
    if reason and answer is not None:
        answers["reasons"][line.key] = reason


def _unread(line: Line, code: str, typed: str, readings: tuple[str, ...]) -> Wrong:
    """A letter O for a nought is named, never mended silently."""
    meant = with_letters_as_digits(line.typed.text)
    if code == ProblemCode.NOT_A_NUMBER and meant:
        return Wrong(line.cells[VALUE], line.key, CellFault.LETTER, line.typed.text[:120], (meant,))
    return Wrong(line.cells[VALUE], line.key, code, (typed or line.typed.text)[:120], readings)


def _order(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), letters
