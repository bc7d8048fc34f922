"""From what was read in a narrative to what the form asks: which field, what stands in its boxes, and what a person
must look at before it is taken."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from phongtrao.core import indicator as catalogue
from phongtrao.core.period import Window
from phongtrao.core.place import Level
from phongtrao.core.vietnamese import fold, format_number
from phongtrao.reading import Doubt, Finding, Kind, Scope
from phongtrao.reports.rules.answers import Typed
from phongtrao.reports.rules.award_cells import DIMENSION, award_cell
from phongtrao.reports.rules.form import Content, key_of

HUNDRED = 100
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
LONGEST_TEXT = 400_000
"""Signs of one text that a page can show."""
MOST_FIGURES = 3_000
AROUND = 300
"""Signs of a paragraph that are quoted before and after a number."""
PASTED = "van-ban-dan.txt"
"""The name of the file that a pasted text becomes."""
THRESHOLDS = (95, 90, 80)
KINDS = {
    Level.PROVINCE: ("tinh", "thanh pho", "tp"),
    Level.DISTRICT: ("huyen", "thanh pho", "tp", "thi xa", "tx", "quan"),
    Level.COMMUNE: ("xa", "phuong", "thi tran", "dac khu"),
    Level.AREA: ("thon", "lang", "ap", "khom", "khu pho", "buon", "ban", "to dan pho", "xom"),
}
"""How a unit of a level is called, before its name."""
WHOLE = {
    Level.NATION: frozenset({"ca nuoc", "toan quoc"}),
    **{
        level: frozenset(f"{all_of} {kind}" for kind in kinds for all_of in ("toan", "tren dia ban"))
        for level, kinds in KINDS.items()
    },
}


class ReadingState(StrEnum):
    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class Taking(StrEnum):
    """What became of a figure that was read. REPEAT: the text says it a second time; it goes with the first."""

    OPEN = "open"
    TAKEN = "taken"
    DROPPED = "dropped"
    REPEAT = "repeat"


class Look(StrEnum):
    """Why a person must look before he takes it: none of these is ever taken in bulk."""

    SCANNED = "scanned"
    RANGE = "range"
    PARTS_DIFFER = "parts_differ"
    INHERITED = "inherited"
    OTHER_PERIOD = "other_period"
    PART_OF_PERIOD = "part_of_period"
    OTHER_SCOPE = "other_scope"
    PART_OF_PLACE = "part_of_place"
    LARGER_PLACE = "larger_place"
    PART_OF_SAME = "part_of_same"
    AWARD_FORM = "award_form"


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that a text speaks of: `name` then, `now` what holds it since, where it ended; `look`: what it is to
    the report's own."""

    name: str
    now: str
    look: Look | None


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the report that is filled: what it asks, for which days, whose it is; `units`: the places that
    its text speaks of, by the keys that the reader was given."""

    content: Content
    window: Window
    place: str
    level: Level
    units: Mapping[str, Unit] = field(default_factory=dict)


def key_for(finding: Finding, content: Content, text: str) -> str:
    """The field that asks for the whole of an indicator, or for the form of commendation that the text names; empty
    where only other cells of it, or nothing, is asked."""
    cell = award_cell(finding.award_form, text, *finding.span) if finding.award_form else ""
    own = key_of(finding.indicator, cell)
    if own in content.figure_keys:
        return own
    return finding.indicator if finding.indicator in content.figure_keys else ""


def open_form(finding: Finding, content: Content, key: str) -> bool:
    """Whether the form asks by form of commendation, and the one of this figure was not found."""
    cells = any(one.startswith(f"{finding.indicator}|{DIMENSION}=") for one in content.figure_keys)
    return cells and finding.award_form is not None and DIMENSION not in key


def typed_of(finding: Finding, indicator: str) -> Typed:
    """What stands in the boxes of the indicator, written as here."""
    known = catalogue.load().by_id.get(indicator)
    ratio = known is not None and known.aggregation is catalogue.Aggregation.RATIO
    qualifier = finding.qualifier.value
    if finding.kind is Kind.PERCENT:
        return Typed(f"{number(finding.value)} %", "", qualifier)
    whole = number(finding.denominator) if ratio and finding.denominator is not None else ""
    return Typed(number(finding.value), whole, qualifier)


def number(value: Decimal) -> str:
    """1234.50 -> 1.234,5"""
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return format_number(int(value.scaleb(decimals)), decimals=decimals)


def looks(finding: Finding, about: About, others: Mapping[object, Finding], *, scanned: bool) -> list[Look]:
    """`others`: the findings of the text by their spans."""
    found = [Look.SCANNED] if scanned else []
    if finding.upper is not None:
        found.append(Look.RANGE)
    found += [look for doubt, look in DOUBTS.items() if doubt in finding.doubts]
    if finding.period is not None and not within(finding.period, about.window):
        found.append(Look.OTHER_PERIOD)
    elif finding.note:
        found.append(Look.PART_OF_PERIOD)
    if (scope := scope_look(finding.scope, about)) is not None:
        found.append(scope)
    whole = others.get(finding.whole) if finding.whole else None
    if whole is not None and whole.indicator == finding.indicator:
        found.append(Look.PART_OF_SAME)
    return found


DOUBTS = {Doubt.PARTS_DIFFER: Look.PARTS_DIFFER, Doubt.INHERITED: Look.INHERITED}


def within(period: str, window: Window) -> bool:
    """Whether "2026" or "2021-2026" ends in a year of the window and begins in none before it."""
    first, _dash, last = period.partition("-")
    years = {window.start.year, window.end.year}
    return (
        first.isdecimal() and int(first) in years and (not last or (last.isdecimal() and int(last) in years))
    )


def scope_look(scope: Scope | None, about: About) -> Look | None:
    """Nothing where the words name the report's own place: its name, or "toàn xã" in the report of one."""
    if scope is None:
        return None
    folded = fold(scope.text)
    level = next((level for level, whole in WHOLE.items() if folded in whole), None)
    if folded in WHOLE.get(about.level, ()) or (level is None and folded == fold(about.place)):
        return None
    if level is not None:
        return Look.LARGER_PLACE if level.depth < about.level.depth else Look.PART_OF_PLACE
    unit = about.units.get(scope.key or "")
    if unit is None:
        return Look.OTHER_SCOPE
    return unit.look or _other_kind(folded, about.level)


