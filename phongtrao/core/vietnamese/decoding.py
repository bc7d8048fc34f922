"""The text of bytes of which nobody knows the encoding."""

import unicodedata
from dataclasses import dataclass

from phongtrao.core.vietnamese.encodings import PIECES, SURE, WESTERN, recognise
from phongtrao.core.vietnamese.syllables import is_syllable

DOUBT = 0.5


class Unreadable(ValueError):
    """Bytes in no encoding that could be recognised."""


MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding`: Python's name, or an OldEncoding's; `confidence` as Recognised has it."""

    text: str
    encoding: str
    confidence: float = 1.0
    shouted: bool = False


def decode(content: bytes) -> Decoded:
    """The text of a file, line ends and all: Unicode as it is, so that offsets stay; what was converted, in NFC.
    Raises Unreadable rather than guess."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _plainly(content[len(mark) :], encoding)
    if (wide := _wide(content)) is not None:
        return _plainly(content, wide)
    try:
        return _repaired(Decoded(content.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return _of_one_byte(content)


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of plain text is zero, hardly one of those between."""
    if len(content) % 2 or b"\0" not in content:
        return None
    even, odd = content[0:4000:2].count(0), content[1:4000:2].count(0)
    if max(even, odd) * 8 < min(len(content), 4000) or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _plainly(content: bytes, encoding: str) -> Decoded:
    try:
        return _repaired(Decoded(content.decode(encoding), encoding))
    except UnicodeDecodeError as problem:
        raise Unreadable(encoding) from problem


def _repaired(decoded: Decoded) -> Decoded:
    """A file of Unicode may hold what was typed for an old font."""
    found = recognise(decoded.text)
    if found is None or not found.sure:
        return decoded
    return Decoded(found.text, found.encoding.value, found.confidence, found.shouted)


def _of_one_byte(content: bytes) -> Decoded:
    """As Western Europe reads it, which is how old text got everywhere; then what the table makes of it."""
    western = "".join(map(WESTERN.__getitem__, content))
    found = recognise(western)
    if found is not None and found.confidence > DOUBT:
        return Decoded(found.text, found.encoding.value, found.confidence, found.shouted)
    if found is None and _plain(text := unicodedata.normalize("NFC", content.decode("cp1258", "replace"))):
        return Decoded(text, "cp1258")
    raise Unreadable("unknown")


def _plain(text: str) -> bool:
    marked = [word for word in PIECES.findall(text) if not word.isascii()]
    return sum(map(is_syllable, marked)) >= SURE * len(marked)
