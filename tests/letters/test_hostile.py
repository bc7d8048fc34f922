"""Five hundred hostile texts in every text field of a document of each kind: text in, the same text out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count, cycle
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
import pytest

from phongtrao.letters.document import (
    MOST_ISSUERS,
    Annex,
    Article,
    Column,
    Depth,
    Document,
    Formula,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Row,
    Run,
    Signature,
    Table,
)
from phongtrao.letters.docx import write as write_docx
from phongtrao.letters.pdf.letter import write as write_pdf
from phongtrao.letters.profiles import Profile
from phongtrao.letters.text import clean
from tests.letters.kinds import letter
from tests.letters.kinds_made import MADE
from tests.letters.opened import Opened, W
from tests.letters.test_certificates import HOSTILE_SEEDS
from tests.letters.test_pdf import bare, below
from tests.letters.test_text import HOSTILE as SHORT

SEEDS = (
    *HOSTILE_SEEDS,
    *(one[:300] for one in SHORT),
    'HYPERLINK "file:///etc/passwd" \\o',
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<![CDATA[<w:p/>]]>",
    "<?xml version='1.0'?><w:br/>",
    "{% for x in ().__class__.__bases__ %}{{ x }}{% endfor %}",
    '#context query(heading) #eval("1+1")',
    "\u202ađảo\u202c \u2067trái\u2069",
    "\x00\x07\x08\x1bđiều khiển\x7f",
    "dòng\r\nmới\u2028nữa\u2029cuối\tthẻ",
)
ENDS = (
    "",
    " thôn 5",
    "; tỉnh",
    " (1)",
    "!",
    " #",
    " $",
    " [",
    " ]",
    " {",
    " }",
    " \\",
    " //",
    " *",
    " <",
    "&",
    " %",
)
HOSTILE = list(dict.fromkeys(f"{seed}{end}" for end in ENDS for seed in SEEDS))[:500]
TURNS = -(-len(HOSTILE) // len(MADE))
"""Over all kinds each field meets each text."""

STEP = 37
"""Neighbouring fields hold texts that are far apart; it shares no divisor with 500."""

PDF_TURNS = 2
TURNED = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)}
ODD = " .;,:/"
"""What a document closes its lines with is its own."""

KINDS = sorted(MADE)
GIVEN = {
    kind: replace(document, contact="Liên hệ: Bộ phận thường trực", marks=("DỮ LIỆU MINH HỌA",))
    for kind, document in MADE.items()
}
NOT_PRINTED = {"asking": "kind", "letter": "kind", "minutes": "issue_place", "count_minutes": "issue_place"}
"""An official letter bears no name of its kind, minutes no place before their day."""


def test_there_are_five_hundred_and_they_are_many_kinds_of_trouble() -> None:
    assert (len(set(HOSTILE)), len(set(SEEDS)) > 35, len(HOSTILE) % STEP > 0) == (500, True, True)


def typed(document: Document, kind: str, turn: int) -> tuple[Document, list[str]]:
    """The document with another text in each of its fields, and those texts."""
    first, numbers, said = KINDS.index(kind) * TURNS + turn, count(), list[str]()

    def text() -> str:
        said.append(HOSTILE[(first + next(numbers) * STEP) % len(HOSTILE)])
        return said[-1]

    made = filled(document, text)
    if kind in NOT_PRINTED:
        said.remove(getattr(made, NOT_PRINTED[kind]))
    return made, said


def filled(value: Any, text: Callable[[], str]) -> Any:
    """Empty fields stay empty: they are not printed."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return text() if value.strip() else value
    if isinstance(value, tuple):
        return tuple(filled(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, (type, Profile)):
        changed = {one.name: filled(getattr(value, one.name), text) for one in fields(value)}
        return replace(value, **changed)
    return value


def missing(said: list[str], found: str) -> list[str]:
    """Titles and offices are printed as capitals."""
    found = found.casefold()
    return [one for one in said if bare(clean(one)).strip(ODD).casefold() not in found]


def parts(document: Document) -> Iterator[Element]:
    """The text, and what stands at the head and foot of its pages."""
    opened = Opened(write_docx(document))
    for name in opened.archive.namelist():
        if name.startswith(("word/document", "word/header", "word/footer")):
            yield from opened.part(name).iter()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_only_text_in_the_word_file(kind: str) -> None:
    wanted = Counter(one.tag for one in parts(filled(GIVEN[kind], lambda: "chữ")))
    for turn in range(TURNS):
        document, said = typed(GIVEN[kind], kind, turn)
        written = list(parts(document))
        assert missing(said, bare("".join(one.text or "" for one in written if one.tag == f"{W}t"))) == []
        assert Counter(one.tag for one in written) == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_only_text_in_the_pdf(kind: str) -> None:
    """Hyphens aside, for which pdfium gives U+0002 where a line ends with one; what turns the direction is
    read turned."""
    for turn in range(PDF_TURNS):
        document, said = typed(MADE[kind], kind, turn)
        found = below(write_pdf(document))
        straight = [one.replace("-", "") for one in said if not TURNED & set(one)]
        assert missing(straight, found.replace("-", "").replace("\x02", "")) == []


# All of them in the PDF -------------------------------------------------------------------------------------

AT_ONCE = MOST_ISSUERS
"""So many texts a document: each of its fields that may be given several times holds all of them."""
DOCUMENTS = -(-len(HOSTILE) // AT_ONCE)
LINES = ("kind", "symbol", "issue_place", "subject", "decider", "filing")


def several(texts: list[str], said: Callable[[str], str]) -> Document:
    """With as many issuers, bases, addressees, recipients, signatures, annexes and blocks of every sort as texts."""

    def each(made: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(made() for _text in texts)

    turn = cycle(texts)

    def text() -> str:
        return said(next(turn))

    def run() -> tuple[Run, ...]:
        return (Run(text()),)

    return Document(
        kind="Quyết định",
        issuers=each(lambda: Issuer(text(), text())),
        number=5,
        symbol="QĐ-X",
        issue_place="X",
        issued_on=None,
        subject="",
        decider="X",
        bases=each(text),
        addressees=each(text),
        body=(
            *each(lambda: Part(1, text())),
            *(block for depth in Depth for block in each(lambda at=depth: Heading(at, 1, text()))),
            *each(lambda: Formula(text())),
            *each(lambda: Article(1, run())),
            *each(lambda: Paragraph((Run(text(), bold=True), Run(text(), italic=True)))),
            *each(lambda: Table((Column(text(), 1),), (Row((run(),)), Row((run(),), across=True)))),
        ),
        signatures=each(lambda: Signature((text(), text()), (text(),), text())),
        recipients=each(text),
        annexes=each(lambda: Annex(text(), (Paragraph(run()),))),
    )


def once(texts: list[str], said: Callable[[str], str]) -> Document:
    """A text in each field that a document has once, those at the edges of its pages aside."""
    kind, symbol, place, subject, decider, filing = map(said, texts[: len(LINES)])
    return letter(
        kind=kind, symbol=symbol, issue_place=place, subject=subject, decider=decider, filing=filing
    )


def edges(texts: list[str], said: Callable[[str], str]) -> Document:
    """A mark is a few words of the house's own."""
    return letter(marks=(said(texts[-1][:60]),), contact=said(texts[-2]))


def lost(texts: dict[str, str], found: str) -> list[str]:
    """`texts` by the sign that each ends with. Of what turns the direction of reading the sign alone is looked for."""
    found = found.replace("-", "").replace("\x02", "").casefold()
    straight = {sign: one.replace("-", "") for sign, one in texts.items() if not TURNED & set(one)}
    turned = [sign for sign in texts if sign not in straight and not {sign, sign[::-1]} & shown(found)]
    return turned + missing(list(straight.values()), found)


def shown(found: str) -> set[str]:
    return set(re.findall(r"q\d+q", found))


def test_all_five_hundred_are_only_text_in_the_pdf_of_a_document_with_every_field() -> None:
    ordinal = count()

    def kept_in(told: dict[str, str]) -> Callable[[str], str]:
        def said(text: str) -> str:
            sign = f"q{next(ordinal)}q"
            told[sign] = text + sign
            return told[sign]

        return said

    for at in range(DOCUMENTS):
        told: dict[str, str] = {}
        texts = [HOSTILE[(at * AT_ONCE + one) % len(HOSTILE)] for one in range(AT_ONCE)]
        assert lost(told, below(write_pdf(several(texts, kept_in(told))))) == []
        assert len(told) > 20 * AT_ONCE
        told = {}
        assert lost(told, below(write_pdf(once(texts, kept_in(told))))) == []
        told = {}
        with pypdfium2.PdfDocument(write_pdf(edges(texts, kept_in(told)))) as opened:
            assert lost(told, bare(opened[0].get_textpage().get_text_bounded())) == []
