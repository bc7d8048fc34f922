"""The report of the movement for a year, a part of it or days of their own: one document from plain
figures and narratives.

Gathering them is the caller's; nothing here looks anything up, counts anything or fills a gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from phongtrao.core.period import Clock, Window, describe
from phongtrao.core.vietnamese import format_date, roman
from phongtrao.letters.annexes import TextSource, figures_annex, sources_annex
from phongtrao.letters.document import (
    Block,
    Depth,
    Document,
    Heading,
    Issuer,
    Paragraph,
    Part,
    Run,
    Signature,
)
from phongtrao.letters.extremes import extremes
from phongtrao.letters.figures import Between, FigureLine, MonthFigure, SourceLine, UnitFigure, Value
from phongtrao.letters.outline import Section, outline, section_ids, section_of_group
from phongtrao.letters.periods import Period
from phongtrao.letters.profiles import STATE, Profile
from phongtrao.letters.sentences import Setting, sentences
from phongtrao.letters.tables import months_told, table_annexes, tables, units_told
from phongtrao.letters.text import closed, paragraphs

__all__ = [
    "AnnualReport",
    "Between",
    "FigureLine",
    "MonthFigure",
    "Period",
    "Signature",
    "SourceLine",
    "Territory",
    "TextSource",
    "UnitFigure",
    "Value",
    "compose",
    "composed",
    "months_told",
    "section_ids",
    "section_of_group",
    "section_titles",
    "units_told",
]

NATION = "cả nước"


@dataclass(frozen=True, slots=True)
class Territory:
    """The place reported on: "Thanh Hóa", a "tỉnh"; the nation has no kind. `province_kind` names the
    province's bodies where the place is a province or lies in one ("thành phố"); else "cấp tỉnh"."""

    name: str
    kind: str = ""
    province_kind: str = "cấp tỉnh"

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}" if self.kind else NATION

    @property
    def whole(self) -> str:
        return f"toàn {self.kind}" if self.kind else NATION


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """`issuer` and `issuer_above` stand in the head, `issuer_name` in running text. `figures` and
    `narratives` go by section id of data/outline.json; a narrative's lines are its paragraphs.
    `edited`: by section the office's own words instead of what is composed.
    `below`: by indicator what each place below has, also those without a figure, in their order.
    `by_month`: by indicator what was reported for each month of the period, in their order, and for longer times.
    `known_on`: the last day whose records count; `freeze`: the name of that freeze, if it has one."""

    territory: Territory
    period: Period
    window: Window
    clock: Clock | None
    issuer_above: str
    issuer: str
    issuer_name: str
    symbol: str
    issue_place: str
    signature: Signature
    number: int | None = None
    issued_on: date | None = None
    known_on: date | None = None
    freeze: str = ""
    figures: Mapping[str, tuple[FigureLine, ...]] = field(default_factory=dict)
    below: Mapping[str, tuple[UnitFigure, ...]] = field(default_factory=dict)
    by_month: Mapping[str, tuple[MonthFigure, ...]] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[SourceLine, ...] = ()
    text_sources: tuple[TextSource, ...] = ()
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    filing: str = "VT"
    profile: Profile = STATE

    def __post_init__(self) -> None:
        unknown = {*self.figures, *self.narratives, *(one.section for one in self.text_sources)} - {
            *section_ids()
        }
        if unknown:
            raise ValueError(f"the annual report has no section {', '.join(sorted(unknown))}")
        missing = {number for line in self.lines for number in line.sources} - {
            source.number for source in self.sources
        }
        if missing:
            raise ValueError(f"no source stands under {', '.join(map(str, sorted(missing)))}")

    @property
    def lines(self) -> Iterator[FigureLine]:
        """Every figure, those within others too."""
        for lines in self.figures.values():
            for line in lines:
                yield line
                yield from line.of_which

    @property
    def illustrative(self) -> bool:
        return any(line.illustrative for line in self.lines)

    @property
    def words(self) -> dict[str, str]:
        return {
            "period": self.period.name,
            "next_period": self.period.next,
            "figures_annex": f"Phụ lục {roman(len(tables()) + 1)}",
            "sources_annex": f"Phụ lục {roman(len(tables()) + 2)}",
            "place": self.territory.full_name,
            "issuer": self.issuer_name,
        }


def compose(report: AnnualReport) -> Document:
    """The document of a report, ready for a writer."""
    plan = outline()
    return Document(
        kind=plan.kind,
        issuers=(Issuer(report.issuer, report.issuer_above),),
        number=report.number,
        symbol=report.symbol,
        issue_place=report.issue_place,
        issued_on=report.issued_on,
        subject=plan.subject.format(**report.words),
        body=tuple(_body(report)),
        signatures=(report.signature,),
        bases=report.bases,
        addressees=report.addressees,
        recipients=report.recipients,
        filing=report.filing,
        profile=report.profile,
        annexes=(
            *table_annexes(report.figures, report.below, report.period, report.by_month),
            figures_annex(report.figures, report.period),
            sources_annex(report.sources, report.text_sources),
        ),
        marks=(plan.mark,) if report.illustrative else (),
    )


def _body(report: AnnualReport) -> Iterator[Block]:
    texts = outline().texts
    yield _paragraph(texts["opening"].format(**report.words))
    yield _paragraph(" ".join(_about_figures(report)))
    for ordinal, part in enumerate(outline().parts, start=1):
        yield Part(ordinal, part.title.format(**report.words))
        yield from _content(part, report)
        yield from _sections(part.sections, report, Depth.SECTION)
    yield _paragraph(closed(texts["closing"].format(**report.words)))


def _about_figures(report: AnnualReport) -> Iterator[str]:
    texts = outline().texts
    yield texts["window"].format(window=describe(report.window, report.clock, "vi"), **report.words)
    if report.known_on:
        text = texts["frozen"] if report.freeze else texts["known_on"]
        yield text.format(day=format_date(report.known_on), freeze=report.freeze)
    if report.sources:
        yield texts["sources"].format(**report.words)
    if report.text_sources:
        yield texts["text_sources"].format(**report.words)
    if report.illustrative:
        yield texts["illustrative"]


def _sections(sections: tuple[Section, ...], report: AnnualReport, depth: Depth) -> Iterator[Block]:
    for ordinal, section in enumerate(sections, start=1):
        yield Heading(depth, ordinal, section.title)
        yield from _content(section, report)
        if section.sections:
            yield from _sections(section.sections, report, Depth(depth + 1))


def composed(report: AnnualReport, section: str) -> list[str]:
    """What the figures say in a section, paragraph by paragraph."""
    territory, period = report.territory, report.period
    setting = Setting(
        report.window.end.year, territory.whole, territory.province_kind, period.within, period.before
    )
    lines = report.figures.get(section, ())
    return [*sentences(lines, setting), *extremes(lines, report.below)]


def section_titles() -> dict[str, str]:
    """By id, in the order of the document; those of the parts are of one period and stay out."""
    parts = {part.id for part in outline().parts}
    return {id: section.title for id, section in outline().sections.items() if id not in parts}


def _content(section: Section, report: AnnualReport) -> Iterator[Block]:
    """What the offices wrote, then what the figures say, or how the office words that; a section that has neither
    says so."""
    edited = paragraphs(report.edited.get(section.id, ""))
    told = [*paragraphs(report.narratives.get(section.id, "")), *(edited or composed(report, section.id))]
    if not told and not section.sections:
        told = [outline().texts["no_figures" if section.groups else "no_text"]]
    return (_paragraph(text) for text in told)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
