"""What a checker says: one fault, where it stands, by which article, in both languages."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    BREAKS = "breaks"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Where:
    """The paragraph counts from 1 as they stand in the file, those in tables too, 0 for a whole section; `words`
    are its first ones."""

    section: int
    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class Fault:
    """`also`: at how many further places the same was found; the first stands in `where`. `found` and `wanted` are
    in Vietnamese."""

    code: str
    article: str
    weight: Weight
    vi: str
    en: str
    where: Where
    found: str
    wanted: str
    also: int = 0

    def sentence(self, language: str = "vi") -> str:
        return self.en if language.startswith("en") else self.vi
