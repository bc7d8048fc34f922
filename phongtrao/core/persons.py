"""What may not be asked of anyone: a label that would make a form, or a column of a sheet, keep a record about a
person. The product counts; it holds no names, papers, origins, beliefs, opinions, health, faces or whereabouts
(Law 91/2025/QH15 on personal data). The words stand in data/persons.json.

Read in Vietnamese with marks, without them, half and half, in English, and run together as in "ho_ten" or
"NgaySinh". There is no override: a label that is refused is to be worded as a count."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, TypeAlias

from phongtrao.core.vietnamese import fold

TOKEN = re.compile(r"[^\W_]+|[,;:()?!]|\.(?=\s|$)")
SPELT = re.compile(r"\b(?:[^\W\d_][. ]){2,}[^\W\d_]\b\.?")
LONG_VOWEL = re.compile(r"(?<=[bcdhklmnrstvx])y$")
SHORTEST_JOINED = 5
LISTED = re.compile(r"[,;]")
ENDS = frozenset(".;?!")
NUMBERING = re.compile(r"\d+|[a-zđ]|[ivx]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of knowledge about a person; `instead` is what can be asked in its place."""

    id: str
    vi: str
    en: str
    instead_vi: str
    instead_en: str


@dataclass(frozen=True, slots=True)
class Denial:
    """`words` is what was found in the label."""

    matter: Matter
    words: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed and as compared. `marks` is empty where it was typed without any: then it may mean every
    word that is spelt so."""

    typed: str
    folded: str
    marks: str

    def means(self, other: "Word") -> bool:
        return self.folded == other.folded and (not self.marks or self.marks == other.marks)


Pattern: TypeAlias = tuple[Word | str, ...]  # a str is the name of a slot: {person}, {of}, {counted}


@dataclass(frozen=True, slots=True)
class Rule:
    """`soft`: passes where things or people are counted; `exact`: only as the whole label."""

    matter: Matter
    pattern: Pattern
    soft: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    rules: tuple[Rule, ...]
    slots: dict[str, tuple[Pattern, ...]]
    heads: tuple[Pattern, ...]
    opening: tuple[Pattern, ...]
    aggregate: tuple[Pattern, ...]
    each: tuple[Pattern, ...]
    negations: tuple[Pattern, ...]
    resuming: tuple[Pattern, ...]
    harmless: tuple[Pattern, ...]
    joined: dict[str, Matter]


@lru_cache(maxsize=4096)
def denied(text: str) -> Denial | None:
    """The first reason why this label may not be asked or kept; None where it may. For columns: ask only of
    those that are not the unit's own, since "Tên" alone is taken for a person's name."""
    words, known = tuple(_words(text)), _lexicon()
    spans = [(at, end) for at, end, _ in _found(words, known.harmless)]
    counts = _counts(words) and not any(True for _ in _found(words, known.each))
    there = {word.folded for word in words}
    first, last = _label(words)
    for rule in known.rules:
        if (rule.soft and counts) or not _needs(rule.pattern) <= there:
            continue
        for at, end in _places(words, rule.pattern):
            whole = at <= first and end >= last
            inside = any(at < low < end < high or (low <= at and end <= high) for low, high in spans)
            passes = inside or _issued(words, end, rule) or _warned(words, at)
            if (whole or not rule.exact) and not passes:
                return Denial(rule.matter, " ".join(word.typed for word in words[at:end]))
    for word in words:
        if word.folded in known.joined and not word.marks:
            return Denial(known.joined[word.folded], word.typed)
    parts = [part for part in LISTED.split(text) if part.strip()]
    each = [denied(part) for part in parts] if len(parts) > 1 and not counts else [None]
    return each[0] if all(each) else None


def _warned(words: Sequence[Word], at: int) -> bool:
    """ "Không ghi tên người": guidance that says what to leave out."""
    start = max((i for i in range(at) if words[i].folded in ENDS), default=-1) + 1
    known, said = _lexicon(), words[start:at]
    after = max((end for _, end, _ in _found(said, known.negations)), default=None)
    return after is not None and not any(True for _ in _found(said[after:], known.resuming))


def _issued(words: Sequence[Word], end: int, rule: Rule) -> bool:
    """ "Số thẻ căn cước đã cấp" counts cards."""
    return rule.matter.id == "identity" and any(_ends(words, end, verb) for verb in _lexicon().aggregate)


def _label(words: Sequence[Word]) -> tuple[int, int]:
    """Where the label itself stands, without its number, "ghi" or "nhập" before it, and signs around it."""
    first, last = _opened(words), len(words)
    while last > first and not words[last - 1].folded.isalnum():
        last -= 1
    return first, last


def _opened(words: Sequence[Word]) -> int:
    at, known = 0, _lexicon()
    while at < len(words) - 1:
        ahead = max((end for opening in known.opening for end in _ends(words, at, opening)), default=0)
        if not ahead and not (NUMBERING.fullmatch(words[at].folded) or not words[at].folded.isalnum()):
            break
        at = min(ahead or at + 1, len(words) - 1)
    return at


def _counts(words: Sequence[Word]) -> bool:
    """Whether the label begins, after a number and an opening phrase, by counting."""
    heads = _lexicon().heads
    return any(_ends(words, at, head) for at in range(_opened(words) + 1) for head in heads)


def _found(words: Sequence[Word], patterns: Sequence[Pattern]) -> Iterator[tuple[int, int, Pattern]]:
    there = {word.folded for word in words}
    for pattern in patterns:
        if _needs(pattern) <= there:
            for at, end in _places(words, pattern):
                yield at, end, pattern


@cache
def _needs(pattern: Pattern) -> frozenset[str]:
    """The words without which the pattern is nowhere."""
    return frozenset(piece.folded for piece in pattern if isinstance(piece, Word))


def _places(words: Sequence[Word], pattern: Pattern) -> Iterator[tuple[int, int]]:
    for at in range(len(words)):
        if ends := _ends(words, at, pattern):
            yield at, max(ends)


def _ends(words: Sequence[Word], at: int, pattern: Pattern) -> frozenset[int]:
    """Where the pattern can end if it begins at `at`."""
    ends = frozenset({at})
    for piece in pattern:
        ends = frozenset(end for start in ends for end in _step(words, start, piece))
        if not ends:
            break
    return ends


def _step(words: Sequence[Word], at: int, piece: Word | str) -> frozenset[int]:
    if isinstance(piece, Word):
        return frozenset({at + 1}) if at < len(words) and words[at].means(piece) else frozenset()
    slot = _lexicon().slots[piece]
    once = frozenset(end for words_of in slot for end in _ends(words, at, words_of))
    if piece != "of":
        return once
    return frozenset({at}).union(*(_step(words, end, piece) for end in once))


def _words(text: str) -> Iterator[Word]:
    plain = unicodedata.normalize("NFC", text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    plain = SPELT.sub(lambda spelt: re.sub("[. ]", "", spelt[0]), plain)
    pairs = zip(plain, plain[1:] + " ", strict=False)
    apart = "".join(a + " " * (a.islower() and b.isupper()) for a, b in pairs)  # NgaySinh
    for piece in TOKEN.findall(apart):
        yield _word(piece)


def _word(typed: str) -> Word:
    """Marks apart from letters, so that hoà is hòa; sỹ is sĩ; an English plural is its singular."""
    low = typed.lower()
    folded = LONG_VOWEL.sub("i", fold(low)) or low
    if len(folded) > 3 and folded.isascii() and folded.endswith("s") and not folded.endswith("ss"):
        folded = folded[:-1]
    apart = unicodedata.normalize("NFD", low)
    marks = "".join(sorted(sign for sign in apart if unicodedata.combining(sign))) + "đ" * apart.count("đ")
    return Word(typed, folded, marks)


@cache
def _lexicon() -> Lexicon:
    text = resources.files("phongtrao.core").joinpath("data/persons.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    rules = tuple(rule for row in data["matters"] for rule in _rules(row))
    flat = ((rule.matter, rule.pattern) for rule in rules if not rule.exact)
    joined = {
        name: matter
        for matter, pattern in flat
        if len(pattern) > 1 and len(name := _joined(pattern)) >= SHORTEST_JOINED
    }
    return Lexicon(
        rules,
        {
            "person": _patterns(data["persons"]),
            "of": _patterns(data["linkers"]),
            "counted": _patterns(data["counted"]),
        },
        _patterns(data["counting"]),
        _patterns(data["opening"]),
        _patterns(data["aggregate"]),
        _patterns(data["each"]),
        _patterns(data["negations"]),
        _patterns(data["resuming"]),
        _patterns(data["harmless"]),
        joined,
    )


def _rules(row: dict[str, Any]) -> Iterator[Rule]:
    matter = Matter(*(row[name] for name in ("id", "vi", "en", "instead_vi", "instead_en")))
    for strictness in ("hard", "soft", "exact"):
        for pattern in _patterns(row[strictness]):
            yield Rule(matter, pattern, soft=strictness == "soft", exact=strictness == "exact")


def _patterns(phrases: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(_pattern(phrase) for phrase in phrases)


def _pattern(phrase: str) -> Pattern:
    pieces = re.findall(r"{\w+}|[^{}]+", phrase)
    return tuple(
        part
        for piece in pieces
        for part in (
            [piece[1:-1]] if piece.startswith("{") else [_word(word) for word in TOKEN.findall(piece)]
        )
    )


def _joined(pattern: Pattern) -> str:
    """ "họ tên" as it is written in the head of a column: hoten. Empty where it has a slot or a comma."""
    plain = [piece.folded for piece in pattern if isinstance(piece, Word) and piece.folded.isalnum()]
    return "".join(plain) if len(plain) == len(pattern) else ""
