"""Documents: cells of their tables, and the dots in their lines."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from phongtrao.core.sandbox import Unfit
from phongtrao.letters.blanks.surface import DOTS, MOST_SPOTS, Spot, Surface, fillable, labelled

CELL = re.compile(r"T(\d+)R(\d+)C(\d+)\Z")
LINE = re.compile(r"L(\d+)B(\d+)\Z")
AROUND = 60
"""Characters of a line that are shown before a blank."""


def survey(content: bytes) -> list[Surface]:
    body = opened(content).element.body
    tables = [
        Surface(str(at), labelled(_grid(at, table))) for at, table in enumerate(body.iter(qn("w:tbl")), 1)
    ]
    lines = tuple((spot,) for spot in _lines(body))
    return [*tables, Surface("", lines)] if lines else tables


def fill(content: bytes, values: Mapping[str, Mapping[str, str]]) -> bytes:
    document = opened(content)
    body = document.element.body
    tables, lines = list(body.iter(qn("w:tbl"))), _outside(body)
    blanks: dict[int, dict[int, str]] = {}
    for key, value in values.items():
        text = value.get("text") or value.get("number", "").replace(".", ",")
        if found := CELL.match(key):
            _into_cell(_cell(tables, *map(int, found.groups()), key=key), text)
        elif found := LINE.match(key):
            blanks.setdefault(int(found[1]), {})[int(found[2])] = text
        else:
            raise Unfit("no_spot", key=key)
    for number, texts in blanks.items():
        if not 1 <= number <= len(lines):
            raise Unfit("no_spot", key=f"L{number}B{min(texts)}")
        _into_line(lines[number - 1], texts, number)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Any:
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as broken:  # python-docx raises whatever its reading ran into
        raise Unfit("damaged") from broken


def _grid(number: int, table: Any) -> Iterator[list[tuple[str, str, bool]]]:
    for at, row in enumerate(table.findall(qn("w:tr")), start=1):
        yield [
            (f"T{number}R{at}C{column}", _text(cell), cell.find(qn("w:tbl")) is None)
            for column, cell in enumerate(row.findall(qn("w:tc")), start=1)
        ]


def _text(element: Any) -> str:
    return " ".join("".join(one.text or "" for one in element.iter(qn("w:t"))).split())


def _outside(body: Any) -> list[Any]:
    """The paragraphs that stand in no table."""
    return [one for one in body.iter(qn("w:p")) if not any(True for _table in one.iterancestors(qn("w:tbl")))]


def _lines(body: Any) -> Iterator[Spot]:
    made = 0
    for number, paragraph in enumerate(_outside(body), start=1):
        text = "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
        for blank, found in enumerate(DOTS.finditer(text), start=1):
            made += 1
            if made > MOST_SPOTS:
                raise Unfit("too_long")
            before = " ".join(text[max(0, found.start() - AROUND) : found.start()].split())
            after = " ".join(text[found.end() : found.end() + AROUND // 2].split())
            yield Spot(f"L{number}B{blank}", f"{before} … {after}".strip(), True, before)


def _cell(tables: list[Any], table: int, row: int, column: int, *, key: str) -> Any:
    try:
        found = tables[table - 1].findall(qn("w:tr"))[row - 1].findall(qn("w:tc"))[column - 1]
    except IndexError as absent:
        raise Unfit("no_spot", key=key) from absent
    if min(table, row, column) < 1 or not fillable(_text(found)) or found.find(qn("w:tbl")) is not None:
        raise Unfit("no_spot", key=key)
    return found


def _into_cell(cell: Any, text: str) -> None:
    """Into its first paragraph, in the look of what stood there."""
    paragraphs = cell.findall(qn("w:p"))
    for paragraph in paragraphs:
        letters = list(paragraph.iter(qn("w:t")))
        for one in letters:
            one.text = ""
        if paragraph is paragraphs[0]:
            _put(paragraph, letters, text)


def _put(paragraph: Any, letters: list[Any], text: str) -> None:
    if letters:
        letters[0].text = text
        return
    run = paragraph.makeelement(qn("w:r"), {})
    look = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    if look is not None:
        run.append(look.__copy__())
    made = run.makeelement(qn("w:t"), {})
    made.text = text
    run.append(made)
    paragraph.append(run)


def _into_line(paragraph: Any, texts: Mapping[int, str], number: int) -> None:
    """Each blank from its own runs; from the last one back, so that the places of the others stay."""
    letters = list(paragraph.iter(qn("w:t")))
    whole = "".join(one.text or "" for one in letters)
    found = list(DOTS.finditer(whole))
    for blank in sorted(texts, reverse=True):
        if not 1 <= blank <= len(found):
            raise Unfit("no_spot", key=f"L{number}B{blank}")
        replace(letters, found[blank - 1].start(), found[blank - 1].end(), texts[blank])


def replace(letters: list[Any], start: int, end: int, text: str) -> None:
    """Text instead of what stands between two places of a line, in the look of the first of them."""
    at = 0
    for one in letters:
        old = one.text or ""
        first, last = max(start - at, 0), min(end - at, len(old))
        if first < last:
            one.text = old[:first] + (text if at + first == start else "") + old[last:]
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(old)
