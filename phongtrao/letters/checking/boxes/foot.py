"""Boxes 7 and 9b: who signs, and who receives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.word import Line

SHORT = 120
SPACE_TO_SIGN = 20.0  # points above a name
BEGINS = re.compile(r"(?i)^[nctqk]")  # of all the words that begin a foot
NOT_A_NAME = ("(", "[", "/")


@dataclass(slots=True)
class Signature:
    """One column of those who sign, from its authority to its name."""

    posts: list[Line] = field(default_factory=list)
    name: Line | None = None

    @property
    def lines(self) -> list[Line]:
        return [*self.posts, *([self.name] if self.name else [])]


@dataclass(slots=True)
class Foot:
    """`start` and `end`: places of its lines; both at the end of the text where there is none."""

    start: int
    end: int
    head: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def begins(lines: Sequence[Line], after: int) -> int:
    """Where the foot begins: the table, or the line, with the first of "Nơi nhận", an authority, or the two who
    sign minutes."""
    for line in lines[after:]:
        if any(_known(part) for part in marks.parts(line)):
            if line.cell is None:
                return _signing(lines, line.at, after)
            table = line.cell.table
            return next(one.at for one in lines[after:] if one.cell and one.cell.table == table)
    return len(lines)


def _known(line: Line) -> bool:
    text = line.text
    if not text or len(text) > SHORT or not BEGINS.match(text):
        return False
    folded = fold(text)
    if folded == marks.RECIPIENTS or folded in marks.SECRETARY | marks.CHAIR:
        return folded == marks.RECIPIENTS or (line.capital and not text.endswith(":"))
    if folded.startswith(f"{marks.RECIPIENTS} ") and text.lower().startswith("nơi nhận:"):
        return True
    return bool(marks.AUTHORITY.match(text)) and line.printed == line.printed.upper()


def _signing(lines: Sequence[Line], at: int, after: int) -> int:
    """A signer's post may stand above, alone on its line."""
    while at - 1 >= after:
        before = lines[at - 1]
        if (
            before.blank
            or before.cell
            or not before.capital
            or before.setting.align not in ("center", "right")
        ):
            break
        at -= 1
    return at


def foot(lines: Sequence[Line], start: int, end: int) -> Foot:
    found = Foot(start, end)
    columns: dict[tuple[int, int], list[Line]] = {}
    receiving: tuple[int, int] | None = None
    table = next((line.cell.table for line in lines[start:end] if line.cell), 0)
    for line in lines[start:end]:
        if table and line.cell and line.cell.bordered:
            continue
        for part in marks.parts(line):
            column = _column(part)
            if found.head is None and fold(part.text).startswith(marks.RECIPIENTS):
                found.head, receiving = part, column
            elif found.head is not None and column == receiving and _received(part, found):
                found.recipients += [] if part.blank else [part]
            elif found.head is None or not part.text.startswith(("-", "+")) or part.cell or part.tabbed:
                columns.setdefault(column, []).append(part)
            else:
                found.recipients.append(part)
    blocks = [block for lines in columns.values() for block in _blocks(lines)]
    found.signatures = [one for one in map(_signature, blocks) if one.lines]
    return found


def _column(line: Line) -> tuple[int, int]:
    if line.cell:
        return line.cell.table, line.cell.column
    if line.box:
        return -1, line.box
    if line.tabbed:
        return -2, line.part
    return (-2, 1) if line.setting.align in ("center", "right") or line.raw.startswith("\t") else (-2, 0)


def _received(line: Line, found: Foot) -> bool:
    """In a table all that stands below; on the bare page only what is marked as a line of the list."""
    if line.cell or line.box:
        return True
    return bool(marks.DASH.match(line.text)) or (
        bool(found.recipients) and not line.capital and not line.bold
    )


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Those who sign below each other in one column: a name, then capitals in a row further down."""
    block: list[Line] = []
    before: Line | None = None
    for line in lines:
        below = before is not None and line.cell and before.cell and line.cell.row > before.cell.row
        if below and before is not None and not before.capital and line.capital:
            yield block
            block = []
        block.append(line)
        before = before if line.blank or line.text.startswith(NOT_A_NAME) else line
    yield block


def _signature(lines: list[Line]) -> Signature:
    filled = [line for line in lines if not line.blank and not line.text.startswith(NOT_A_NAME)]
    filled = [line for line in filled if not marks.drawn(line)]
    names = [line for line in filled if not line.capital or (line is filled[-1] and _apart(lines, line))]
    name = (
        names[-1]
        if names and names[-1] is filled[-1] and not marks.AUTHORITY.match(filled[-1].text)
        else None
    )
    return Signature([line for line in filled if line is not name], name)


def _apart(lines: Sequence[Line], line: Line) -> bool:
    """Room to sign above it: empty lines, or space."""
    at = next(place for place, one in enumerate(lines) if one is line)
    if not at:
        return False
    return lines[at - 1].blank or line.setting.before >= SPACE_TO_SIGN


def names(found: Foot) -> Iterator[Line]:
    return (one.name for one in found.signatures if one.name is not None)
