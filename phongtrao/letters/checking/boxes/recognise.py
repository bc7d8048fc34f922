"""The whole document in its boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.boxes import foot as feet
from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.boxes.foot import Foot
from phongtrao.letters.checking.boxes.head import Head, head
from phongtrao.letters.checking.kinds import kind_of
from phongtrao.letters.checking.profile import Profile
from phongtrao.letters.checking.word import Line, Paper

SHORT = 120


@dataclass(slots=True)
class Annex:
    """`number`: the line "Phụ lục I"; `of`: "(Kèm theo …)"."""

    number: Line
    title: list[Line] = field(default_factory=list)
    of: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Boxes:
    """`attached`: a text that a decision issues with itself (a regulation, a plan), which has a head of its own."""

    head: Head
    text: tuple[Line, ...]
    foot: Foot
    annexes: tuple[Annex, ...]
    attached: tuple[Line, ...]


def recognise(paper: Paper, profile: Profile) -> Boxes:
    lines = paper.lines
    top = head(lines, profile)
    if not top.found:
        top.end = 0
    start = feet.begins(lines, top.end)
    end = _end_of_foot(lines, start)
    if start == len(lines):  # nobody signs: an annex still ends the text
        start = end = _first_annex(lines, top.end)
    rest = lines[end:]
    annexes = tuple(_annexes(rest))
    first = annexes[0].number.at if annexes else len(lines)
    return Boxes(
        top,
        lines[top.end : start],
        feet.foot(lines, start, end),
        annexes,
        tuple(line for line in rest if line.at < first),
    )


def _end_of_foot(lines: tuple[Line, ...], start: int) -> int:
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not line.blank and (_annex(line) or _new_head(line, lines[start])):
            return at
    return len(lines)


def _first_annex(lines: tuple[Line, ...], after: int) -> int:
    return next((line.at for line in lines[after:] if _annex(line) and _begun(line)), len(lines))


def _begun(line: Line) -> bool:
    return line.page or line.setting.align == "center"


def _new_head(line: Line, first: Line) -> bool:
    """A page of another text: a new section or page, or the State's name or a kind once more."""
    apart = line.section != first.section or line.page
    again = marks.alike(line.text, marks.NATIONAL) or (
        kind_of(line.printed) is not None and line.setting.align == "center"
    )
    return apart or again


def _annex(line: Line) -> bool:
    if line.blank or len(line.text) > SHORT or (line.cell and line.cell.bordered):
        return False
    placed = line.setting.align in ("center", "right") or line.page or line.bold
    return placed and bool(
        marks.ANNEX.match(fold(line.text)) or (line.bold and marks.ANNEX_TITLED.match(line.text))
    )


def _annexes(lines: tuple[Line, ...]) -> Iterator[Annex]:
    starts = [at for at, line in enumerate(lines) if _annex(line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield _filled(Annex(lines[start]), lines[start + 1 : end])


def _filled(annex: Annex, lines: tuple[Line, ...]) -> Annex:
    """The title ends where "(Kèm theo …)" or the text begins."""
    state = "title"
    for line in lines:
        if state == "text" or (line.cell and line.cell.bordered):
            state = "text"
        elif line.blank or marks.drawn(line):
            state = "text" if annex.of else state
            continue
        elif marks.WITH.match(line.text):
            state = "of"
        elif _text_begins(state, annex, line):
            state = "text"
        {"title": annex.title, "of": annex.of, "text": annex.text}[state].append(line)
    return annex


def _text_begins(state: str, annex: Annex, line: Line) -> bool:
    if state == "of":
        return annex.of[-1].text.endswith(")")
    return line.setting.align != "center" and not (line.bold and not annex.title)
