"""The nouns of a number: those behind it, those before it that lead to it, and money."""

from collections.abc import Iterable, Mapping, Sequence

from phongtrao.reading.lexicon import Hit, Lexicon
from phongtrao.reading.numbers import Numeral
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set

HALVES = word_set("viên trưởng phó ngũ hình")
QUOTES = frozenset("“\"‘'")
ANYONE = "người"
TURNS = "lượt"  # of "lượt người" nothing but the people is counted
NO_PEOPLE = word_set(
    "xe tàu thuyền ghe chiếc cái bộ đội tổ đoàn khối tiết gian quốc môn lần ngày giờ cuộc buổi bài cụm tỉnh thành "
    "% đồng"
)  # words that also take part
NAMED_WITHIN = 9  # words from a number to "tham gia"
FILLED = 4  # words that may stand between a number and its noun
BREAKS = frozenset((",", ";", ")", ":", "."))
CLOSING = frozenset((";", "…"))  # what follows says nothing of what stands before
LINKS = word_set(
    ": là có gồm được đạt với ( = còn hiện nay hiện có đã lên đến tới thành tăng thì cộng lại tổng số"
)
TIES = word_set(": là ( gồm")  # between a noun and its number where another noun follows
LEFT_REACH = 8  # words between a noun and the number after it
STRONG_LINKS = word_set("là : lên đạt được")
CLOSING_LINKS = word_set("có gồm được")  # "bằng khen trao ra dịp này có gần 180."
WHERE = word_set("toàn cả của bàn ở tại trong thuộc")
REACHING = word_set("tới đến")  # "lên tới"
ANNOUNCING = word_set("là : lên đạt còn thành đến tới")
ANNOUNCED_WITHIN = 24  # words between "số" and its number
MONEY = "đồng"
CURRENCY = frozenset((MONEY, "vnđ", "vnd", "đ"))
MILLION = 10**6


def right_nouns(
    found: Numeral, tokens: Sequence[Token], hits: Mapping[int, Sequence[Hit]], lexicon: Lexicon
) -> tuple[list[Hit], bool]:
    """Nouns that begin right after the number, fillers left out, and whether a word that only looks like one
    blocks them."""
    at = found.last
    for _ in range(FILLED):
        here = hits.get(at, ())
        nouns = [hit for hit in here if hit.phrase in lexicon.nouns]
        longest = max((hit.last for hit in here if hit.phrase in lexicon.blocks), default=0)
        nouns = [hit for hit in nouns if hit.last >= longest]
        word = tokens[at].word if at < len(tokens) else ""
        filler = word in lexicon.fillers or word in QUOTES or (found.percent and word == "là")
        if nouns and filler and (word in {"số", TURNS} or all(hit.last == at + 1 for hit in nouns)):
            nouns += [hit for hit in hits.get(at + 1, ()) if hit.phrase in lexicon.nouns]
        if nouns or longest:
            return _whole_words(nouns, tokens), not nouns
        if not filler:
            return [], False
        at += 1
    return [], False


