"""Box 6: what each line of the text is. Parts, sections, articles, clauses, points, and plain sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.word import Line

SHORT = 250
PART = re.compile(
    r"(?i)^(phần|chương)\s+(?:thứ\s+)?(?P<ordinal>[ivxlc]+|\d+|nhất|hai|ba|tư|năm)\s*(?P<rest>[.:–-]?.*)$"
)
GROUP = re.compile(r"(?i)^(mục|tiểu mục)\s+(?P<ordinal>[ivxlc]+|\d+)\s*(?P<rest>[.:–-]?.*)$")
ARTICLE = re.compile(r"(?i)^điều\s+(?P<ordinal>\d+)\s*(?P<mark>[.:)/–-]?)")
SECTION = re.compile(r"^(?![CL]\W)(?P<ordinal>[IVXLC]+)\s*(?P<mark>[.)/:–-])\s*\S")
CLAUSE = re.compile(r"^(?P<ordinal>\d{1,2})\s*(?P<mark>[.)/])(?!\d)\s*\S")
POINT = re.compile(r"^(?P<ordinal>[a-zăâđêôơư])\s*(?P<mark>[.)/])\s*\S")
NUMBERED = (ARTICLE, SECTION, CLAUSE, POINT)


class Sort(StrEnum):
    PART = "part"
    PART_TITLE = "part_title"
    SECTION = "section"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """`ordinal` and `mark` as they stand; `middle`: set in the middle of the page on purpose, as titles are."""

    line: Line
    sort: Sort
    ordinal: str = ""
    mark: str = ""
    middle: bool = False


def sorted_text(lines: Sequence[Line]) -> Iterator[Item]:
    """Tables with borders, text boxes and drawn lines are left out."""
    titled = False
    for line in lines:
        if line.blank or line.box or marks.drawn(line) or (line.cell is not None):
            continue
        item = _sorted(line, titled=titled)
        titled = item.sort is Sort.PART or (titled and item.sort is Sort.PART_TITLE)
        yield item


def _sorted(line: Line, *, titled: bool) -> Item:
    text = line.text
    middle = line.setting.align in ("center", "right")
    if len(text) < SHORT and (middle or line.bold):
        found = PART.match(text) or GROUP.match(text)
        if found and (middle or not found["rest"].strip()):
            return Item(line, Sort.PART, found["ordinal"], found["rest"].strip(), middle)
    if titled and (middle or line.capital) and not any(mark.match(text) for mark in NUMBERED):
        return Item(line, Sort.PART_TITLE, middle=middle)
    if found := ARTICLE.match(text):
        if found["mark"] or line.bold or (line.shown and line.shown[0].letters.bold):
            return Item(line, Sort.ARTICLE, found["ordinal"], found["mark"], middle)
    elif found := SECTION.match(text):
        return Item(line, Sort.SECTION, found["ordinal"], found["mark"], middle)
    elif found := CLAUSE.match(text):
        return Item(line, Sort.CLAUSE, found["ordinal"], found["mark"], middle)
    elif found := POINT.match(text):
        return Item(line, Sort.POINT, found["ordinal"], found["mark"], middle)
    return Item(line, Sort.TEXT, middle=middle)
