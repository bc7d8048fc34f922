"""What can be wrong with a form's document."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Clash(StrEnum):
    """HANGS: wanted beside a figure that the form does not ask, or beside itself. NO_VALUE: of the dimension by
    which it is broken down."""

    LACKS = "lacks"
    NO_KIND = "no_kind"
    NO_PREFILL = "no_prefill"
    NO_INDICATOR = "no_indicator"
    NOT_BROKEN_DOWN = "not_broken_down"
    NO_VALUE = "no_value"
    BOUNDS_CROSSED = "bounds_crossed"
    HANGS = "hangs"
    EMPTY_GRID = "empty_grid"
    RATIO_IN_GRID = "ratio_in_grid"
    NO_PART = "no_part"
    SECTION_TWICE = "section_twice"
    FIELD_TWICE = "field_twice"
    GRID_TWICE = "grid_twice"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`of`: the indicator, the question, the grid or the section; `other`: with what it clashes, in the words of
    the document."""

    clash: Clash
    of: str
    other: str = ""

    def __str__(self) -> str:
        return SAID[self.clash].format(of=self.of, other=self.other)


SAID = {
    Clash.LACKS: "the form lacks {of}",
    Clash.NO_KIND: "no such kind of field: {of}",
    Clash.NO_PREFILL: "{of}: no such prefill: {other}",
    Clash.NO_INDICATOR: "unknown indicator {of}",
    Clash.NOT_BROKEN_DOWN: "{of} is not broken down by {other} alone",
    Clash.NO_VALUE: "{of}: no value {other}",
    Clash.BOUNDS_CROSSED: "{of}: the least is more than the most",
    Clash.HANGS: "{of} hangs on {other}, which the form does not ask",
    Clash.EMPTY_GRID: "grid {of} is empty",
    Clash.RATIO_IN_GRID: "grid {other}: {of} is a ratio",
    Clash.NO_PART: "section {of}: no part {other}",
    Clash.SECTION_TWICE: "section {of} stands twice",
    Clash.FIELD_TWICE: "field {of} stands twice",
    Clash.GRID_TWICE: "grid {of} stands twice",
}
"""For programmers; what an officer reads is told in his language (queries.building)."""


class BadForm(ValueError):
    """The content contradicts itself or the catalogue; the message says where."""

    def __init__(self, contradictions: Iterable[Contradiction]) -> None:
        self.contradictions = tuple(contradictions)
        super().__init__("; ".join(map(str, self.contradictions)))
