"""How wide a text is in the shipped faces, read from the fonts themselves; for what must fit a box."""

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "data" / "tinos-0.4.2"
FILES = {
    (False, False): "Tinos_400Regular.ttf",
    (False, True): "Tinos_400Regular_Italic.ttf",
    (True, False): "Tinos_700Bold.ttf",
    (True, True): "Tinos_700Bold_Italic.ttf",
}
UNSEEN = {"Cf", "Mn", "Me"}  # marks, and what only steers; they take no room
STRANGE = 1.0  # of the size: a character that the face has not


@dataclass(frozen=True, slots=True)
class Face:
    """Advance widths as shares of the size."""

    advances: Mapping[int, float]

    def width(self, text: str) -> float:
        known = self.advances
        return sum(known.get(ord(one), STRANGE) for one in text if _seen(one))

    def lacks(self, text: str) -> str:
        """The first sign that it can't draw, or nothing."""
        if self.advances.keys() >= set(map(ord, text)):
            return ""
        return next((one for one in text if ord(one) not in self.advances and _seen(one)), "")


def _seen(sign: str) -> bool:
    return unicodedata.category(sign) not in UNSEEN


@cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    return Face(_advances((FONTS / FILES[bold, italic]).read_bytes()))


def _advances(font: bytes) -> dict[int, float]:
    """From the tables head, hhea, hmtx and cmap (format 4) of a TrueType font."""
    tables = {font[at : at + 4]: struct.unpack(">L", font[at + 8 : at + 12])[0] for at in _directory(font)}
    (units,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    wide = struct.unpack_from(f">{'Hh' * metrics}", font, tables[b"hmtx"])[::2]
    glyphs = _glyphs(font, tables[b"cmap"])
    return {code: wide[min(glyph, metrics - 1)] / units for code, glyph in glyphs.items()}


def _directory(font: bytes) -> range:
    (number,) = struct.unpack_from(">H", font, 4)
    return range(12, 12 + 16 * number, 16)


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Code point -> glyph: segments of codes, each with a shift or a list of its own."""
    (offset,) = struct.unpack_from(">L", font, cmap + 8)
    table = cmap + offset
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    number = doubled // 2
    starts_at = table + 16 + doubled
    ends = struct.unpack_from(f">{number}H", font, table + 14)
    starts = struct.unpack_from(f">{number}H", font, starts_at)
    shifts = struct.unpack_from(f">{number}h", font, starts_at + doubled)
    lists = struct.unpack_from(f">{number}H", font, starts_at + 2 * doubled)
    found = {}
    for at, (start, end, shift, inside) in enumerate(zip(starts, ends, shifts, lists, strict=True)):
        for code in range(start, end + 1):
            if not inside:
                glyph = (code + shift) % 65536
            else:
                place = starts_at + 2 * doubled + 2 * at + inside + 2 * (code - start)
                (listed,) = struct.unpack_from(">H", font, place)
                glyph = (listed + shift) % 65536 if listed else 0
            if glyph:
                found[code] = glyph
    return found
