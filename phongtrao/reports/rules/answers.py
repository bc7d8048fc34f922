"""What an officer types becomes an answer; what can't be read is kept as it was typed, with the reason."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.vietnamese import Number, NumberProblem, ProblemCode, format_number, parse_number
from phongtrao.reports.rules.form import Narrative, split

LONGEST_TYPED = 200
HUNDRED = 100


class Trouble(StrEnum):
    """Why what was typed is no number, beside core.vietnamese.ProblemCode."""

    QUALIFIERS_DIFFER = "qualifiers_differ"
    WHOLE_MISSING = "whole_missing"
    WHOLE_ZERO = "whole_zero"
    WHOLES_DIFFER = "wholes_differ"
    PART_ABOVE_WHOLE = "part_above_whole"
    PERCENT_OF_A_COUNT = "percent_of_a_count"
    TOO_LONG = "too_long"


class Problem(TypedDict):
    code: str
    typed: str
    readings: list[str]


class Answer(TypedDict):
    """A figure's answer. `value`, `denominator`: integers scaled by the indicator's decimals, None where the
    text could not be read."""

    text: str
    whole: str
    value: int | None
    denominator: int | None
    kind: str
    qualifier: str
    problem: NotRequired[Problem]


class Answers(TypedDict):
    """`reasons`: what was said, by key, of a figure that looks odd or differs from what is known elsewhere."""

    figures: dict[str, Answer]
    narratives: dict[str, str]
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes of one figure: the number, of a ratio perhaps its whole, and the qualifier."""

    text: str
    whole: str = ""
    qualifier: str = Qualifier.EXACT.value


class Unread(Exception):
    def __init__(self, code: str, typed: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.problem = Problem(code=code, typed=typed, readings=list(readings))


UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def clean(text: str) -> str:
    """Composed (NFC), without what no database or document can hold; line ends as one."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return UNKEPT.sub("", plain).strip()


def empty() -> Answers:
    return Answers(figures={}, narratives={}, reasons={})


def read_figure(key: str, typed: Typed) -> Answer | None:
    """None where nothing was typed. "46/50", "46" of "50" and "92 %" are answers of a ratio."""
    text, whole = clean(typed.text), clean(typed.whole)
    if not text and not whole:
        return None
    known = catalogue.load().get(split(key)[0])
    answer = Answer(
        text=text, whole=whole, value=None, denominator=None, kind=ValueKind.COUNT, qualifier=_choice(typed)
    )
    try:
        if max(len(text), len(whole)) > LONGEST_TYPED:
            raise Unread(Trouble.TOO_LONG, "")
        ratio = known.aggregation is catalogue.Aggregation.RATIO
        return _ratio(answer, known) if ratio else _count(answer, known, split(key)[1])
    except NumberProblem as problem:
        return _unread(
            answer, Problem(code=problem.code, typed=problem.typed, readings=list(problem.readings))
        )
    except Unread as unread:
        return _unread(answer, unread.problem)


def read_section(
    figures: Mapping[str, Typed], narratives: Mapping[str, str], reasons: Mapping[str, str] | None = None
) -> Answers:
    """A section as it was typed; empty boxes leave no answer."""
    read = {key: read_figure(key, typed) for key, typed in figures.items()}
    told = {id: clean(text) for id, text in narratives.items()}
    return Answers(
        figures={key: answer for key, answer in read.items() if answer is not None},
        narratives={id: text for id, text in told.items() if text},
        reasons={key: said for key, text in (reasons or {}).items() if (said := clean(text))},
    )


def reason_field(key: str) -> str:
    """Under which a figure's reason stands among the fields that may differ."""
    return f"reason:{key}"


def too_long(narrative: Narrative, text: str) -> bool:
    return len(text) > narrative.max_chars


def shown(key: str, answer: Answer | None) -> Typed:
    """What stands in the boxes when the page is opened again: the number as it was understood, or, where it
    was not, as it was typed."""
    if answer is None:
        return Typed("")
    if answer["value"] is None:
        return Typed(answer["text"], answer["whole"], answer["qualifier"])
    decimals = catalogue.load().get(split(key)[0]).decimals
    value, kind = answer["value"], answer["kind"]
    if kind == ValueKind.PERCENT:
        return Typed(f"{format_number(value, decimals=decimals)} %", "", answer["qualifier"])
    whole = "" if answer["denominator"] is None else format_number(answer["denominator"], decimals=decimals)
    return Typed(format_number(value, decimals=decimals), whole, answer["qualifier"])


def readable(answers: Mapping[str, Any]) -> dict[str, Answer]:
    """The figures that are numbers, by key."""
    figures: dict[str, Answer] = answers.get("figures", {})
    return {key: answer for key, answer in figures.items() if answer["value"] is not None}


def _choice(typed: Typed) -> str:
    return typed.qualifier if typed.qualifier in list(Qualifier) else Qualifier.EXACT.value


def _unread(answer: Answer, problem: Problem) -> Answer:
    kept = answer.copy()
    kept["problem"] = problem
    return kept


def _count(answer: Answer, known: catalogue.Indicator, cell: str) -> Answer:
    if answer["whole"]:
        raise Unread(ProblemCode.NOT_A_NUMBER, answer["whole"])
    number = parse_number(answer["text"], decimals=known.decimals, unit=known.unit(cell)[0])
    if number.percent:
        raise Unread(Trouble.PERCENT_OF_A_COUNT, answer["text"])
    return _filled(answer, number, number.scaled, None, ValueKind.COUNT)


def _ratio(answer: Answer, known: catalogue.Indicator) -> Answer:
    text, whole = answer["text"], answer["whole"]
    if text.count("/") == 1:
        text, of_text = (piece.strip() for piece in text.split("/"))
        if whole and parse_number(whole, decimals=0).scaled != parse_number(of_text, decimals=0).scaled:
            raise Unread(Trouble.WHOLES_DIFFER, answer["text"])
        whole = of_text
    if not whole:
        return _percent(answer, known)
    part, of = (parse_number(piece, decimals=0) for piece in (text, whole))
    if part.percent or of.percent or of.qualifier is not Qualifier.EXACT:
        raise Unread(ProblemCode.NOT_A_NUMBER, text if part.percent else whole)
    if of.scaled == 0:
        raise Unread(Trouble.WHOLE_ZERO, whole)
    if part.scaled > of.scaled:
        raise Unread(Trouble.PART_ABOVE_WHOLE, text)
    scale = catalogue.scale(known)
    return _filled(answer, part, part.scaled * scale, of.scaled * scale, ValueKind.RATIO)


def _percent(answer: Answer, known: catalogue.Indicator) -> Answer:
    number = parse_number(answer["text"], decimals=known.decimals)
    if not number.percent:
        raise Unread(Trouble.WHOLE_MISSING, answer["text"])
    if number.scaled > HUNDRED * catalogue.scale(known):
        raise Unread(Trouble.PART_ABOVE_WHOLE, answer["text"])
    return _filled(answer, number, number.scaled, None, ValueKind.PERCENT)


def _filled(answer: Answer, number: Number, value: int, denominator: int | None, kind: ValueKind) -> Answer:
    """The word typed before the number and the choice beside it must not disagree."""
    exact = Qualifier.EXACT
    typed, chosen = number.qualifier, Qualifier(answer["qualifier"])
    if exact not in (typed, chosen) and typed is not chosen:
        raise Unread(Trouble.QUALIFIERS_DIFFER, answer["text"])
    return Answer(
        text=answer["text"],
        whole=answer["whole"],
        value=value,
        denominator=denominator,
        kind=kind.value,
        qualifier=(chosen if typed is exact else typed).value,
    )
