"""The life of a report as one table, and what may be asked of whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from phongtrao.core import deadline
from phongtrao.people.rules import May, Role, may


class State(StrEnum):
    """REOPENED: accepted once and open again; what was accepted stands until it is accepted anew."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENED = "reopened"


class Move(StrEnum):
    """ENTER: whoever asked types in what the unit sent him on paper or by message."""

    SAVE = "save"
    ENTER = "enter"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    ASK_TO_REOPEN = "ask_to_reopen"
    KEEP_CLOSED = "keep_closed"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Step:
    """To which state a move leads, what the officer must be allowed, and on which side he stands."""

    to: State
    may: May
    by_asker: bool


MOVES: dict[tuple[State, Move], Step] = {
    (State.NOT_STARTED, Move.SAVE): Step(State.DRAFT, May.FILL, by_asker=False),
    (State.DRAFT, Move.SAVE): Step(State.DRAFT, May.FILL, by_asker=False),
    (State.RETURNED, Move.SAVE): Step(State.RETURNED, May.FILL, by_asker=False),
    (State.NOT_STARTED, Move.ENTER): Step(State.DRAFT, May.FILL, by_asker=True),
    (State.DRAFT, Move.ENTER): Step(State.DRAFT, May.FILL, by_asker=True),
    (State.DRAFT, Move.SUBMIT): Step(State.SUBMITTED, May.SUBMIT, by_asker=False),
    (State.RETURNED, Move.SUBMIT): Step(State.SUBMITTED, May.SUBMIT, by_asker=False),
    (State.SUBMITTED, Move.RETURN): Step(State.RETURNED, May.DECIDE, by_asker=True),
    (State.SUBMITTED, Move.ACCEPT): Step(State.ACCEPTED, May.DECIDE, by_asker=True),
    (State.ACCEPTED, Move.ASK_TO_REOPEN): Step(State.ACCEPTED, May.SUBMIT, by_asker=False),
    (State.ACCEPTED, Move.KEEP_CLOSED): Step(State.ACCEPTED, May.DECIDE, by_asker=True),
    (State.ACCEPTED, Move.REOPEN): Step(State.REOPENED, May.DECIDE, by_asker=True),
    (State.REOPENED, Move.SAVE): Step(State.REOPENED, May.FILL, by_asker=False),
    (State.REOPENED, Move.SUBMIT): Step(State.SUBMITTED, May.SUBMIT, by_asker=False),
}


class NotPossible(Exception):
    """A move that the report's state does not allow."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(f"{move} is not possible when the report is {state}")
        self.state = state
        self.move = move


def step(state: State, move: Move) -> Step:
    try:
        return MOVES[state, move]
    except KeyError:
        raise NotPossible(state, move) from None


class Reason(StrEnum):
    """Why a report goes back."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    EVIDENCE_MISSING = "evidence_missing"


class Side(StrEnum):
    """On which side of a report an officer stands: who answers, who asked, or neither."""

    ANSWERS = "answers"
    ASKED = "asked"


def open_to(state: State, role: Role, sides: frozenset[Side]) -> frozenset[Move]:
    """The moves that an officer of this role, standing on these sides, can make now."""
    return frozenset(
        move
        for (at, move), found in MOVES.items()
        if at is state and may(role, found.may) and (Side.ASKED if found.by_asker else Side.ANSWERS) in sides
    )


OPEN = frozenset({State.NOT_STARTED, State.DRAFT, State.RETURNED, State.REOPENED})


TO_MEND = frozenset({State.RETURNED, State.REOPENED})
"""Sent once, and owed again."""


def late(state: State, due: datetime, now: datetime) -> bool:
    """A report is late once its due moment has passed, until it is sent; one that was accepted is not late again."""
    return state in OPEN and state is not State.REOPENED and deadline.late(now, due)
