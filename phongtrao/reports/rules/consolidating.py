"""What a report states, beside what is known of it already: the sum of the accepted reports below, or what a registry
counted. It may state another number, and then must say why."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.figures.rules import percent
from phongtrao.reports.rules.answers import Answer, Typed, shown
from phongtrao.reports.rules.form import split


@dataclass(frozen=True, slots=True)
class Sum:
    """What the ledger makes of one field of a report. `value`, `denominator`: integers scaled by the indicator's
    decimals; `value` None: only its bounds are known. `registry`: a registry counted it, so nobody types it.
    `have` of `expected` units stand behind it."""

    value: int | None
    denominator: int | None = None
    kind: str = ValueKind.COUNT.value
    qualifier: str = Qualifier.EXACT.value
    registry: bool = False
    parts: int = 0
    have: int = 0
    expected: int = 0

    def kept(self) -> dict[str, Any]:
        """As a draft and a submission keep it."""
        return asdict(self)


def of_kept(row: Mapping[str, Any]) -> Sum:
    return Sum(**{name: row[name] for name in Sum.__slots__ if name in row})


def as_typed(key: str, known: Sum) -> Typed | None:
    """What stands in the boxes when the sum is taken over; None where it is no single number."""
    if known.value is None:
        return None
    return shown(key, as_answer(known))


def same(key: str, answer: Answer, known: Sum) -> bool:
    """Whether a report states the sum. A share given as a percentage states the same as its parts."""
    if answer["qualifier"] != known.qualifier:
        return False
    if answer["kind"] == ValueKind.PERCENT and known.denominator and known.value is not None:
        decimals = catalogue.load().get(split(key)[0]).decimals
        return answer["value"] == percent(known.value, known.denominator, decimals=decimals)
    return (answer["value"], answer["denominator"]) == (known.value, known.denominator)


def differing(answers: Mapping[str, Any], sums: Mapping[str, Sum]) -> tuple[str, ...]:
    """The keys of numbers that are stated and are not the sum."""
    figures: Mapping[str, Answer] = answers.get("figures", {})
    return tuple(
        key
        for key, known in sums.items()
        if known.value is not None
        and (answer := figures.get(key)) is not None
        and answer["value"] is not None
        and not same(key, answer, known)
    )


def to_take(answers: Mapping[str, Any], sums: Mapping[str, Sum], keys: Iterable[str]) -> tuple[str, ...]:
    """Of many fields those that one press fills: the empty ones, and those that still say what was taken before.
    What was typed stays."""
    figures, taken = answers.get("figures", {}), answers.get("taken", {})
    return tuple(
        key
        for key in keys
        if key in sums
        and sums[key].value is not None
        and not sums[key].registry
        and (key not in figures or (key in taken and same(key, figures[key], of_kept(taken[key]))))
        and (key not in figures or not same(key, figures[key], sums[key]))
    )


def taken_over(known: Sum, now: datetime) -> dict[str, Any]:
    """The mark of a number that was taken: the sum as it was known then."""
    return {**known.kept(), "at": now.isoformat()}


def as_answer(known: Sum) -> Answer:
    return Answer(
        text="",
        whole="",
        value=known.value,
        denominator=known.denominator,
        kind=known.kind,
        qualifier=known.qualifier,
    )
