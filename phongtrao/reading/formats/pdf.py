"""The text of a PDF: line by line in the order in which a person reads, two columns one after the other.

PDF knows signs and their places only. Signs are gathered to runs along a line; runs to columns, where a corridor
parts two blocks of running text (a table's columns are read across); runs of one height to lines; lines to
paragraphs, where a line reaches the end of its column."""

import ctypes
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


def pieces_of_pdf(content: bytes) -> Extract:
    document = opened(content)
    pieces: list[Piece] = []
    bare, signs = [], 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        runs = list(_runs(page))
        signs += sum(len(run.text) for run in runs)
        if signs > MOST_SIGNS:
            raise Unfit("too_long")
        if not runs:
            bare.append(number)
        new = list(_pieces(runs, number, *page.get_size()))
        if pieces and new:
            new[0]["before"] = _between(
                pieces[-1]["text"], new[0]["text"], full=not _ended(pieces[-1]["text"])
            )
        pieces += new
        page.close()
    return Extract(pieces=pieces, bare=bare)


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


# Pieces ---------------------------------------------------------------------------------------------------


def _pieces(runs: list[Run], page: int, width: float, height: float) -> Iterator[Piece]:
    number, before = 0, "\n"
    last = ""
    for block in blocks(runs) if runs else ():
        left, right = min(run.left for run in block), max(run.right for run in block)
        for at, row in enumerate(rows_of(block)):
            number += 1
            text = "\t".join(" ".join(run.text.split()) for run in row)
            if at == 0:
                before = _between(last, text, full=not _ended(last))
            yield Piece(
                text=text, before=before, where=Where(page=page, line=number), box=_box(row, width, height)
            )
            last, before = text, "\n" if _ends(row, left, right) else " "


def _ends(row: list[Run], left: float, right: float) -> bool:
    """A line that does not fill its column, or is no running text, or leads to a list, is the last of its paragraph."""
    full = row[-1].right - left >= FULL * (right - left)
    text = row[0].text.rstrip()
    return not full or len(row) > 1 or len(text) < PROSE or text[-1] in ":;"


def _between(last: str, text: str, *, full: bool) -> str:
    """From one column or page to the next: a sentence goes on in small letters."""
    return " " if full and len(last) >= PROSE and text[:1].islower() else "\n"


def _ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".!?:;" or "\t" in text


def _box(row: list[Run], width: float, height: float) -> list[float]:
    left, right = min(run.left for run in row), max(run.right for run in row)
    top, bottom = max(run.top for run in row), min(run.bottom for run in row)
    shares = (left / width, 1 - top / height, right / width, 1 - bottom / height)
    return [round(min(max(share, 0.0), 1.0), 4) for share in shares]
