"""Words that say how exact a number is (arithmetic: Qualifiers), before it or after it."""

from collections.abc import Sequence

from phongtrao.core.figure import Qualifier
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set

BEFORE: dict[tuple[str, ...], Qualifier] = {
    tuple(words.split()): qualifier
    for qualifier, phrases in {
        Qualifier.MORE_THAN: (
            "hơn", "trên", "quá", "vượt", "nhiều hơn", "ít nhất", "tối thiểu", "không dưới", "không ít hơn",
            "ít ra", "hơn cả", ">", "≥", "trên cả", "vượt trên", "vượt quá", "hơn khoảng", "trên khoảng",
        ),
        Qualifier.NEARLY: (
            "gần", "ngót", "ngót nghét", "xấp xỉ gần", "suýt soát", "gần tới", "gần đến", "khoảng gần", "non",
            "sắp",
        ),
        Qualifier.APPROXIMATELY: (
            "khoảng", "khoảng chừng", "chừng", "độ", "tầm", "xấp xỉ", "sấp xỉ", "ước", "ước tính", "ước khoảng",
            "ước tính khoảng", "ước đạt", "trên dưới", "khoảng trên", "khoảng hơn", "~", "≈", "vào khoảng",
            "cỡ", "tương đương khoảng", "áng chừng",
        ),
        Qualifier.LESS_THAN: (
            "dưới", "chưa đến", "chưa tới", "chưa đầy", "ít hơn", "không quá", "không đến", "không tới",
            "không đầy", "tối đa", "nhiều nhất", "<", "≤",
        ),
    }.items()
    for words in phrases
}  # fmt: skip
LONGEST = max(map(len, BEFORE))
COMPARED = word_set("ít nhiều cao thấp tăng giảm")  # "ít hơn 3 vụ" compares two numbers
AFTER: dict[tuple[str, ...], Qualifier] = {
    ("trở", "lên"): Qualifier.MORE_THAN,
    ("trở", "xuống"): Qualifier.LESS_THAN,
}


def before(tokens: Sequence[Token], at: int) -> tuple[Qualifier, int]:
    """The qualifier that ends just before a token, and where it begins; the longest wins."""
    for length in range(min(LONGEST, at), 0, -1):
        words = tuple(token.word for token in tokens[at - length : at])
        found = BEFORE.get(words)
        if found is not None:
            if words[-1] == "hơn" and ((length > 1 and words[0] in COMPARED) or _compared(tokens, at - 1)):
                return Qualifier.EXACT, at
            return found, at - length
    return Qualifier.EXACT, at


def _compared(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].word == "hơn" and tokens[at - 1].word in {"ít", "nhiều", "cao", "thấp"}
