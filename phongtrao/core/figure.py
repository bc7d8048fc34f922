"""Figures: one number with its window, its qualifier and its basis. Values are integers scaled by the
indicator's decimals; nothing here rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from phongtrao.core.period import Window

LARGEST = 2**63 - 1


class Qualifier(StrEnum):
    EXACT = "exact"
    MORE_THAN = "more_than"
    NEARLY = "nearly"
    APPROXIMATELY = "approximately"
    LESS_THAN = "less_than"


class Basis(StrEnum):
    """Who knows: a registry (derived), the organisation of its own work (own), the organisation for its
    whole subtree (statement). Never added together; the order here is the order of precedence."""

    DERIVED = "derived"
    OWN = "own"
    STATEMENT = "statement"


class ValueKind(StrEnum):
    """COUNT is a plain number (money too); RATIO has a denominator; PERCENT came without its parts."""

    COUNT = "count"
    RATIO = "ratio"
    PERCENT = "percent"


BELOW = {Qualifier.NEARLY, Qualifier.LESS_THAN}


def combined(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """The qualifier of a sum, from those of its parts (arithmetic: Qualifiers)."""
    kinds = set(qualifiers) - {Qualifier.EXACT}
    if not kinds:
        return Qualifier.EXACT
    if len(kinds) == 1:
        return kinds.pop()
    return Qualifier.LESS_THAN if kinds == BELOW else Qualifier.APPROXIMATELY


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure as the ledger knows it. `place` and `organisation` are internal keys; the place must be one
    that is valid on the window's last day. `value` (and `denominator`) are scaled integers.
    `cell` is "" for the whole, else a full cell of the indicator's breakdown. `withdrawn`: whoever said the
    figure that it supersedes says nothing any more; the value repeats what was taken back."""

    number: int
    indicator: str
    cell: str
    place: str
    organisation: str
    clock: str
    window: Window
    value: int
    qualifier: Qualifier
    basis: Basis
    batch: int
    recorded_at: datetime
    kind: ValueKind = ValueKind.COUNT
    denominator: int | None = None
    supersedes: int | None = None
    keys: frozenset[str] = frozenset()
    illustrative: bool = False
    withdrawn: bool = False

    @property
    def as_of(self) -> date:
        return self.window.end
