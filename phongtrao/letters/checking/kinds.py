"""The kinds of document and their codes (Nghị định 30/2020, Phụ lục III, mục I), held as data."""

import json
from dataclasses import dataclass
from functools import cache

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.profile import DATA

UNCODED = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """`code` is empty for the kinds that the decree gives none."""

    id: str
    name: str
    code: str


@cache
def kinds() -> dict[str, Kind]:
    """By the folded name, so that it is found in any case and with either way of placing marks."""
    told = json.loads((DATA / "kinds.json").read_text(encoding="utf-8"))
    coded = [Kind(**one) for one in told["kinds"]]
    return {fold(one.name): one for one in (*coded, *(Kind(UNCODED, name, "") for name in told["other"]))}


@cache
def codes() -> dict[str, str]:
    """Code -> name, copies too."""
    told = json.loads((DATA / "kinds.json").read_text(encoding="utf-8"))
    copies: dict[str, str] = told["copies"]
    return {one.code: one.name for one in kinds().values() if one.code} | copies
