"""What is asked of the figures, and what comes back. The interface that every roll-up engine keeps."""

from dataclasses import dataclass, field
from datetime import date

from phongtrao.core.figure import Qualifier
from phongtrao.core.period import Window


@dataclass(frozen=True, slots=True)
class Expected:
    """One organisation of a request's frozen list. `within` is the place of the organisation that asked: its
    list says who is expected there and below. `own`: asked for its own work, else for a statement."""

    within: str
    place: str
    organisation: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """`window` on `clock` (or ANY: each figure with its own window, in the year in which it ends).
    `map` None: each figure under the places of its own days; a day: carried to the places of that day.
    `cell` "": the whole. `asked` are the frozen lists of the requests, empty when there were none."""

    window: Window
    clock: str
    map: date | None = None
    cell: str = ""
    asked: frozenset[Expected] = frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """A reading that was not counted; `difference` is counted minus this one. `have` of `expected` places or
    organisations stand behind the sum of what lies below. A ratio has its parts and no value."""

    value: int | None
    difference: int | None
    have: int = 0
    expected: int = 0
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """`value`, `low`, `high`, `numerator`, `denominator` are integers scaled by the indicator's decimals;
    for a ratio `value` is None and the parts are given (divide once, at the door); `percent`: a percent given
    without its parts. `beside` by basis, "mixed" where a sum has several. `have` of `expected` reported.
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
    beside: dict[str, Beside] = field(default_factory=dict)
    parts: int = 0
    not_exact: int = 0
    missing: int = 0
    left_out: int = 0
    illustrative: int = 0
    percent: bool = False
    figures: tuple[int, ...] = ()
    have: int = 0
    expected: int = 0
