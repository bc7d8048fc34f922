"""What was typed into the boxes of a writing, read and judged box by box."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import Any

from phongtrao.core.persons import Denial
from phongtrao.documents.rules.joint import Partner, read_partners
from phongtrao.documents.rules.letterhead import Authority
from phongtrao.documents.rules.numbering import MOST_ISSUERS, read_symbol
from phongtrao.documents.rules.rows import MOST_COLUMNS, MOST_ROWS, cells_of, uneven, without_ordinals
from phongtrao.documents.rules.subjects import MOST_LINES, about_persons, column_of_persons
from phongtrao.documents.rules.writings import Box, BoxSort, Writing
from phongtrao.letters.document import Urgency
from phongtrao.letters.text import clean, paragraphs

DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
HOUR = re.compile(r"(\d{1,2})(?:\s*(?::|h|giờ)\s*(\d{1,2})?)?(?:\s*(?:phút|:\d\d))?", re.IGNORECASE)
COUNT = re.compile(r"\d{1,4}")
ARTICLE = re.compile(r"Điều\s+\d+\s*[.:]\s*", re.IGNORECASE)
BULLET = re.compile(r"^[-–•+*]\s+")
DUTY_CELLS = 5
PARTNER_CELLS = 4
TITLED = frozenset({"plan", "programme", "proposal", "decision"})
"""Writings whose list is an annex, which has a title."""


class BoxWrong(StrEnum):
    """What is wrong with a box."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_LINES = "too_many_lines"
    NOT_A_DAY = "not_a_day"
    NOT_AN_HOUR = "not_an_hour"
    NOT_A_COUNT = "not_a_count"
    NOT_OFFERED = "not_offered"
    NOT_A_SYMBOL = "not_a_symbol"
    NOT_PARTNERS = "not_partners"
    TOO_MANY_PARTNERS = "too_many_partners"
    NOT_LABELLED = "not_labelled"
    NO_ROWS = "no_rows"
    UNEVEN = "uneven"
    NOT_A_DUTY = "not_a_duty"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    ROW_NOT_A_DAY = "row_not_a_day"
    ROW_NOT_VOTES = "row_not_votes"
    MORE_THAN_BEFORE = "more_than_before"
    ENDS_FIRST = "ends_first"
    NO_POST = "no_post"
    ABOUT_PERSONS = "about_persons"


@dataclass(frozen=True, slots=True)
class BoxFault:
    """`row`, `count`, `wanted`: where, how many there are, how many there may be; `words`: which."""

    box: str
    wrong: BoxWrong
    row: int = 0
    count: int = 0
    wanted: int = 0
    words: str = ""
    denial: Denial | None = None


@dataclass(frozen=True, slots=True)
class PartnerSigning:
    """Who issues a document too, and who signs for it where that is known."""

    partner: Partner
    post: str
    name: str


@dataclass(slots=True)
class Said:
    """`values`: of every box that could be read."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[BoxFault] = field(default_factory=list)


class Wrong(Exception):
    def __init__(self, wrong: BoxWrong, **details: Any) -> None:
        super().__init__(wrong)
        self.wrong, self.details = wrong, details


def read(writing: Writing, typed: Mapping[str, str]) -> Said:
    """Every fault of every box; what no box asks for is left aside."""
    said = Said()
    for box in writing.boxes:
        try:
            said.values[box.name] = _value(box, typed.get(box.name, ""))
        except Wrong as problem:
            said.faults.append(BoxFault(box.name, problem.wrong, **problem.details))
    broken = {fault.box for fault in said.faults}
    untitled = writing.id in TITLED and bool(said.values.get("rows")) and not said.values.get("list_title")
    told = [*([BoxFault("list_title", BoxWrong.EMPTY)] if untitled else ()), *_together(said.values)]
    said.faults += [one for one in told if one.box not in broken]
    return said


def kept(writing: Writing, typed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a form, so that it can be opened again: its own boxes, as they were typed."""
    return {box.name: _storable(typed[box.name]) for box in writing.boxes if typed.get(box.name)}


def _storable(text: str) -> str:
    """Lines and tabs stay; what no database holds goes."""
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.splitlines())


