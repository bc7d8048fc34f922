"""What every document of an office has: who issues it, its number, its day, who signs and who receives it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from phongtrao.core.vietnamese import format_long_date
from phongtrao.letters.document import (
    Annex,
    Block,
    Column,
    Document,
    Issuer,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Urgency,
)
from phongtrao.letters.layout import Align
from phongtrao.letters.profiles import STATE, Profile
from phongtrao.letters.text import clean, closed, paragraphs

WORDS_FILE = Path(__file__).parent.parent / "data" / "kinds.json"
ORDINAL = Column("TT", 8, Align.CENTER)


@dataclass(frozen=True, slots=True)
class Frame:
    """`body` is what follows the kind in the symbol: "UBND" in "QĐ-UBND", "BCĐ" in "BC-BCĐ"; a letter's symbol is the
    body and the unit that drafted it, "UBND-VX". `name`: the issuer in running text."""

    issuers: tuple[Issuer, ...]
    name: str
    body: str
    issue_place: str
    signatures: tuple[Signature, ...]
    unit: str = ""
    number: int | None = None
    issued_on: date | None = None
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    profile: Profile = STATE
    urgency: Urgency | None = None
    contact: str = ""
    marks: tuple[str, ...] = ()

    def document(self, kind: str, subject: str, body: Iterable[Block], **more: Any) -> Document:
        """A document of a kind of data/kinds.json, its last words closed with "./."."""
        known = words(kind)
        return Document(
            kind=known["name"],
            issuers=self.issuers,
            number=self.number,
            symbol=self.symbol(known["code"]),
            issue_place=self.issue_place,
            issued_on=self.issued_on,
            subject=subject,
            body=tuple(ended(body)),
            signatures=more.pop("signatures", self.signatures),
            recipients=self.recipients,
            filing=self.filing,
            profile=self.profile,
            urgency=self.urgency,
            contact=self.contact,
            marks=self.marks,
            **more,
        )

    def symbol(self, code: str) -> str:
        """ "QĐ-UBND"; a letter, whose kind has no code: "UBND-VX"; the Party writes "QĐ/TU"."""
        if not code:
            return f"{self.body}-{self.unit}" if self.unit else self.body
        return f"{code}{'/' if self.profile.star else '-'}{self.body}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its columns, the ordinal aside: title, and the share of the width that a column takes."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]

    def table(self) -> Table:
        columns = (ORDINAL, *(Column(title, share) for title, share in self.columns))
        rows = (Row(tuple((Run(text),) for text in (str(at), *row))) for at, row in enumerate(self.rows, 1))
        return Table(columns, tuple(rows))

    def blocks(self) -> tuple[Block, ...]:
        """A list without rows says so."""
        return (self.table(),) if self.rows else (said(words("list")["empty"]),)

    def annex(self, *, attached: bool = True) -> Annex:
        return Annex(self.title, self.blocks(), attached=attached)


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(WORDS_FILE.read_text(encoding="utf-8"))["kinds"]
    return found


def words(kind: str) -> Mapping[str, str]:
    """The standing words of a kind: its name, its code in the symbol, and its sentences."""
    return _all()[kind]


def said(text: str) -> Paragraph:
    return Paragraph((Run(clean(text)),))


def typed(text: str) -> Iterator[Paragraph]:
    """The paragraphs that someone typed."""
    return (said(line) for line in paragraphs(text))


def labelled(label: str, text: str) -> Paragraph:
    """ "Địa điểm: Hội trường xã", upright and plain as all text (Phụ lục III, 1.7 and 1.9)."""
    return said(f"{label}: {clean(text)}")


def hour_and_day(day: date, hour: time) -> str:
    """ "08 giờ 00, ngày 06 tháng 01 năm 2026"."""
    return f"{hour:%H} giờ {hour:%M}, {format_long_date('', day).removeprefix(', ')}"


def ended(blocks: Iterable[Block]) -> Iterator[Block]:
    """The last paragraph ends with "./." (NĐ 30/2020, Phụ lục I, II.6d)."""
    found = list(blocks)
    last = found[-1] if found else None
    if isinstance(last, Paragraph) and last.runs:
        *before, end = last.runs
        found[-1] = Paragraph((*before, Run(closed(end.text), end.bold, end.italic)))
    return iter(found)
