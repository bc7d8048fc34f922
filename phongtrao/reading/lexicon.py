"""The lexicon: which nouns, with which words around them, mean which indicator. It is data (data/lexicon.txt, the
catalogue's synonyms, an office's own); this room reads it and finds its phrases in a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from phongtrao.core.indicator import Aggregation, Catalogue
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import plain, spelt

GROUP = re.compile(r"(?:^|\s+)([<>~#^!])\s+")
MACRO = re.compile(r"@(\w+) = ")
WORDS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
CHOICE = re.compile(r"\(([^()]*)\)")
JOINTS = frozenset((",", "và", "-", "–", "&"))
SKIPPED = frozenset(("“", "”", '"', "‘", "’", "'", "/"))
OPENING = frozenset(("“", "‘", '"'))  # behind a comma: the next name of a list
LONGEST_SKIP = 2
WORD = 0.6  # of each word of a noun
OFFICE = 3.0  # what an office has confirmed comes before what is shipped
JOINT = " ,"  # in the tree: a comma or "và" may stand here
OWN = frozenset(("fillers", "blocks", "generic", "weak", "carried"))
LEAST = 0.56  # what a weak noun scores without any word around it


class BadLexicon(ValueError):
    """A line that cannot be read; the message says which and why."""


class Hit(NamedTuple):
    """A phrase of the lexicon in a sentence: tokens `first` to `last` (not included)."""

    first: int
    last: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Group:
    """One condition: any of the phrases at the place that the sign names; ^ holds ids of indicators."""

    sign: str
    phrases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """`sort` is "" for counts, "%" for percents, "$" for money."""

    indicator: str
    sort: str
    groups: tuple[Group, ...]
    forbidden: frozenset[str]
    weight: float = 0.0


@dataclass(slots=True)
class Lexicon:
    nouns: dict[str, list[Rule]] = field(default_factory=dict)
    money: list[Rule] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    within: dict[str, str] = field(default_factory=dict)
    each: set[str] = field(default_factory=set)  # indicators of what one piece is worth
    joined: list[tuple[str, str]] = field(default_factory=list)
    parted: list[tuple[str, str]] = field(default_factory=list)
    trie: dict[str, Any] = field(default_factory=dict)

    def of(self, indicator: str) -> list[Rule]:
        return [rule for rules in self.nouns.values() for rule in rules if rule.indicator == indicator]

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every phrase at every token. Quotation marks inside a phrase do not count, nor does a comma or "và" where
        two nouns meet or where the lexicon joins them."""
        found: list[Hit] = []
        for first, token in enumerate(tokens):
            node = self.trie.get(token.word)
            if node is not None:
                found += _walk(node, tokens, first)
        blocks = [hit for hit in found if hit.phrase in self.blocks and hit.last - hit.first > 1]
        return [hit for hit in found if not _inside(hit, blocks)] if blocks else found


def _inside(hit: Hit, blocks: Sequence[Hit]) -> bool:
    """Whether a phrase is only a part of one that means something else ("điều tra" in "cơ quan điều tra")."""
    length = hit.last - hit.first
    return any(
        block.first <= hit.first and hit.last <= block.last and length < block.last - block.first
        for block in blocks
    )


def _walk(node: dict[str, Any], tokens: Sequence[Token], first: int) -> Iterator[Hit]:
    at, skipped = first + 1, 0
    if "" in node:
        yield Hit(first, at, node[""])
    while at < len(tokens):
        word = tokens[at].word
        below = node.get(word)
        if below is None:
            if word in OPENING and tokens[at - 1].word == ",":
                return
            if word in JOINTS and JOINT in node:
                node = node[JOINT]
            elif (word not in SKIPPED and not (skipped and word in JOINTS)) or skipped == LONGEST_SKIP:
                return
            skipped += 1
        else:
            node, skipped = below, 0
            if "" in node:
                yield Hit(first, at + 1, node[""])
        at += 1


def phrase(text: str) -> str:
    """A phrase as it is compared: one spelling, no commas, no quotation marks, no "và"."""
    words = (spelt(word) for word in WORDS.findall(plain(text).low))
    return " ".join(word for word in words if word not in JOINTS)


