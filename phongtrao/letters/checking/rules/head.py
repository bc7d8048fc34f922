"""Phụ lục I, phần I, mục II.1–II.4: the nation's name, the office, number and symbol, place and date."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence

from phongtrao.letters.checking.boxes import marks
from phongtrao.letters.checking.kinds import codes
from phongtrao.letters.checking.rules import ruled
from phongtrao.letters.checking.rules.finding import Case, Finding, look
from phongtrao.letters.checking.word import Line

OLD_MARKS = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "uỷ": "ủy",
    "uý": "úy",
    "uỳ": "ùy",
    "uỵ": "ụy",
}
DASHES = re.compile(r"\s*[-–—‐‑−]\s*")
SINGLE = 1.05
SHORTENED = re.compile(r"\b(UBND|HĐND|MTTQ|BCĐ|UBMTTQ|TNCS|CA)\b")
OFFICES = re.compile(
    r"^(SỞ|BAN|CÔNG AN|PHÒNG|CỤC|ỦY BAN|UỶ BAN|UBND|HỘI|HỘI ĐỒNG|TRƯỜNG|TRUNG TÂM|VĂN PHÒNG|CHI CỤC|TỔNG CỤC|BỘ|VIỆN|"
    r"LIÊN ĐOÀN|CÔNG TY|TỔ|ĐOÀN|TỈNH|THÀNH|XÃ|PHƯỜNG|ĐẶC KHU)\b"
)
DIGITS = re.compile(r"\d+")
DASHED = re.compile(r"[–—‐‑−]")
YEARED = re.compile(r"^\d{4}[/-]")
MIXED = {"QyĐ", "CTr", "TTr", "TrS"}
FIRST_TEN = 10
PADDED_MONTHS = 2


def nation(case: Case) -> Iterator[Finding]:
    head, profile = case.boxes.head, case.profile
    wanted = profile.above or profile.national
    if not head.found:
        yield Finding("head.unknown", _first(case))
        return
    if head.national is None:
        if wanted:
            yield Finding("national.missing", _first(case), "", wanted)
    else:
        if alike_marks(head.national.text.upper()) != alike_marks(wanted):
            yield Finding("national.text", head.national, head.national.words, wanted)
        yield from look("national", [head.national], case)
        yield from _place_of_nation(case, head.national)
    if not profile.motto:
        return
    if head.motto is None:
        yield Finding("motto.missing", head.national or _first(case), "", profile.motto)
        return
    yield from _motto(case, head.motto)
    yield from look("motto", [head.motto], case)
    loose = [one for one in (head.national, head.motto) if one and one.setting.line > SINGLE]
    if loose:
        yield Finding("national.line", loose[0], f"{loose[0].setting.line:.2f}".replace(".", ","), "1")


def _motto(case: Case, motto: Line) -> Iterator[Finding]:
    text, wanted = motto.text, case.profile.motto
    if text == wanted or motto.capital:
        return
    if DASHES.sub(" - ", text) == wanted:
        yield Finding("motto.hyphens", motto, text, wanted)
    else:
        yield Finding("motto.text", motto, motto.words, wanted)


def _place_of_nation(case: Case, national: Line) -> Iterator[Finding]:
    """At the right: never in a table's first column beside the office."""
    offices = [line for line in case.boxes.head.office if line.cell]
    left = (
        national.cell
        and offices
        and national.cell.column < min(one.cell.column for one in offices if one.cell)
    )
    if left or (national.tabbed and not national.part):
        yield Finding("national.place", national, ("bên trái", "left"), ("bên phải", "right"))


def office(case: Case) -> Iterator[Finding]:
    head = case.boxes.head
    if not head.office:
        if head.found:
            yield Finding("issuer.missing", _first(case))
        yield from _only_rules(case)
        return
    minutes = head.sort is not None and head.sort.id == "minutes"
    joint = len(case.boxes.foot.signatures) > 1 and not minutes
    for lines in (group for column in head.offices for group in column):
        above, own = parted(lines, joint=joint)
        yield from look("superior", above, case)
        yield from look("issuer", own, case)
        if any(SHORTENED.search(line.printed) for line in own):
            yield Finding("issuer.short", own[0], own[0].words)
    yield from _only_rules(case)


def _only_rules(case: Case) -> Iterator[Finding]:
    return ruled.under(case)


def parted(lines: Sequence[Line], *, joint: bool = False) -> tuple[list[Line], list[Line]]:
    """The body above and the one that issues. By weight; where that tells nothing, by how names begin. Of a `joint`
    document several names in bold are so many offices."""
    if len(lines) == 1 or (joint and all(line.bold for line in lines)):
        return [], [*lines]
    first = next((at for at, line in enumerate(lines) if line.bold), None)
    if first:
        return [*lines[:first]], [*lines[first:]]
    begins = [at for at, line in enumerate(lines) if at and OFFICES.match(line.printed.upper())]
    if begins and OFFICES.match(lines[0].printed.upper()):
        return [*lines[: begins[-1]]], [*lines[begins[-1] :]]
    return ([], [*lines]) if first == 0 else ([*lines[:-1]], [*lines[-1:]])


