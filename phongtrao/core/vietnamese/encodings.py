"""Vietnamese that was typed for an old font, or read with the wrong table: recognised and put into Unicode.

TCVN3 (ABC; fonts named .Vn...) and VNI (fonts named VNI-...) put Vietnamese letters on the places of others, so that
what an officer saw as "Việt" reaches us as "ViÖt". Two more ways to the same trouble are bytes of cp1258 and of UTF-8
read as those of Western Europe. Tables: TCVN 5712:1993 (VN2) and VNI's for Windows.

Nothing but the text is looked at, so some things stay a question: .VnTimeH shows small letters as capitals (`shouted`
says where that may have been so), and a single word may be another language's."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from phongtrao.core.vietnamese.syllables import is_syllable

SURE = 0.9
ENOUGH = 2  # words that are Vietnamese only by the table
RATHER = 3  # times as many words must speak for a table as against it
PRIVATE = 0xF000  # Word keeps signs of a symbol font there
LONGEST_WORD = 40


class OldEncoding(StrEnum):
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "cp1258"
    UTF8 = "utf8"


@dataclass(frozen=True, slots=True)
class Recognised:
    """`text` is what it says in Unicode (NFC). `confidence` in (0, 1]: below SURE somebody must be asked.
    `shouted`: lines without any capital, which .VnTimeH would have shown in capitals."""

    encoding: OldEncoding
    text: str
    confidence: float
    shouted: bool = False

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


# Tables ---------------------------------------------------------------------------------------------------

# From 0xA1 on; "." is what no letter has.
TCVN3_SIGNS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ.....àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
TCVN3 = {0xA1 + at: letter for at, letter in enumerate(TCVN3_SIGNS) if letter != "."}
TONE_OF = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
CIRCUMFLEX_OF = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
BREVE_OF = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    """Small letters: what is typed -> the letter."""
    found = dict(VNI_SINGLE)
    for base, letter in {**{vowel: vowel for vowel in "aeouy"}, "ô": "ơ", "ö": "ư"}.items():
        found.update({base + mark: letter + tone for mark, tone in TONE_OF.items()})
    for vowel in "aeo":
        found.update({vowel + mark: f"{vowel}\u0302{tone}" for mark, tone in CIRCUMFLEX_OF.items()})
    found.update({"a" + mark: f"a\u0306{tone}" for mark, tone in BREVE_OF.items()})
    return {typed: unicodedata.normalize("NFC", letter) for typed, letter in found.items()}


VNI = _vni()
VNI_TYPED = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
WESTERN = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)}
WESTERN_CODE = {sign: code for code, sign in WESTERN.items()}


def _of_tcvn3(word: str) -> str:
    return word.translate(TCVN3)


def _of_vni(word: str) -> str:
    return VNI_TYPED.sub(_vni_letter, word)


def _vni_letter(found: "re.Match[str]") -> str:
    letter = VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def _of_cp1258(word: str) -> str:
    return _again(word, "cp1258")


def _of_utf8(word: str) -> str:
    return _again(word, "utf-8")


def _again(word: str, encoding: str) -> str:
    try:
        return unicodedata.normalize("NFC", bytes(WESTERN_CODE[sign] for sign in word).decode(encoding))
    except (KeyError, UnicodeDecodeError):
        return word


# "‘’“”–—…" stand between words, but in UTF-8 read wrongly they are pieces of letters. Digits, spaces and marks of
# ASCII always stand between words.
PIECES = re.compile(r"[A-Za-z\xa1-\u1fff\u2c00-\uffff]+")
PIECES_OF_UTF8 = re.compile(r"[A-Za-z\x80-\uffff]+")


@dataclass(frozen=True, slots=True)
class _Table:
    convert: Callable[[str], str]
    words: re.Pattern[str]
    signs: re.Pattern[str]  # without one of these a text can't be in it
    strong: re.Pattern[str]  # with one of these inside, a single word will do


CAPITAL_INSIDE = "[a-z][\xc0-\xde]"
TABLES = {
    OldEncoding.TCVN3: _Table(
        _of_tcvn3,
        PIECES,
        signs=re.compile("[\xa1-\xff]"),
        strong=re.compile(rf"[\xa1-\xae\xb5-\xbf\xd7\xf7]|{CAPITAL_INSIDE}"),
    ),
    OldEncoding.VNI: _Table(
        _of_vni,
        PIECES,
        signs=re.compile("[\xc0-\xff]"),
        strong=re.compile(
            rf"[aeouAEOU][øõåäâáàãêúüØÕÅÄÂÁÀÃÊÚÜ]|[aeuyAEUY][ùÙ]|[auyAUY][ûÛ]|[\xc0-\xff]{{2}}|{CAPITAL_INSIDE}"
        ),
    ),
    OldEncoding.CP1258: _Table(
        _of_cp1258,
        PIECES,
        signs=re.compile("[\xc3\xcc-\xfe]"),
        strong=re.compile(rf"[\xc0-\xff]{{2}}|{CAPITAL_INSIDE}"),
    ),
    OldEncoding.UTF8: _Table(
        _of_utf8, PIECES_OF_UTF8, signs=re.compile("[\xc2-\xe2][\x80-\u2122]"), strong=re.compile("")
    ),
}


# Recognition ----------------------------------------------------------------------------------------------


class _Word(StrEnum):
    GAINED = "gained"  # Vietnamese by the table only
    LOST = "lost"  # Vietnamese neither way
    KEPT = "kept"  # Vietnamese as it stands only, or with a letter that the table lacks
    NEUTRAL = "neutral"


NEITHER = frozenset({"µm", "µg", "µs", "µl", "µa", "µw"})


@lru_cache(maxsize=65_536)
def _judged(encoding: OldEncoding, word: str) -> tuple[_Word, str]:
    """(what it says for the table, the word by the table)."""
    if word.isascii() or len(word) > LONGEST_WORD or word.lower() in NEITHER:
        return _Word.NEUTRAL, word
    if not _western(word):
        return _Word.KEPT, word
    after = TABLES[encoding].convert(word)
    if after == word:
        return (_Word.NEUTRAL if is_syllable(word) else _Word.LOST), word
    if encoding is OldEncoding.UTF8:  # that bytes fall into its pattern is no chance
        return _Word.GAINED, after
    if len(word) == 1:
        return _Word.NEUTRAL, after
    if is_syllable(word):
        return (_Word.NEUTRAL if is_syllable(after) else _Word.KEPT), after
    if is_syllable(after):
        return _Word.GAINED, after
    foreign = encoding is OldEncoding.TCVN3 and TABLES[encoding].strong.search(word)  # "Kr«ng"
    return (_Word.NEUTRAL if foreign else _Word.LOST), after


def _western(word: str) -> bool:
    return all(sign in WESTERN_CODE for sign in word)


@dataclass(slots=True)
class _Tally:
    gained: int = 0
    lost: int = 0
    kept: int = 0
    strong: int = 0

    @property
    def against(self) -> int:
        return self.lost + self.kept

    @property
    def speaks(self) -> bool:
        return self.gained > 0 and self.gained >= RATHER * self.against

    def add(self, other: "_Tally") -> None:
        self.gained += other.gained
        self.lost += other.lost
        self.kept += other.kept
        self.strong += other.strong


SYMBOLS = re.compile("[\uf020-\uf0ff]")


def recognise(text: str) -> Recognised | None:
    """None for ordinary text, and for text that no table makes Vietnamese."""
    if text.isascii():
        return None
    plain = "".join(map(_from_private, text)) if SYMBOLS.search(text) else text
    tallies = {encoding: _tally(encoding, plain) for encoding in OldEncoding}
    fit = [encoding for encoding, tally in tallies.items() if _enough(tally)]
    if not fit:
        return None
    encoding = max(fit, key=lambda each: (tallies[each].gained - tallies[each].against, tallies[each].strong))
    tally = tallies.pop(encoding)
    rival = max(other.gained for other in tallies.values())
    converted, shouted, mixed = _converted(encoding, plain)
    return Recognised(encoding, converted, _confidence(tally, rival, mixed), shouted)


def _from_private(sign: str) -> str:
    return chr(ord(sign) - PRIVATE) if "\uf020" <= sign <= "\uf0ff" else sign


def _enough(tally: _Tally) -> bool:
    return tally.gained >= ENOUGH or tally.strong > 0


def _confidence(tally: _Tally, rival: int, mixed: bool) -> float:
    share = tally.gained / (tally.gained + tally.against)
    if mixed:
        share = min(share, 0.6)
    return round(share * (1 - 0.5 * min(rival / tally.gained, 1)), 2)


def _tally(encoding: OldEncoding, text: str) -> _Tally:
    """Over the lines that are written in it."""
    whole = _Tally()
    if TABLES[encoding].signs.search(text):
        for line in text.splitlines():
            tally = _of_line(encoding, line)
            if tally.gained > tally.against or tally.strong > 1:
                whole.add(tally)
    return whole


def _of_line(encoding: OldEncoding, line: str) -> _Tally:
    tally, table = _Tally(), TABLES[encoding]
    for word in table.words.findall(line):
        match _judged(encoding, word)[0]:
            case _Word.GAINED:
                tally.gained += 1
                tally.strong += bool(table.strong.search(word))
            case _Word.LOST:
                tally.lost += 1
            case _Word.KEPT:
                tally.kept += 1
    return tally


def _converted(encoding: OldEncoding, text: str) -> tuple[str, bool, bool]:
    """(text, shouted, mixed): a line that is mostly in it as a whole, of a mixed one only what is surely in it."""
    lines, shouted, mixed = [], False, False
    for line in text.splitlines(keepends=True):
        tally = _of_line(encoding, line)
        whole = tally.speaks
        if tally.gained:
            mixed = mixed or not whole
        elif tally.against or line.isascii():
            lines.append(line)
            continue
        changed = _line(encoding, line, whole=whole or not tally.against)
        shouted = shouted or (encoding is OldEncoding.TCVN3 and _shouted(changed))
        lines.append(changed)
    return unicodedata.normalize("NFC", "".join(lines)), shouted, mixed


def _line(encoding: OldEncoding, line: str, *, whole: bool) -> str:
    words = TABLES[encoding].words

    def changed(found: "re.Match[str]") -> str:
        judged, after = _judged(encoding, found[0])
        return after if judged is _Word.GAINED or (whole and judged is not _Word.KEPT) else found[0]

    if encoding is not OldEncoding.TCVN3:
        return words.sub(changed, line)
    return _with_capitals(line, words.sub(changed, line))


# Capitals of TCVN3 ----------------------------------------------------------------------------------------


def _with_capitals(before: str, after: str) -> str:
    """TCVN3 has no toned capitals: "TØNH" says "TỈNH"; in a line of capitals "Hµ" says "HÀ"."""
    spans = [found.span() for found in PIECES.finditer(before)]  # one sign is one sign in both
    loud = [_loud(before[start:end]) for start, end in spans]
    all_loud = loud.count(True) > 1 and False not in loud
    signs = list(after)
    for (start, end), this in zip(spans, loud, strict=True):
        if this or (this is None and all_loud):
            signs[start:end] = after[start:end].upper()
    return "".join(signs)


def _loud(word: str) -> bool | None:
    """Whether it is written in capitals; None where one can't tell: "Hµ"."""
    plain = [sign for sign in word if sign.isascii()]
    if any(sign.islower() for sign in plain):
        return False
    return True if len(plain) > 1 else None


def _shouted(line: str) -> bool:
    return len(line.split()) > 1 and line == line.lower()


# By the font's name ---------------------------------------------------------------------------------------


def by_font(text: str, font: str) -> str:
    """Text in Unicode, as the font of that name shows it: .VnTime, .VnTimeH (capitals), VNI-Times. Unicode typed
    under such a font, which Word shows in another one, stays."""
    name = font.lower()
    encoding = OldEncoding.TCVN3 if name.startswith(".vn") else OldEncoding.VNI
    if not name.startswith((".vn", "vni-")) or not (text := "".join(map(_from_private, text))):
        return text
    if any(_judged(encoding, word)[0] is _Word.KEPT for word in PIECES.findall(text)):
        return text
    shown = TABLES[encoding].convert(text)
    return shown.upper() if name.startswith(".vn") and name.endswith("h") else shown
