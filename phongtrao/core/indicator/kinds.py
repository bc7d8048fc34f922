"""An indicator: what is counted, in which unit, how it adds up, what it may be broken down by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnknownIndicator(LookupError):
    """No indicator of that id in the catalogue."""


class BadCell(ValueError):
    """A breakdown that the indicator does not have, or has only in part."""


class NoDefinition(LookupError):
    """The indicator was not counted on that day."""


class BadCatalogue(ValueError):
    """The catalogue contradicts itself; the message lists every fault."""


class Aggregation(StrEnum):
    FLOW = "flow"  # adds over places and over time
    STOCK = "stock"  # adds over places, latest over time
    DISTINCT = "distinct"  # counts different keys
    RATIO = "ratio"  # carries numerator and denominator, divides once
    MONEY = "money"  # as flow, in đồng
    NONE = "none"  # shown where it stands, never totalled


@dataclass(frozen=True)
class Group:
    id: str
    vi: str
    en: str


@dataclass(frozen=True)
class Value:
    """One value of a dimension; a unit only where it differs from the indicator's."""

    id: str
    vi: str
    en: str
    unit_vi: str = ""
    unit_en: str = ""


@dataclass(frozen=True)
class Dimension:
    id: str
    vi: str
    en: str
    values: tuple[Value, ...]

    def value(self, id: str) -> Value:
        for value in self.values:
            if value.id == id:
                return value
        raise BadCell(f"{id!r} is not a value of {self.id}")


@dataclass(frozen=True)
class Definition:
    """What is counted, from valid_from to valid_to, both included; None is open."""

    version: int
    valid_from: date | None
    valid_to: date | None
    vi: str
    en: str

    def holds(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def overlaps(self, other: "Definition") -> bool:
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return starts <= min(self.valid_to or date.max, other.valid_to or date.max)


@dataclass(frozen=True)
class RatioParts:
    """What stands above and below the line of a ratio, in words."""

    numerator_vi: str
    numerator_en: str
    denominator_vi: str
    denominator_en: str


@dataclass(frozen=True)
class Indicator:
    """`whole` is False where the kinds have different units, so that only cells can be counted."""

    id: str
    group: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    aggregation: Aggregation
    decimals: int
    dimensions: tuple[Dimension, ...]
    definitions: tuple[Definition, ...]
    synonyms: tuple[str, ...]
    part_of: str | None
    public: bool
    source: str
    confidence: str
    whole: bool = True
    ratio: RatioParts | None = None

    def definition(self, on: date) -> Definition:
        for definition in self.definitions:
            if definition.holds(on):
                return definition
        raise NoDefinition(f"{self.id} was not counted on {on.isoformat()}")

    def cell(self, values: Mapping[str, str]) -> str:
        """The key of a breakdown, "dim=value;dim2=value2" in declared order; "" is the whole."""
        if not values and self.whole:
            return ""
        if not values or set(values) != {dimension.id for dimension in self.dimensions}:
            wanted = ", ".join(dimension.id for dimension in self.dimensions) or "no dimension"
            raise BadCell(f"{self.id} is broken down by {wanted}; got {', '.join(values) or 'the whole'}")
        return ";".join(f"{d.id}={d.value(values[d.id]).id}" for d in self.dimensions)

    def parse_cell(self, cell: str) -> dict[str, str]:
        """The values behind a key; refuses any key that `cell` would not have made."""
        pairs = [pair.partition("=") for pair in cell.split(";")] if cell else []
        values = {name: value for name, _, value in pairs}
        if self.cell(values) != cell:
            raise BadCell(f"{cell!r} is not a canonical cell of {self.id}")
        return values

    def cells(self) -> Iterator[str]:
        """Every key the indicator can have, the whole first."""
        if self.whole:
            yield ""
        if self.dimensions:
            yield from _products(self.dimensions)

    def unit(self, cell: str = "") -> tuple[str, str]:
        """Vietnamese and English unit of a cell: its value's own, else the indicator's."""
        values = self.parse_cell(cell) if cell else {}
        for dimension in self.dimensions:
            value = dimension.value(values[dimension.id]) if values else None
            if value and value.unit_vi:
                return value.unit_vi, value.unit_en
        return self.unit_vi, self.unit_en


def scale(indicator: Indicator) -> int:
    """What a value is multiplied by to be stored as an integer: 10 to the indicator's decimals."""
    return int(10**indicator.decimals)


def _products(dimensions: tuple[Dimension, ...]) -> Iterator[str]:
    first, *rest = dimensions
    for value in first.values:
        for tail in _products(tuple(rest)) if rest else ("",):
            yield f"{first.id}={value.id}" + (f";{tail}" if tail else "")