def number(case: Case) -> Iterator[Finding]:
    head, rule = case.boxes.head, case.profile.number
    line = head.number
    if line is None:
        if head.found:
            yield Finding("number.missing", _first(case))
        return
    yield from look("number", [line], case)
    found = marks.NUMBER.match(line.text)
    if found is None:  # recognised by it
        return
    digits, symbol = DIGITS.findall(found["number"]), found["symbol"].strip()
    if rule.colon != bool(found["colon"]):
        yield Finding("number.colon", line, line.words)
    if (
        digits
        and digits[0].lstrip("0")
        and int(digits[0][:9]) < FIRST_TEN
        and digits[0] != f"0{int(digits[0][:9])}"
    ):
        yield Finding("number.padding", line, digits[0], f"0{int(digits[0][:9])}")
    if found["slash"] != rule.after:
        yield Finding("number.slash", line, line.words, rule.after)
    if DASHED.search(symbol):
        yield Finding("number.dashes", line, symbol, DASHED.sub("-", symbol))
    tight = line.text[found.start("slash") :]
    if " " in tight.strip() or (digits and re.search(r"\d\s+[/\\]", line.text)):
        yield Finding("number.spaces", line, line.words, re.sub(r"\s+", "", tight))
    yield from _symbol(case, line, re.sub(r"\s+", "", DASHED.sub("-", symbol)))


def _symbol(case: Case, line: Line, symbol: str) -> Iterator[Finding]:
    head, between = case.boxes.head, case.profile.number.between
    if YEARED.match(symbol):
        yield Finding("number.year", line, symbol)
        return
    groups = [group for group in symbol.split(between) if group]
    first = groups[0] if groups else ""
    known = {code.upper(): code for code in codes()}
    lower = [group for group in groups if group != group.upper() and group not in MIXED]
    code = known.get(first.upper())
    if lower and not (len(lower) == 1 and code and lower[0] == first):
        yield Finding("number.caps", line, symbol, symbol.upper() if not code else "")
    if head.sort is not None and head.sort.code:
        if first != head.sort.code:
            yield Finding("number.kind", line, first, f"{head.sort.code} ({head.sort.name})")
    elif head.letter and code and len(groups) > 1 and first not in ("PC", "TC", "TB", "HD", "DA", "PA", "CT"):
        yield Finding("number.stray_kind", line, symbol, between.join(groups[1:]))


def place(case: Case) -> Iterator[Finding]:
    head = case.boxes.head
    line = head.place
    minutes = head.sort is not None and head.sort.id == "minutes"
    if line is None:
        if head.found and not minutes:
            yield Finding("place.missing", head.number or _first(case))
        return
    if minutes:
        yield Finding("minutes.place", line, line.words)
        return
    yield from look("place", [line], case)
    beside = head.number.cell if head.number else None
    if beside and line.cell and line.cell.table == beside.table and line.cell.row != beside.row:
        yield Finding("place.row", line, line.words)
    found = marks.PLACE.match(line.text)
    if found is None:
        yield Finding("place.words", line, line.words)
        return
    name = found["place"].strip()
    if not name:
        yield Finding("place.name", line, line.words)
    elif not name[0].isupper():
        yield Finding("place.capital", line, name, name[0].upper() + name[1:])
    if name and "," not in found["comma"]:
        yield Finding("place.comma", line, line.words, f"{name},")
    yield from _date(line, *(("".join(DIGITS.findall(found[part]))) for part in ("day", "month", "year")))


def _date(line: Line, day: str, month: str, year: str) -> Iterator[Finding]:
    """A draft's blanks stay blank."""
    if day and len(day) == 1 and day != "0":
        yield Finding("place.day", line, day, f"0{day}")
    if month and month.lstrip("0"):
        count = int(month[:4])
        wanted = f"0{count}" if count <= PADDED_MONTHS else str(count)
        if month != wanted:
            yield Finding("place.month", line, month, wanted)
    if day and month and year and not _real(int(day[:4]), int(month[:4]), int(year[:6])):
        yield Finding("place.date", line, f"{day}/{month}/{year}")


def _real(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1900 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]


def alike_marks(text: str) -> str:
    """Lower case, with marks placed one way: "HOÀ" is "HÒA"."""
    told = text.lower()
    for old, new in OLD_MARKS.items():
        told = told.replace(old, new)
    return told


def _first(case: Case) -> Line | None:
    return next((line for line in case.paper.lines if not line.blank), None)
