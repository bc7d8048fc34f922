"""The signed paper of a report: when it is needed, and whether the file says what the data say."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from phongtrao.core.vietnamese import NumberProblem, parse_number
from phongtrao.reports.rules.moves import State
from phongtrao.reports.rules.periods import Frequency

SENT = frozenset({State.SUBMITTED, State.ACCEPTED})
NEEDED_EACH = frozenset({Frequency.YEAR, Frequency.HALF, Frequency.NINE_MONTHS})
SYMBOL = re.compile(r"[^\W\d_]+(?:[-/.][^\W_]+)*")
NUMBER_BEFORE = re.compile(r"^(?:số:?\s*)?\d*\s*/\s*", re.IGNORECASE)
LONGEST_SYMBOL = 40


def needs_paper(frequency: Frequency) -> bool:
    """What the one who asks finds chosen: a period's report is an official document, quick figures are not."""
    return frequency in NEEDED_EACH


def waits_for_paper(state: State, needed: bool, filed: bool) -> bool:
    """đã có số liệu – chờ văn bản ký: they count in the totals meanwhile, and say so."""
    return needed and not filed and state in SENT


def read_symbol(typed: str) -> str | None:
    """ "BC-BCĐ", also where the whole "05/BC-BCĐ" was typed; None where it is no symbol (NĐ 30/2020, Annex I,
    II.3)."""
    text = NUMBER_BEFORE.sub("", " ".join(unicodedata.normalize("NFC", typed).split())).upper()
    return text if len(text) <= LONGEST_SYMBOL and SYMBOL.fullmatch(text) else None


# What the file says against what the data say -----------------------------------------------------------------


class Verdict(StrEnum):
    EQUAL = "equal"
    DIFFERENT = "different"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the table as it was written; `number` is empty where nothing was answered."""

    key: str
    name: str
    unit: str
    number: str


@dataclass(frozen=True, slots=True)
class Found:
    """`said`: the number that the paper gives, as it is written there; `line`: where it stands."""

    printed: Printed
    verdict: Verdict
    said: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours that stands in the paper with other numbers."""

    ours: str
    said: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`readable`: the file held text at all; a scan must be compared by the eye."""

    readable: bool
    figures: tuple[Found, ...]
    sentences: tuple[Sentence, ...]

    def of(self, verdict: Verdict) -> tuple[Found, ...]:
        return tuple(found for found in self.figures if found.verdict is verdict)

    @property
    def different(self) -> tuple[Found, ...]:
        return self.of(Verdict.DIFFERENT)

    @property
    def not_found(self) -> tuple[Found, ...]:
        return self.of(Verdict.NOT_FOUND)

    @property
    def equal(self) -> tuple[Found, ...]:
        return self.of(Verdict.EQUAL)

    @property
    def agrees(self) -> bool:
        return self.readable and not self.different and not self.not_found and not self.sentences


QUALIFIED = r"(?:(?:nhiều hơn|hơn|trên|gần|khoảng|xấp xỉ|ước|dưới|ít hơn|chưa đến) )?"
NUMERAL = QUALIFIED + r"[^\s()]{0,40}\d[^\s()]{0,40}"
IN_CELL = re.compile(rf"({NUMERAL})(?: \([^\s()]{{1,12}}%\))?(?: %)?")
IN_SENTENCE = re.compile(rf"{QUALIFIED}\S{{0,40}}\d\S{{0,40}}")
AFTER_A_NAME = 90  # characters in which the number of a line may stand
SHARE = re.compile(r"\s*\([^()]*%\)$")


def compare(text: str, printed: Sequence[Printed], sentences: Sequence[str]) -> Comparison:
    """Each line of our table looked up in the paper's text, and each sentence of ours with its numbers open.
    What the office wrote anew is not judged: such a figure is not found, such a sentence passed over."""
    flat = squeezed(text)
    if not flat:
        return Comparison(False, tuple(Found(line, Verdict.NOT_FOUND) for line in printed if line.number), ())
    figures = tuple(_figures(flat, printed))
    return Comparison(True, figures, tuple(_sentences(flat, sentences)))


def squeezed(text: str) -> str:
    """Composed, every space and line break as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _figures(flat: str, printed: Sequence[Printed]) -> Iterator[Found]:
    for at, line in enumerate(printed):
        following = printed[at + 1] if at + 1 < len(printed) else None
        rest = _after(flat, at + 1, line, printed)
        if rest is None:
            if line.number:
                yield Found(line, Verdict.NOT_FOUND)
            continue
        if following is not None:
            rest = f" {rest}".split(f" {at + 2} {squeezed(following.name)}", 1)[0]
        found = IN_CELL.match(rest.strip())
        said = found[1].rstrip(".,;") if found else ""
        if not line.number and not said:
            continue
        same = _same(said, line.number)
        where = "" if same else squeezed(f"{line.name} {line.unit} {said}")
        yield Found(line, Verdict.EQUAL if same else Verdict.DIFFERENT, said, where)


def _after(flat: str, ordinal: int, line: Printed, printed: Sequence[Printed]) -> str | None:
    """What follows a line's name and unit. By its ordinal too; without it only where name and unit stand once
    and are not the beginning of another line."""
    name, padded = squeezed(f"{line.name} {line.unit}"), f" {flat} "
    looked = f" {ordinal} {name} "
    start = padded.rfind(looked)
    if start < 0:
        others = sum(squeezed(other.name).startswith(squeezed(line.name)) for other in printed)
        looked = f" {name} "
        start = padded.find(looked) if others == 1 and padded.count(looked) == 1 else -1
    begin = start + len(looked)
    return padded[begin : begin + AFTER_A_NAME] if start >= 0 else None


def _same(said: str, ours: str) -> bool:
    """The same number with the same qualifier, however it is spelt; a ratio's share beside it doesn't count."""
    given, wanted = SHARE.sub("", squeezed(said)), SHARE.sub("", squeezed(ours))
    if given == wanted:
        return True
    try:
        return _read(given) == _read(wanted)
    except NumberProblem:
        return False


def _read(text: str) -> list[tuple[int, str, bool]]:
    read = [parse_number(piece, decimals=2) for piece in text.split("/")]
    return [(number.scaled, number.qualifier.value, number.percent) for number in read]


def _sentences(flat: str, sentences: Sequence[str]) -> Iterator[Sentence]:
    for sentence in sentences:
        ours = squeezed(sentence)
        if not IN_SENTENCE.search(ours) or ours.rstrip(".") in flat:
            continue
        pieces = [re.escape(piece) for piece in IN_SENTENCE.split(ours)]
        found = re.search(rf"{QUALIFIED}\S{{0,40}}\d\S{{0,40}}".join(pieces), flat)
        if found:
            yield Sentence(ours, found[0])
