"""Phụ lục I, phần I, mục II.5, II.6.a and II.9: kind and subject, addressees, bases."""

import re
from collections.abc import Iterator

from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.rules.finding import Case, Finding, look, written
from phongtrao.letters.checking.word import Line

WITHOUT_SUBJECT = {
    "introduction",
    "leave",
    "mandate",
    "sending_note",
    "forwarding_note",
    "announcement_note",
    "other",
}
ALWAYS_TO = {"proposal"}
GAP = 6.0
VV = re.compile(r"^V/v\s")
LAW = re.compile(r"(?i)^[-+]?\s*căn cứ\s+(?:vào\s+)?(bộ luật|luật|pháp lệnh)\b[^;]*?\bsố\s*(?::\s*)?\d+/")
PLAIN_DASH = re.compile(r"^-\s*\S")


def title(case: Case) -> Iterator[Finding]:
    head = case.boxes.head
    yield from look("urgency", head.stamps, case)
    for stamp in head.stamps:
        framed = bool(stamp.setting.edges) or stamp.box or (stamp.cell is not None and stamp.cell.bordered)
        if not framed:
            yield Finding("urgency.frame", stamp, stamp.words)
    if head.kind is not None:
        yield from look("kind", [head.kind], case)
        yield from look("subject", head.subject, case)
        if not head.subject and head.sort is not None and head.sort.id not in WITHOUT_SUBJECT:
            yield Finding("subject.missing", head.kind, head.kind.words)
    elif head.about:
        yield from look("about", head.about, case)
        yield from _about(case, head.about[0])
    elif head.found:
        yield Finding("kind.missing", head.number or head.national)


def _about(case: Case, line: Line) -> Iterator[Finding]:
    number = case.boxes.head.number
    if not VV.match(line.text):
        yield Finding("about.vv", line, line.words, "V/v")
    if number is not None and number.at < line.at and number.cell == line.cell and not line.tabbed:
        gap = _gap(case, number, line)
        if abs(gap - GAP) > 1:
            yield Finding("about.gap", line, f"{written(gap)} pt", f"{written(GAP)} pt")


def _gap(case: Case, above: Line, below: Line) -> float:
    if case.paper.summed:
        return above.setting.after + below.setting.before
    return max(above.setting.after, below.setting.before)


def addressees(case: Case) -> Iterator[Finding]:
    head = case.boxes.head
    if not head.to:
        if head.found and (head.letter or (head.sort is not None and head.sort.id in ALWAYS_TO)):
            yield Finding(
                "to.missing", head.kind or head.about[0] if head.about or head.kind else head.number
            )
        return
    yield from look("to", head.to, case)
    first, *rest = head.to
    after = marks.TO.sub("", first.text).strip()
    if not after.startswith(":"):
        yield Finding("to.colon", first, first.words)
    rest = [first.cut(0, 0, 0), *rest] if after.strip(": ").startswith(("-", "–")) else rest
    if not rest:
        return
    below = [line for line in rest if line.text]
    if len(below) == 1 and not after.strip(": ") and not below[0].text.endswith(";"):
        if below[0].cell is None and PLAIN_DASH.match(below[0].text):
            yield Finding("to.one", first, below[0].words)
        return
    for at, line in enumerate(below):
        ends = "." if at == len(below) - 1 else ";"
        if not PLAIN_DASH.match(line.text) and not line.text.startswith("+"):
            yield Finding("to.dash", line, line.words, "-")
        if not line.text.endswith(ends):
            yield Finding("to.end", line, line.words, ends)


def bases(case: Case) -> Iterator[Finding]:
    lines = case.boxes.head.bases
    yield from look("bases", lines, case)
    for at, line in enumerate(lines):
        ends = "." if at == len(lines) - 1 else ";"
        if not line.text.endswith(ends):
            yield Finding("bases.end", line, line.text[-1], ends)
        if LAW.match(line.text):
            yield Finding("bases.law", line, line.words)
