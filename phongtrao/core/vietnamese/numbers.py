"""Numbers as officers type them and as reports write them. All arithmetic is on whole numbers scaled by
the indicator's decimals; nothing is rounded and no digit is lost."""

import re
from dataclasses import dataclass
from enum import StrEnum

from phongtrao.core.figure import LARGEST, Qualifier
from phongtrao.core.vietnamese.search import without_marks

QUALIFIER_WORDS = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: "hơn",
    Qualifier.NEARLY: "gần",
    Qualifier.APPROXIMATELY: "khoảng",
    Qualifier.LESS_THAN: "dưới",
}
TYPED_QUALIFIERS = {  # without diacritics; a longer one stands before its beginning
    "nhieu hon": Qualifier.MORE_THAN,
    "hon": Qualifier.MORE_THAN,
    "tren duoi": Qualifier.APPROXIMATELY,
    "tren": Qualifier.MORE_THAN,
    ">": Qualifier.MORE_THAN,
    "gan": Qualifier.NEARLY,
    "khoang": Qualifier.APPROXIMATELY,
    "xap xi": Qualifier.APPROXIMATELY,
    "uoc": Qualifier.APPROXIMATELY,
    "~": Qualifier.APPROXIMATELY,
    "≈": Qualifier.APPROXIMATELY,
    "duoi": Qualifier.LESS_THAN,
    "it hon": Qualifier.LESS_THAN,
    "chua den": Qualifier.LESS_THAN,
    "<": Qualifier.LESS_THAN,
}
POWERS = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
POWERS |= {f"{thousands} {billion}": 12 for thousands in ("nghin", "ngan") for billion in ("ty", "ti")}
POWERS |= {f"trieu {billion}": 15 for billion in ("ty", "ti")}

TYPED = re.compile(
    rf"(?P<qualifier>{'|'.join(TYPED_QUALIFIERS)})? ?(?P<minus>[-−–] ?)?(?P<body>[0-9].*?) ?(?P<percent>%)?"
)
MULTIPLIER = re.compile(rf"(?<![a-z])({'|'.join(sorted(POWERS, key=len, reverse=True))})(?![a-z])")
GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
VIETNAMESE = re.compile(rf"([0-9]+|{GROUPED % '[.]'}|{GROUPED % ' '})(?:,([0-9]+))?")
ENGLISH = re.compile(rf"([0-9]+|{GROUPED % ','})(?:[.]([0-9]+))?")
MISPLACED_POINT = re.compile(r"[1-9][0-9]*[.][0-9]+")
DOUBTFUL_PERCENT = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")
LONGEST = 60  # characters of one numeral; far beyond 64 bits, far below what makes int() slow
LETTER_FOR_DIGIT = str.maketrans("OoQlI|", "000111")
SHORT_UNITS = ((9, "tỷ"), (6, "triệu"))
SHORT_DECIMALS = 2  # "1,25 triệu", but 1.234.000 is written out


class ProblemCode(StrEnum):
    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_MANY_DECIMALS = "too_many_decimals"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"


class NumberProblem(ValueError):
    """What was typed cannot be taken; `readings` are the two numbers an ambiguous one may mean."""

    def __init__(self, code: ProblemCode, typed: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code}: {typed!r}")
        self.code = code
        self.typed = typed
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Number:
    """`scaled` is the value times 10 to the indicator's decimals; `percent`: a % sign followed."""

    scaled: int
    qualifier: Qualifier
    percent: bool


def parse_number(text: str, *, decimals: int, unit: str = "") -> Number:
    """What an officer typed into the cell of an indicator with so many decimals. The indicator's own unit
    may follow ("46 mô hình"). Diacritics may be missing ("hon 1,2 trieu").

    A well-formed Vietnamese number that the indicator can hold is always taken as it stands: "1.234" is
    1234. Any other is taken as English ("57.69", "1,234,567") if that is its only possible reading."""
    plain = " ".join(without_marks(text).split())
    if not plain:
        raise NumberProblem(ProblemCode.EMPTY, text)
    match = TYPED.fullmatch(_without_unit(plain, unit))
    if match is None or (match["percent"] and MULTIPLIER.search(match["body"])):
        raise NumberProblem(ProblemCode.NOT_A_NUMBER, text)
    if match["percent"] or unit == "%":
        _refuse_doubtful_percent(match["body"], decimals, text)
    scaled = _sum(_terms(match["body"], text), decimals, text)
    if match["minus"]:
        raise NumberProblem(ProblemCode.NEGATIVE, text)
    if scaled > LARGEST:
        raise NumberProblem(ProblemCode.TOO_LARGE, text)
    qualifier = TYPED_QUALIFIERS.get(match["qualifier"] or "", Qualifier.EXACT)
    return Number(scaled, qualifier, percent=bool(match["percent"]))


