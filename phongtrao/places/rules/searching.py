"""How a search text is read, and how well a place answers it."""

import re
import unicodedata
from dataclasses import dataclass

from phongtrao.core.vietnamese import fold, sort_key, strip_unit_prefix
from phongtrao.core.vietnamese.search import APOSTROPHES, KINDS
from phongtrao.places.rules.areas import AREA_KIND_OF, LONGEST_CODE

PLACE_CODE = re.compile(rf"\d{{1,5}}(-[0-9A-Za-z]{{1,{LONGEST_CODE}}})?|VN", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search text as it is compared: its code if it looks like one; the folded name; the name without the
    kind before it, and that kind; both names' letters where it was typed with diacritics."""

    code: str
    name: str
    bare: str
    kind: str
    letters: frozenset[str]


def read(text: str) -> Asked:
    clean = unicodedata.normalize("NFC", text).strip()
    name = fold(clean)
    kind, bare = _parted(name)
    words = re.findall(r"[^\W_]+", APOSTROPHES.sub("", clean))
    spelled = (words, words[-len(bare.split()) :]) if name != " ".join(words).lower() else ()
    return Asked(
        code=clean.upper() if PLACE_CODE.fullmatch(clean) else "",
        name=name,
        bare=bare,
        kind=kind,
        letters=frozenset(letters(" ".join(some)) for some in spelled),
    )


def letters(name: str) -> str:
    """Equal where two names differ in capitals, apostrophes or the place of a tone mark alone."""
    return sort_key(name.lower())


def _parted(folded: str) -> tuple[str, str]:
    """(folded kind, name): of "tp ninh binh", "q 3", "tdp 7"; ("", text) where no kind is before it."""
    bare = strip_unit_prefix(folded)
    before = folded.removesuffix(bare).strip()
    if before in KINDS:
        return KINDS[before], bare
    for kind in sorted({*KINDS.values(), *AREA_KIND_OF}, key=len, reverse=True):
        if bare.startswith(f"{kind} "):
            known = AREA_KIND_OF.get(kind)
            return fold(known) if known else kind, bare.removeprefix(f"{kind} ")
    return "", folded


@dataclass(frozen=True, slots=True, order=True)
class Fit:
    """How well a place answers what was asked: 0 whole, 1 its beginning, 2 the beginning of one of its
    words; then whether its kind or its letters with their marks are others than those typed."""

    how: int
    other_kind: bool = False
    other_letters: bool = False


def fit(asked: Asked, *, code: str, name: str, folded: str, kind: str) -> Fit | None:
    """A place of another kind than the one typed answers with its whole name only, with a number never."""
    if asked.code and code == asked.code:
        return Fit(0)
    fits = [Fit(how) for how in _matches(asked.name, folded)]
    if asked.kind:
        other = fold(kind) != asked.kind
        loose = not asked.bare.isdigit()
        fits += [Fit(how, other) for how in _matches(asked.bare, folded) if not other or (loose and how == 0)]
    if not fits:
        return None
    best = min(fits)
    differs = best.how == 0 and bool(asked.letters) and letters(name) not in asked.letters
    return Fit(best.how, best.other_kind, differs)


def _matches(wanted: str, folded: str) -> list[int]:
    if not wanted:
        return []
    if folded == wanted:
        return [0]
    if folded.startswith(wanted):
        return [1]
    return [2] if f" {wanted}" in folded else []