def expand(text: str) -> list[str]:
    """ "(buổi|cuộc) tuyên truyền" -> the two phrases; an empty choice leaves the words out; choices may nest."""
    inner = CHOICE.search(text)
    if inner is None:
        made = phrase(text)
        return [made] if made else []
    rests = (text[: inner.start()] + choice + text[inner.end() :] for choice in inner[1].split("|"))
    return list(dict.fromkeys(made for rest in rests for made in expand(rest)))


def _phrases(text: str, macros: Mapping[str, tuple[str, ...]], line: int) -> list[str]:
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        if piece.startswith("@"):
            if piece[1:] not in macros:
                raise BadLexicon(f"line {line}: {piece} is not defined above it")
            found += macros[piece[1:]]
        else:
            found += expand(piece)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads the lines of a lexicon into plain rows."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    macros: dict[str, tuple[str, ...]] = field(default_factory=dict)
    section: str = ""
    percent: bool = False
    prior: float = 0.0
    cues: set[str] = field(default_factory=set)

    def line(self, number: int, text: str) -> None:
        if text.startswith("["):
            self._header(number, text)
        elif macro := MACRO.match(text):
            self.macros[macro[1]] = tuple(_phrases(text[macro.end() :], self.macros, number))
        elif self.section in OWN:
            had: frozenset[str] = getattr(self.lexicon, self.section)
            setattr(self.lexicon, self.section, had | set(_phrases(text, self.macros, number)))
        elif self.section in {"joined", "parted"}:
            pairs: list[tuple[str, str]] = getattr(self.lexicon, self.section)
            for pair in text.split(","):
                left, _, right = pair.partition("+")
                pairs.append((phrase(left), phrase(right)))
        elif self.section.startswith("form "):
            form = self.section.removeprefix("form ")
            self.lexicon.forms |= dict.fromkeys(_phrases(text, self.macros, number), form)
        elif self.section:
            self._rule(number, text)
        else:
            raise BadLexicon(f"line {number} stands under no indicator")

    def _header(self, number: int, text: str) -> None:
        inside, closed, options = text[1:].partition("]")
        if not closed:
            raise BadLexicon(f"line {number}: the name of a section ends with a bracket")
        self.section = inside.strip()
        self.percent = "percent" in options.split()
        self.prior = 0.0
        for option in options.split():
            name, _, value = option.partition("=")
            if name == "within":
                self.lexicon.within[self.section] = value
            elif name == "prior":
                self.prior = float(value)
            elif name == "each":
                self.lexicon.each.add(self.section)
            elif name != "percent":
                raise BadLexicon(f"line {number}: unknown option {name}")

    def _rule(self, number: int, text: str) -> None:
        sort = text[0] if text[0] in "%$" else ""
        head, *rest = GROUP.split(text[1:].strip() if sort else text)
        groups = [
            Group(
                sign,
                frozenset(
                    words.replace(",", " ").split() if sign == "^" else _phrases(words, self.macros, number)
                ),
            )
            for sign, words in zip(rest[::2], rest[1::2], strict=True)
        ]
        forbidden = frozenset(word for group in groups if group.sign == "!" for word in group.phrases)
        kept = tuple(group for group in groups if group.sign != "!")
        for group in groups:
            if group.sign != "^":
                self.cues |= group.phrases
        sorts = (sort,) if sort else (("", "%") if self.percent else ("",))
        for one in sorts:
            rule = Rule(self.section, one, kept, forbidden, self.prior)
            if one == "$" and not head.strip():
                self.lexicon.money.append(rule)
            for noun in _phrases(head, self.macros, number):
                self.lexicon.nouns.setdefault(noun, []).append(rule)


def parse(text: str, known: Iterable[str] | None = None) -> Lexicon:
    """A lexicon from its text; sections of indicators that the catalogue does not know are left out, and of them
    the wider one stands in their place where the header names it."""
    lexicon, cues = _read(text)
    if known is not None:
        _keep(lexicon, frozenset(known))
    _grow(lexicon, cues)
    return lexicon


