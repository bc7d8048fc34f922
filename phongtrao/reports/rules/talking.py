"""Whose turn it is on a field of which the two offices speak. Nobody's reading is recorded: what waits follows from
who spoke last."""

from datetime import timedelta

from phongtrao.reports.rules.moves import Side

LONGEST_COMMENT = 1000
MOST_COMMENTS = 60
"""Of one officer within TIME."""
TIME = timedelta(hours=1)


def waits_for(last: Side, *, settled: bool) -> Side | None:
    """Which side is to answer; None: the field is settled."""
    if settled:
        return None
    return Side.ASKED if last is Side.ANSWERS else Side.ANSWERS


def speaks_as(sides: frozenset[Side]) -> Side | None:
    """An office that asked itself speaks as the one that answers."""
    if Side.ANSWERS in sides:
        return Side.ANSWERS
    return Side.ASKED if Side.ASKED in sides else None
