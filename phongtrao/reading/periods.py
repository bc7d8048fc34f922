"""The years a sentence speaks of, and the words that narrow them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

YEAR = r"(?:19|20)\d\d"
SPAN = re.compile(
    rf"(?:giai đoạn|trong|từ năm|từ|năm|nhiệm kỳ|kỳ)\s{{0,2}}({YEAR})\s{{0,2}}(?:-|–|đến năm|đến|tới)\s{{0,2}}({YEAR})"
)
SPAN_BARE = re.compile(rf"(?<![\d./-])({YEAR})\s{{0,2}}[-–]\s{{0,2}}({YEAR})(?![\d/])")
ONE = re.compile(
    rf"(?:năm|tháng \d{{1,2}}[/-]|\d{{1,2}}[/.-]\d{{1,2}}[/.-]|quý [ivx\d]{{1,3}}[/-]|\d{{1,2}}/)\s{{0,2}}"
    rf"({YEAR})(?!\d)"
)
NOTE = re.compile(
    r"(?:\d{1,2} tháng (?:đầu|cuối) năm|sáu tháng (?:đầu|cuối) năm|quý (?:iv|iii|ii|i|\d)|tháng \d{1,2}|"
    r"\d{1,2} năm qua|đến nay|hiện nay|từ đầu năm đến nay|nửa (?:đầu|cuối) năm|9 tháng)"
)

COMPARED = re.compile(
    r"(?:so với|so sánh với|cùng kỳ|bằng|hơn)(?: (?:cùng|kỳ|thời|điểm|cuối|đầu|của|mức|tổng|kết)){0,4} {0,2}$"
)
"""Before a year that is only compared with: it is not the figures' own."""
LONGEST_COMPARISON = 48


class Period(NamedTuple):
    """`years` is "2021", "2006-2016" or nothing."""

    years: str | None
    note: str


class Mention(NamedTuple):
    at: int
    years: str


def mentions(low: str, start: int, end: int) -> list[Mention]:
    """Years written in a part of the text, in their order; none that figures are only compared with."""
    found: list[Mention] = []
    covered: list[tuple[int, int]] = []
    for pattern in (SPAN, SPAN_BARE):
        for match in pattern.finditer(low, start, end):
            if not any(a <= match.start(1) < b for a, b in covered) and match[1] < match[2]:
                found.append(Mention(match.start(), f"{match[1]}-{match[2]}"))
                covered.append((match.start(1), match.end(2)))
    for match in ONE.finditer(low, start, end):
        before = low[max(start, match.start() - LONGEST_COMPARISON) : match.start()]
        if not any(a <= match.start(1) < b for a, b in covered) and not COMPARED.search(before):
            found.append(Mention(match.start(), match[1]))
    return sorted(found)


def note(low: str, start: int, end: int) -> str:
    match = NOTE.search(low, start, end)
    return match[0] if match else ""


def nearest(found: Sequence[Mention], at: int) -> str | None:
    """The years last named before a place, else the first behind it."""
    before = [mention.years for mention in found if mention.at <= at]
    if before:
        return before[-1]
    return found[0].years if found else None
