"""Residential areas below the commune: what they are called and what may be typed of them."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phongtrao.core.vietnamese import fold

# TT 04/2012/TT-BNV, art. 2: settlements of communes, and those of wards and townships.
VILLAGES = ("Thôn", "Bản", "Buôn", "Bon", "Làng", "Ấp", "Phum", "Sóc", "Xóm")
QUARTERS = ("Khóm", "Khối phố", "Khu phố", "Tiểu khu", "Tổ dân phố")
AREA_KINDS = (*VILLAGES, *QUARTERS)
AREA_KIND_OF = {fold(kind): kind for kind in AREA_KINDS} | {"tdp": "Tổ dân phố", "kp": "Khu phố"}

# The bodies of a commune whose clerks and heads keep its residential areas (values of people's kinds).
KEEPING_BODIES = frozenset({"steering_committee", "peoples_committee", "police", "fatherland_front"})
WRITING_ROLES = frozenset({"clerk", "head"})

LONGEST_CODE, LONGEST_NAME, MOST_HOUSEHOLDS = 8, 120, 100_000
LOCAL_CODE = re.compile(rf"[0-9A-Z]{{1,{LONGEST_CODE}}}")


class Fault(StrEnum):
    """What is wrong with something typed."""

    CODE = "code"
    CODE_TAKEN = "code_taken"
    CODE_TWICE = "code_twice"
    KIND = "kind"
    NAME_EMPTY = "name_empty"
    NAME_LONG = "name_long"
    NAME_TAKEN = "name_taken"
    NAME_TWICE = "name_twice"
    HOUSEHOLDS = "households"
    DAY = "day"
    COLUMN_MISSING = "column_missing"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer typed of an area; `code` is local to the commune, "" for the next free number."""

    code: str
    kind: str
    name: str


def tidy(code: str, kind: str, name: str) -> Draft:
    """One spelling for one thing: NFC, single spaces, "1" as "01", "thon" as "Thôn"; a kind before the name
    is taken as the kind where that was left empty."""
    kind, name = _clean(kind), _clean(name)
    if not kind:
        kind, name = _parted(name)
    return Draft(local_code(code), AREA_KIND_OF.get(fold(kind), kind), name)


def local_code(text: str) -> str:
    code = _clean(text).upper()
    return code.zfill(2) if code.isdigit() else code


def next_code(taken: Collection[str]) -> str:
    """The number after the highest in use, of two digits at least."""
    return f"{max((int(code) for code in taken if code.isdigit()), default=0) + 1:02}"


def faults(draft: Draft) -> list[Fault]:
    found = [] if not draft.code or LOCAL_CODE.fullmatch(draft.code) else [Fault.CODE]
    found += [] if draft.kind in AREA_KINDS else [Fault.KIND]
    if not draft.name:
        return [*found, Fault.NAME_EMPTY]
    return [*found, Fault.NAME_LONG] if len(draft.name) > LONGEST_NAME else found


def day_fits(on: date | None, first: date | None, last: date | None) -> bool:
    """Within the days of the commune; None is its beginning."""
    if on is None:
        return True
    return (first is None or first <= on) and (last is None or on <= last)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _parted(name: str) -> tuple[str, str]:
    words = name.split()
    for count in (3, 2, 1):
        kind = AREA_KIND_OF.get(fold(" ".join(words[:count])))
        if kind and len(words) > count:
            return kind, " ".join(words[count:])
    return "", name
