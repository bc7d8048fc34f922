"""Sentences that carry figures, from patterns held as data (data/patterns.json).

A pattern is a clause with a hole for each figure it carries. Figures that share a time (as-of day, window)
and are alike in being real or illustrative may stand in one clause; clauses of one topic and mood make one
sentence. What no pattern carries is written with its name. Nothing is said that no figure says."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from phongtrao.core.period import Window, describe
from phongtrao.core.vietnamese import format_date
from phongtrao.letters.figures import POINTS, FigureLine, in_words, moved_words, with_unit
from phongtrao.letters.text import lowered, sentence

PATTERNS_FILE = Path(__file__).parent / "data" / "patterns.json"
HOLE = re.compile(r"\{(\w+(?:\[[^\]]*\])?)\}")
REMARK = re.compile(r" \([^()]*\)$")
OTHER = ("other", "other")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` has a hole for each key, or one hole {any} for those of the keys that are there, each written
    by its own piece and joined by commas."""

    topic: str
    mood: str
    text: str
    keys: tuple[str, ...]
    pieces: Mapping[str, str]

    def takes(self, waiting: Mapping[str, FigureLine]) -> list[FigureLine]:
        """The figures that this clause would carry; none if it does not fit."""
        found = [waiting[key] for key in self.keys if key in waiting]
        if not self.pieces and len(found) < len(self.keys):
            return []
        return [] if len(found) > 1 and any(line.of_which for line in found) else found

    def cells(self, waiting: Iterable[FigureLine]) -> list[FigureLine]:
        """The cells of its one whole that have no clause of their own."""
        if self.pieces or len(self.keys) > 1:
            return []
        own = patterns().keys
        return [
            line for line in waiting if line.cell and self.keys == (line.indicator,) and line.key not in own
        ]

    def written(self, lines: list[FigureLine], words: Mapping[str, str]) -> str:
        if self.pieces:
            joined = ", ".join(_filled(self.pieces[line.key], {"value": _value(line)}) for line in lines)
            return _filled(self.text, {**words, "any": joined})
        return _filled(self.text, {**words, **{line.key: _value(line) for line in lines}}).replace("%%", "%")


@dataclass(frozen=True, slots=True)
class Patterns:
    leads: Mapping[str, str]
    times: Mapping[str, str]
    phrases: Mapping[str, str]
    parts: Mapping[str, str]
    cells: Mapping[str, str]
    clauses: tuple[Clause, ...]
    keys: frozenset[str]

    def of_cell(self, line: FigureLine) -> str:
        """By its indicator and breakdown, else by its breakdown, else its name in brackets."""
        by = line.cell.partition("=")[0]
        return self.cells.get(f"{line.indicator}.{by}") or self.cells.get(by) or self.phrases["cell"]


@cache
def patterns() -> Patterns:
    return read_patterns(json.loads(PATTERNS_FILE.read_text(encoding="utf-8")))


def read_patterns(data: Mapping[str, Any]) -> Patterns:
    awards = data["awards"]
    forms = [_award(form, text, awards) for form, text in awards["forms"].items()]
    award_parts = {
        key: f"{piece} {awards['forms'][form]}"
        for form in awards["forms"]
        for key, piece in _recipients(form, awards).items()
    }
    clauses = (*map(_clause, data["clauses"]), *forms)
    return Patterns(
        leads=data["leads"],
        times=data["times"],
        phrases=data["phrases"],
        parts={**award_parts, **data["parts"]},
        cells=data["cells"],
        clauses=clauses,
        keys=frozenset(key for clause in clauses for key in clause.keys),
    )


def _clause(row: Mapping[str, str]) -> Clause:
    return Clause(row["topic"], row["mood"], row["text"], tuple(HOLE.findall(row["text"])), {})


def _award(form: str, text: str, awards: Mapping[str, Any]) -> Clause:
    pieces = _recipients(form, awards)
    return Clause(awards["topic"], awards["mood"], f"{{any}} {text}", tuple(pieces), pieces)


