"""Where a text names a place, and of which level it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import NamedTuple

from phongtrao.core.place import Spell
from phongtrao.core.vietnamese import fold, strip_unit_prefix
from phongtrao.reading.spelling import CAPITALS, Plain

CAPITAL = f"[{CAPITALS}]"
NAME = rf"{CAPITAL}[\w'’]{{0,15}}(?:[ –-]{{1,3}}{CAPITAL}[\w'’]{{0,15}}){{0,4}}"
KIND = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|TX\.?|[Tt]hị trấn|TT\.?|[Xx]ã|[Pp]hường|[Qq]uận|[Đđ]ặc khu|"
    r"[Tt]hôn|[Ll]àng|[Ấấ]p|[Kk]hóm|[Kk]hu phố|[Bb]uôn|[Bb]ản|[Tt]ổ dân phố|[Xx]óm)"
)
NAMED = re.compile(rf"(?<!\w)({KIND}) {{0,2}}(?!(?:Đoàn|Ủy|Uỷ|Hội|Đội)(?!\w))(?:{NAME}|\d{{1,2}}(?!\d))")
UNIT = r"(tỉnh|huyện|xã|thành phố|phường|thị xã|thị trấn|quận)"
WHOLE = re.compile(
    rf"(?<!\w)(?:cả nước|toàn quốc|(?:toàn|trên địa bàn|trên toàn|cả) {UNIT}(?!\w))", re.IGNORECASE
)
SUBJECT = re.compile(r"(Tỉnh|Huyện|Xã|Thành phố|Phường|Thị xã|Thị trấn|Quận)(?= [^\W\d_A-Z])")
BARE = re.compile(
    r"(?:(?:(?<=^)|(?<=[.!?] ))(?:(?:Tại|Ở|Tỉnh|Riêng) )?|"
    rf"(?<=[Tt]ại )|(?<=[Ởở] )|(?<=[Tt]ỉnh )|(?<=[Rr]iêng ))({NAME})"
)
OFFICE = re.compile(r"(?:UBND|HĐND|MTTQ|Công an|Chủ tịch|Bí thư|Giám đốc|Trưởng|Ủy ban|Đoàn|Hội)[^.;,]*$")
OFFICE_REACH = 40  # signs before a name
PERSON_WORDS = 4  # the kind of place and three words of a name
FAMILIES = frozenset(
    (
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
    )
)
KIN = re.compile(r"(\w+) $")
LONGEST_KIN = 12  # signs of the word before a name
LEVELS = {
    **dict.fromkeys(("tỉnh", "thành phố", "tp"), 3),
    **dict.fromkeys(("huyện", "thị xã", "tx", "quận"), 2),
    **dict.fromkeys(("xã", "phường", "thị trấn", "tt", "đặc khu"), 1),
}  # what is not here is a part of a commune
PROVINCE = 3
CHAINED = re.compile(r"[ ,(]{0,3}(?:(?:thuộc|của|-|–) ?)?")


class Mention(NamedTuple):
    """Signs `start` to `end` of the text; `general` where a place is meant but not named ("toàn huyện")."""

    start: int
    end: int
    level: int
    general: bool = False


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


def mentions(plain: Plain, start: int, end: int, gazetteer: Gazetteer | None) -> list[Mention]:
    """Every place named in a sentence, in order; of "xã A, huyện B, tỉnh C" only the first."""
    shown = plain.shown
    found = [
        Mention(*match.span(), _level(match[1]))
        for match in NAMED.finditer(shown, start, end)
        if not _a_person(shown, match)
    ]
    found += [
        Mention(*match.span(), PROVINCE)
        for match in _provinces().finditer(shown, start, end)
        if not _family(shown, match.start())
        and not any(one.start <= match.start() < one.end for one in found)
    ]
    if gazetteer is not None:
        found += [
            Mention(*match.span(1), PROVINCE)
            for match in BARE.finditer(shown, start, end)
            if gazetteer.knows(match[1]) and not any(one.start <= match.start(1) < one.end for one in found)
        ]
    found += [
        Mention(*match.span(), _level(match[1]) if match[1] else PROVINCE + 1, general=match[1] is not None)
        for match in WHOLE.finditer(shown, start, end)
        if not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    if (match := SUBJECT.match(shown, start, end)) and not any(one.start == start for one in found):
        found.append(Mention(*match.span(), _level(match[1]), general=True))
    return _smallest(sorted(found), shown)


def _level(kind: str) -> int:
    return LEVELS.get(kind.lower().rstrip("."), 0)


def _smallest(found: list[Mention], shown: str) -> list[Mention]:
    """Without the larger places that only say where a smaller one lies."""
    kept: list[Mention] = []
    last: Mention | None = None
    for one in found:
        chained = (
            last is not None and last.level < one.level and CHAINED.fullmatch(shown, last.end, one.start)
        )
        if not (chained and not one.general):
            kept.append(one)
        last = one
    return kept


@cache
def _provinces() -> re.Pattern[str]:
    """Provinces named without their kind; hoà and hòa are one name, a dash may stand close."""
    text = resources.files("phongtrao.reading").joinpath("data/provinces.txt").read_text("utf-8")
    names = [re.escape(line) for line in text.splitlines() if not line.startswith("//")]
    names = [name.replace("òa", "(?:òa|oà)").replace("óa", "(?:óa|oá)") for name in names]
    names = [name.replace(r"\ \-\ ", " {0,2}[-–] {0,2}") for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def _family(shown: str, at: int) -> bool:
    """Whether a family name stands just before: "Nguyễn Thái Bình" is nobody's province."""
    before = KIN.search(shown, max(0, at - LONGEST_KIN), at)
    return before is not None and before[1] in FAMILIES


def _a_person(shown: str, match: re.Match[str]) -> bool:
    """ "Chủ tịch UBND tỉnh Trần Anh Dũng": behind an office, three words and more are a person, never kept."""
    before = shown[max(0, match.start() - OFFICE_REACH) : match.start()]
    return len(match[0].split()) >= PERSON_WORDS and OFFICE.search(before) is not None
