"""The kinds of documents that are written in a form here, with the boxes of each: data/writings.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

FORM_VERSION = 1
"""Of what is kept of a form; what a later version kept is not read by this one."""
LONGEST_TEXT = 60_000
LONGEST_LINE = 250
SIGNATURE = ("signatory", "authority", "for_post")


class BoxSort(StrEnum):
    """What is typed into a box: a line, lines that each are one thing, paragraphs, a day, an hour, a count, rows of
    cells, or one of some choices."""

    LINE = "line"
    LINES = "lines"
    TEXT = "text"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    ROWS = "rows"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Box:
    """`most`: letters that it may have, or each of its lines."""

    name: str
    sort: BoxSort
    required: bool
    most: int
    vi: str
    en: str
    help_vi: str
    help_en: str


@dataclass(frozen=True, slots=True)
class Writing:
    """`id`: as the engine calls the kind; `kind`: as the register does."""

    id: str
    kind: str
    vi: str
    en: str
    says_vi: str
    says_en: str
    boxes: tuple[Box, ...]

    def box(self, name: str) -> Box | None:
        return next((box for box in self.boxes if box.name == name), None)


@cache
def writings() -> dict[str, Writing]:
    """In the order in which they are offered."""
    text = resources.files("phongtrao.documents").joinpath("data/writings.json").read_text("utf-8")
    told = json.loads(text)
    return {row["id"]: _writing(row, told["boxes"]) for row in told["writings"]}


def _writing(row: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Writing:
    foot = [one for name in row["foot"] for one in (SIGNATURE if name == "signature" else (name,))]
    own = row.get("own", {})
    boxes = tuple(_box(name, known, own) for name in (*row["boxes"], *foot))
    names = ("id", "kind", "vi", "en", "says_vi", "says_en")
    return Writing(**{name: row[name] for name in names}, boxes=boxes)


def _box(named: str, known: Mapping[str, Mapping[str, Any]], own: Mapping[str, Mapping[str, Any]]) -> Box:
    name = named.rstrip("*")
    told = {"most": 0, **known[name], **own.get(name, {})}
    sort = BoxSort(told.pop("sort"))
    long = sort in (BoxSort.TEXT, BoxSort.ROWS)
    most = told.pop("most") or (LONGEST_TEXT if long else LONGEST_LINE)
    return Box(name=name, sort=sort, required=named.endswith("*"), most=most, **told)
