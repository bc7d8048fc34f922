"""How the figures of a text stand to each other: part and whole, mention and repetition."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from phongtrao.core.figure import Qualifier
from phongtrao.reading.finding import Doubt, Finding, Span
from phongtrao.reading.sentences import Token

PARTS = tuple(
    tuple(words.split())
    for words in (
        "trong đó", "bao gồm", "gồm", "gồm có", "trong số đó", "trong số này", "cụ thể", "chia ra", "riêng", "trong ấy",
    )
)  # fmt: skip
OPENERS = frozenset(words[0] for words in PARTS) | {":"}
LISTED = frozenset(("bao gồm", "gồm", "gồm có", "chia ra", ":", "("))  # all parts are named

AMONG = {("trong", "số"), ("trong", "đó")}  # "205 người trong số đó có việc làm": no list of parts
COUNTS_WITHIN = 4
PAUSES = frozenset((",", ";", "(", "."))
GOING_ON = frozenset(
    ("trong đó", "trong số đó", "trong số này", "cụ thể")
)  # at the head of the next sentence
HEAD = 6  # words


def opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows a token speaks of parts, or of something else."""
    word = tokens[at].word
    if word not in OPENERS:
        return False
    following = tuple(token.word for token in tokens[at : at + 3])
    if following[:2] in AMONG and at and tokens[at - 1].word not in PAUSES and not _counts(tokens, at + 2):
        return False
    return word == ":" or any(following[: len(words)] == words for words in PARTS)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number follows within a few words."""
    return any(token.digits for token in tokens[at : at + COUNTS_WITHIN])


def mark(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """The last word between two tokens that opens parts of what was counted before it."""
    for at in range(end - 1, start - 1, -1):
        word = tokens[at].word
        if word in ":(":
            return word
        for words in PARTS:
            if (
                tuple(token.word for token in tokens[at : at + len(words)]) == words
                and at + len(words) <= end
            ):
                return " ".join(words)
    return None


def continues(tokens: Sequence[Token], number: int) -> bool:
    """Whether a sentence whose first number stands at a token begins with the parts of the last figure."""
    return mark(tokens, 0, min(number, HEAD)) in GOING_ON


def repeated(findings: Sequence[Finding]) -> list[Finding]:
    """Later mentions of the same figure carry the span of the first."""
    first: dict[tuple[str, Decimal, Decimal | None], Span] = {}
    told: list[Finding] = []
    for one in findings:
        key = (one.indicator, one.value, one.denominator)
        told.append(replace(one, repeats=first[key]) if key in first else one)
        first.setdefault(key, one.span)
    return told


def doubted(findings: Sequence[Finding], listed: frozenset[Span]) -> list[Finding]:
    """Wholes whose parts, counted in the same unit, do not add up to them; nothing is mended."""
    sums: dict[Span, list[Decimal]] = {}
    wholes = {one.span: one for one in findings}
    for one in findings:
        whole = wholes.get(one.whole) if one.whole else None
        if whole and _comparable(one, whole):
            sums.setdefault(whole.span, []).append(one.value)
    return [
        replace(one, doubts=(*one.doubts, Doubt.PARTS_DIFFER))
        if one.qualifier is Qualifier.EXACT and _differ(one, sums.get(one.span, []), one.span in listed)
        else one
        for one in findings
    ]


def _differ(whole: Finding, parts: Sequence[Decimal], complete: bool) -> bool:
    if len(parts) < 2:
        return bool(parts) and parts[0] > whole.value
    return sum(parts) > whole.value or (complete and sum(parts) != whole.value)


def _comparable(part: Finding, whole: Finding) -> bool:
    same = part.indicator == whole.indicator or part.noun.casefold() == whole.noun.casefold()
    return same and part.qualifier is Qualifier.EXACT and part.denominator is None
