"""Phụ lục I, phần I, mục II.6: the text, its parts and their marks."""

import re
from collections.abc import Iterator

from phongtrao.core.vietnamese.writing import LIST_LETTERS
from phongtrao.letters.checking.boxes import Item, Sort
from phongtrao.letters.checking.rules.finding import Case, Finding, lettered, look, sizes, written
from phongtrao.letters.checking.rules.page import SINGLE
from phongtrao.letters.checking.word import Line
from phongtrao.letters.measure import width

NEAR = 0.5  # millimetres
NEAR_LINES = 0.03
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
ROMAN = re.compile(r"^[IVXLC]+$")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LAID = {Sort.TEXT, Sort.CLAUSE, Sort.POINT, Sort.ARTICLE, Sort.SECTION}
NOTES = ("(", "*", "“", '"')
BY_SORT = {
    Sort.PART: "part",
    Sort.PART_TITLE: "part_title",
    Sort.SECTION: "section",
    Sort.CLAUSE: "clause",
    Sort.POINT: "point",
    Sort.TEXT: "text",
}


def looks(case: Case) -> Iterator[Finding]:
    for item in case.items:
        if item.sort is Sort.ARTICLE:
            yield from _article(item, case)
        elif item.sort is not Sort.TEXT or not item.line.text.startswith(NOTES):
            yield from look(BY_SORT[item.sort], [item.line], case, whole=True)
        else:
            yield from (one for one in look("text", [item.line], case, whole=True) if one.code == "text.size")


def _article(item: Item, case: Case) -> Iterator[Finding]:
    """ "Điều 1." is bold; what follows on the line only where it is a title."""
    wanted = case.profile.looks["article"]
    pieces = list(lettered(item.line))
    wrong = {one.letters.size for one in pieces if not wanted.size[0] <= one.letters.size <= wanted.size[1]}
    if wrong:
        yield Finding(
            "article.size", item.line, "; ".join(written(size) for size in sorted(wrong)), sizes(*wanted.size)
        )
    if pieces and not pieces[0].letters.bold:
        yield Finding("article.bold", item.line, ("chữ không đậm", "not bold"), ("chữ đậm", "bold"))
    if pieces and pieces[0].letters.italic:
        yield Finding("article.italic", item.line, ("chữ nghiêng", "italic"), ("chữ đứng", "upright"))


def layout(case: Case) -> Iterator[Finding]:
    """Alignment, indents, the space between paragraphs and between lines."""
    before: Line | None = None
    for item in case.items:
        line = item.line
        if item.sort in LAID and not item.middle:
            yield from _aligned(case, item)
            if line.first:
                yield from _indented(case, line)
        least, most = case.profile.line
        lines = _lines(line)
        if not least - NEAR_LINES <= lines <= most + NEAR_LINES:
            found = f"{lines:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            yield Finding("text.line", line, found, sizes(least, most))
        if before is not None and line.first and before.at == line.at - 1:
            gap = _gap(case, before, line)
            if gap < case.profile.gap:
                yield Finding("text.gap", line, f"{written(gap)} pt", f"{written(case.profile.gap)} pt")
        before = line


def _aligned(case: Case, item: Item) -> Iterator[Finding]:
    """A line that doesn't fill the page looks the same either way; headings are left alone."""
    line = item.line
    if item.sort is Sort.SECTION or (item.sort is Sort.CLAUSE and line.bold):
        return
    wide = case.section(line).text_width - line.setting.left - max(line.setting.first, 0)
    if line.setting.align != "both" and width(line.text, line.size) > wide:
        yield Finding("text.align", line, ("canh trái", "left"), ("canh đều hai lề", "justified"))


def _indented(case: Case, line: Line) -> Iterator[Finding]:
    """Where the first word begins: an indent, or a tab in front."""
    begins = line.setting.left + line.setting.first
    if line.raw.startswith("\t"):
        begins = next((tab for tab in line.setting.tabs if tab > begins + NEAR), case.paper.tab)
    if not any(abs(begins - allowed) <= NEAR for allowed in case.profile.first_line):
        wanted = " hoặc ".join(written(one) for one in case.profile.first_line) + " mm"
        yield Finding(
            "text.first_line", line, f"{written(begins)} mm", (wanted, wanted.replace("hoặc", "or"))
        )


def _lines(line: Line) -> float:
    """Its spacing in lines, whatever it was given in."""
    single = line.size * SINGLE
    if line.setting.exact:
        return line.setting.exact / single
    if line.setting.least:
        return max(1.0, line.setting.least / single)
    return line.setting.line


def _gap(case: Case, above: Line, below: Line) -> float:
    """Word lets the larger of the two count; none stands between paragraphs of one style that forgo it."""
    same = above.style == below.style
    after = 0 if same and not above.setting.alone else above.setting.after
    before = 0 if same and not below.setting.alone else below.setting.before
    return after + before if case.paper.summed else max(after, before)


def marks(case: Case) -> Iterator[Finding]:
    """The signs after ordinals, and the sign at the end of all."""
    for item in case.items:
        if item.sort is Sort.ARTICLE and item.mark != ".":
            yield Finding("article.dot", item.line, item.line.words, f"Điều {item.ordinal}.")
        elif item.sort is Sort.SECTION and item.mark != ".":
            yield Finding("section.dot", item.line, item.line.words, f"{item.ordinal}.")
        elif item.sort is Sort.CLAUSE and item.mark != ".":
            yield Finding("clause.dot", item.line, item.line.words, f"{item.ordinal}.")
        elif item.sort is Sort.POINT and item.mark != ")":
            yield Finding("point.mark", item.line, item.line.words, f"{item.ordinal})")
        elif item.sort is Sort.PART and not ROMAN.match(item.ordinal) and item.line.text[:1] in "PCpc":
            yield Finding("part.roman", item.line, item.line.words)
    yield from _end(case)


def _end(case: Case) -> Iterator[Finding]:
    """The samples end with "./."; a table may stand last."""
    filled = [line for line in case.boxes.text if not line.blank]
    if not filled or not case.boxes.head.found:
        return
    last = filled[-1]
    if last.cell is None and not last.box and not last.text.rstrip().endswith("./."):
        yield Finding("end.mark", last, last.text[-12:], "./.")


def order(case: Case) -> Iterator[Finding]:
    """Lettered items follow the Vietnamese alphabet, with or without the letters that carry marks (ă, â, ê …)."""
    before = ""
    section = 0
    for item in case.items:
        if item.sort is Sort.POINT:
            if before and item.ordinal != "a" and item.ordinal not in _next(before):
                yield Finding("point.order", item.line, item.ordinal, ("; ".join(_next(before)) or "a"))
            elif not before and item.ordinal != "a":
                yield Finding("point.order", item.line, item.ordinal, "a")
            before = item.ordinal
        elif item.sort is not Sort.TEXT:
            before = ""
        if item.sort is Sort.PART:
            section = 0
        elif item.sort is Sort.SECTION:
            count = _roman(item.ordinal)
            if count not in (section + 1, 1):
                yield Finding("section.order", item.line, item.ordinal)
            section = count


def _next(letter: str) -> list[str]:
    found = []
    for alphabet in (LIST_LETTERS, ALPHABET):
        at = alphabet.find(letter)
        if 0 <= at < len(alphabet) - 1 and alphabet[at + 1] not in found:
            found.append(alphabet[at + 1])
    return found


def _roman(text: str) -> int:
    values = [VALUES[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
