"""Sentences of our own with their figures written into them (data/sentences.txt)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from phongtrao.core.figure import Qualifier
from phongtrao.reading import AwardForm, Finding, Recipient

FILE = Path(__file__).parent / "data/sentences.txt"
MARK = re.compile(r"\{([^{}]*)\}")
WORDS = {
    "hơn": Qualifier.MORE_THAN,
    "trên": Qualifier.MORE_THAN,
    "gần": Qualifier.NEARLY,
    "khoảng": Qualifier.APPROXIMATELY,
    "chừng": Qualifier.APPROXIMATELY,
    "dưới": Qualifier.LESS_THAN,
}
MULTIPLIERS = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


@dataclass(frozen=True, slots=True)
class Fact:
    start: int
    end: int
    value: Decimal
    qualifier: Qualifier
    indicator: str
    form: AwardForm | None = None
    recipient: Recipient | None = None

    def met(self, one: Finding) -> bool:
        overlap = min(self.end, one.span.end) > max(self.start, one.span.start)
        return overlap and one.value == self.value


def texts(path: Path = FILE) -> Iterator[tuple[str, list[Fact]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for block in "\n".join(line for line in lines if not line.startswith("#")).split("\n\n"):
        if block.strip():
            yield _fact_text(block.strip().replace("\n|\n", "\n\n"))


def _fact_text(block: str) -> tuple[str, list[Fact]]:
    text, facts, done = "", [], 0
    for mark in MARK.finditer(block):
        text += block[done : mark.start()]
        words, *rest = mark[1].split("|")
        value = Decimal(rest.pop(0)) if rest[0].isdigit() else _value(words)
        qualifier = WORDS.get(words.split()[0].lower(), Qualifier.EXACT)
        form = AwardForm(rest[1]) if len(rest) > 1 else None
        recipient = Recipient(rest[2]) if len(rest) > 2 and rest[2] else None
        facts.append(Fact(len(text), len(text) + len(words), value, qualifier, rest[0], form, recipient))
        text, done = text + words, mark.end()
    return text + block[done:], facts


def _value(words: str) -> Decimal:
    """What the phrases of the file mean; the reader is not asked."""
    total = Decimal(1)
    for word in words.replace("%", "").split():
        if word in MULTIPLIERS:
            total *= MULTIPLIERS[word]
        elif word[0].isdigit():
            total *= Decimal(word.split("/")[0].replace(".", "").replace(",", "."))
    return total
