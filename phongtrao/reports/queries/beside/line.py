"""One line beside a figure, and what its providers are asked about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from phongtrao.people.models import Officer
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Content


class BesideKind(StrEnum):
    """DOUBT asks for a reason; EXPLAINED had one; the others only tell."""

    PAST = "past"
    NEIGHBOURS = "neighbours"
    TOTAL = "total"
    DERIVED = "derived"
    BELOW = "below"
    DOUBT = "doubt"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Beside:
    """`href`: where the words lead, perhaps nowhere; `takes`: the key of the field into which a press puts it."""

    words: str
    href: str = ""
    kind: BesideKind = BesideKind.PAST
    takes: str = ""

    @property
    def asks(self) -> bool:
        """Whether a box for the officer's reason stands with it."""
        return self.kind in (BesideKind.DOUBT, BesideKind.EXPLAINED)


@dataclass(frozen=True, slots=True)
class About:
    """The figures of a page: `keys` of them, `answers` as they stand in the draft or were sent. `officer` looks; what
    he may not see is no line. The report needs request, duty and organisation with place fetched."""

    report: Report
    content: Content
    keys: tuple[str, ...]
    answers: Mapping[str, Any]
    officer: Officer


Provider = Callable[[About], Mapping[str, Sequence[Beside]]]
