"""What the head of a document looks like for the family of bodies that issues it, held as data (data/profiles.json):
the State by Nghị định 30/2020/NĐ-CP; the Party, the Fatherland Front and the police have rules of their own, which
could not be read in full: they are marked so, and an office changes them without a programmer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROFILES_FILE = Path(__file__).parent / "data" / "profiles.json"


@dataclass(frozen=True, slots=True)
class Profile:
    """`national` and `motto` stand at the right of the head; `star` is drawn below the issuer instead of a line.
    `verified`: its rules were read in full, at `source`."""

    code: str
    name: str
    national: str
    motto: str
    number_label: str
    before_symbol: str
    star: bool
    verified: bool
    source: str


@cache
def profiles() -> Mapping[str, Profile]:
    """By code, in the order of the file."""
    rows = json.loads(PROFILES_FILE.read_text(encoding="utf-8"))["profiles"]
    return {row["code"]: Profile(**row) for row in rows}


STATE = profiles()["state"]
