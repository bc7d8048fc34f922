"""The text of a PDF: line by line in the order in which a person reads, two columns one after the other.

PDF knows signs and their places only. Signs are gathered to runs along a line; runs to columns, where a corridor
parts two blocks of running text (a table's columns are read across); runs of one height to lines; lines to
paragraphs, where a line reaches the end of its column."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from phongtrao.core.sandbox import Unfit
from phongtrao.reading.formats.piece import Extract, Piece, Where

MOST_PAGES = 500
MOST_SIGNS = 3_000_000
GAP = 1.8  # ems of white that part two runs
CORRIDOR = 0.9  # ems of white between two columns
PROSE = 24  # signs of a usual line of running text; shorter is a table's cell or a letterhead
FEWEST_LINES = 3
FULL = 0.88  # how much of its column's width a line fills that goes on in the next
MOST_DEPTH = 12
RUNNING = 2  # lines at the head and the foot of a page that may be the same on all
MARGIN = 0.1  # of the page's height
ALOOF = 0.6  # heights of white between such a line and the rest
APART = 1.0  # heights of white above a line that begins anew
NUMBER = re.compile(r"[0-9]+")


@dataclass(slots=True)
class Run:
    """Signs side by side; from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    rows: list[list[Run]]


def pieces_of_pdf(content: bytes) -> Extract:
    document = opened(content)
    pages: list[Page] = []
    bare, signs = [], 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        runs = list(_runs(page))
        signs += sum(len(run.text) for run in runs)
        if signs > MOST_SIGNS:
            raise Unfit("too_long")
        if runs:
            width, height = page.get_size()
            pages.append(Page(number, width, height, lines(runs)))
        else:
            bare.append(number)
        page.close()
    return Extract(pieces=list(_bound(pages)), bare=bare)


def opened(content: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unfit("locked" if "password" in str(problem).lower() else "damaged") from problem
    if len(document) > MOST_PAGES:
        raise Unfit("too_many_pages", pages=len(document), most=MOST_PAGES)
    return document


# Runs -----------------------------------------------------------------------------------------------------


def _runs(page: Any) -> Iterator[Run]:
    text_page = page.get_textpage()
    now: Run | None = None
    box = pdfium.FS_RECTF()
    for at in range(text_page.count_chars()):
        sign = _sign(text_page, at)
        if sign in ("\r", "\n"):
            if now is not None:
                yield now
            now = None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(box)) or box.right <= box.left:
            if now is not None and sign == " ":
                now.text += sign
            continue
        if now is not None and _follows(now, box):
            if _apart(now, box) and not now.text.endswith(" ") and sign != " ":
                now.text += " "
            now.text += sign
            now.right = max(now.right, box.right)
            now.bottom, now.top = min(now.bottom, box.bottom), max(now.top, box.top)
        elif sign.strip():
            if now is not None:
                yield now
            now = Run(sign, box.left, box.bottom, box.right, box.top)
    if now is not None:
        yield now
    text_page.close()


def _sign(text_page: Any, at: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text_page, at)
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return ""
    if 0xF020 <= code <= 0xF0FF:  # a sign of a symbol font, as lists have before their items
        code -= 0xF000
    return chr(code) if code >= 32 or code in (10, 13) else " "


def _follows(run: Run, box: Any) -> bool:
    """On the same line and not far away."""
    overlap = min(run.top, box.top) - max(run.bottom, box.bottom)
    height = min(run.height, box.top - box.bottom)
    return bool(overlap > 0.4 * height and -height < box.left - run.right < GAP * run.height)


def _apart(run: Run, box: Any) -> bool:
    return bool(box.left - run.right > 0.3 * run.height)


# Order ----------------------------------------------------------------------------------------------------


def blocks(runs: list[Run], depth: int = 0) -> Iterator[list[Run]]:
    """Blocks in reading order, none with columns inside."""
    parted = _columns(runs) if depth < MOST_DEPTH else None
    if parted is None:
        yield runs
        return
    for part in parted:
        yield from blocks(part, depth + 1)


