"""Keys for searching and sorting Vietnamese names. Both are plain text for indexed columns."""

import re
import unicodedata

D_WITH_STROKE = str.maketrans("đðɖƀ", "dddb")  # ð and ɖ stand for đ in old files; ƀ is a letter of Ê Đê
APOSTROPHES = re.compile("['’‘ʼ´`′]")  # inside a word, as in H'Drai: written or left out at will

KINDS = {  # what a name may begin with -> the kind written out
    "thanh pho": "thanh pho",
    "tp": "thanh pho",
    "tinh": "tinh",
    "dac khu": "dac khu",
    "thi xa": "thi xa",
    "tx": "thi xa",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "huyen": "huyen",
    "h": "huyen",
    "quan": "quan",
    "q": "quan",
    "phuong": "phuong",
    "p": "phuong",
    "xa": "xa",
    "x": "xa",
}
KIND = re.compile(rf"({'|'.join(KINDS)}) (?=\w)(.+)|(q|p|tp) ?(\d.*)")

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # dictionary order; foreign letters keep their Latin place
RANK = {letter: f"{rank}" for rank, letter in enumerate(ALPHABET, start=20)}
NUMBER_RANK, OTHER_RANK, END = "10", "99", "00"
LEVEL_TONE = "0"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
QUALITIES = "\u0306\u0302\u031b"  # breve, circumflex, horn: the mark makes another letter
SAME_LETTER = str.maketrans("ÐƉðɖɃƀ", "ĐĐđđBb")
DIGITS, MARKS = "0123456789", "[\u0300-\u036f]*"
LETTER = re.compile(rf"([^\W\d_])({MARKS})")
WORD = re.compile(rf"[{DIGITS}]+|(?:[^\W\d_]{MARKS})+")
LONGEST_NUMBER = 99


def without_marks(text: str) -> str:
    """Lower case without diacritics and invisible characters; everything else stays."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower())
    kept = (sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Me", "Cf"))
    return "".join(kept).translate(D_WITH_STROKE)


def fold(text: str) -> str:
    """The text as it is searched: no diacritics, no case, words of letters and digits, single spaces."""
    plain = without_marks(unicodedata.normalize("NFKC", APOSTROPHES.sub("", text)))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def strip_unit_prefix(folded: str) -> str:
    """A folded name without the kind of unit before it; a number keeps its kind, written out
    ("q 3" -> "quan 3"). Some names begin like a kind (Xa Dung, Quan Hóa, Phương Liệt):
    a search tries the folded text as well."""
    match = KIND.fullmatch(folded)
    if match is None:
        return folded
    kind, name = match[1] or match[3], match[2] or match[4]
    return f"{KINDS[kind]} {name}" if name[0].isdigit() else name


def sort_key(text: str) -> str:
    """Digits whose plain order is the order of a Vietnamese dictionary: syllable by syllable, in each the
    letters first (a ă â b c d đ …), then the tone (ngang huyền hỏi ngã sắc nặng); capitals decide last.
    Numbers go by size, before letters. Digits only, so that every database collation agrees with it."""
    apart = unicodedata.normalize("NFD", APOSTROPHES.sub("", text).translate(SAME_LETTER))
    words = WORD.findall(apart)
    capitals = "".join("1" if base.isupper() else "0" for word in words for base, _ in LETTER.findall(word))
    return "".join(_word_key(word) for word in words) + END + capitals.rstrip("0")


def _word_key(word: str) -> str:
    if word[0] in DIGITS:
        digits = (word.lstrip("0") or "0")[:LONGEST_NUMBER]
        return f"{NUMBER_RANK}{len(digits):02}{digits}"
    letters = LETTER.findall(word.lower())
    tone = next((TONES[mark] for _, marks in letters for mark in marks if mark in TONES), LEVEL_TONE)
    return "".join(_letter_key(base, marks) for base, marks in letters) + END + tone


def _letter_key(base: str, marks: str) -> str:
    """Marks that make no Vietnamese letter are dropped: č stands with c."""
    quality = "".join(mark for mark in marks if mark in QUALITIES)
    letter = unicodedata.normalize("NFC", base + quality)
    return RANK.get(letter) or RANK.get(base) or f"{OTHER_RANK}{ord(base):07}"
