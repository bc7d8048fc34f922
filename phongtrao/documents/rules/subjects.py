"""Lines that officers type: composed, in one line, and about no person."""

import unicodedata
from collections.abc import Sequence

from phongtrao.core.persons import Denial, denied
from phongtrao.core.vietnamese import fold
from phongtrao.kit.refusals import Refused

MOST_LINES = 100


class Unfit(Refused):
    """What was sent does not fit: 422. `denial`: it asks for what is known of a person."""

    def __init__(self, sentence: str, *, denial: Denial | None = None, field: str = "") -> None:
        super().__init__(sentence)
        self.denial, self.field = denial, field


def one_line(typed: str) -> str:
    """Composed, without what no page shows, in one line."""
    plain = unicodedata.normalize("NFC", typed)
    visible = "".join(sign if sign.isprintable() else " " for sign in plain)
    return " ".join(visible.split())


# A document may be about a law on identity cards or about health; it may not be a file on people. Lists of delegates,
# of members of a committee and of those commended are what offices publish.
OF_PERSONS = frozenset({"list", "private", "accusation", "image", "whereabouts", "birth"})
PUBLIC_LISTS = ("dai bieu", "khach moi", "khen thuong", "tang thuong", "bieu duong", "thanh vien")


def about_persons(subject: str) -> Denial | None:
    """Why a subject may not be kept."""
    found = denied(subject)
    if found is None or found.matter.id not in OF_PERSONS:
        return None
    public = found.matter.id == "list" and any(words in fold(subject) for words in PUBLIC_LISTS)
    return None if public else found


def column_of_persons(title: str) -> Denial | None:
    """Why a column of a list may not be kept. Those who are commended or take part are named, and nothing else of them
    is written down."""
    found = denied(title)
    return found if found and found.matter.id != "name" else None


def lines_of(typed: str | Sequence[str]) -> list[str]:
    """One a line, without the list's own signs, none twice."""
    given = typed.splitlines() if isinstance(typed, str) else typed
    lines = [one_line(one).strip(" -;.") for one in given]
    return list(dict.fromkeys(line for line in lines if line))[:MOST_LINES]