def _other_kind(folded: str, level: Level) -> Look | None:
    """A hamlet or a district of the same name."""
    named = [one for one, kinds in KINDS.items() for kind in kinds if folded.startswith(f"{kind} ")]
    if not named or level in named:
        return None
    return Look.PART_OF_PLACE if named[0].depth > level.depth else Look.OTHER_SCOPE


def storable(text: str) -> str:
    """Without the signs that no database holds; every other sign keeps its place."""
    return UNSTORABLE.sub(" ", text)


def quoted(text: str, start: int, end: int) -> str:
    """The paragraph in which a number stands, or as much of it as may be quoted."""
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + AROUND)
    return text[first:last].strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `mark`: the number of the figure that stands there, 0 where none does."""

    text: str
    mark: int = 0


def pieces(text: str, marks: Iterable[tuple[int, int, int]]) -> list[Piece]:
    """`marks`: start, end and number of each figure; what overlaps one before it is left unmarked."""
    found, at = [], 0
    for start, end, mark in sorted(marks):
        if start < at:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], mark))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be taken without looking at it: the number of the figure, its field, its boxes, how sure it is."""

    number: int
    key: str
    typed: Typed
    confidence: int
    looks: Sequence[Look] = ()


def in_bulk(proposed: Iterable[Proposed], least: int) -> list[Proposed]:
    """Those sure enough with nothing to look at; where the text says two things of one field, neither."""
    sure = [one for one in proposed if one.key and one.confidence >= least and not one.looks]
    said: dict[str, set[Typed]] = {}
    for one in sure:
        said.setdefault(one.key, set()).add(one.typed)
    return list({one.key: one for one in reversed(sure) if len(said[one.key]) == 1}.values())[::-1]


def named(typed: str, labels: Mapping[str, str]) -> list[str]:
    """The fields that somebody may mean by what he typed: the one of exactly that name or key, else all that hold
    the beginning of each of its words, with or without marks."""
    wanted = fold(typed.strip())
    exact = [key for key, label in labels.items() if typed.strip() == key or fold(label) == wanted]
    if exact or not wanted:
        return exact[:1]
    begun = [f" {word}" for word in wanted.split()]
    return [key for key, label in labels.items() if all(word in f" {fold(label)}" for word in begun)]
