"""Phụ lục I, phần I, mục I: paper, margins, letters, the page's number."""

from collections.abc import Iterator

from phongtrao.letters.checking.profile import Range
from phongtrao.letters.checking.rules.finding import Case, Finding, lettered, look, written
from phongtrao.letters.checking.word import Line, Section
from phongtrao.letters.measure import POINT, width

NEAR = 0.5  # millimetres
SIDES = ("top", "bottom", "left", "right")
SINGLE = 1.15  # height of a line of Times New Roman, in its size
OLD_FONTS = (".vn", "vni-", "vni ")
FULL = 1.3  # pages by our reckoning from which there is surely a second one
NEARLY_FULL = 0.7  # so full, and the program that saved it counted two


def paper(case: Case) -> Iterator[Finding]:
    rule = case.profile.page
    for section in case.paper.sections:
        short, long = sorted((section.width, section.height))
        if abs(short - rule.width) > NEAR or abs(long - rule.height) > NEAR:
            found = f"{section.width:.0f} × {section.height:.0f} mm"
            wanted = f"A4 ({rule.width:.0f} × {rule.height:.0f} mm)"
            yield Finding("page.paper", None, found, wanted, section.number)
        if section.turned and not _may_lie(case, section):
            yield Finding("page.turned", None, ("ngang", "landscape"), ("dọc", "portrait"), section.number)
        yield from _margins(case, section)


def _may_lie(case: Case, section: Section) -> bool:
    """An annex may; the text only for a table within it."""
    lines = [line for line in case.paper.lines if line.section == section.number - 1]
    annexes = any(annex.number.section <= section.number - 1 for annex in case.boxes.annexes)
    return annexes or any(line.cell is not None and line.cell.bordered for line in lines)


def _margins(case: Case, section: Section) -> Iterator[Finding]:
    """A page that lies may keep the margins of the sheet as it was turned."""
    rule = case.profile.page
    ranges: dict[str, Range] = {side: getattr(rule, side) for side in SIDES}
    found: dict[str, float] = {side: getattr(section, side) for side in SIDES}
    if section.turned:
        for turned in (("left", "right", "bottom", "top"), ("right", "left", "top", "bottom")):
            if all(_within(found[side], ranges[other]) for side, other in zip(SIDES, turned, strict=True)):
                return
    for side in SIDES:
        if not _within(found[side], ranges[side]):
            least, most = ranges[side]
            words = (f"{written(least)} đến {written(most)} mm", f"{written(least)} to {written(most)} mm")
            yield Finding(f"page.{side}", None, f"{written(found[side])} mm", words, section.number)


def _within(length: float, allowed: Range) -> bool:
    return allowed[0] - NEAR <= length <= allowed[1] + NEAR


def letters(case: Case) -> Iterator[Finding]:
    """The font and colour of every letter, in tables and annexes too."""
    font = case.profile.font
    stamps = {line.at for line in case.boxes.head.stamps}
    for line in case.paper.lines:
        for piece in lettered(line):
            named = _fonts(piece.text, piece.letters.ascii, piece.letters.other) - {font.lower()}
            old = [name for name in named if name.startswith(OLD_FONTS)]
            if named:
                shown = piece.letters.ascii if piece.letters.ascii.lower() in named else piece.letters.other
                yield Finding("letters.encoding" if old else "letters.font", line, shown, font)
            if piece.letters.colour and line.at not in stamps:
                yield Finding("letters.colour", line, piece.letters.colour, ("màu đen", "black"))


def _fonts(text: str, ascii_font: str, other: str) -> set[str]:
    """The fonts that print these letters: letters with marks have one of their own."""
    found = set()
    if any(sign.isascii() and sign.isalnum() for sign in text):
        found.add(ascii_font.lower())
    if any(not sign.isascii() and sign.isalpha() for sign in text):
        found.add(other.lower())
    return found


def numbers(case: Case) -> Iterator[Finding]:
    """From the second page on, in the middle of the top margin (I.7)."""
    sections = main(case)
    first = sections[0]
    if not any(section.header.numbered for section in sections):
        bottom = any(footer.numbered for section in sections for footer in section.footers)
        if bottom:
            yield Finding(
                "pages.bottom", None, ("lề dưới", "bottom margin"), ("lề trên", "top margin"), first.number
            )
        elif _long(case):
            yield Finding("pages.missing", None, "", "", first.number)
        return
    if first.header.numbered and (first.first is None or first.first.numbered):
        yield Finding("pages.first", None, "", "", first.number)
    for section in sections:
        usual = (None, 1) if section is first else (None,)
        if section.start not in usual:
            yield Finding("pages.start", None, str(section.start), "1", section.number)
        if section.header.numbered and section.form not in ("decimal", "numberInDash"):
            yield Finding("pages.arabic", None, section.form, "1, 2, 3", section.number)
    lines = {id(section.header.line): section.header.line for section in sections}
    for line in lines.values():
        if line is not None:
            for one in look("page_number", [line], case):
                yield Finding(one.code, None, one.found, one.wanted, first.number)


def main(case: Case) -> list[Section]:
    """The sections of the document itself, without its annexes."""
    after = [annex.number for annex in case.boxes.annexes] + list(case.boxes.attached)
    begins = min((line.section for line in after), default=len(case.paper.sections))
    return list(case.paper.sections[: max(begins, 1)])


def _long(case: Case) -> bool:
    """Surely more than one page. Only Word knows for certain; its count may be older than the text."""
    after = [annex.number.at for annex in case.boxes.annexes] + [line.at for line in case.boxes.attached]
    lines = case.paper.lines[: min(after, default=len(case.paper.lines))]
    if any(line.page for line in lines):
        return True
    section = case.paper.sections[0]
    height = (section.height - section.top - section.bottom) / POINT
    filled = sum(_height(line, section.text_width) for line in lines) / max(height, 1)
    return filled > FULL or (case.paper.pages > 1 and not after and filled > NEARLY_FULL)


def _height(line: Line, wide: float) -> float:
    """Points; of a cell a share, for its neighbour stands beside it."""
    share = 2 if line.cell else 1
    size = line.size or 12
    rows = max(1, round(width(line.text, size) / max(wide / share, 1) + 0.4)) if not line.blank else 1
    setting = line.setting
    single = setting.exact or max(setting.least, (setting.line or 1) * size * SINGLE)
    return (rows * single + setting.before + setting.after) / share
