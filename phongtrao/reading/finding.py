"""What a reader finds: one number with the words it came from. Offsets are those of the text as it was given."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from phongtrao.core.figure import Qualifier


class Span(NamedTuple):
    """Characters of the text given, the end not included."""

    start: int
    end: int


class Kind(StrEnum):
    COUNT = "count"
    RATIO = "ratio"
    PERCENT = "percent"
    MONEY = "money"  # in đồng
    MEASURE = "measure"  # kilometres, kilogrammes, metres


class AwardForm(StrEnum):
    FLAG = "co_thi_dua"
    MERIT = "bang_khen"
    COMMENDATION = "giay_khen"
    INSIGNIA = "ky_niem_chuong"
    HONOUR = "bieu_duong"
    MIXED = "mixed"
    OTHER = "other"


class Recipient(StrEnum):
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    MIXED = "mixed"


class Doubt(StrEnum):
    """What a person should look at before he confirms."""

    PARTS_DIFFER = "parts_differ"  # the parts named after this whole do not add up to it
    INHERITED = "inherited"  # the noun is not written at this number, it is taken from the one before


@dataclass(frozen=True, slots=True)
class Scope:
    """The place or organisation that a figure speaks of, as written; `key` where the places given hold it."""

    text: str
    span: Span
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`value` is the lower end of a range, `upper` its other end. `period` is "2021" or "2006-2016", `note` the
    words that narrow it ("6 tháng đầu năm"). `whole` is the span of the figure that this one is a part of,
    `repeats` the span of the first mention. `score` and `runner_up_score` are comparable with each other only."""

    span: Span
    text: str
    value: Decimal
    kind: Kind
    qualifier: Qualifier
    noun: str
    indicator: str
    score: float
    confidence: float
    reason: str
    denominator: Decimal | None = None
    upper: Decimal | None = None
    noun_span: Span | None = None
    runner_up: str | None = None
    runner_up_score: float = 0.0
    period: str | None = None
    note: str = ""
    scope: Scope | None = None
    whole: Span | None = None
    repeats: Span | None = None
    award_form: AwardForm | None = None
    recipient: Recipient | None = None
    target: bool = False
    doubts: tuple[Doubt, ...] = ()


def row(finding: Finding, *, doc: str, among: Iterable[Finding] = ()) -> dict[str, object]:
    """The finding as the command line and the measure write it; `among` are the findings of the same text, by
    which the whole is told as its position."""
    parents = {other.span: at for at, other in enumerate(among)}
    return {
        "doc": doc,
        "char_start": finding.span.start,
        "char_end": finding.span.end,
        "text": finding.text,
        "value": plain_number(finding.value),
        "denominator": plain_number(finding.denominator),
        "value_kind": finding.kind.value,
        "qualifier": finding.qualifier.value,
        "unit_text": finding.noun,
        "indicator": finding.indicator,
        "period": finding.period,
        "scope": finding.scope.text if finding.scope else None,
        "of_which_parent": parents.get(finding.whole) if finding.whole else None,
        "award_form": finding.award_form.value if finding.award_form else None,
        "recipient_type": finding.recipient.value if finding.recipient else None,
        "confidence": finding.confidence,
    }


def plain_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
