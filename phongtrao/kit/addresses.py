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
NUMBER = 10**15
TEXTS = (("a0_b.c|d;e=f:g-", re.compile(r"[A-Za-z0-9_.|;=:-]+")), ("a0_b-", re.compile(r"[A-Za-z0-9_-]+")))
"""What stands for a value while the address is asked for; a page that takes this text takes all that is like it."""


def addresses(name: str) -> Callable[..., str]:
    """`reverse(name, args=values)`, as a function of the values."""

    def address(*values: Any) -> str:
        laid = _laid(name, tuple([type(value) for value in values]), get_script_prefix())
        if laid is None:
            return reverse(name, args=values)
        pieces, like = laid
        made = [pieces[0]]
        for value, piece in zip(values, pieces[1:], strict=True):
            if type(value) is int:
                text = str(value)
            elif like.fullmatch(value):
                text = quote(value, safe=SAFE)
            else:
                text = ""
            if not text or text[0] == "-":
                return reverse(name, args=values)
            made += (text, piece)
        return "".join(made)

    return address


@cache
def _laid(name: str, kinds: tuple[type, ...], prefix: str) -> tuple[list[str], re.Pattern[str]] | None:
    """The text around the values, and which texts fit there; None where the values alone decide."""
    if all(kind in (int, str) for kind in kinds):
        for text, like in TEXTS:
            marks = [NUMBER + at if kind is int else f"{text}{at}" for at, kind in enumerate(kinds)]
            pieces = _around(name, marks)
            if pieces is not None:
                return pieces, like
    return None


def _around(name: str, marks: list[Any]) -> list[str] | None:
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
