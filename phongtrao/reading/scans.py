"""Pictures of paper are read by Debian's tesseract, where it is installed, offline and within limits. What comes out is
never more than a proposal: a person looks at the picture of each line."""

import base64
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from phongtrao.core.sandbox import MEGABYTE, Crashed, TooSlow, Unfit, limited, program
from phongtrao.reading.formats.piece import Piece, Where

GREY = "phongtrao.reading.formats.picture:grey"
LANGUAGE = "vie"
SECONDS_A_PAGE = 60
MEMORY = 1024 * MEGABYTE
MOST_SCANNED = 60
FULL = 0.88  # how far a line reaches that goes on in the next
DOUBTFUL = 30  # tesseract's own confidence of a word, of 100: below it is noise


@cache
def available() -> bool:
    """Whether tesseract and its Vietnamese are installed."""
    if shutil.which("tesseract") is None:
        return False
    try:
        told = program(["tesseract", "--list-langs"], seconds=10, memory=MEMORY)
    except (Crashed, TooSlow):
        return False
    return LANGUAGE in told.decode(errors="replace").split()


def read_pages(
    pdf: bytes, pages: Iterable[int], *, on: Callable[[int, int], None] | None = None
) -> Iterator[Piece]:
    """Lines of pages without text. Raises Unfit: no_ocr, too_many_scanned; or a SandboxProblem."""
    asked = list(pages)
    if not available():
        raise Unfit("no_ocr")
    if len(asked) > MOST_SCANNED:
        raise Unfit("too_many_scanned", pages=len(asked), most=MOST_SCANNED)
    for done, page in enumerate(asked):
        if on is not None:
            on(done, len(asked))
        drawn = limited(GREY, pdf, page, seconds=30, memory=MEMORY)
        argv = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(drawn["dpi"]), "tsv"]
        told = program(argv, base64.b64decode(drawn["pgm"]), seconds=SECONDS_A_PAGE, memory=MEMORY)
        yield from lines_of(told.decode(errors="replace"), page)


def lines_of(table: str, page: int) -> Iterator[Piece]:
    """Tesseract's table of words as lines with their boxes; the lines of a paragraph belong
    together, as far as they are full."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    rows = [row for row in rows if len(row) == 12]
    sheet = next((row for row in rows if row[0] == "1"), None)
    if sheet is None:
        return
    width, height = max(int(sheet[8]), 1), max(int(sheet[9]), 1)
    words: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows:
        if row[0] == "5" and row[11].strip() and float(row[10]) >= DOUBTFUL:
            words.setdefault((row[2], row[3], row[4]), []).append(row)
    boxes = {key: _box(line, width, height) for key, line in words.items()}
    last: tuple[str, ...] = ()
    for number, (key, line) in enumerate(words.items(), start=1):
        together = last[:2] == key[:2] and boxes[last][2] >= FULL * _right(boxes, key)
        last = key
        yield Piece(
            text=" ".join(row[11].strip() for row in line),
            before=" " if together else "\n",
            where=Where(page=page, line=number),
            box=boxes[key],
        )


def _right(boxes: dict[tuple[str, ...], list[float]], key: tuple[str, ...]) -> float:
    """How far the lines of a paragraph reach."""
    return max(box[2] for other, box in boxes.items() if other[:2] == key[:2])


def _box(line: list[list[str]], width: int, height: int) -> list[float]:
    left, top = min(int(row[6]) for row in line), min(int(row[7]) for row in line)
    right = max(int(row[6]) + int(row[8]) for row in line)
    bottom = max(int(row[7]) + int(row[9]) for row in line)
    return [round(share, 4) for share in (left / width, top / height, right / width, bottom / height)]
