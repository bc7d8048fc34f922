"""The life of a duty: what one organisation owes to the one that asked."""

from datetime import datetime
from enum import StrEnum

from phongtrao.core import deadline


class DutyState(StrEnum):
    """RELEASED: nothing is owed any more, because the organisation ended or the duty passed to its successor."""

    OPEN = "open"
    DONE = "done"
    RELEASED = "released"


class ExtensionVerdict(StrEnum):
    """What became of a wish for more time."""

    GRANTED = "granted"
    REFUSED = "refused"


LONGEST_REASON = 1000


def late(state: DutyState, due: datetime, now: datetime, done: datetime | None = None) -> bool:
    """An open duty is late once its due moment has passed; a done one if it was first done after it."""
    if state is DutyState.RELEASED:
        return False
    return deadline.late(done or now, due)
