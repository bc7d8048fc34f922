"""What is asked of the figures, and what comes back. The interface that every roll-up engine keeps."""

from dataclasses import dataclass, field
from datetime import date

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import Window


@dataclass(frozen=True, slots=True)
class Question:
    """`window` on `clock` (or ANY: each figure with its own window, in the year in which it ends).
    `map` None: each figure under the places of its own days; a day: carried to the places of that day.
    `cell` "": the whole. `asked` is the frozen list of the request, empty when there was none."""

    window: Window
    clock: str
    map: date | None = None
    cell: str = ""
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of another basis that was not counted; `difference` is counted minus this one."""

    value: int | None
    difference: int | None
    have: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    """`value`, `low`, `high`, `numerator`, `denominator` are integers scaled by the indicator's decimals;
    for a ratio `value` is None and the parts are given (divide once, at the door).
    `figures` are the numbers of the ledger's rows that were counted."""

    place: str
    indicator: str
    value: int | None
    low: int | None = None
    high: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    basis: str | None = None
    beside: dict[Basis, Beside] = field(default_factory=dict)
    parts: int = 0
    not_exact: int = 0
    missing: int = 0
    left_out: int = 0
    illustrative: int = 0
    percent: bool = False
    figures: tuple[int, ...] = ()
