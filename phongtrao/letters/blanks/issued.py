"""The number, and the day of issue, into a document that was written before it had them: what the registry types by
hand once a document is signed. The look of each box stays as it is; nothing else in the file is touched."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from docx.oxml.ns import qn

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese import fold, format_long_date
from phongtrao.letters.blanks.word import opened, replace

EMPTY = r"[\s._…\-–]*"
"""What stands where a number is to come: blanks, dots, underscores."""
NUMBER = re.compile(r"(?i)^\s*số(?:\s*:)?(?P<number>[^/\d]*?)(?P<sign>[/–-])(?P<symbol>\s*(?-i:[A-ZĐ]).*)$")
NUMBERED = re.compile(r"(?i)^\s*số\s*:?\s*(?P<number>\d+)\s*[/–-]\s*(?-i:[A-ZĐ])")
SPELT = "".join(
    rf"{word}(?P<{name}>[\s._…\-–\d]*)"
    for word, name in (("ngày", "day"), ("tháng", "month"), ("năm", "year"))
)
DAY = re.compile(rf"(?i),\s*{SPELT}\.?\s*$")
WITH = re.compile(r"(?i)^\W*(ban hành\s+)?kèm theo\b")
DATE = re.compile(r"ngày (?P<day>\S+) tháng (?P<month>\S+) năm (?P<year>\S+)$")
BLANKS = re.compile(r"[._…]+")
"""Of one box in which every issuer of a joint document has a blank of its own: "Số: …-…/CTr-BCA-MTTW"."""
HEAD = 40
"""Paragraphs among which the head of a document stands, those of its tables counted."""


class Numbered(TypedDict):
    """An issuer with the number that its own register gave."""

    number: int
    abbreviation: str
    name: str


@dataclass(frozen=True, slots=True)
class Box:
    """`above`: what stands over it in its own column, folded."""

    paragraph: Any
    found: re.Match[str]
    above: str

    @property
    def symbol(self) -> str:
        return self.found["symbol"].strip()


def issue(content: bytes, day: str, issuers: Sequence[Numbered], symbol: str = "") -> bytes:
    """The .docx with its day (ISO) and the number of each issuer, the one that keeps the document first. Raises Unfit:
    "damaged"; "no_number_box"; "several_boxes" where it can't be told whose they are; "numbered" where another number
    stands there already."""
    document = opened(content)
    paragraphs, on = list(document.element.body.iter(qn("w:p"))), date.fromisoformat(day)
    for written in _numbers(paragraphs[:HEAD], issuers, symbol):
        _named(paragraphs, *written, on)
    for paragraph in paragraphs[:HEAD]:
        if found := DAY.search(_text(paragraph)):
            _day(paragraph, found, on)
            break
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _numbers(head: list[Any], issuers: Sequence[Numbered], symbol: str) -> list[tuple[str, str]]:
    """What stands behind each number now, its sign and symbol, and the number. None where all stood there before."""
    waiting = _waiting(head)
    standing = [found["number"] for one in head if (found := NUMBERED.match(_text(one)))]
    if other := [one for one in standing if int(one) not in {row["number"] for row in issuers}]:
        raise Unfit("numbered", number=other[0])
    if not waiting and not standing:
        raise Unfit("no_number_box")
    return [
        (f"{box.found['sign']}{box.found['symbol']}".rstrip(), _filled(box, numbers))
        for box, numbers in _whose(waiting, issuers, symbol)
    ]


def _waiting(head: list[Any]) -> list[Box]:
    found = ((at, one, NUMBER.match(_text(one))) for at, one in enumerate(head))
    return [
        Box(one, match, _above(head[:at], one))
        for at, one, match in found
        if match and re.fullmatch(EMPTY, match["number"])
    ]


def _whose(
    boxes: Sequence[Box], issuers: Sequence[Numbered], symbol: str
) -> list[tuple[Box, Sequence[Numbered]]]:
    """A box is that of the one issuer whom its symbol names, or whose name stands over it. A single one that tells
    neither bears the number of who keeps the document; or all of them, in their order, where it has as many blanks."""
    if len(boxes) == 1 and _by_symbol(boxes[0], issuers) is None:
        blanks = len(BLANKS.findall(boxes[0].found["number"]))
        return [(boxes[0], issuers if blanks == len(issuers) else issuers[:1])]
    for told in (_by_symbol, _by_name):
        owners = [one for box in boxes if (one := told(box, issuers))]
        if len({(one["abbreviation"], one["name"]) for one in owners}) == len(boxes):
            return [(box, [one]) for box, one in zip(boxes, owners, strict=True)]
    own = [box for box in boxes if box.symbol == symbol]
    if len(own) != 1:
        raise Unfit("several_boxes")
    return [(own[0], issuers[:1])]


def _by_symbol(box: Box, issuers: Sequence[Numbered]) -> Numbered | None:
    named = [one for one in issuers if f"-{_plain(one['abbreviation'])}-" in f"-{_plain(box.symbol)}-"]
    return named[0] if len(named) == 1 else None


def _by_name(box: Box, issuers: Sequence[Numbered]) -> Numbered | None:
    """The last that is named above it."""
    names = [(fold(one["name"]), one) for one in issuers if one["name"]]
    ends = [(box.above.rfind(name) + len(name), len(name), one) for name, one in names if name in box.above]
    return max(ends, key=lambda end: end[:2])[2] if ends else None


def _plain(symbol: str) -> str:
    return re.sub(r"[-–/\s]+", "-", symbol).casefold()


def _above(before: Sequence[Any], paragraph: Any) -> str:
    """In a table, what its own column says above it; else all that stands before."""
    column = _column(paragraph)
    said = before if column is None else [one for one in before if _column(one) == column]
    return fold(" ".join(" ".join(_text(one) for one in said).split()))


def _column(paragraph: Any) -> tuple[Any, int] | None:
    """The table and the ordinal of the cell in its row."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is None:
        return None
    row = cell.getparent()
    return row.getparent(), row.findall(qn("w:tc")).index(cell)


