"""What may stand in a document, and how its sentences begin and end."""

import re
import unicodedata

BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """The text as a document holds it: NFC; tabs and line breaks are one space; what no document can hold
    (other control characters, lone surrogates, the code points that are never characters) is left out.
    Everything else, direction marks too, stays the text that it is."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # as nearly all is
    spaced = BREAKS.sub(" ", text)
    return unicodedata.normalize("NFC", "".join(filter(_may_stand, spaced)))


def _may_stand(character: str) -> bool:
    code = ord(character)
    never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not never and unicodedata.category(character) not in {"Cc", "Cs"}


def paragraphs(text: str) -> list[str]:
    """The paragraphs that someone typed: one a line, empty ones dropped."""
    return [line for line in (clean(part).strip() for part in re.split(r"[\r\n\u2028\u2029]+", text)) if line]


def shortened(text: str, most: int) -> str:
    """Its first words, with "…" where it is longer."""
    bare = clean(text).strip()
    if len(bare) <= most:
        return bare
    return (bare[:most].rpartition(" ")[0] or bare[:most]).rstrip(" .,;:") + "…"


def closed(text: str) -> str:
    """The last words of a document end with "./." (NĐ 30/2020, Phụ lục I, II.6)."""
    return text.rstrip(" ./;,:") + "./."


def sentence(text: str) -> str:
    """With a capital at its head and one full stop at its end."""
    bare = text.strip()
    return bare[:1].upper() + bare[1:].rstrip(" .;,:") + "."


def lowered(text: str) -> str:
    """To stand inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