def _read(text: str) -> tuple[Lexicon, set[str]]:
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.split("//", 1)[0].strip()
        if bare:
            reader.line(number, bare)
    return reader.lexicon, reader.cues


def _keep(lexicon: Lexicon, known: frozenset[str]) -> None:
    def kept(rule: Rule) -> Rule | None:
        if rule.indicator in known:
            return rule
        wider = lexicon.within.get(rule.indicator)
        return (
            Rule(wider, rule.sort, rule.groups, rule.forbidden, rule.weight)
            if wider in known and wider
            else None
        )

    lexicon.nouns = {
        noun: [one for rule in rules if (one := kept(rule))] for noun, rules in lexicon.nouns.items()
    }
    lexicon.money = [one for rule in lexicon.money if (one := kept(rule))]
    lexicon.within = {narrow: wide for narrow, wide in lexicon.within.items() if {narrow, wide} <= known}


def _grow(lexicon: Lexicon, cues: Iterable[str]) -> None:
    lexicon.trie = {}
    for made in {*lexicon.nouns, *cues, *lexicon.forms, *lexicon.blocks, *lexicon.generic}:
        words = made.split()
        parted = [at > 0 and _may_part(words, at, lexicon) for at in range(len(words))]
        _plant(lexicon.trie, made, words, parted, 0)


def _plant(node: dict[str, Any], made: str, words: Sequence[str], parted: Sequence[bool], at: int) -> None:
    if at == len(words):
        node[""] = made
        return
    _plant(node.setdefault(words[at], {}), made, words, parted, at + 1)
    if parted[at]:
        _plant(node.setdefault(JOINT, {}).setdefault(words[at], {}), made, words, parted, at + 1)


def _may_part(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a comma or "và" may stand before a word of a phrase: between two nouns, or where a pair is joined."""
    left, right = " ".join(words[:at]), " ".join(words[at:])
    if (left, right) in lexicon.parted:
        return False
    if left in lexicon.nouns and right in lexicon.nouns:
        return True
    return any(left.endswith(a) and right.startswith(b) for a, b in lexicon.joined)


def _plain_nouns(lexicon: Lexicon, indicator: str, synonyms: Iterable[str]) -> None:
    """Synonyms of the catalogue, without conditions. A noun that says little keeps to its lines in the lexicon; a
    weak one counts where none of them fits."""
    for synonym in synonyms:
        noun = phrase(synonym)
        known = lexicon.nouns.get(noun, [])
        if noun in lexicon.weak:
            weight = LEAST - WORD * len(noun.split())
        elif not noun or noun in lexicon.generic or any(rule.indicator == indicator for rule in known):
            continue
        else:
            weight = 0.0
        lexicon.nouns[noun] = [*known, Rule(indicator, "", (), frozenset(), weight)]


@cache
def _shipped() -> str:
    return resources.files("phongtrao.reading").joinpath("data/lexicon.txt").read_text("utf-8")


def lexicon_for(catalogue: Catalogue, synonyms: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    """The lexicon of a catalogue; `synonyms` are an office's own confirmations, (words, indicator). The last few are
    remembered by the catalogue object itself."""
    key = (id(catalogue), synonyms)
    if key not in _REMEMBERED:
        if len(_REMEMBERED) >= REMEMBERED:
            _REMEMBERED.pop(next(iter(_REMEMBERED)))
        _REMEMBERED[key] = (catalogue, _made(catalogue, synonyms))
    return _REMEMBERED[key][1]


REMEMBERED = 8
_REMEMBERED: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Catalogue, Lexicon]] = {}


def _made(catalogue: Catalogue, synonyms: tuple[tuple[str, str], ...]) -> Lexicon:
    made, cues = _read(_shipped())
    _keep(made, frozenset(catalogue.by_id))
    for indicator in catalogue.indicators:
        if indicator.aggregation is not Aggregation.MONEY:
            _plain_nouns(made, indicator.id, indicator.synonyms)
    for words, own in synonyms:
        made.nouns.setdefault(phrase(words), []).append(Rule(own, "", (), frozenset(), OFFICE))
    _grow(made, cues)
    return made
