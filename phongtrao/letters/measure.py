"""How wide a line of Times New Roman is, for the lines that are drawn as long as their text (or a part)."""

import unicodedata

POINT = 25.4 / 72  # millimetres
HORN = "\u031b"
USUAL = 556  # a wide guess for a character that the table doesn't know

# Advance widths in thousandths of the size, of the metric-compatible faces Tinos and Tinos Bold.
REGULAR = {
    180: "'",
    250: " ,.",
    278: "ijlt/:;",
    333: "Ifr-()",
    389: "Js",
    444: "acez“”",
    500: "bdghknopquvxy0123456789–đ",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
}
BOLD = {
    250: " ,.",
    278: "il/'",
    333: "fjt-():;",
    389: "Is",
    444: "cerz",
    500: "Jagovxy0123456789“”–",
    556: "Sbdhknpquđ",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "m&",
    944: "M",
    1000: "W%",
}
HORNED = {"O": 0, "o": 29, "U": 54, "u": 42}  # what the horn of ơ, ư adds in the regular face
HORNED_BOLD = {"O": 0, "o": 54, "U": 74, "u": 44}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Millimetres of a line at a size in points."""
    known, horned = (_BOLD, HORNED_BOLD) if bold else (_REGULAR, HORNED)
    total, last = 0, ""
    for character in unicodedata.normalize("NFD", text):
        if character == HORN:
            total += horned.get(last, 0)
        elif not unicodedata.combining(character):
            last = character
            total += known.get(character, USUAL)
    return total * size * POINT / 1000


def _by_character(table: dict[int, str]) -> dict[str, int]:
    return {character: advance for advance, group in table.items() for character in group}


_REGULAR = _by_character(REGULAR)
_BOLD = _by_character(BOLD)
