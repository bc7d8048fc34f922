"""Phụ lục I, phần I, mục III.1: annexes."""

import re
from collections.abc import Iterator

from phongtrao.core.vietnamese import fold, roman
from phongtrao.letters.checking.boxes import Annex, marks
from phongtrao.letters.checking.rules.finding import Case, Finding, look

ROMAN = re.compile(r"^Phụ lục\s+[IVXLC]+\b", re.IGNORECASE)


def annexes(case: Case) -> Iterator[Finding]:
    found = case.boxes.annexes
    if not found:
        return
    told = any("phụ lục" in line.text.lower() for line in case.boxes.text)
    if case.boxes.head.found and not told:
        yield Finding("annex.mentioned", found[0].number, found[0].number.words)
    for at, annex in enumerate(found, start=1):
        yield from _number(annex, at, len(found))
        yield from look("annex_number", [annex.number], case)
        yield from look("annex_title", annex.title, case)
        yield from look("annex_of", annex.of, case)
        if not annex.of:
            yield Finding("annex.of", annex.number, annex.number.words, "(Kèm theo …)")
        yield from _pages(case, annex)


def _number(annex: Annex, at: int, of: int) -> Iterator[Finding]:
    text = annex.number.text
    ordinal = marks.ANNEX.match(fold(text))
    titled = marks.ANNEX_TITLED.match(text)
    told = (ordinal or titled or {"ordinal": ""})["ordinal"] or ""
    if titled and not ordinal:
        yield Finding("annex.own_line", annex.number, annex.number.words)
    if told and not ROMAN.match(text):
        yield Finding("annex.roman", annex.number, annex.number.words, f"Phụ lục {roman(at)}")
    elif of > 1 and told.upper() != roman(at):
        yield Finding("annex.order", annex.number, annex.number.words, f"Phụ lục {roman(at)}")


def _pages(case: Case, annex: Annex) -> Iterator[Finding]:
    """Numbered on its own, for which Word needs a section of its own."""
    section = case.section(annex.number)
    if not section.header.numbered:
        return
    before = case.paper.lines[annex.number.at - 1] if annex.number.at else annex.number
    if before.section == annex.number.section or section.start != 1:
        yield Finding("annex.pages", annex.number, annex.number.words)
