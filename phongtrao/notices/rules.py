"""When to remind, what a notice can say, when the digest goes out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from phongtrao.core.period import LOCAL

REMINDERS = (-5, -1, 0, 1, 3)
"""Days after the due day (before it where negative) on which a reminder is made, unless a request says
otherwise."""

FARTHEST = 60
MOST_REMINDERS = 10
DIGEST_HOUR = 7
TRIES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))


class Subject(StrEnum):
    """What a notice is about. What it says is made of this and its data, in the reader's language."""

    ASKED = "asked"
    REMINDER = "reminder"
    CHASED = "chased"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    CLOSED = "closed"
    PASSED = "passed"
    RETURNED = "returned"
    REOPENED = "reopened"
    JOINT = "joint"


class Delivery(StrEnum):
    """DROPPED: the address was erased, or refused for good."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"


def reminder_steps(typed: str) -> list[int]:
    """Days as typed: "-5, -1, 0, 1, 3". Raises ValueError where they are none, too many or too far."""
    steps = sorted(
        {int(piece) for piece in typed.replace("\u2212", "-").replace(";", ",").split(",") if piece.strip()}
    )
    if len(steps) > MOST_REMINDERS or any(abs(step) > FARTHEST for step in steps):
        raise ValueError(typed)
    return steps


def reminder_now(due: date, asked: date, today: date, steps: Sequence[int]) -> int | None:
    """The last step whose day has come, if it came after the day of asking. Days that nobody was there to
    remind on are not made up for: only the last counts."""
    come = [step for step in steps if asked < due + timedelta(days=step) <= today]
    return max(come, default=None)


def digest_time(now: datetime) -> bool:
    """The day's digest goes out in the morning."""
    return now.astimezone(LOCAL).hour >= DIGEST_HOUR


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many failures; None: give up."""
    return now + TRIES[tries - 1] if tries <= len(TRIES) else None