def _columns(runs: list[Run]) -> list[list[Run]] | None:
    """What stands above the columns, the columns, what stands below; None where there are none."""
    for x in _corridors(runs):
        crossing = [run for run in runs if run.left < x < run.right]
        for low, high in _bands(runs, crossing):
            left = [run for run in runs if run.right <= x and low <= run.bottom and run.top <= high]
            right = [run for run in runs if run.left >= x and low <= run.bottom and run.top <= high]
            if _prose(left) and _prose(right):
                inside = {id(run) for run in (*left, *right)}
                above = [run for run in runs if id(run) not in inside and run.bottom >= high - 1]
                taken = {id(run) for run in above} | inside
                below = [run for run in runs if id(run) not in taken]
                return [part for part in (above, left, right, below) if part]
    return None


def _corridors(runs: list[Run]) -> list[float]:
    """Heights of white from top to bottom that few runs cross: the widest first."""
    if len(runs) < 2 * FEWEST_LINES:
        return []
    em = median(run.height for run in runs)
    edges = sorted({round(run.right, 1) for run in runs})
    found = []
    for edge in edges:
        nearest = min((run.left for run in runs if run.left >= edge), default=None)
        if nearest is None or nearest - edge < CORRIDOR * em:
            continue
        x = (edge + nearest) / 2
        crossing = sum(run.left < x < run.right for run in runs)
        if crossing * 2 < len(runs):
            found.append((crossing, -(nearest - edge), x))
    return [x for _crossing, _width, x in sorted(found)[:4]]


def _bands(runs: list[Run], crossing: list[Run]) -> Iterator[tuple[float, float]]:
    """Between two runs that cross the corridor, from the top of the page down."""
    floor = min(run.bottom for run in runs) - 1
    ceiling = max(run.top for run in runs) + 1
    for low in (*(run.top for run in sorted(crossing, key=lambda run: -run.top)), floor):
        if ceiling - low > 0:
            yield min(low, ceiling), ceiling
        ceiling = min([ceiling, *(run.bottom for run in crossing if abs(run.top - low) < 0.01)])


def _prose(runs: list[Run]) -> bool:
    rows = lines(runs)
    return len(rows) >= FEWEST_LINES and median(sum(len(run.text) for run in row) for row in rows) >= PROSE


