"""How far each unit of a request has come, as its board tells it and as a closing keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from phongtrao.core import deadline
from phongtrao.core.period import Window
from phongtrao.reports.rules.moves import OPEN, State

DISTRICTS_UNTIL = date(2025, 6, 30)
"""Law 72/2025/QH15: no district level since 1/7/2025."""


class Grouping(StrEnum):
    """By what a board adds up its units."""

    PROVINCE = "province"
    DISTRICT = "district"


class Mark(StrEnum):
    """What a board can be narrowed to, beside the states of its reports."""

    MISSING = "missing"
    LATE = "late"
    EXTENDED = "extended"
    AFTER_CLOSING = "after_closing"
    RELEASED = "released"
    WITHOUT_PAPER = "without_paper"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. `first`: when it was first sent, by which timeliness is judged whatever came after."""

    number: int
    version: int
    duty: int
    organisation: int
    name: str
    place: str
    state: State
    released: bool
    window: Window
    due_at: datetime
    first: datetime | None
    changed: datetime | None
    extension: str
    closed_at: datetime | None
    waits_for_paper: bool

    @property
    def missing(self) -> bool:
        return self.state in OPEN and not self.released

    @property
    def waits(self) -> bool:
        """For a decision."""
        return self.state is State.SUBMITTED and not self.released

    def late(self, now: datetime) -> bool:
        return not self.released and deadline.late(self.first or now, self.due_at)

    @property
    def in_time(self) -> bool:
        return self.first is not None and not deadline.late(self.first, self.due_at)

    @property
    def after_closing(self) -> bool:
        return self.first is not None and self.closed_at is not None and self.first > self.closed_at

    def bears(self, chosen: str, now: datetime) -> bool:
        """Whether it stays when the board is narrowed; an unknown choice narrows nothing."""
        marks = {
            Mark.MISSING: self.missing,
            Mark.LATE: self.late(now),
            Mark.EXTENDED: self.extension == "granted",
            Mark.AFTER_CLOSING: self.after_closing,
            Mark.RELEASED: self.released,
            Mark.WITHOUT_PAPER: self.waits_for_paper,
        }
        if chosen in list(State):
            return self.state == chosen and not self.released
        return marks[Mark(chosen)] if chosen in list(Mark) else True


@dataclass(frozen=True, slots=True)
class Fixed:
    """One unit as a closing keeps it."""

    expected: bool
    received: bool
    on_time: bool
    accepted: bool


def fixed(unit: Standing) -> Fixed:
    return Fixed(
        expected=not unit.released,
        received=unit.first is not None,
        on_time=unit.in_time,
        accepted=unit.state is State.ACCEPTED and not unit.released,
    )
