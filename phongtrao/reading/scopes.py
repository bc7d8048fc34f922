"""The place or organisation a figure speaks of: the nearest one named before it, else the one over it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.core.place import Spell
from phongtrao.core.vietnamese import fold, strip_unit_prefix
from phongtrao.reading.finding import Scope, Span
from phongtrao.reading.spelling import CAPITALS, Plain

CAPITAL = f"[{CAPITALS}]"
NAME = rf"{CAPITAL}[\w'’]{{0,15}}(?:[ –-]{{1,3}}{CAPITAL}[\w'’]{{0,15}}){{0,4}}"
KIND = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|TX\.?|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Qq]uận|[Đđ]ặc khu|"
    r"[Tt]hôn|[Ll]àng|[Ấấ]p|[Kk]hóm|[Kk]hu phố|[Bb]uôn|[Bb]ản|[Tt]ổ dân phố|[Xx]óm)"
)
NAMED = re.compile(rf"(?<!\w){KIND} {{0,2}}(?:{NAME}|\d{{1,2}}(?!\d))")
OFFICE = re.compile(r"(?:UBND|HĐND|MTTQ|Công an|Chủ tịch|Bí thư|Giám đốc|Trưởng|Ủy ban|Đoàn|Hội)[^.;,]*$")
OFFICE_REACH = 40  # signs before a name
PERSON_WORDS = 4  # the kind of place and three words of a name
WHOLE = re.compile(
    r"(?:cả nước|toàn quốc|toàn tỉnh|toàn huyện|toàn xã|toàn thành phố|toàn phường|toàn thị xã|trên địa bàn "
    r"(?:tỉnh|huyện|xã|phường|thành phố|thị xã))",
    re.IGNORECASE,
)
BARE = re.compile(
    r"(?:(?:(?<=^)|(?<=[.!?] ))(?:(?:Tại|Ở|Tỉnh|Riêng) )?|"
    rf"(?<=[Tt]ại )|(?<=[Ởở] )|(?<=[Tt]ỉnh )|(?<=[Rr]iêng ))({NAME})"
)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One name of a place and the days on which it bore it."""

    key: str
    name: str
    spell: Spell


class Gazetteer:
    """Names by their folded form; old names lead to the same key."""

    def __init__(self, places: Iterable[NamedPlace]) -> None:
        self.by_name: dict[str, list[NamedPlace]] = {}
        for place in places:
            folded = fold(place.name)
            for key in {folded, strip_unit_prefix(folded)}:
                self.by_name.setdefault(key, []).append(place)

    def knows(self, text: str) -> bool:
        return fold(text) in self.by_name

    def find(self, text: str, on: date | None) -> str | None:
        """The key that a name means on a day: who bore it then, else who ever did; nothing if that is not one."""
        folded = fold(text)
        named = self.by_name.get(folded) or self.by_name.get(strip_unit_prefix(folded)) or []
        then = {place.key for place in named if on is None or place.spell.covers(on)}
        keys = then or {place.key for place in named}
        return keys.pop() if len(keys) == 1 else None


def mentions(plain: Plain, start: int, end: int, gazetteer: Gazetteer | None) -> list[tuple[int, int]]:
    """(start, end) of every place named in a part of the text."""
    found = [match.span() for match in WHOLE.finditer(plain.shown, start, end)]
    found += [
        match.span() for match in NAMED.finditer(plain.shown, start, end) if not _a_person(plain.shown, match)
    ]
    if gazetteer is not None:
        ends = {last for _first, last in found}  # "tỉnh Hà Giang" says more than "Hà Giang"
        found += [
            match.span(1)
            for match in BARE.finditer(plain.shown, start, end)
            if match.end(1) not in ends and gazetteer.knows(match[1])
        ]
    return sorted(set(found))


def _a_person(shown: str, match: re.Match[str]) -> bool:
    """ "Chủ tịch UBND tỉnh Trần Anh Dũng": behind an office, three words and more are a person, never kept."""
    before = shown[max(0, match.start() - OFFICE_REACH) : match.start()]
    return len(match[0].split()) >= PERSON_WORDS and OFFICE.search(before) is not None


def scope(
    found: Sequence[tuple[int, int]], at: int, plain: Plain, gazetteer: Gazetteer | None, on: date | None
) -> Scope | None:
    before = [span for span in found if span[0] <= at]
    if not before:
        return None
    start, end = before[-1]
    text = plain.shown[start:end]
    return Scope(
        text, Span(plain.place(start), plain.place(end)), gazetteer.find(text, on) if gazetteer else None
    )
