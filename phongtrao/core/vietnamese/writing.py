"""Dates and list marks as official documents write them."""

from datetime import date

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LARGEST_ROMAN = 3999
LIST_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the alphabet without ă â ê ô ơ ư, as lettered items use it


def format_date(day: date) -> str:
    """06/01/2020"""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_long_date(place: str, day: date) -> str:
    """Place and date of a document. NĐ 30/2020/NĐ-CP, Annex I, part II, 4: days below 10 and the months
    1 and 2 carry a zero in front; the other months do not."""
    month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
    return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"


def roman(number: int) -> str:
    if not 1 <= number <= LARGEST_ROMAN:
        raise ValueError(f"Roman numerals run from 1 to {LARGEST_ROMAN}, not {number}")
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def list_letter(number: int) -> str:
    """1 -> a, 5 -> đ, 23 -> y: the mark of a lettered item, in Vietnamese order."""
    if not 1 <= number <= len(LIST_LETTERS):
        raise ValueError(f"lettered items run from 1 to {len(LIST_LETTERS)}, not {number}")
    return LIST_LETTERS[number - 1]
