"""The number, and the day of issue, into a document that was written before it had them: what the registry types by
hand once a document is signed. The look of each box stays as it is; nothing else in the file is touched."""

import io
import re
from datetime import date
from typing import Any

from docx.oxml.ns import qn

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vietnamese import format_long_date
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
HEAD = 40
"""Paragraphs among which the head of a document stands, those of its tables counted."""


def issue(content: bytes, number: int, day: str) -> bytes:
    """The .docx with its number and day (ISO). Raises Unfit: "damaged"; "no_number_box" where no box waits for a
    number or several do (a joint document); "numbered" where another number stands there already."""
    document = opened(content)
    paragraphs, on = list(document.element.body.iter(qn("w:p"))), date.fromisoformat(day)
    symbol = _number(paragraphs[:HEAD], f"{number:02d}")
    for paragraph in paragraphs[:HEAD]:
        if found := DAY.search(_text(paragraph)):
            _day(paragraph, found, on)
            break
    if symbol:
        _named(paragraphs, symbol, f"{number:02d}", on)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _number(head: list[Any], number: str) -> str:
    """What stands behind the number now: its sign and symbol. Nothing where it stood there before."""
    boxes = [(one, found) for one in head if (found := NUMBER.match(_text(one)))]
    waiting = [(one, found) for one, found in boxes if re.fullmatch(EMPTY, found["number"])]
    standing = [found["number"] for one in head if (found := NUMBERED.match(_text(one)))]
    if standing == [number] and not waiting:
        return ""
    if standing:
        raise Unfit("numbered", number=standing[0])
    if len(waiting) != 1:
        raise Unfit("no_number_box")
    [(paragraph, found)] = waiting
    replace(_letters(paragraph), found.start("number"), found.end("sign"), f" {number}{found['sign']}")
    return f"{found['sign']}{found['symbol']}".rstrip()


def _named(paragraphs: list[Any], symbol: str, number: str, day: date) -> None:
    """Annexes say with which document they go: "(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm … của …)"."""
    place = re.compile(rf"(?i)số(?P<number>{EMPTY}){re.escape(symbol)}\b")
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
