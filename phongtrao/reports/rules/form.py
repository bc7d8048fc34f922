"""What a form asks: sections of figures and narratives. The content is data (data/*.json)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from phongtrao.core import indicator as catalogue

Language = Literal["vi", "en"]


class BadForm(ValueError):
    """The content contradicts itself or the catalogue; the message says where."""


class UnknownField(LookupError):
    """No such section or field in the form."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator, perhaps broken down by one of its dimensions: one row for the whole, one for each cell.
    `required` wants at least one of its rows."""

    indicator: str
    breakdown: str | None
    required: bool

    @property
    def keys(self) -> tuple[str, ...]:
        if not self.breakdown:
            return (self.indicator,)
        known = catalogue.load().get(self.indicator)
        return tuple(key_of(self.indicator, cell) for cell in known.cells())


@dataclass(frozen=True, slots=True)
class Narrative:
    id: str
    vi: str
    en: str
    required: bool
    max_chars: int

    def label(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    number: str
    part: str
    vi: str
    en: str
    guidance_vi: str
    guidance_en: str
    fields: tuple[Figure | Narrative, ...]

    def title(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en

    def guidance(self, language: Language) -> str:
        return self.guidance_vi if language == "vi" else self.guidance_en

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(field for field in self.fields if isinstance(field, Figure))

    @property
    def narratives(self) -> tuple[Narrative, ...]:
        return tuple(field for field in self.fields if isinstance(field, Narrative))

    @property
    def figure_keys(self) -> tuple[str, ...]:
        return tuple(key for figure in self.figures for key in figure.keys)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections of one part that stand under a number of their own: III above III.1, III.2 …"""

    number: str
    vi: str
    en: str

    def title(self, language: Language) -> str:
        return f"{self.number}. {self.vi if language == 'vi' else self.en}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbered parts under which the sections stand; each part numbers its sections anew."""

    id: str
    vi: str
    en: str
    chapters: tuple[Chapter, ...]

    def title(self, language: Language) -> str:
        return f"Phần {self.id}. {self.vi}" if language == "vi" else f"Part {self.id}. {self.en}"


@dataclass(frozen=True, slots=True)
class Content:
    code: str
    title_vi: str
    title_en: str
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]

    def part(self, section: Section) -> Part:
        return next(part for part in self.parts if part.id == section.part)

    def chapter(self, section: Section) -> Chapter | None:
        above = section.number.rpartition(".")[0]
        return next((chapter for chapter in self.part(section).chapters if chapter.number == above), None)

    def section(self, id: str) -> Section:
        for section in self.sections:
            if section.id == id:
                return section
        raise UnknownField(id)

    def section_of(self, field: str) -> Section:
        """The section in which a figure's key or a narrative's id stands."""
        for section in self.sections:
            if field in section.figure_keys or any(field == n.id for n in section.narratives):
                return section
        raise UnknownField(field)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def narratives(self) -> tuple[Narrative, ...]:
        return tuple(narrative for section in self.sections for narrative in section.narratives)

    @property
    def figure_keys(self) -> tuple[str, ...]:
        return tuple(key for section in self.sections for key in section.figure_keys)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every key and id, in the order of the report."""
        return tuple(
            key
            for section in self.sections
            for field in section.fields
            for key in (field.keys if isinstance(field, Figure) else (field.id,))
        )


def key_of(indicator: str, cell: str) -> str:
    return f"{indicator}|{cell}" if cell else indicator


def split(key: str) -> tuple[str, str]:
    """(indicator, cell) behind a figure's key."""
    indicator, _, cell = key.partition("|")
    return indicator, cell


def read(document: Mapping[str, Any]) -> Content:
    """A form's content from its JSON document, refused whole if it contradicts itself."""
    try:
        content = Content(
            document["id"],
            document["title_vi"],
            document["title_en"],
            tuple(_part(row) for row in document["parts"]),
            tuple(_section(row) for row in document["sections"]),
        )
    except (KeyError, TypeError) as lack:
        raise BadForm(f"the form lacks {lack}") from lack
    faults = list(_faults(content))
    if faults:
        raise BadForm("; ".join(faults))
    return content


def _part(row: Mapping[str, Any]) -> Part:
    chapters = (Chapter(c["number"], c["title_vi"], c["title_en"]) for c in row.get("chapters", ()))
    return Part(row["id"], row["title_vi"], row["title_en"], tuple(chapters))


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        row["id"],
        row["number"],
        row["part"],
        row["title_vi"],
        row["title_en"],
        row["guidance_vi"],
        row["guidance_en"],
        tuple(_field(field) for field in row["fields"]),
    )


def _field(row: Mapping[str, Any]) -> Figure | Narrative:
    if row["kind"] == "figure":
        return Figure(row["indicator"], row["breakdown"], row["required"])
    return Narrative(row["id"], row["vi"], row["en"], row["required"], row["max_chars"])


def _faults(content: Content) -> Iterator[str]:
    known = catalogue.load()
    for figure in content.figures:
        try:
            dimensions = [dimension.id for dimension in known.get(figure.indicator).dimensions]
        except catalogue.UnknownIndicator:
            yield f"unknown indicator {figure.indicator}"
            continue
        if figure.breakdown and dimensions != [figure.breakdown]:
            yield f"{figure.indicator} is not broken down by {figure.breakdown} alone"
    parts = {part.id for part in content.parts}
    yield from (f"section {s.id}: no part {s.part}" for s in content.sections if s.part not in parts)
    ids = [section.id for section in content.sections]
    names = [f.indicator if isinstance(f, Figure) else f.id for s in content.sections for f in s.fields]
    for sort, found in (("section", ids), ("field", names)):
        yield from (f"{sort} {name} stands twice" for name in sorted(set(found)) if found.count(name) > 1)
