"""Addresses of pages, made of the text that Django gives once: a page has dozens, and each search in the table of
addresses costs more than what it finds."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

from django.urls import NoReverseMatch, get_script_prefix, reverse

SAFE = "!$&'()*+,;=/~:@"
"""What Django leaves as it is in an address."""
ORDINARY = re.compile(r"[A-Za-z0-9_.|;=:-]+")
NUMBER, TEXT = 10**15, "a0_b.c|d;e=f:g-"
"""What stands for a value while the address is asked for; one that takes TEXT takes all that is ordinary."""


def addresses(name: str) -> Callable[..., str]:
    """`reverse(name, args=values)`, as a function of the values."""

    def address(*values: Any) -> str:
        kinds = tuple(type(value) for value in values)
        pieces = _pieces(name, kinds, get_script_prefix())
        if pieces is None or not all(_ordinary(value) for value in values):
            return reverse(name, args=values)
        made = [pieces[0]]
        for value, piece in zip(values, pieces[1:], strict=True):
            made += (str(value) if type(value) is int else quote(value, safe=SAFE), piece)
        return "".join(made)

    return address


def _ordinary(value: Any) -> bool:
    return value >= 0 if type(value) is int else ORDINARY.fullmatch(value) is not None


@cache
def _pieces(name: str, kinds: tuple[type, ...], prefix: str) -> list[str] | None:
    """The text around the values; None where the values alone decide."""
    marks: list[Any] = []
    for place, kind in enumerate(kinds):
        if kind not in (int, str):
            return None
        marks.append(NUMBER + place if kind is int else f"{TEXT}{place}")
    try:
        whole = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    pieces = []
    for mark in marks:
        before, found, whole = whole.partition(quote(str(mark), safe=SAFE))
        if not found:
            return None
        pieces.append(before)
    return [*pieces, whole]