def _value(box: Box, text: str) -> Any:
    if box.sort in (BoxSort.LINE, BoxSort.TEXT, BoxSort.ROWS) and len(text) > box.most:
        raise Wrong(BoxWrong.TOO_LONG, count=len(text), wanted=box.most)
    if box.required and not clean(text).strip():
        raise Wrong(BoxWrong.EMPTY)
    value = OWN.get(box.name, READERS[box.sort])(box, text)
    if box.required and value in ("", (), None):
        raise Wrong(BoxWrong.EMPTY)
    return value


def _line(_box: Box, text: str) -> str:
    return " ".join(clean(text).split())


def _about(box: Box, text: str) -> str:
    told = _line(box, text)
    if denial := about_persons(told):
        raise Wrong(BoxWrong.ABOUT_PERSONS, denial=denial)
    return told


def _lines(box: Box, text: str) -> tuple[str, ...]:
    """Without the signs of a list that was pasted."""
    lines = tuple(one for one in (BULLET.sub("", line).strip(" ;") for line in paragraphs(text)) if one)
    if len(lines) > MOST_LINES:
        raise Wrong(BoxWrong.TOO_MANY_LINES, count=len(lines), wanted=MOST_LINES)
    long = next((at for at, one in enumerate(lines, start=1) if len(one) > box.most), 0)
    if long:
        raise Wrong(BoxWrong.TOO_LONG, row=long, count=len(lines[long - 1]), wanted=box.most)
    return lines


def _articles(box: Box, text: str) -> tuple[str, ...]:
    return tuple(ARTICLE.sub("", line, count=1) for line in _lines(box, text))


def _labelled(box: Box, text: str) -> tuple[tuple[str, str], ...]:
    parted = [line.partition(":") for line in _lines(box, text)]
    wrong = next((at for at, (name, _colon, told) in enumerate(parted, 1) if not name or not told.strip()), 0)
    if wrong:
        raise Wrong(BoxWrong.NOT_LABELLED, row=wrong)
    return tuple((name.strip(), told.strip()) for name, _colon, told in parted)


def day_of(text: str) -> date | None:
    """ "2026-12-02" or "02/12/2026"; None where it is none."""
    bare = text.strip()
    iso, local = ISO_DAY.fullmatch(bare), DAY.fullmatch(bare)
    year, month, day = iso.groups() if iso else local.groups()[::-1] if local else ("0", "0", "0")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(_box: Box, text: str) -> date | None:
    found = day_of(text)
    if found is None and text.strip():
        raise Wrong(BoxWrong.NOT_A_DAY)
    return found


def _hour(_box: Box, text: str) -> time | None:
    """ "08:00", "8h30", "8 giờ"."""
    if not text.strip():
        return None
    found = HOUR.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else _no_hour()
    except ValueError:
        return _no_hour()


def _no_hour() -> time:
    raise Wrong(BoxWrong.NOT_AN_HOUR)


def _count(_box: Box, text: str) -> int | None:
    if not text.strip():
        return None
    if not COUNT.fullmatch(text.strip()) or not text.strip().isascii():
        raise Wrong(BoxWrong.NOT_A_COUNT)
    return int(text)


def _rows(_box: Box, text: str) -> tuple[tuple[str, ...], ...]:
    """The first row names the columns."""
    rows = without_ordinals(cells_of(text))
    if not rows:
        return ()
    if len(rows[0]) > MOST_COLUMNS:
        raise Wrong(BoxWrong.TOO_MANY_COLUMNS, count=len(rows[0]), wanted=MOST_COLUMNS)
    if len(rows) - 1 > MOST_ROWS:
        raise Wrong(BoxWrong.TOO_MANY_ROWS, count=len(rows) - 1, wanted=MOST_ROWS)
    if len(rows) == 1:
        raise Wrong(BoxWrong.NO_ROWS)
    if wrong := uneven(rows):
        raise Wrong(BoxWrong.UNEVEN, row=wrong, count=len(rows[wrong - 1]), wanted=len(rows[0]))
    if denial := next((found for title in rows[0] if (found := column_of_persons(title))), None):
        raise Wrong(BoxWrong.ABOUT_PERSONS, denial=denial)
    return tuple(rows)


def _duties(_box: Box, text: str) -> tuple[tuple[str, str, str, date | None, str], ...]:
    """Content, lead, partners, day, result."""
    rows = cells_of(text)
    if len(rows) > MOST_ROWS:
        raise Wrong(BoxWrong.TOO_MANY_ROWS, count=len(rows), wanted=MOST_ROWS)
    return tuple(_duty(at, row) for at, row in enumerate(rows, start=1))