def lines(runs: list[Run]) -> list[list[Run]]:
    """Runs of one height, from the top down, from the left to the right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -(run.top + run.bottom)):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


# Rows of a table ------------------------------------------------------------------------------------------


def rows_of(block: list[Run]) -> list[list[Run]]:
    """Lines; in a table what stands beside each other, and what a narrow cell broke off, is one row."""
    rows: list[list[Run]] = []
    for line in lines(block):
        row = line
        while rows and (joined := _joined(rows[-1], row)):
            rows.pop()
            row = joined
        rows.append(row)
    return rows


def _joined(above: list[Run], below: list[Run]) -> list[Run] | None:
    """Two lines as one row of a table, where they are one."""
    if _beside(above, below):
        return sorted([*above, *below], key=lambda run: run.left)
    if len(above) == len(below):
        return None
    more, fewer = (above, below) if len(above) > len(below) else (below, above)
    pairs = [(run, next((cell for cell in more if _go_on(above, cell, run)), None)) for run in fewer]
    if any(cell is None for _run, cell in pairs):
        return None
    whole = {id(cell): _together(cell, run) for run, cell in pairs if cell is not None}
    return [whole.get(id(cell), cell) for cell in more]


def _go_on(above: list[Run], cell: Run, run: Run) -> bool:
    """Whether the lower of the two goes on, in small letters and close below, where the upper one broke off."""
    upper, lower = (cell, run) if any(cell is one for one in above) else (run, cell)
    em = lower.height
    left, middle = abs(upper.left - lower.left), abs(upper.left + upper.right - lower.left - lower.right)
    aligned = left < 0.6 * em or middle < 1.2 * em
    return aligned and abs(upper.bottom - lower.top) < 0.5 * em and lower.text.lstrip()[:1].islower()


def _together(one: Run, other: Run) -> Run:
    upper, lower = (one, other) if one.top > other.top else (other, one)
    return Run(
        f"{upper.text.rstrip()} {lower.text.lstrip()}",
        min(one.left, other.left),
        lower.bottom,
        max(one.right, other.right),
        upper.top,
    )


def _beside(row: list[Run], line: list[Run]) -> bool:
    """At overlapping heights, in other columns: a number in the middle of a cell of two lines."""
    for run in line:
        if any(run.left < cell.right and cell.left < run.right for cell in row):
            return False
    low, high = min(cell.bottom for cell in row), max(run.top for run in line)
    return high - low > 0.2 * line[0].height


# Pages ----------------------------------------------------------------------------------------------------


def _bound(pages: list[Page]) -> Iterator[Piece]:
    """All pages as one text: what runs along at the head or foot of most pages is said once, before and after it, so
    that a sentence goes on over the page, and no number of a page is a figure."""
    heads = [_running(pages, 0, "header") for _time in range(RUNNING)]
    feet = [_running(pages, -1, "footer") for _time in range(RUNNING)]
    yield from (piece for piece in heads if piece)
    last = ""
    for page in pages:
        for at, piece in enumerate(_pieces(page)):
            if at == 0:
                piece["before"] = _between(last, piece["text"])
            yield piece
            last = piece["text"]
    yield from (piece for piece in reversed(feet) if piece)


def _running(pages: list[Page], at: int, part: str) -> Piece | None:
    """The first of the lines at this height of the page that most pages have alike but for numbers; all are taken
    out."""
    long = [page for page in pages if len(page.rows) > 2 * RUNNING]
    there = [(page, page.rows[at]) for page in long if _at_edge(page, at)]
    alike = Counter(_unnumbered(row) for _page, row in there)
    usual, count = alike.most_common(1)[0] if alike else ("", 0)
    if count < 2 or 2 * count <= len(pages):
        return None
    found = [(page, row) for page, row in there if _unnumbered(row) == usual]
    for page, _row in found:
        page.rows.pop(at)
    page, row = found[0]
    where = Where(part=part, page=page.number)
    return Piece(text=_text(row), before="\n", where=where, box=_box(row, page.width, page.height))


def _at_edge(page: Page, at: int) -> bool:
    """In the margin, with white between it and the rest."""
    row, beside = page.rows[at], page.rows[1 if at == 0 else at - 1]
    upper, lower = (row, beside) if at == 0 else (beside, row)
    share = _box(row, page.width, page.height)[3 if at == 0 else 1]
    in_margin = share < MARGIN if at == 0 else share > 1 - MARGIN
    return in_margin and _lower(upper) - max(run.top for run in lower) > ALOOF * row[0].height


def _unnumbered(row: list[Run]) -> str:
    return NUMBER.sub("#", _text(row))


def _text(row: list[Run]) -> str:
    return "\t".join(" ".join(run.text.split()) for run in row)


# Pieces ---------------------------------------------------------------------------------------------------


def _pieces(page: Page) -> Iterator[Piece]:
    number, before, last = 0, "\n", ""
    for block in blocks([run for row in page.rows for run in row]):
        left, right = min(run.left for run in block), max(run.right for run in block)
        rows = rows_of(block)
        for at, row in enumerate(rows):
            number += 1
            text = _text(row)
            if at == 0:
                before = _between(last, text)
            elif _lower(rows[at - 1]) - max(run.top for run in row) > APART * row[0].height:
                before = "\n"
            yield Piece(
                text=text,
                before=before,
                where=Where(page=page.number, line=number),
                box=_box(row, page.width, page.height),
            )
            last, before = text, "\n" if _ends(row, left, right) else " "


def _lower(row: list[Run]) -> float:
    return min(run.bottom for run in row)


def _ends(row: list[Run], left: float, right: float) -> bool:
    """A line that does not fill its column, or is no running text, or leads to a list, is the last of its paragraph."""
    full = row[-1].right - left >= FULL * (right - left)
    text = row[0].text.rstrip()
    return not full or len(row) > 1 or len(text) < PROSE or text[-1] in ":;"


def _between(last: str, text: str) -> str:
    """From one column or page to the next: a sentence goes on in small letters."""
    return " " if not _ended(last) and len(last) >= PROSE and text[:1].islower() else "\n"


def _ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".!?:;" or "\t" in text


def _box(row: list[Run], width: float, height: float) -> list[float]:
    left, right = min(run.left for run in row), max(run.right for run in row)
    top, bottom = max(run.top for run in row), min(run.bottom for run in row)
    shares = (left / width, 1 - top / height, right / width, 1 - bottom / height)
    return [round(min(max(share, 0.0), 1.0), 4) for share in shares]
