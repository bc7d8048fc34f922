"""Number and symbol of a document. # NĐ 30/2020/NĐ-CP, Annex I, part I.II.3; art. 15"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from phongtrao.documents.rules.kinds import DocumentKind
from phongtrao.documents.rules.letterhead import Profile

LARGEST_NUMBER = 99_999
LONGEST_SYMBOL = 60
MOST_ISSUERS = 6
SYMBOL = re.compile(r"[^\W\d_]+(?:[-/.][^\W_]+)*")
NUMBER_BEFORE = re.compile(r"^(?:số:?\s*)?\d*\s*/\s*", re.IGNORECASE)


class NumberState(StrEnum):
    RESERVED = "reserved"
    USED = "used"
    CANCELLED = "cancelled"


def number_state(*, used: bool, cancelled: bool) -> NumberState:
    if cancelled:
        return NumberState.CANCELLED
    return NumberState.USED if used else NumberState.RESERVED


def symbol_of(kind: DocumentKind, abbreviations: Sequence[str], *, unit: str = "", profile: Profile) -> str:
    """ "KH-BCĐ", of several issuers "CTr-BCA-MTTW", of an official letter "UBND-VX": the unit that drafted it stands
    at the end of an official letter's. The Party writes "KH/TU"."""
    issuers = "-".join(abbreviations)
    if not kind.code:
        return "-".join(part for part in (issuers, unit) if part)
    return f"{kind.code}{'/' if profile is Profile.PARTY else '-'}{issuers}"


def joined(number: int | None, symbol: str, *, profile: Profile) -> str:
    """ "05/KH-BCĐ": a number below 10 takes a nought. The Party writes "05-KH/TU"."""
    written = "   " if number is None else printed(number)
    return f"{written}{'-' if profile is Profile.PARTY else '/'}{symbol}"


def printed(number: int) -> str:
    return f"{number:02d}"


def read_symbol(typed: str) -> str | None:
    """ "KH-BCĐ", also where the whole "05/KH-BCĐ" was typed; None where it is none. Its letters stay as they are:
    CTr is not CTR."""
    text = NUMBER_BEFORE.sub("", "".join(unicodedata.normalize("NFC", typed).split()))
    return text if len(text) <= LONGEST_SYMBOL and SYMBOL.fullmatch(text) else None