def _duty(at: int, row: tuple[str, ...]) -> tuple[str, str, str, date | None, str]:
    if len(row) > DUTY_CELLS or not row[0]:
        raise Wrong(BoxWrong.NOT_A_DUTY, row=at, count=len(row), wanted=DUTY_CELLS)
    content, lead, partners, due, product = (*row, *[""] * (DUTY_CELLS - len(row)))
    day = day_of(due)
    if due and day is None:
        raise Wrong(BoxWrong.ROW_NOT_A_DAY, row=at)
    return content, lead, partners, day, product


def _votes(_box: Box, text: str) -> tuple[tuple[str, int], ...]:
    found = []
    for at, row in enumerate(cells_of(text), start=1):
        if len(row) != 2 or not row[0] or not COUNT.fullmatch(row[1]) or not row[1].isascii():
            raise Wrong(BoxWrong.ROW_NOT_VOTES, row=at)
        found.append((row[0], int(row[1])))
    if len(found) > MOST_ROWS:
        raise Wrong(BoxWrong.TOO_MANY_ROWS, count=len(found), wanted=MOST_ROWS)
    return tuple(found)


def _partners(box: Box, text: str) -> tuple[PartnerSigning, ...]:
    """ "name; abbreviation; post; signer", the last two where they are known."""
    found = []
    for cells in (line.split(";") for line in _lines(box, text)):
        partner = read_partners(";".join(cells[:2])) if len(cells) <= PARTNER_CELLS else None
        if not partner:
            raise Wrong(BoxWrong.NOT_PARTNERS)
        post, name = (*(cell.strip() for cell in cells[2:]), "", "")[:2]
        found.append(PartnerSigning(partner[0], post, name))
    if len(found) >= MOST_ISSUERS:
        raise Wrong(BoxWrong.TOO_MANY_PARTNERS, wanted=MOST_ISSUERS)
    return tuple(found)


def _symbol(_box: Box, text: str) -> str:
    if not text.strip():
        return ""
    found = read_symbol(text)
    if found is None:
        raise Wrong(BoxWrong.NOT_A_SYMBOL)
    return found


def _choice(box: Box, text: str) -> Any:
    """A signatory is a number, which the door looks up."""
    if not text:
        return None
    try:
        return CHOICES[box.name](text)
    except ValueError as unknown:
        raise Wrong(BoxWrong.NOT_OFFERED) from unknown


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 18):
        raise ValueError(text)
    return int(text)


Reader = Callable[[Box, str], Any]
CHOICES: dict[str, Callable[[str], Any]] = {"signatory": _number, "authority": Authority, "urgency": Urgency}
READERS: dict[BoxSort, Reader] = {
    BoxSort.LINE: _line,
    BoxSort.LINES: _lines,
    BoxSort.TEXT: lambda _box, text: "\n".join(paragraphs(text)),
    BoxSort.DAY: _day,
    BoxSort.HOUR: _hour,
    BoxSort.COUNT: _count,
    BoxSort.ROWS: _rows,
    BoxSort.CHOICE: _choice,
}
OWN: dict[str, Reader] = {
    "subject": _about,
    "list_title": _about,
    "articles": _articles,
    "notes": _labelled,
    "duties": _duties,
    "votes": _votes,
    "partners": _partners,
    "symbol": _symbol,
}
BALLOTS = ("members", "attending", "given", "received", "valid")


def _together(values: Mapping[str, Any]) -> Iterator[BoxFault]:
    """What only two boxes together can say."""
    if values.get("list_title") and "rows" in values and not values["rows"]:
        yield BoxFault("rows", BoxWrong.EMPTY)
    begins, ends = values.get("begins"), values.get("ends")
    if begins and ends and ends <= begins:
        yield BoxFault("ends", BoxWrong.ENDS_FIRST)
    for before, after in pairwise(BALLOTS):
        most, count = values.get(before), values.get(after)
        if most is not None and count is not None and count > most:
            yield BoxFault(after, BoxWrong.MORE_THAN_BEFORE, count=count, wanted=most)
    valid = values.get("valid")
    for at, (_who, votes) in enumerate(values.get("votes") or (), start=1):
        if valid is not None and votes > valid:
            yield BoxFault("votes", BoxWrong.MORE_THAN_BEFORE, row=at, count=votes, wanted=valid)
            return