def with_letters_as_digits(text: str) -> str:
    """ "1O" as "10"; "" where no letter stands for a digit."""
    changed = text.strip().translate(LETTER_FOR_DIGIT)
    plain = re.fullmatch(r"[0-9.,/% ]+", changed) is not None and any(sign.isdigit() for sign in text)
    return changed if plain and changed != text.strip() else ""


def format_number(scaled: int, *, decimals: int) -> str:
    """1.234,5; zeros at the end of the decimals are left off."""
    whole, fraction = divmod(abs(scaled), 10**decimals)
    tail = f"{fraction:0{decimals}}".rstrip("0") if decimals else ""
    return ("-" if scaled < 0 else "") + _grouped(whole) + ("," + tail if tail else "")


def format_short(scaled: int, *, decimals: int) -> str:
    """As reports write large round numbers: 1,2 triệu, 35 tỷ; written out where a digit would be lost."""
    for power, word in SHORT_UNITS:
        step = 10 ** (power + decimals - SHORT_DECIMALS)
        if abs(scaled) >= step * 10**SHORT_DECIMALS and scaled % step == 0:
            return f"{format_number(scaled // step, decimals=SHORT_DECIMALS)} {word}"
    return format_number(scaled, decimals=decimals)


def phrase(scaled: int, qualifier: Qualifier, *, decimals: int) -> str:
    """hơn 1,2 triệu"""
    return f"{QUALIFIER_WORDS[qualifier]} {format_short(scaled, decimals=decimals)}".lstrip()


def _refuse_doubtful_percent(body: str, decimals: int, typed: str) -> None:
    """57.692 % is far more likely 57,692 than 57692."""
    match = DOUBTFUL_PERCENT.fullmatch(body)
    if match and not (match[2] == "," and decimals >= len(match[3])):
        readings = (_Numeral(match[1], match[3]).written(), _Numeral(match[1] + match[3], "").written())
        raise NumberProblem(ProblemCode.AMBIGUOUS, typed, readings)


def _terms(body: str, typed: str) -> list[tuple[str, int]]:
    """ "2 ty 350 trieu" -> ("2", 9), ("350", 6). Only a number that stands alone lacks its multiplier."""
    pieces = [piece.strip() for piece in MULTIPLIER.split(body)]
    if len(pieces) == 1:
        return [(body, 0)]
    if pieces.pop():
        raise NumberProblem(ProblemCode.NOT_A_NUMBER, typed)
    return [(digits, POWERS[word]) for digits, word in zip(pieces[::2], pieces[1::2], strict=True)]


def _sum(terms: list[tuple[str, int]], decimals: int, typed: str) -> int:
    """Each further term must fit below the last digit of the one before."""
    total, last_digit = 0, 0
    for digits, power in terms:
        value = _value(digits, power, decimals, typed)
        if last_digit and (value >= last_digit or total % last_digit):
            raise NumberProblem(ProblemCode.NOT_A_NUMBER, typed)
        total, last_digit = total + value, 10 ** (power + decimals)
    return total


def _value(digits: str, power: int, decimals: int, typed: str) -> int:
    """The scaled value of one numeral times 10 to the power. `room`: how many decimals can be written."""
    if len(digits) > LONGEST:
        raise NumberProblem(ProblemCode.TOO_LARGE, typed)
    room = decimals + power
    vietnamese, english = _split(VIETNAMESE, digits), _split(ENGLISH, digits)
    if vietnamese and len(vietnamese.fraction) <= room:
        return vietnamese.scaled(room)
    if english and len(english.fraction) <= room and (vietnamese is None or room == 0):
        return english.scaled(room)
    if vietnamese and english:  # "1,234" where one or two decimals are kept
        raise NumberProblem(ProblemCode.AMBIGUOUS, typed, (vietnamese.written(), english.written()))
    if english and MISPLACED_POINT.fullmatch(digits) and not power:  # "1.5" where there are no decimals
        regrouped = _Numeral(english.whole + english.fraction, "")
        raise NumberProblem(ProblemCode.AMBIGUOUS, typed, (english.written(), regrouped.written()))
    known = vietnamese or english
    raise NumberProblem(ProblemCode.TOO_MANY_DECIMALS if known else ProblemCode.NOT_A_NUMBER, typed)


@dataclass(frozen=True, slots=True)
class _Numeral:
    whole: str
    fraction: str

    def scaled(self, room: int) -> int:
        return int(self.whole + self.fraction.ljust(room, "0"))

    def written(self) -> str:
        return _grouped(int(self.whole)) + ("," + self.fraction if self.fraction else "")


def _split(style: re.Pattern[str], digits: str) -> _Numeral | None:
    match = style.fullmatch(digits)
    return _Numeral(re.sub("[^0-9]", "", match[1]), match[2] or "") if match else None


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def _without_unit(plain: str, unit: str) -> str:
    expected = " ".join(without_marks(unit).split())
    return plain if expected == "%" else plain.removesuffix(expected).rstrip()
