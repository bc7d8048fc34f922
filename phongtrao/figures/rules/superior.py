"""A superior's own form: which days a spot asks for, and how its number is written there."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from phongtrao.core.period import COUNT, Part


class Span(StrEnum):
    """The days of a spot, of the period that the form is filled for."""

    PERIOD = "period"
    TO_DATE = "to_date"
    LAST_YEAR = "last_year"


class Writing(StrEnum):
    """As a bare number, which the form may reckon with, or as a document writes it ("hơn 40.000")."""

    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one spot: `text` is what was written, empty where the ledger knows nothing; `said` the same as
    pages show it; `notes` what must be known of it; `lines` the address of its lines."""

    key: str
    label: str
    indicator: str
    place: str
    days: str
    text: str
    said: str
    notes: tuple[str, ...]
    lines: str


def periods(part: Part | None) -> int:
    """How often a year a form is filled."""
    return COUNT[part] if part else 1


def bare(scaled: int, decimals: int) -> str:
    """A scaled integer as a workbook holds it: "1234.5"."""
    return f"{Decimal(scaled).scaleb(-decimals):f}"