def _recipients(form: str, awards: Mapping[str, Any]) -> dict[str, str]:
    return {f"{who}[award_form={form}]": piece for who, piece in awards["recipients"].items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences of a report share: its year, the whole it speaks of ("toàn tỉnh"), and how the
    province is named in the titles of its bodies ("tỉnh", "thành phố"). `within` and `before` are a Period's; where
    nothing stands before, nothing is compared."""

    year: int
    whole: str
    province: str
    within: str = ""
    before: str = ""

    @property
    def words(self) -> dict[str, str]:
        return {
            "whole": self.whole,
            "province": self.province,
            "within": self.within or f"trong năm {self.year}",
            "before": self.before,
        }


def sentences(lines: Iterable[FigureLine], setting: Setting) -> list[str]:
    """The sentences of one section; figures without a value say nothing, but what is known of their parts."""
    alike: dict[tuple[date | None, Window | None, bool], list[FigureLine]] = {}
    for line in lines:
        for one in (line,) if line.value is not None else line.of_which:
            if one.value is not None:
                alike.setdefault((one.as_of, one.window, one.illustrative), []).append(one)
    return [text for group in alike.values() for text in _told(group, setting)]


def _told(lines: list[FigureLine], setting: Setting) -> list[str]:
    topics: dict[tuple[str, str], list[str]] = {}
    for (topic, mood), clause in _clauses(lines, setting):
        topics.setdefault((topic, mood), []).append(clause)
    time = _time(lines[0], setting)
    return [_sentence(mood, clauses, time, setting) for (_, mood), clauses in topics.items()]


def _sentence(mood: str, clauses: list[str], time: str, setting: Setting) -> str:
    words = {**setting.words, "time": time, "clauses": "; ".join(clauses)}
    return sentence(_filled(patterns().leads[mood], words))


def _clauses(lines: list[FigureLine], setting: Setting) -> Iterator[tuple[tuple[str, str], str]]:
    waiting = {line.key: line for line in lines}
    if len(waiting) < len(lines):
        raise ValueError("one section, time and kind of figure may hold an indicator's cell only once")
    for clause in patterns().clauses:
        taken = clause.takes(waiting)
        if taken:
            text = clause.written(taken, setting.words)
            yield (clause.topic, clause.mood), _finished(text, taken, setting)
            for line in taken:
                del waiting[line.key]
        for line in clause.cells(waiting.values()):
            yield (clause.topic, clause.mood), _finished(_cell_alone(clause, line, setting), [line], setting)
            del waiting[line.key]
    for line in waiting.values():
        yield OTHER, _finished(_named(line), [line], setting)


def _finished(text: str, lines: list[FigureLine], setting: Setting) -> str:
    """The clause with what its figures hold of others, with the mark of illustration and the sources."""
    phrases = patterns().phrases
    parted = any(part.value is not None for line in lines for part in line.of_which)
    changes = [said for line in lines if setting.before and (said := _changed(line, parted=parted))]
    if len(lines) > 1:
        changes = [said for said in changes if said != phrases["same"]]
    if changes:
        words = {"changes": ", ".join(changes), "before": setting.before}
        text += _filled(phrases["change_before_parts" if parted else "change"], words)
    below = [part for line in lines for part in line.of_which if part.value is not None]
    if below:
        parts = ", ".join(_part(part, setting) for part in below)
        text += _filled(phrases["of_which"], {"parts": parts})
    if any(line.illustrative for line in (*lines, *below)):
        text += phrases["illustrative"]
    numbers = dict.fromkeys(number for line in (*lines, *below) for number in line.sources)
    if numbers:
        text += _filled(phrases["sources"], {"numbers": ", ".join(map(str, numbers))})
    return text


def _changed(line: FigureLine, *, parted: bool) -> str:
    """ "tăng 12 buổi (25,5%)": of a count, with its percent of last year's; of a share, by points."""
    found = moved_words(line)
    if found is None or line.last_year is None:
        return ""
    phrases = patterns().phrases
    if not found.more:
        return phrases["same"] if found.amount == "0" else ""
    unit = POINTS if found.points else "" if "," in line.unit or line.unit == "%" else line.unit
    amount = f"{found.amount} {unit}".rstrip()
    if found.percent:
        pattern = phrases["changed_by_before_parts" if parted else "changed_by"]
        amount = _filled(pattern, {"amount": amount, "percent": found.percent})
    return _filled(phrases["more" if found.more > 0 else "less"], {"amount": amount})


def _part(line: FigureLine, setting: Setting) -> str:
    known = patterns()
    pattern = known.parts.get(line.key)
    if pattern is not None:
        return _filled(pattern, {**setting.words, "value": _value(line)})
    if not line.cell:
        return _named(line)
    pattern = known.of_cell(line)
    name = _bare(line.cell_name)
    words = {"value": _value(line), "amount": _amount(line), "cell": name, "lower": lowered(name)}
    return _filled(pattern, words)


def _bare(name: str) -> str:
    """Without the remark in brackets that some names of the catalogue end with."""
    return REMARK.sub("", name)


def _cell_alone(clause: Clause, line: FigureLine, setting: Setting) -> str:
    told = _filled(clause.text, {**setting.words, line.indicator: _value(line)})
    return _filled(patterns().phrases["cell_alone"], {"clause": told, "cell": _bare(line.cell_name)})


def _named(line: FigureLine) -> str:
    """With its own name, where no pattern fits."""
    words = {"name": lowered(line.full_name), "amount": _amount(line)}
    return _filled(patterns().phrases["named"], words)


def _amount(line: FigureLine) -> str:
    return with_unit(line.value, line.unit) if line.value else ""


def _value(line: FigureLine) -> str:
    return in_words(line.value) if line.value else ""


def _time(line: FigureLine, setting: Setting) -> str:
    times = patterns().times
    if line.as_of:
        return _filled(times["as_of"], {"day": format_date(line.as_of)})
    if line.window:
        return _filled(times["window"], {"window": describe(line.window, None, "vi")})
    return _filled(times["period"], setting.words)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """Each hole by its word; what a word itself holds is never a hole."""
    return HOLE.sub(lambda hole: words[hole[1]], pattern)
