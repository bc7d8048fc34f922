"""The catalogue: every indicator by its id, and the sentences that figures should satisfy."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property

from phongtrao.core.indicator.kinds import Dimension, Group, Indicator, UnknownIndicator


class CheckKind(StrEnum):
    SUM = "sum"  # left equals the right side together
    AT_MOST = "at_most"  # left is no more than `percent` of the right side together


@dataclass(frozen=True)
class Term:
    """One number a check speaks of; written "indicator" or "indicator[cell]"."""

    indicator: str
    cell: str = ""


@dataclass(frozen=True)
class Check:
    """A sentence that figures of one place and window should satisfy."""

    id: str
    kind: CheckKind
    left: Term
    right: tuple[Term, ...]
    vi: str
    en: str
    percent: int = 100

    def holds(self, values: Mapping[Term, int]) -> bool | None:
        """Whether scaled values satisfy the check; None where one it needs is missing."""
        if any(term not in values for term in (self.left, *self.right)):
            return None
        left, right = values[self.left], sum(values[term] for term in self.right)
        if self.kind is CheckKind.SUM:
            return left == right
        return left * 100 <= right * self.percent


@dataclass(frozen=True)
class Catalogue:
    """Indicators stand in the order of a report."""

    version: int
    groups: tuple[Group, ...]
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    checks: tuple[Check, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    def get(self, id: str) -> Indicator:
        if id not in self.by_id:
            raise UnknownIndicator(id)
        return self.by_id[id]

    def digest(self) -> str:
        """SHA-256 of the canonical JSON: the same however the file is laid out, another if anything moved."""
        text = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()
