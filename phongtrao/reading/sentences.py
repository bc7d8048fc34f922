"""Words, sentences and what stands over them: a heading, the head of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from phongtrao.reading.spelling import CAPITALS, Plain, spelt, word_set

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
LINE = re.compile(r"[^\n\r\f\v]+")
LIST_MARK = re.compile(
    r"\s*(?:[-–—+*•●○▪✓→➢·]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,5})[.)/])(?=\s)", re.IGNORECASE
)
ROW = re.compile(rf"\s*\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?=[ |]{{1,9}}[{CAPITALS}][^{CAPITALS}])")  # "3 Số tin"
YEAR = re.compile(r"(?:19|20)\d\d")
SHEETS = word_set("biểu bảng phụ")
STOPS = frozenset(".!?…")
OPENERS = frozenset("“\"‘'([«-–")
LONGEST = 300  # words of one sentence; a longer one is cut, so that no window grows with the text
HEAD_WORDS = 16
TITLE_WORDS = 30  # of the first line
WRAPPED = 45  # a line at least as long as this, without a stop at its end, may go on in the next one
SHORTENED = word_set("tp tx tt gs pgs ts th ths bs ks p q h x đ/c đc tr ct pct v.v st tw")


class Token(NamedTuple):
    start: int
    end: int
    word: str

    @property
    def digits(self) -> bool:
        return self.word[0].isdigit()


POINTING = frozenset(("này", "trên", "ấy"))
AFTER_ON = word_set("địa cơ toàn các mọi từng tinh đường biển mạng hệ đài báo trang")  # "trên địa bàn"
BEFORE_TIMES = word_set("dịp ngày năm tháng đợt thời lần lúc nay ngoài")  # "dịp này"
POINTED = 12  # words from the head of a sentence in which it may point back


@dataclass(slots=True)
class Sentence:
    """`heads` are the tokens of headings over it, the nearest last; `starts`: it begins a block; `first`: it opens the
    text like a title; `heading`: it is one."""

    tokens: list[Token]
    heads: list[list[Token]] = field(default_factory=list)
    starts: bool = False
    item: bool = False
    first: bool = False
    heading: bool = False
    cells: list[list[Token]] = field(default_factory=list)  # of a row of a table


def sentences(plain: Plain) -> Iterator[Sentence]:
    heads: list[list[Token]] = []
    for number, (block, marked) in enumerate(_blocks(plain)):
        if cells := _cells(block, plain):
            yield Sentence(block, list(heads), starts=True, item=True, cells=cells)
            continue
        parts = list(_split(block, plain))
        heading = _is_title(block, plain)
        first = number == 0 and len(parts) == 1 and not marked and len(block) <= TITLE_WORDS
        for at, tokens in enumerate(parts):
            yield Sentence(tokens, list(heads), starts=at == 0, item=marked, first=first, heading=heading)
        heads = _heads_after(heads, block, marked, plain)


def _cells(block: list[Token], plain: Plain) -> list[list[Token]]:
    """The cells of a row of a table, which tabs or upright strokes part; nothing where the block is no row."""
    cells: list[list[Token]] = [[]]
    for at, token in enumerate(block):
        gap = plain.low[block[at - 1].end : token.start] if at else ""
        if "\t" in gap or token.word == "|":
            cells += [[]]
        if token.word != "|":
            cells[-1].append(token)
    framed = [cell for at, cell in enumerate(cells) if cell or 0 < at < len(cells) - 1]
    return framed if len(framed) > 1 else []


def refers_back(sentence: Sentence) -> bool:
    """Whether a block begins by pointing at what was said before it ("Lực lượng này", "Các mô hình trên")."""
    words = [token.word for token in sentence.tokens[: POINTED + 1]]
    return any(
        word in POINTING and words[at + 1] not in AFTER_ON and words[at - 1] not in BEFORE_TIMES
        for at, word in enumerate(words[:-1])
        if at
    )


def _heads_after(
    heads: list[list[Token]], block: list[Token], marked: bool, plain: Plain
) -> list[list[Token]]:
    """A line that ends with a colon stands over the items that follow it; a short line without a stop is a title
    until the next one."""
    if not block:
        return heads
    last = block[-1].word
    if last == ":":
        return [*heads[:1], block[-LONGEST:]] if heads and not marked else [block[-LONGEST:]]
    if _is_title(block, plain):
        return [block]
    if not marked and last not in ";,":
        return heads[:1] if heads and heads[0][-1].word != ":" else []
    return heads


def _is_title(block: list[Token], plain: Plain) -> bool:
    """A short line without a stop, and without figures unless it shouts."""
    capitals = plain.shown[block[0].start : block[-1].end].isupper()
    sheet = block[0].word in SHEETS  # "Biểu 04. Kết quả …"
    titled = (
        capitals or sheet or not any(token.digits and not YEAR.fullmatch(token.word) for token in block[1:])
    )
    return block[-1].word not in ".;,!?:" and len(block) <= (TITLE_WORDS if sheet else HEAD_WORDS) and titled


def _blocks(plain: Plain) -> Iterator[tuple[list[Token], bool]]:
    """(words, is an item of a list) of every paragraph; lines that were wrapped are put together again."""
    block: list[Token] = []
    marked, end = False, 0
    for line in LINE.finditer(plain.low):
        mark = LIST_MARK.match(plain.low, line.start(), line.end()) or ROW.match(
            plain.shown, line.start(), line.end()
        )
        gap = plain.low.count("\n", end, line.start())
        if block and not (
            gap <= 1 and mark is None and len(block) < LONGEST and _goes_on(plain, block, line)
        ):
            yield block, marked
            block = []
        row = "|" in line[0] or "\t" in line[0]
        first = mark.end() if mark and not row else line.start()
        if not block:
            marked = mark is not None
        block += _tokens(plain.low, first, line.end())
        end = line.end()
    if block:
        yield block, marked


def _goes_on(plain: Plain, block: list[Token], line: re.Match[str]) -> bool:
    """Whether a line continues the one before: it begins in lower case, or it follows a long line that has no stop."""
    text = line[0].strip()
    if "|" in text or "\t" in text or any(token.word == "|" for token in block):
        return False
    if not text or block[-1].word in ".!?:;":
        return False
    first = plain.shown[line.start() + len(line[0]) - len(line[0].lstrip())]
    if first.islower():
        return True
    row = plain.low.rfind("\n", 0, block[-1].start) + 1
    return block[-1].end - row >= WRAPPED and (first.isdigit() or block[-1].word in ",(–-" or first in '“"(')


def _tokens(low: str, start: int, end: int) -> list[Token]:
    return [Token(found.start(), found.end(), spelt(found[0])) for found in WORD.finditer(low, start, end)]


def _split(block: list[Token], plain: Plain) -> Iterator[list[Token]]:
    first = 0
    for at, token in enumerate(block):
        if (token.word in STOPS and _stops(block, at, plain)) or at - first >= LONGEST:
            yield block[first : at + 1]
            first = at + 1
    if first < len(block):
        yield block[first:]


def _stops(block: list[Token], at: int, plain: Plain) -> bool:
    """A stop ends a sentence unless it stands in a short form (TP. Huế) or inside a word (v.v, mps.gov.vn)."""
    if at + 1 == len(block):
        return True
    token, after = block[at], block[at + 1]
    if token.word == "." and at and block[at - 1].word in SHORTENED and block[at - 1].end == token.start:
        return False
    if after.word in STOPS or after.word == "/" or _spaced_number(block, at):
        return False
    glued = after.start == token.end
    sign = plain.shown[after.start]
    if glued:
        return sign.isupper() and at > 0 and len(block[at - 1].word) > 1 and not after.digits
    return sign.isupper() or sign.isdigit() or sign in OPENERS


def _spaced_number(block: list[Token], at: int) -> bool:
    """ "1. 234", as a scan spaces it"""
    if not at or at + 1 == len(block):
        return False
    before, stop, after = block[at - 1 : at + 2]
    groups = before.word.isdigit() and len(before.word) <= 3 and after.word.isdigit() and len(after.word) == 3
    return groups and stop.word == "." and before.end == stop.start and after.start - stop.end == 1
