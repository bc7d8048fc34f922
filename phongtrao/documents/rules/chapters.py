"""Sections as they are typed or pasted: "I.", "1." and "a)" begin headings, all else is text. A text is arranged from
the larger to the smaller, and need not have all of these levels. # NĐ 30/2020/NĐ-CP, Annex I, part I.II.6"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from phongtrao.letters.document import Depth
from phongtrao.letters.kinds import Chapter
from phongtrao.letters.text import paragraphs

HEADS = (
    re.compile(r"([IVX]+)[.)]\s+(\S.*)"),
    re.compile(r"(\d{1,2})[.)]\s+(\S.*)"),
    re.compile(r"([a-zđ])\)\s+(\S.*)"),
)
LONGEST_HEAD = 120


@dataclass(slots=True)
class Typed:
    """`line`: the heading as it was typed, with its number."""

    line: str
    title: str
    text: list[str] = field(default_factory=list)
    within: list["Typed"] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield self.line
        yield from self.text
        for one in self.within:
            yield from one.lines()


def chapters_of(text: str) -> tuple[list[str], tuple[Chapter, ...], Depth]:
    """The paragraphs before the first heading, the chapters, and the level on which they stand: where nothing is an
    "I.", that of "1."."""
    top = Typed("", "")
    open_ones = [top]
    lines = paragraphs(text)
    first = 0 if any(_head(line)[0] == 0 for line in lines) else 1
    for line in lines:
        level, title = _head(line)
        depth = None if level is None else level - first
        if depth is None or depth >= len(open_ones):
            open_ones[-1].text.append(line)
            continue
        made = Typed(line, title)
        del open_ones[depth + 1 :]
        open_ones[depth].within.append(made)
        open_ones.append(made)
    before, chapters = _built(top)
    return before, chapters, Depth(first + 1)


def _head(line: str) -> tuple[int | None, str]:
    for depth, pattern in enumerate(HEADS):
        if found := pattern.fullmatch(line):
            return depth, found[2]
    return None, ""


def _built(one: Typed) -> tuple[list[str], tuple[Chapter, ...]]:
    """Where one of the headings is a whole sentence, all beside it are paragraphs that keep their typed numbers."""
    if any(_sentence(each.title) for each in one.within):
        return [*one.text, *(line for each in one.within for line in each.lines())], ()
    return one.text, tuple(_chapter(each) for each in one.within)


def _chapter(one: Typed) -> Chapter:
    text, within = _built(one)
    return Chapter(one.title.rstrip(" :"), "\n".join(text), within)


def _sentence(title: str) -> bool:
    return len(title) > LONGEST_HEAD or title.endswith((".", ";", ","))
