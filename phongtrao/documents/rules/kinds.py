"""The kinds of administrative documents with their codes: data/kinds.json. # NĐ 30/2020/NĐ-CP, art. 7, Annex III"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`code` begins the symbol; an official letter (công văn) has none. `personal`: a paper about one person, which
    is never kept here; its number can be reserved all the same. `beyond`: the decree has no code for it; offices use
    this one."""

    id: str
    code: str
    vi: str
    en: str
    personal: bool = False
    beyond: bool = False


@cache
def kinds() -> dict[str, DocumentKind]:
    text = resources.files("phongtrao.documents").joinpath("data/kinds.json").read_text("utf-8")
    return {row["id"]: DocumentKind(**row) for row in json.loads(text)["kinds"]}


def offered() -> list[DocumentKind]:
    """Those that can be drafted here, in the decree's order."""
    return [kind for kind in kinds().values() if not kind.personal]


def kind_of(id: str) -> DocumentKind | None:
    return kinds().get(id)
