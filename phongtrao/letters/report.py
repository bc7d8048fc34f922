"""An organisation's own report as it was filled in: the texts, what the figures say in sentences, and a table of
all figures as its annex. One layout for every form (month, half-year, campaign …): its parts and sections are
the form's.

Gathering is the caller's; nothing here looks anything up, counts anything or fills a gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.core.period import Clock, Window, describe
from phongtrao.letters.document import (
    Annex,
    Block,
    Column,
    Depth,
    Document,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Row,
    Run,
    Signature,
    Table,
)
from phongtrao.letters.figures import FigureLine, in_digits
from phongtrao.letters.layout import Align
from phongtrao.letters.profiles import STATE, Profile
from phongtrao.letters.sentences import Setting, sentences
from phongtrao.letters.text import closed, paragraphs

KIND = "Báo cáo"
UNSIGNED = Signature(authority=(), posts=(), name="")
ANNEX_TITLE = "Số liệu báo cáo"
ILLUSTRATIVE_MARK = "DỮ LIỆU MINH HỌA"
NOTHING = "Không có nội dung báo cáo."
OPENING = "{issuer} báo cáo {subject} như sau:"
WINDOW = "Số liệu trong báo cáo tính {window}; toàn bộ số liệu tại Phụ lục kèm theo."
CLOSING = "Trên đây là báo cáo {subject} của {issuer}."
COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("Chỉ tiêu", 52),
    Column("Đơn vị tính", 17, Align.CENTER),
    Column("Số liệu", 25, Align.RIGHT),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A question in words and its answer; `question` is printed only where a section has several."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A section of the form. `chapter` is the heading above it, empty where it stands in its part directly;
    `lines` are what the sentences say, `rows` all that the annex shows."""

    part: str
    chapter: str
    title: str
    told: tuple[Told, ...]
    lines: tuple[FigureLine, ...]
    rows: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """`issuer` stands in the head, `issuer_name` in running text where that differs; `subject` is the trích yếu as it
    was asked; `whole` what the sentences speak of ("toàn xã", "đơn vị")."""

    subject: str
    year: int
    window: Window
    clock: Clock | None
    issuer: str
    addressee: str
    whole: str
    province_kind: str
    sections: tuple[Asked, ...]
    issuer_above: str = ""
    issuer_name: str = ""
    symbol: str = ""
    issue_place: str = ""
    signature: Signature = UNSIGNED
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    profile: Profile = STATE
    number: int | None = None
    issued_on: date | None = None
    illustrative: bool = False


def compose(report: UnitReport) -> Document:
    """The document, ready for a writer."""
    return Document(
        kind=KIND,
        issuers=(Issuer(report.issuer, report.issuer_above),),
        number=report.number,
        symbol=report.symbol,
        issue_place=report.issue_place,
        issued_on=report.issued_on,
        subject=_subject(report),
        body=tuple(_body(report)),
        signatures=(report.signature,),
        profile=report.profile,
        addressees=(report.addressee,),
        recipients=report.recipients,
        filing=report.filing,
        annexes=(_annex(report),),
        marks=(ILLUSTRATIVE_MARK,) if report.illustrative else (),
    )


def rows(report: UnitReport) -> tuple[FigureLine, ...]:
    """All that the annex shows, in its order."""
    return tuple(line for section in report.sections for line in section.rows)


def said(report: UnitReport) -> tuple[str, ...]:
    """The sentences that carry figures, as they are printed."""
    setting = _setting(report)
    return tuple(text for section in report.sections for text in sentences(section.lines, setting))


def _subject(report: UnitReport) -> str:
    """The title as it was asked, without the word that stands above it anyway."""
    bare = report.subject.strip()
    if bare.lower().startswith(KIND.lower() + " "):
        bare = bare[len(KIND) + 1 :].strip()
    return bare[:1].upper() + bare[1:]


def _setting(report: UnitReport) -> Setting:
    return Setting(report.year, report.whole, report.province_kind)


def _body(report: UnitReport) -> Iterator[Block]:
    subject = _subject(report)
    words = {"issuer": report.issuer_name or report.issuer, "subject": subject[:1].lower() + subject[1:]}
    yield _paragraph(OPENING.format(**words))
    yield _paragraph(WINDOW.format(window=describe(report.window, report.clock, "vi")))
    yield from _sections(report)
    yield _paragraph(closed(CLOSING.format(**words)))


def _sections(report: UnitReport) -> Iterator[Block]:
    part = chapter = ""
    parts = sections = clauses = 0
    setting = _setting(report)
    several = len({section.part for section in report.sections}) > 1
    for section in report.sections:
        if section.part != part:
            part, chapter, parts, sections = section.part, "", parts + 1, 0
            if several:
                yield Part(parts, part)
        if section.chapter and section.chapter != chapter:
            sections, clauses = sections + 1, 0
            yield Heading(Depth.SECTION, sections, section.chapter)
        chapter = section.chapter
        if chapter:
            clauses += 1
            yield Heading(Depth.CLAUSE, clauses, section.title)
        else:
            sections += 1
            yield Heading(Depth.SECTION, sections, section.title)
        yield from _content(section, setting)


def _content(section: Asked, setting: Setting) -> Iterator[Block]:
    written = list(sentences(section.lines, setting))
    for told in section.told:
        if len(section.told) > 1:
            yield Paragraph((Run(told.question, italic=True),))
        yield from map(_paragraph, paragraphs(told.text))
    yield from map(_paragraph, written)
    if not written and not section.told:
        yield _paragraph(NOTHING)


def _annex(report: UnitReport) -> Annex:
    found: list[Row] = []
    ordinal = 0
    for section in report.sections:
        if section.rows:
            found.append(Row(((Run(section.title, bold=True),),), across=True))
        for line in section.rows:
            ordinal += 1
            cells = (str(ordinal), line.full_name, line.unit, printed(line))
            found.append(Row(tuple((Run(text),) for text in cells)))
    return Annex(ANNEX_TITLE, (Table(COLUMNS, tuple(found)),))


def printed(line: FigureLine) -> str:
    """A figure as the annex prints it; empty where none was given."""
    return in_digits(line.value) if line.value else ""


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
