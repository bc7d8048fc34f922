"""Whether a word can be a Vietnamese syllable: its initial, its rhyme and where its tone stands.

Written after the tables of spelling that Vietnamese schools teach; both ways to place the tone ("hòa", "hoà") are
allowed, as is what names from the Highlands have of their own ("Đắk Lắk", "Krông")."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

INITIALS = "b c ch d đ dr g gh gi h k kh kr l m n ng ngh nh p ph qu r s t th tr v x"
AFTER = {  # nucleus -> what may follow it; "-" is nothing
    "a": "- c ch i k m n ng nh o p t u y",
    "ă": "c k m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch k m n ng nh p t u",
    "i": "- a ch k m n nh p t u",
    "iê": "c m n ng p t u",
    "o": "- c i k m n ng p t",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng p t",
    "oe": "- m n o t",
    "oo": "c ng",
    "ô": "- c i k m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a c i k m n ng p t",
    "uâ": "n ng t y",
    "uê": "- ch n nh",
    "uô": "c i m n ng t",
    "uơ": "-",
    "uy": "- a ch n nh p t u",
    "uyê": "n t",
    "ư": "- a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "- ch nh t",
    "yê": "m n ng t u",
}
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
STOPS = ("c", "ch", "p", "t")
STOPPED_TONES = ("\u0301", "\u0323")
EITHER = frozenset({"oa", "oe", "uy"})  # open: hòa or hoà


def _spots(nucleus: str, coda: str) -> tuple[int, ...]:
    """Where in the nucleus the tone may stand."""
    if nucleus in EITHER and coda == "":
        return (0, 1)
    return (len(nucleus) - 1,)


def _rhymes() -> Iterator[str]:
    for nucleus, codas in AFTER.items():
        for coda in codas.replace("-", " ").split(" "):
            for tone in STOPPED_TONES if coda in STOPS else TONES:
                for at in _spots(nucleus, coda):
                    toned = nucleus[: at + 1] + tone + nucleus[at + 1 :] + coda
                    yield unicodedata.normalize("NFC", toned)


RHYMES = frozenset(_rhymes())
STARTS = ("", *INITIALS.split())


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """`word` in NFC, in any case."""
    plain = word.lower()
    return any(plain.startswith(start) and plain[len(start) :] in RHYMES for start in STARTS)
