"""What a form asks: sections of figures, grids and narratives. The content is data (data/*.json)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis

Language = Literal["vi", "en"]


class UnknownField(LookupError):
    """No such section or field in the form."""


class Prefill(StrEnum):
    """What is offered beside an empty box; nothing is stored until an officer takes it."""

    NONE = "none"
    LAST_PERIOD = "last_period"


def said(vi: str, en: str, language: Language) -> str:
    """English is optional: what has none is said in Vietnamese."""
    return en if language == "en" and en else vi


@dataclass(frozen=True)
class Figure:
    """An indicator, perhaps broken down by one of its dimensions: one row for the whole, one for each cell.
    `required` wants at least one of its rows; `required_if` wants it where that other figure is more than 0.
    `least` and `most` bound each row, scaled by the indicator's decimals. `values`: the cells that are asked,
    None for all; `total`: whether the whole is asked beside them."""

    indicator: str
    breakdown: str | None
    required: bool
    guidance_vi: str = ""
    guidance_en: str = ""
    least: int | None = None
    most: int | None = None
    required_if: str = ""
    prefill: Prefill = Prefill.NONE
    values: tuple[str, ...] | None = None
    total: bool = True

    @cached_property
    def keys(self) -> tuple[str, ...]:
        if not self.breakdown:
            return (self.indicator,)
        known = catalogue.load().get(self.indicator)
        return tuple(key_of(self.indicator, cell) for cell in known.cells() if self._asks(cell))

    def _asks(self, cell: str) -> bool:
        if not cell:
            return self.total
        return self.values is None or cell.partition("=")[2] in self.values

    def guidance(self, language: Language) -> str:
        return said(self.guidance_vi, self.guidance_en, language)


@dataclass(frozen=True)
class Grid:
    """A table of boxes: rows are values of one dimension, columns the indicators that share it. Its answers
    are those of its figures."""

    id: str
    breakdown: str
    vi: str
    en: str
    figures: tuple[Figure, ...]
    guidance_vi: str = ""
    guidance_en: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Row by row, as they are read."""
        cells = dict.fromkeys(split(key)[1] for figure in self.figures for key in figure.keys)
        asked = {key for figure in self.figures for key in figure.keys}
        rows = (key_of(figure.indicator, cell) for cell in cells for figure in self.figures)
        return tuple(key for key in rows if key in asked)

    def title(self, language: Language) -> str:
        return said(self.vi, self.en, language)

    def guidance(self, language: Language) -> str:
        return said(self.guidance_vi, self.guidance_en, language)


@dataclass(frozen=True, slots=True)
class Narrative:
    id: str
    vi: str
    en: str
    required: bool
    max_chars: int
    guidance_vi: str = ""
    guidance_en: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.id,)

    def label(self, language: Language) -> str:
        return said(self.vi, self.en, language)

    def guidance(self, language: Language) -> str:
        return said(self.guidance_vi, self.guidance_en, language)


Field: TypeAlias = Figure | Grid | Narrative


@dataclass(frozen=True)
class Section:
    id: str
    number: str
    part: str
    vi: str
    en: str
    guidance_vi: str
    guidance_en: str
    fields: tuple[Field, ...]
    area_vi: str = ""
    area_en: str = ""
    """The guidance of who states for a whole area; empty: the same."""

    def title(self, language: Language) -> str:
        return said(self.vi, self.en, language)

    def guidance(self, language: Language, basis: Basis = Basis.OWN) -> str:
        if basis is Basis.STATEMENT and self.area_vi:
            return said(self.area_vi, self.area_en, language)
        return said(self.guidance_vi, self.guidance_en, language)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Those of its grids too."""
        return tuple(figure for field in self.fields for figure in _figures(field))

    @cached_property
    def narratives(self) -> tuple[Narrative, ...]:
        return tuple(field for field in self.fields if isinstance(field, Narrative))

    @cached_property
    def figure_keys(self) -> tuple[str, ...]:
        return tuple(key for figure in self.figures for key in figure.keys)

    @cached_property
    def grid_keys(self) -> frozenset[str]:
        return frozenset(key for field in self.fields if isinstance(field, Grid) for key in field.keys)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections of one part that stand under a number of their own: III above III.1, III.2 …"""

    number: str
    vi: str
    en: str

    def title(self, language: Language) -> str:
        return f"{self.number}. {said(self.vi, self.en, language)}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbered parts under which the sections stand; each part numbers its sections anew."""

    id: str
    vi: str
    en: str
    chapters: tuple[Chapter, ...]

    def title(self, language: Language) -> str:
        return f"Phần {self.id}. {self.vi}" if language == "vi" else f"Part {self.id}. {self.en or self.vi}"


@dataclass(frozen=True)
class Content:
    """What a form asks. `expects_all` is false of a document of the past, which says what it says."""

    code: str
    title_vi: str
    title_en: str
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    expects_all: bool = True

    def part(self, section: Section) -> Part:
        return next(part for part in self.parts if part.id == section.part)

    def chapter(self, section: Section) -> Chapter | None:
        above = section.number.rpartition(".")[0]
        return next((chapter for chapter in self.part(section).chapters if chapter.number == above), None)

    def title(self, language: Language) -> str:
        return said(self.title_vi, self.title_en, language)

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

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for section in self.sections for figure in section.figures)

    @cached_property
    def narratives(self) -> tuple[Narrative, ...]:
        return tuple(narrative for section in self.sections for narrative in section.narratives)

    @cached_property
    def figure_keys(self) -> tuple[str, ...]:
        return tuple(key for section in self.sections for key in section.figure_keys)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every key and id, in the order of the report."""
        return tuple(key for section in self.sections for field in section.fields for key in field.keys)


def _figures(field: Field) -> tuple[Figure, ...]:
    if isinstance(field, Grid):
        return field.figures
    return (field,) if isinstance(field, Figure) else ()


def key_of(indicator: str, cell: str) -> str:
    return f"{indicator}|{cell}" if cell else indicator


def split(key: str) -> tuple[str, str]:
    """(indicator, cell) behind a figure's key."""
    indicator, _, cell = key.partition("|")
    return indicator, cell
