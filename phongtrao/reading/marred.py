"""Numbers in which a scan read a letter for a digit ("1O5", "2.l40"): left alone, never guessed, and said."""

import re
import unicodedata
from collections.abc import Iterator

LOOKS = re.compile(r"(?<![\w.,/-])[\dOolI]{1,9}(?:[.,][\dOolI]{1,3}){0,4}(?!\w)")
ROUND = frozenset("Oo")


def marred(text: str) -> list[str]:
    """Such numbers as they are written, in the text's order, each once."""
    return list(dict.fromkeys(_marred(unicodedata.normalize("NFC", text))))


def _marred(text: str) -> Iterator[str]:
    for match in LOOKS.finditer(text):
        written = match[0]
        if written.isalpha() or not any(sign.isdigit() for sign in written):
            continue
        inner = {sign for sign in written[:-1] if sign.isalpha()}  # "5l" are five litres
        if ROUND & set(written) or inner:
            yield written
