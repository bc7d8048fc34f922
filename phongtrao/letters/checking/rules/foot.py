"""Phụ lục I, phần I, mục II.7 and II.9: who signs, and who receives."""

import re
from collections.abc import Iterator

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.boxes import Signature, marks
from phongtrao.letters.checking.rules.finding import Case, Finding, look
from phongtrao.letters.checking.word import Line

SOUND = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s\S")
FOR_ANOTHER = re.compile(r"^(TM|T/M|KT|K/T|TL|T/L|TUQ)\b")
LEARNED = re.compile(
    r"(?i)^(?:(?:pgs|gs|ts|ths|ts\.bs|bs|ds|ks|cn|ls|nsnd|nsưt|nsut|ngnd|ngưt|ngut|ttnd|ttưt|ttut|bscki{1,2}|bsck\s*i{1,2}|"
    r"kts|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|giáo sư|phó giáo sư|cử nhân|kỹ sư|bác sĩ|bác sỹ|luật sư)[.,\s]+)+"
)
RANK = re.compile(r"(?i)^(đại|thượng|trung|thiếu)\s+(tướng|tá|úy|uý|sĩ|sỹ)\b")
FILED = re.compile(r"(?i)^[-–—•*+]?\s*lưu\b")
FILED_WELL = re.compile(r"^-\s?Lưu: ?VT(?:[,.;]|\b)")
SAME = "nhu tren"
DRAFTER = re.compile(r"^[A-ZĐ]{1,6}[.,]?\s?\(?\d{1,5}\)?\.?$")


def signatures(case: Case) -> Iterator[Finding]:
    found = case.boxes.foot.signatures
    if not found:
        if case.boxes.head.found:
            yield Finding("signature.missing", _last(case))
        return
    for one in found:
        yield from look("authority", one.posts, case)
        yield from _authority(one)
        if one.name is not None:
            yield from look("name", [one.name], case)
            yield from _name(one.name)


def _authority(one: Signature) -> Iterator[Finding]:
    for line in one.posts:
        if marks.AUTHORITY.match(line.text) and not SOUND.match(line.text):
            letters = re.sub(r"[^A-Z]", "", line.text.split()[0].split(".")[0].split(":")[0])
            yield Finding("authority.mark", line, line.words, f"{letters}.")
    if one.posts and FOR_ANOTHER.match(one.posts[-1].text):
        yield Finding("authority.post", one.posts[-1], one.posts[-1].words)


def _name(name: Line) -> Iterator[Finding]:
    if found := LEARNED.match(name.text):
        yield Finding("name.title", name, name.words, name.text[found.end() :])
    elif found := RANK.match(name.text):
        yield Finding("name.rank", name, found[0])


def recipients(case: Case) -> Iterator[Finding]:
    foot, head = case.boxes.foot, case.boxes.head
    if foot.head is None:
        if head.found:
            yield Finding("recipients.missing", _last(case))
        return
    yield from look("recipients_head", [foot.head], case)
    if not foot.head.text.rstrip().endswith(":"):
        yield Finding("recipients_head.colon", foot.head, foot.head.words, "Nơi nhận:")
    lines = joined(foot.recipients)
    yield from look("recipients", [line for group in lines for line in group], case)
    yield from _list(lines)
    yield from _same(case, lines)


def joined(lines: list[Line]) -> list[list[Line]]:
    """Lines of one recipient together; what follows where it is filed (initials, copies) is left out."""
    found: list[list[Line]] = []
    filed = False
    for line in lines:
        if filed and found[-1][-1].text.endswith("."):
            break
        goes_on = found and not marks.DASH.match(line.text) and not found[-1][-1].text.endswith((";", "."))
        if goes_on and not FILED.match(line.text):
            found[-1].append(line)
        elif filed and DRAFTER.match(line.text):
            break
        else:
            found.append([line])
            filed = filed or bool(FILED.match(line.text))
    return found


def _list(lines: list[list[Line]]) -> Iterator[Finding]:
    filed = [group for group in lines if FILED.match(group[0].text)]
    for group in lines:
        text = group[0].text
        if not text.startswith(("-", "+")):
            yield Finding("recipients.dash", group[0], group[0].words, "-")
        if group not in filed and not group[-1].text.endswith((";", ":")):
            yield Finding("recipients.end", group[-1], group[-1].words, ";")
    if not filed:
        yield Finding("recipients.filing", lines[-1][-1] if lines else None, "", "- Lưu: VT, ….")
        return
    last = filed[-1]
    if not FILED_WELL.match(last[0].text) and last[0].text.startswith("-"):
        yield Finding("recipients.filing_form", last[0], last[0].words, "- Lưu: VT, ….")
    if not last[-1].text.endswith("."):
        yield Finding("recipients.filing_end", last[-1], last[-1].words, ".")


def _same(case: Case, lines: list[list[Line]]) -> Iterator[Finding]:
    to = bool(case.boxes.head.to)
    places = [at for at, group in enumerate(lines) if fold(group[0].text).startswith(SAME)]
    if to and places != [0] and lines and not (places and places[0] == 0):
        yield Finding("recipients.same", lines[0][0], lines[0][0].words, "- Như trên;")
    if places and not to and case.boxes.head.sort is not None and case.boxes.head.sort.id != "introduction":
        yield Finding("recipients.same_without", lines[places[0]][0], lines[places[0]][0].words)


def _last(case: Case) -> Line | None:
    return next((line for line in reversed(case.boxes.text) if not line.blank), None)
