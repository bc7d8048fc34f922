"""The text as the grammar sees it: composed, in lower case, in one spelling; every sign keeps its place in the
text given."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

TONE_ON_FIRST = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)  # hoà and hòa, uỷ and ủy are the same word
SHORT_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
WITH_SHORT_I = re.compile(r"(?:[bcdđhklmnprstv]|th|kh|ch|tr)[yỳýỷỹỵ]")  # tỷ and tỉ, kỷ and kỉ, sỹ and sĩ
ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u2002\u2003\t", " "),
        **dict.fromkeys("ÐƉ", "Đ"),  # letters that look like đ stand for it in old files
        **dict.fromkeys("ðɖ", "đ"),
    }
)
OTHER_WORDS = {"zôn": "rôn", "panô": "pano", "ngàn": "nghìn", "bẩy": "bảy", "quí": "quý", "trđ": "triệu"}
LATIN = (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))
CAPITALS = "".join(filter(str.isupper, map(chr, LATIN)))  # in Unicode, capitals and small letters alternate
MEMORY = 1 << 15


@dataclass(frozen=True, slots=True)
class Plain:
    """`shown` is the text composed, `low` the same in lower case, sign by sign; `origin` tells where a sign stands
    in the text given (None: where it stands here)."""

    shown: str
    low: str
    origin: Sequence[int] | None

    def place(self, at: int) -> int:
        return at if self.origin is None else self.origin[at]


def plain(text: str) -> Plain:
    shown, origin = _composed(text)
    shown = shown.translate(ONE_SIGN)
    low = shown.lower()
    if len(low) != len(shown):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in shown)
    return Plain(shown, low, origin)


def _composed(text: str) -> tuple[str, Sequence[int] | None]:
    """Composed letters and, where their places moved, the place of each in the text given; one more for the end."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    pieces: list[str] = []
    origin: list[int] = []
    at = 0
    for letter in _letters(text):
        composed = unicodedata.normalize("NFC", letter)
        pieces.append(composed)
        origin += [at] * len(composed)
        at += len(letter)
    return "".join(pieces), [*origin, at]


def _letters(text: str) -> list[str]:
    """Each sign with the marks that follow it."""
    return re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text, re.DOTALL)


@lru_cache(MEMORY)
def spelt(word: str) -> str:
    """One spelling for words that are written in several."""
    if word in OTHER_WORDS:
        return OTHER_WORDS[word]
    if word[-2:] in TONE_ON_FIRST and word[:1] != "q":
        return word[:-2] + TONE_ON_FIRST[word[-2:]]
    return word.translate(SHORT_I) if WITH_SHORT_I.fullmatch(word) else word


def word_set(words: str) -> frozenset[str]:
    """Words with spaces between them, spelt as the grammar compares them."""
    return frozenset(map(spelt, words.split()))


def phrase_set(phrases: str) -> frozenset[str]:
    """Phrases with bars between them, spelt as the grammar compares them."""
    return frozenset(" ".join(map(spelt, phrase.split())) for phrase in phrases.split("|"))
