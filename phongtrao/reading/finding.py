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


class Why(StrEnum):
    """What speaks for an indicator. With each stand words: those of the lexicon that were met, except where told."""

    NOUN = "noun"
    NO_NOUN = "no noun"  # no words: the number has no noun of its own
    NOUN_BEFORE = "noun before"  # a percent's noun, somewhere before it
    BEFORE = "before"  # words before the number
    BEHIND = "behind"  # words behind the noun
    BESIDE = "beside"  # words on either side
    OVER = "over"  # words in the sentence or over it
    AFTER_FIGURE = "after figure"  # the id of an indicator that a figure before it has
    SHARE = "share"  # no words: the share of the figure before
    AS_AT = "as at"  # the figure before, as written, whose noun it takes
    INDICATOR = "indicator"  # the id of the indicator chosen
    RUNNER_UP = "runner-up"  # the id of the next best
    SCANNED = "scanned"  # no words: it stands in a scan


class Ground(NamedTuple):
    why: Why
    words: str = ""


SHOWN = {
    Why.NOUN: "noun '{}'",
    Why.NO_NOUN: "no noun of its own",
    Why.NOUN_BEFORE: "noun '{}' before it",
    Why.BEFORE: "< '{}'",
    Why.BEHIND: "> '{}'",
    Why.BESIDE: "~ '{}'",
    Why.OVER: "# '{}'",
    Why.AFTER_FIGURE: "^ '{}'",
    Why.SHARE: "the share of the figure before",
    Why.AS_AT: "as at '{}'",
    Why.INDICATOR: "→ {}",
    Why.RUNNER_UP: "(else {})",
    Why.SCANNED: "from a scan",
}

CONCLUDING = frozenset((Why.INDICATOR, Why.RUNNER_UP))


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
    grounds: tuple[Ground, ...]
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

    @property
    def reason(self) -> str:
        """The grounds on one line, in the signs of the lexicon; a page words them in the officer's language."""
        said = ""
        for why, words in self.grounds:
            said += ("" if not said else " " if why in CONCLUDING else "; ") + SHOWN[why].format(words)
        return said


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