def _filled(box: Box, issuers: Sequence[Numbered]) -> str:
    """What its first number is, once all are in it."""
    numbers, found = [f"{one['number']:02d}" for one in issuers], box.found
    letters = _letters(box.paragraph)
    if len(numbers) == 1:
        replace(letters, found.start("number"), found.end("sign"), f" {numbers[0]}{found['sign']}")
        return numbers[0]
    blanks = list(BLANKS.finditer(found.string, found.start("number"), found.end("number")))
    for blank, number in reversed(list(zip(blanks, numbers, strict=True))):
        replace(letters, blank.start(), blank.end(), number)
    return numbers[0]


def _named(paragraphs: list[Any], symbol: str, number: str, day: date) -> None:
    """Annexes say with which document they go: "(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm … của …)"."""
    place = re.compile(rf"(?i)số(?P<number>{EMPTY}){re.escape(symbol)}(?![-–/\w])")
    for paragraph in paragraphs:
        text = _text(paragraph)
        found = place.search(text) if WITH.match(text) else None
        if found is None:
            continue
        if spelt := re.compile(f"(?i){SPELT}").search(text, found.end()):
            _day(paragraph, spelt, day, after=" ")
        replace(
            _letters(paragraph),
            found.end("number") - len(found["number"]),
            found.end("number") + 1,
            f" {number}{symbol[0]}",
        )


def _day(paragraph: Any, found: re.Match[str], day: date, after: str = "") -> None:
    """A day that stands there already was typed by somebody, and stays."""
    written = DATE.search(format_long_date("", day))
    assert written is not None
    behind = {"year": after, "month": " ", "day": " "}
    for name in behind:  # from the end of the line, so that the places before stay
        if not any(sign.isdigit() for sign in found[name]):
            start = found.start(name) - 1
            text = f"{found.string[start]} {written[name]}{behind[name]}"
            replace(_letters(paragraph), start, found.end(name), text)


def _letters(paragraph: Any) -> list[Any]:
    return list(paragraph.iter(qn("w:t")))


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in _letters(paragraph))