def _whole_words(nouns: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """Without a word that is only half of one ("đội" in "đội viên")."""
    longest = max((noun.last - noun.first for noun in nouns), default=0)
    return [
        noun
        for noun in nouns
        if (noun.last >= len(tokens) or tokens[noun.last].word not in HALVES or " " in noun.phrase)
        and not (noun.phrase == TURNS and longest > 1)
    ]


def taking_part(found: Numeral, tokens: Sequence[Token]) -> int:
    """The end of words unknown to the lexicon that name people because they take part ("với 68 chủ ghe tham gia"),
    else 0."""
    if found.last >= len(tokens) or tokens[found.last].word in NO_PEOPLE:
        return 0
    for at in range(found.last + 1, min(found.last + NAMED_WITHIN, len(tokens) - 1)):
        if not tokens[at].word.isalpha():
            return 0
        if tokens[at].word == "tham" and tokens[at + 1].word in {"gia", "dự"}:
            return at
    return 0


def left_nouns(
    found: Numeral,
    tokens: Sequence[Token],
    hits: Mapping[int, Sequence[Hit]],
    start: int,
    lexicon: Lexicon,
    *,
    open_end: bool,
) -> list[Hit]:
    """Nouns that end just before the number ("dân phòng 3.872 người", "số mô hình: 12", "tin … là 98")."""
    if announced := _announced(found, tokens, hits, start, lexicon):
        return announced
    nearest: list[Hit] = []
    for at in range(found.outer - 1, max(start - 1, found.outer - 12), -1):
        ending = [hit for hit in hits.get(at, ()) if hit.last <= found.outer and hit.phrase in lexicon.nouns]
        nearest += [hit for hit in ending if _reaches(hit, found, tokens, open_end=open_end)]
    if not nearest:
        return []
    nearest = _said_of(nearest, found, tokens, lexicon)
    last = max(hit.last for hit in nearest)
    return [hit for hit in nearest if hit.last == last]


def _reaches(noun: Hit, found: Numeral, tokens: Sequence[Token], *, open_end: bool) -> bool:
    """Whether what stands between a noun and the number after it leads from one to the other."""
    between = [token.word for token in tokens[noun.last : found.outer]]
    if len(between) > LEFT_REACH or any(word in ",;." for word in between) or _number(between):
        return False
    ends = found.last == len(tokens)
    closes = ends or tokens[found.last].word in BREAKS
    links = bool(between) and (all(word in LINKS for word in between) or ends or _leads(between, ends=closes))
    if between and not (open_end or found.percent or defines(found, tokens)):
        links = all(word in TIES for word in between)
    if between and not links:
        return False
    return links or not open_end or found.percent or not _name_like(tokens, found)


def _said_of(nouns: list[Hit], found: Numeral, tokens: Sequence[Token], lexicon: Lexicon) -> list[Hit]:
    """Nouns before a number without those that only say where ("toàn huyện") or that count no such number, where
    others are left."""
    kept = [
        noun
        for noun in nouns
        if (noun.first == 0 or tokens[noun.first - 1].word not in WHERE)
        and (found.percent or any(rule.sort != "%" for rule in lexicon.nouns[noun.phrase]))
    ]
    return kept or nouns


def defines(found: Numeral, tokens: Sequence[Token]) -> bool:
    """ "hòa giải viên toàn huyện là 612 người" """
    return found.outer > 0 and tokens[found.outer - 1].word == "là"


def _leads(between: Sequence[str], *, ends: bool) -> bool:
    """Whether the words after a noun lead to its number: "là", "lên tới"."""
    if between[-1] in REACHING and len(between) > 1:
        return between[-2] in STRONG_LINKS
    return between[-1] in STRONG_LINKS or (between[-1] in CLOSING_LINKS and ends)


def _announced(
    found: Numeral, tokens: Sequence[Token], hits: Mapping[int, Sequence[Hit]], start: int, lexicon: Lexicon
) -> list[Hit]:
    """The noun of "tổng số mô hình … trên địa bàn huyện là 87": what "số" announces, whatever stands between."""
    if not found.outer or tokens[found.outer - 1].word not in ANNOUNCING:
        return []
    for at in range(found.outer - 2, max(start, found.outer - ANNOUNCED_WITHIN) - 1, -1):
        if tokens[at].word in CLOSING:
            return []
        if tokens[at].word == "số":
            nouns = [hit for hit in hits.get(at + 1, ()) if hit.phrase in lexicon.nouns]
            if nouns:
                return nouns
    return []


def _name_like(tokens: Sequence[Token], found: Numeral) -> bool:
    """ "mô hình 3 không", "tổ 7": a number right behind its noun is a name unless it ends its phrase."""
    after = tokens[found.last].word if found.last < len(tokens) else ""
    return after not in BREAKS and after != ""


def _number(words: Iterable[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def money_end(found: Numeral, tokens: Sequence[Token]) -> int:
    """The token after "đồng" where the number is money, else 0."""
    at = found.last
    word = tokens[at].word if at < len(tokens) else ""
    if word in CURRENCY:
        return 0 if at + 1 < len(tokens) and tokens[at + 1].word in {"chí", "bào", "đội", "hương"} else at + 1
    return at if _bare_money(found, tokens, word) else 0


def _bare_money(found: Numeral, tokens: Sequence[Token], after: str) -> bool:
    """ "góp 15 triệu.": millions of which nothing is named are đồng"""
    millions = (
        tokens[found.last - 1].word in {"triệu", "tỉ", "rưỡi"} and found.multiplied and not found.spelled
    )
    return millions and found.value >= MILLION and (after in BREAKS or not after)
