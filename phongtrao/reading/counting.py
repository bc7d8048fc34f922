"""Whether a number counts anything: number words, articles, norms, figures without a noun of their own, shares of the
figure before. What is written as a number and never counts is told in `not_figures`."""

from collections.abc import Mapping, Sequence

from phongtrao.reading import not_figures
from phongtrao.reading.lexicon import Hit, Lexicon
from phongtrao.reading.nouns import right_nouns
from phongtrao.reading.numbers import Numeral
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import phrase_set, word_set

TURNS = word_set("tăng giảm")
TURNED = phrase_set("tăng thêm|tăng được|giảm được|giảm thêm|nhiều hơn|ít hơn|cao hơn|thấp hơn")
COMPARED_WITHIN = 14  # words from a number to "so với"
SHARED_WITHIN = 10  # words between a figure and its share
SHARE = word_set("( , chiếm đạt bằng tương đương ứng với = tỉ lệ")
POINTING = word_set("này đó ấy họ trên")  # "60% trong số này"
ELLIPTIC_WITHIN = 8  # words between a figure and the next that leaves its noun out
VAGUE = word_set(
    "hàng vài mấy thứ mỗi từng những các cả trong tháng"
)  # before number words that count nothing
ARTICLE_AFTER = word_set(
    "là như theo cùng bởi thành trở của ở tại trong mỗi từng vì bằng một cứ có ra còn chỉ"
)
NAME_LINKS = word_set(": có được")
ONLY = word_set("chỉ mới duy vỏn nhất vẻn")
YEAR_AFTER = word_set("trong qua mỗi cả hằng đầu cuối nhiều hết suốt")  # "trong năm", not five
LISTED_BY = word_set(", ; và : (")
ENDS = word_set(", ; . )") | {""}
ELLIPTIC_ENDS = ENDS | word_set("và ở tại của cấp do thuộc")


def names(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches within quotation marks that are short enough to be names."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at, token in enumerate(tokens):
        if token.word == "“" or (token.word == '"' and opened is None):
            opened = at
        elif token.word in {"”", '"'} and opened is not None:
            if at - opened <= not_figures.LONGEST_NAME:
                found.append((opened, at))
            opened = None
    return found


def named_before(found: Numeral, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The name in quotation marks right before a number, which says what it counts ("“Tiếng kẻng” 12 mô hình")."""
    last = found.outer - 1
    if word_at(tokens, last) in NAME_LINKS:
        last -= 1
    return next((name for name in names(tokens) if name[1] == last), None)


def spelled(found: Numeral, tokens: Sequence[Token], *, counted: bool, digits: bool) -> bool:
    """Number words count only before a noun of the lexicon (`counted`); "một" is an article after some words, "năm"
    is five only where the sentence has `digits` too."""
    before = word_at(tokens, found.first - 1)
    if not counted or before[:1].isdigit() or before in VAGUE:
        return False
    alone = found.last == found.first + 1
    first = tokens[found.first].word
    if first == "một" and alone:
        return before not in ARTICLE_AFTER or only_one(found, tokens)
    if first == "năm" and alone:
        return digits and before != "" and before not in YEAR_AFTER
    return True


def only_one(found: Numeral, tokens: Sequence[Token]) -> bool:
    """ "chỉ có một mô hình": one, not an article"""
    before = [word_at(tokens, found.first - 2), word_at(tokens, found.first - 1)]
    return bool(ONLY.intersection(before))


def article(found: Numeral, tokens: Sequence[Token]) -> bool:
    """Whether the number is a bare "một", which counts only where a word before or after asks for a count."""
    bare = found.spelled and found.last == found.first + 1 and tokens[found.first].word == "một"
    return bare and not only_one(found, tokens)


def norm(found: Numeral, tokens: Sequence[Token]) -> bool:
    """Whether the words before say what is so everywhere ("mỗi tổ có 3 người")."""
    start = max(0, found.outer - not_figures.NORM_REACH)
    return not_figures.norm([token.word for token in tokens[start : found.outer]])


def elliptic(
    found: Numeral,
    tokens: Sequence[Token],
    noun_end: int,
    starting: Mapping[int, Sequence[Hit]],
    lexicon: Lexicon,
) -> bool:
    """ "xã A có 4 mô hình, xã B 3": nothing is counted in its own words, and it stands in a list with the last, whose
    noun ends at `noun_end`."""
    if any(right_nouns(found, tokens, starting, lexicon)) or found.first - noun_end > ELLIPTIC_WITHIN:
        return False
    if word_at(tokens, found.last) not in ELLIPTIC_ENDS:
        return False
    between = tokens[noun_end : found.outer]
    if any(token.digits for token in between):
        return False
    return not between or any(token.word in LISTED_BY for token in between)


def change(found: Numeral, tokens: Sequence[Token]) -> bool:
    """ "tăng 12 buổi so với năm 2025": by how much another figure changed"""
    before = [token.word for token in tokens[max(0, found.outer - 2) : found.outer]]
    if before[-1:] and before[-1] in TURNS:
        return True
    compared = any(
        tokens[at].word == "so" and word_at(tokens, at + 1) in {"với", "cùng"}
        for at in range(found.last, min(found.last + COMPARED_WITHIN, len(tokens)))
    )
    return compared and " ".join(before) in TURNED


def of_change(found: Numeral, tokens: Sequence[Token], changed: Numeral) -> bool:
    """Whether a percent stands in the brackets behind a change ("tăng 12 buổi (25,5%)")."""
    between = [token.word for token in tokens[changed.last : found.outer]]
    return found.percent and "(" in between and ")" not in between


def share(found: Numeral, tokens: Sequence[Token], noun_end: int) -> bool:
    """ "312 khu dân cư (91%)"; "28/30 xã đạt chuẩn, đạt 93,3%": a share of the figure before"""
    between = [token.word for token in tokens[noun_end : found.outer]]
    if any(word[0].isdigit() for word in between):
        return False
    if word_at(tokens, found.last) == "trong" and word_at(tokens, found.last + 1) == "số":
        return word_at(tokens, found.last + 2) in POINTING and len(between) <= SHARED_WITHIN
    opened = max((at for at, word in enumerate(between) if word in {",", "("}), default=-1)
    closed = word_at(tokens, found.last) in ENDS
    return 0 <= opened <= SHARED_WITHIN and closed and all(word in SHARE for word in between[opened:])


def following(kept: Sequence[Numeral], at: int, tokens: Sequence[Token]) -> int:
    """Where the next number begins; a share in brackets ("252 cơ quan (88,7%) đạt chuẩn") does not part a noun from
    what is said of it."""
    for beyond in kept[at + 1 :]:
        opened = max(
            (one for one in range(kept[at].last, beyond.outer) if tokens[one].word in "()"), default=-1
        )
        if not (beyond.percent and opened >= 0 and tokens[opened].word == "("):
            return beyond.outer
    return len(tokens)


def word_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""
