"""Numbers as Vietnamese writes them, in digits and in words. A numeral is only what is written; whether it is a
figure is for `not_figures` to say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from phongtrao.core.figure import Qualifier
from phongtrao.reading import qualifiers
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set

GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,9})?")
ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?")
PLAIN = re.compile(r"\d{1,18}(?:[,.]\d{1,9})?")
LONGEST = 24  # signs of one numeral
POWERS = {"trăm": 2, "nghìn": 3, "vạn": 4, "triệu": 6, "tỉ": 9}
UNITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6}
UNITS |= {"bảy": 7, "tám": 8, "chín": 9}
EXACT_UNITS = word_set("km kg m ha tấn gam g lít ki-lô-mét")
HALF = Decimal("0.5")


@dataclass(slots=True)
class Numeral:
    """Tokens `first` to `last` (not included); `outer` is where its qualifier begins."""

    first: int
    last: int
    value: Decimal
    outer: int = 0
    qualifier: Qualifier = Qualifier.EXACT
    denominator: Decimal | None = None
    upper: Decimal | None = None
    percent: bool = False
    spelled: bool = False
    multiplied: bool = False


def numerals(tokens: Sequence[Token]) -> Iterator[Numeral]:
    at = 0
    while at < len(tokens):
        found = _in_digits(tokens, at) if tokens[at].digits else _in_words(tokens, at)
        if found is None:
            at += 1
            continue
        found.qualifier, found.outer = qualifiers.before(tokens, found.first)
        yield found
        at = found.last


def digits_value(written: str, *, unit: str = "") -> Decimal | None:
    """The number that a group of digits with points and commas means; `unit` is the word after it. Three digits
    after a comma are decimals before a measure or a multiplier and thousands before anything that is counted."""
    if len(written) > LONGEST:
        return None
    if GROUPED.fullmatch(written):
        return Decimal(written.replace(".", "").replace(",", "."))
    if ENGLISH.fullmatch(written) and unit not in EXACT_UNITS and unit != "%" and unit not in POWERS:
        return Decimal(written.replace(",", ""))
    if PLAIN.fullmatch(written):
        return Decimal(written.replace(",", "."))
    return None


def _in_digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    written, last = _spaced_groups(tokens, at)
    value = digits_value(written, unit=_word(tokens, last))
    if value is None:
        return Numeral(at, last, Decimal(-1))
    found = Numeral(at, last, value)
    _multiply(found, tokens)
    _divide(found, tokens) or _stretch(found, tokens)
    if _word(tokens, found.last) == "%":
        found.percent, found.last = True, found.last + 1
    elif _word(tokens, found.last) == "phần" and _word(tokens, found.last + 1) == "trăm":
        found.percent, found.last = True, found.last + 2
    return found


def _spaced_groups(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """ "40 000", and "1. 234" as a scan spaces it, are one number."""
    written, last = tokens[at].word, at + 1
    if len(written) > 3 or not written.isdigit() or written[0] == "0":
        return written, last
    while last < len(tokens) and len(tokens[last].word) == 3 and tokens[last].word.isdigit():
        if tokens[last].start - tokens[last - 1].end != 1:
            break
        written, last = f"{written}.{tokens[last].word}", last + 1
    while last + 1 < len(tokens) and tokens[last].word == "." and tokens[last].start == tokens[last - 1].end:
        after = tokens[last + 1]
        if not (len(after.word) == 3 and after.word.isdigit() and after.start - tokens[last].end == 1):
            break
        written, last = f"{written}.{after.word}", last + 2
    return written, last


def _multiply(found: Numeral, tokens: Sequence[Token]) -> None:
    """1,2 triệu; 1 tỷ 200 triệu; 3 tỷ rưỡi; 1,5 nghìn tỷ. Each further term is smaller than the one before."""
    total, smallest = Decimal(0), 99
    term, last = found.value, found.last
    while True:
        power, after = _power(tokens, last)
        if not power or power >= smallest:
            break
        total += term * 10**power
        found.multiplied, found.last, smallest = True, after, power
        if _word(tokens, after) == "rưỡi":
            total += HALF * 10**power
            found.last = after + 1
            break
        following = digits_value(tokens[after].word) if after < len(tokens) and tokens[after].digits else None
        if following is None:
            break
        term, last = following, after + 1
    if found.multiplied:
        found.value = total


def _power(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    power = 0
    while at < len(tokens) and tokens[at].word in POWERS:
        power += POWERS[tokens[at].word]
        at += 1
    return power, at


def _divide(found: Numeral, tokens: Sequence[Token]) -> bool:
    """644/707"""
    if _word(tokens, found.last) != "/" or found.multiplied:
        return False
    below = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
    if below is None or not below.digits:
        return False
    found.denominator = digits_value(below.word)
    found.last += 2
    return found.denominator is not None


def _stretch(found: Numeral, tokens: Sequence[Token]) -> bool:
    """5-7, "5 đến 7": a range"""
    at = found.last
    if _word(tokens, at) not in {"-", "–", "đến", "tới"} or found.multiplied:
        return False
    if _word(tokens, at) in {"đến", "tới"} and _word(tokens, found.first - 1) != "từ":
        return False
    if at + 1 >= len(tokens) or not tokens[at + 1].digits:
        return False
    upper = digits_value(tokens[at + 1].word)
    if upper is None or upper <= found.value:
        return False
    power, after = _power(tokens, at + 2)
    found.upper = upper * 10**power
    found.value *= 10**power
    found.last = after
    return True


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


# In words ------------------------------------------------------------------------------------------------


def _in_words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """hai mươi lăm, một trăm linh ba, ba tỷ rưỡi; a bare multiplier ("hàng nghìn") is no number."""
    word = tokens[at].word
    if (word not in UNITS and word != "mười") or word in {"không", "mốt", "tư", "lăm"}:
        return None
    total, last = Decimal(0), at
    while True:
        below, after = _below_thousand(tokens, last)
        if below is None:
            break
        power, beyond = _power(tokens, after)
        total, last = total + below * 10**power, beyond
        if power and _word(tokens, last) == "rưỡi":
            total, last = total + HALF * 10**power, last + 1
            break
        if not power:
            break
    return Numeral(at, last, total, spelled=True) if last > at else None


def _below_thousand(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    word = _word(tokens, at)
    if word not in UNITS and word != "mười":
        return None, at
    total = 0
    if word in UNITS and _word(tokens, at + 1) == "trăm":
        total, at = UNITS[word] * 100, at + 2
        if _word(tokens, at) in {"linh", "lẻ"} and _word(tokens, at + 1) in UNITS:
            return total + UNITS[_word(tokens, at + 1)], at + 2
        word = _word(tokens, at)
        if word not in UNITS and word != "mười":
            return total, at
    if word == "mười":
        unit = _word(tokens, at + 1)
        inside = unit in UNITS and unit not in {"không", "mốt", "tư"}
        return total + 10 + (UNITS[unit] if inside else 0), at + 1 + inside
    if _word(tokens, at + 1) == "mươi":
        unit = _word(tokens, at + 2)
        inside = unit in UNITS and unit != "không"
        return total + UNITS[word] * 10 + (UNITS[unit] if inside else 0), at + 2 + inside
    if total:
        return total, at
    return UNITS[word], at + 1
