"""What an officer types to find a document: words of its subject, a number, a symbol."""

import re
from dataclasses import dataclass

from phongtrao.core.vietnamese import fold

NUMBER = re.compile(r"^\s*(?:số:?\s*)?0*(\d{1,5})\s*(?:[/-]\s*(.*))?$", re.IGNORECASE)
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` are folded, each to be found somewhere; `number` where the text begins with one and may be it."""

    words: tuple[str, ...] = ()
    number: int | None = None


def looked_for(typed: str) -> Asked:
    """ "12/KH-BCĐ" is number 12 with those letters in its symbol; "12" alone may be the number, or stand in the
    subject."""
    found = NUMBER.match(typed)
    if found:
        return Asked(tuple(fold(found[2] or "").split()[:MOST_WORDS]), int(found[1]))
    return Asked(tuple(fold(typed).split()[:MOST_WORDS]))
