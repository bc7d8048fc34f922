"""The kinds of document and their codes (Nghị định 30/2020, Phụ lục III, mục I), held as data."""

import json
from dataclasses import dataclass
from functools import cache

from phongtrao.core.vietnamese import fold
from phongtrao.letters.checking.profile import DATA

UNCODED = "other"
LONGEST = 60  # letters of a name


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


def kind_of(text: str) -> Kind | None:
    """By its name, or by a longer one in capitals that begins with it: "CHƯƠNG TRÌNH PHỐI HỢP"."""
    folded = fold(text)
    if folded in kinds():
        return kinds()[folded]
    if len(folded) > LONGEST or text != text.upper():
        return None
    words = folded.split()
    starts = (" ".join(words[:count]) for count in range(len(words) - 1, 1, -1))
    return next((kinds()[start] for start in starts if start in kinds()), None)


@cache
def codes() -> dict[str, str]:
    """Code -> name, copies too."""
    told = json.loads((DATA / "kinds.json").read_text(encoding="utf-8"))
    copies: dict[str, str] = told["copies"]
    return {one.code: one.name for one in kinds().values() if one.code} | copies
