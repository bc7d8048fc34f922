"""Text in, figures out: the pipeline. Deterministic; every step is a room of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from phongtrao.core.indicator import Catalogue, load
from phongtrao.reading import (
    awards,
    counting,
    not_figures,
    numbers,
    periods,
    scopes,
    sentences,
    structure,
    tables,
    telling,
    weighing,
)
from phongtrao.reading.finding import AwardForm, Doubt, Finding, Ground, Span, Why
from phongtrao.reading.lexicon import Hit, Lexicon, lexicon_for
from phongtrao.reading.nouns import money_end, right_nouns
from phongtrao.reading.numbers import Numeral
from phongtrao.reading.scopes import Gazetteer, NamedPlace
from phongtrao.reading.sentences import Sentence, Token
from phongtrao.reading.spelling import Plain, plain
from phongtrao.reading.weighing import Around, Candidate

ENOUGH = 0.55  # the least score of a figure
MEMORY = 12  # indicators of earlier figures that a later one may lean on
CHANGE = "crime_change"
PARTED = frozenset((",", ";", "và", ")", ":"))  # what follows belongs to the next number
LEANING = 0.6  # of the score of the figure before, for one that takes its noun
SIGHT = 120  # words to either side that can matter to a number


@dataclass(slots=True)
class Reader:
    """A catalogue's words and the names of places, ready to read many texts."""

    lexicon: Lexicon
    gazetteer: Gazetteer | None = None
    asked: frozenset[str] = frozenset()

    def read(self, text: str, *, on: date | None = None, targets: bool = False) -> list[Finding]:
        return _Reading(self, plain(text), on, targets).findings()


def reader(
    catalogue: Catalogue | None = None,
    *,
    places: Iterable[NamedPlace] = (),
    synonyms: Iterable[tuple[str, str]] = (),
    asked: Iterable[str] = (),
) -> Reader:
    """`synonyms` are an office's own (words, indicator); `asked` the indicators of the form at hand: a narrower one
    is only taken where the form asks for it, else the wider one is, and the narrower is named as runner-up."""
    named = list(places)
    return Reader(
        lexicon_for(catalogue or load(), tuple(synonyms)),
        Gazetteer(named) if named else None,
        frozenset(asked),
    )


def read(
    text: str,
    *,
    catalogue: Catalogue | None = None,
    places: Iterable[NamedPlace] = (),
    on: date | None = None,
    synonyms: Iterable[tuple[str, str]] = (),
    asked: Iterable[str] = (),
    targets: bool = False,
) -> list[Finding]:
    """The figures of a text, in its order. `on` is the day on which names of places are read; `targets` also returns
    plans, marked. Never raises, whatever the text."""
    return reader(catalogue, places=places, synonyms=synonyms, asked=asked).read(text, on=on, targets=targets)


@dataclass(slots=True)
class _Met:
    """A figure while its sentence is read."""

    found: Numeral
    best: Candidate
    others: list[Candidate]
    indicator: str
    noun_end: int
    finding: Finding
    noun: str = ""  # the one it was counted by, its own or that of the figure before


def _listed_with(best: Candidate, found: Numeral, tokens: Sequence[Token], met: Sequence[_Met]) -> bool:
    """Whether a figure goes on a list of the same things ("21 khẩu súng kíp, một khẩu súng hơi")."""
    goes_on = counting.word_at(tokens, found.outer - 1) in {",", "và"}
    return goes_on and bool(met) and met[-1].indicator == best.rule.indicator


def _before(
    found: Numeral, hits: Sequence[Hit], tokens: Sequence[Token], previous_end: int
) -> dict[str, float]:
    """Phrases before a number by what they weigh: a name in quotation marks right before it says what it counts, what
    stands before a semicolon hardly anything."""
    before: dict[str, float] = {}
    clause = max((at for at in range(found.outer) if tokens[at].word == ";"), default=-1)
    opened = next((at for at in range(previous_end, found.outer) if tokens[at].word in PARTED), previous_end)
    near = opened if previous_end else 0
    named = counting.named_before(found, tokens)
    for hit in hits:
        if found.outer - SIGHT <= hit.first and hit.last <= found.outer:
            weight = weighing.NEAR if hit.first >= near else weighing.FAR
            weight = weighing.TOUCHING if hit.last == found.outer and hit.first >= near else weight
            weight = weight if hit.first > clause else weighing.PASSED
            if named and hit.last > named[0]:
                weight = weighing.TOUCHING
            elif named:
                weight = min(weight, weighing.OVER)
            before[hit.phrase] = max(weight, before.get(hit.phrase, 0.0))
    return before


@dataclass(slots=True)
class _Reading:
    reader: Reader
    plain: Plain
    on: date | None
    targets: bool
    made: list[Finding] = field(default_factory=list)
    listed: set[Span] = field(default_factory=set)
    before: list[str] = field(default_factory=list)  # indicators of the block so far, nearest first
    past: list[str] = field(default_factory=list)  # those of earlier blocks under the same heading
    title: list[Token] = field(default_factory=list)  # the first line, until a heading comes
    earlier: list[Sentence] = field(default_factory=list)
    years: str | None = None  # last named in an earlier sentence
    places: scopes.Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = scopes.Places(self.plain, self.reader.gazetteer, self.on)

    def findings(self) -> list[Finding]:
        for sentence in tables.told(sentences.sentences(self.plain)):
            if sentence.starts and not sentences.refers_back(sentence):
                self.earlier = []
                if not sentence.item:
                    self.past = [*self.before, *self.past][:MEMORY]
                    self.before = []
            if sentence.heading:
                self.past, self.title = [], []
            elif sentence.first:
                self.title = sentence.tokens
            self._sentence(sentence)
            self.earlier = [*self.earlier[-1:], sentence]
        return structure.doubted(structure.repeated(self.made), frozenset(self.listed))

    def _sentence(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        start, end = tokens[0].start, tokens[-1].end
        years = periods.mentions(self.plain.low, start, end)
        self.places.sentence(start, end)
        if any(token.digits or token.word in numbers.UNITS or token.word == "mười" for token in tokens):
            self._figures(sentence, years)
        if years:
            self.years = years[-1].years

    def _figures(self, sentence: Sentence, years: list[periods.Mention]) -> None:
        tokens, lexicon = sentence.tokens, self.reader.lexicon
        hits = lexicon.hits(tokens)
        starting: dict[int, list[Hit]] = {}
        for hit in hits:
            starting.setdefault(hit.first, []).append(hit)
        kept = list(self._kept(tokens, starting))
        topic = self._topic(sentence, kept)
        met: list[_Met] = []
        changes: list[Numeral] = []  # what only says by how much another figure changed
        for at, found in enumerate(kept):
            following = counting.following(kept, at, tokens)
            beyond = next((one.outer for one in kept[at + 1 :] if one.outer > following), len(tokens))
            previous_end = (
                max([kept[at - 1].last, *(m.noun_end for m in met if m.found is kept[at - 1])]) if at else 0
            )
            around = self._around(found, hits, tokens, previous_end, following, topic, met)
            around.beyond = beyond
            around.sharing = self._sharing(found, following, kept[at + 1 :], starting, tokens)
            changed = counting.change(found, tokens)
            one = (
                None
                if changes and counting.of_change(found, tokens, changes[-1])
                else self._choose(found, tokens, starting, around, met, changed=changed)
            )
            if one is None and changed:
                changes.append(found)
            if one is None:
                continue
            best, others = one
            aim = self._aims(sentence, found)
            if aim and not self.targets:
                continue
            finding = self._finding(found, best, others, sentence, hits, met, years, aim)
            noun_end = best.noun.last if best.noun and not best.left else found.last
            noun = best.noun.phrase if best.noun else met[-1].noun if met else ""
            met.append(_Met(found, best, others, finding.indicator, noun_end, finding, noun))
            self.made.append(finding)
        self.before = ([one.indicator for one in reversed(met)] + self.before)[:MEMORY]

    def _kept(self, tokens: list[Token], starting: Mapping[int, Sequence[Hit]]) -> Iterator[Numeral]:
        names = counting.names(tokens)
        every = list(numbers.numerals(tokens))
        digits = any(not found.spelled for found in every)
        for found in every:
            nouns, _blocked = right_nouns(found, tokens, starting, self.reader.lexicon)
            counted = bool(nouns) or money_end(found, tokens) > 0
            quoted = any(first < found.first < last for first, last in names)
            if found.spelled and not counting.spelled(found, tokens, counted=counted, digits=digits):
                continue
            why = not_figures.reason(found, tokens, self.plain.shown, counted=counted, quoted=quoted)
            if why is None and (not counting.norm(found, tokens) or money_end(found, tokens)):
                yield found

    def _topic(self, sentence: Sentence, kept: Sequence[Numeral]) -> frozenset[str]:
        if not kept:
            return frozenset()
        over = [self.title, *sentence.heads[-2:], *(one.tokens for one in self.earlier[-2:]), sentence.tokens]
        return frozenset(hit.phrase for tokens in over for hit in self.reader.lexicon.hits(tokens))

    def _around(
        self,
        found: Numeral,
        hits: Sequence[Hit],
        tokens: Sequence[Token],
        previous_end: int,
        following: int,
        topic: frozenset[str],
        met: Sequence[_Met],
    ) -> Around:
        before = _before(found, hits, tokens, previous_end)
        inside = [hit for hit in hits if found.last <= hit.first < following]
        opening = next(
            (at for at in range(found.last, len(tokens)) if structure.opens(tokens, at)), len(tokens)
        )
        inside = [hit for hit in inside if hit.first < opening]
        behind = [hit for hit in hits if following <= hit.first < opening]
        items: dict[int, int] = {}
        for hit in inside:
            if hit.phrase in self.reader.lexicon.nouns:
                items[hit.first] = max(hit.last, items.get(hit.first, 0))
        previous = tuple([one.indicator for one in reversed(met)] + self.before)
        return Around(
            before,
            inside,
            behind,
            topic,
            previous,
            found.last,
            items=items,
            past=tuple(self.past),
            start=previous_end,
            following=following,
            own=len(met),
        )

    def _sharing(
        self,
        found: Numeral,
        following: int,
        later: Sequence[Numeral],
        starting: Mapping[int, Sequence[Hit]],
        tokens: Sequence[Token],
    ) -> frozenset[str]:
        """What the next figure may count, where it counts another noun than this one."""
        beyond = next((one for one in later if one.outer == following), None)
        if beyond is None or beyond.percent != found.percent or beyond.last >= len(tokens):
            return frozenset()
        if counting.word_at(tokens, found.last) == tokens[beyond.last].word:
            return frozenset()
        nouns, _blocked = right_nouns(beyond, tokens, starting, self.reader.lexicon)
        rules = (rule for noun in nouns for rule in self.reader.lexicon.nouns[noun.phrase])
        return frozenset(rule.indicator for rule in rules)

    def _choose(
        self,
        found: Numeral,
        tokens: Sequence[Token],
        starting: Mapping[int, Sequence[Hit]],
        around: Around,
        met: Sequence[_Met],
        *,
        changed: bool,
    ) -> tuple[Candidate, list[Candidate]] | None:
        if met and found.percent and counting.share(found, tokens, met[-1].noun_end):
            last = met[-1]
            if any(rule.sort == "%" for rule in self.reader.lexicon.of(last.indicator)):
                return Candidate(last.best.rule, None, last.best.score * LEANING, [Ground(Why.SHARE)]), []
        ranked = weighing.candidates(found, tokens, starting, around, self.reader.lexicon)
        ranked = [one for one in ranked if one.score >= ENOUGH]
        if counting.norm(found, tokens):
            ranked = [one for one in ranked if one.rule.indicator in self.reader.lexicon.each]
        if ranked and counting.article(found, tokens) and not _listed_with(ranked[0], found, tokens, met):
            ranked = [one for one in ranked if one.sure]
        if changed:
            ranked = [one for one in ranked if one.rule.indicator == CHANGE]
        if met and (same := self._as_whole(found, tokens, ranked, met)):
            ranked = [same, *(one for one in ranked if one is not same)]
        if ranked:
            if ranked[0].noun and not ranked[0].left and ranked[0].noun.last < around.counted:
                nouns, _blocked = right_nouns(found, tokens, starting, self.reader.lexicon)
                ranked[0].noun = max(nouns, key=lambda noun: noun.last)
            return ranked[0], ranked[1:]
        return None if changed else self._left_out(found, tokens, starting, around, met)

    def _left_out(
        self,
        found: Numeral,
        tokens: Sequence[Token],
        starting: Mapping[int, Sequence[Hit]],
        around: Around,
        met: Sequence[_Met],
    ) -> tuple[Candidate, list[Candidate]] | None:
        """A number that leaves its noun out counts what the figure before counts, or what a word before it asks for."""
        lexicon = self.reader.lexicon
        if (
            not met
            or found.percent
            or not counting.elliptic(found, tokens, met[-1].noun_end, starting, lexicon)
        ):
            return None
        last = met[-1]
        own = weighing.inherited(found, tokens, last.noun, around, lexicon) if last.noun else None
        why = [Ground(Why.AS_AT, last.finding.text), *(own.why if own else ())]
        rule = own.rule if own else last.best.rule
        return Candidate(rule, None, last.best.score * LEANING, why, left=True), []

    def _as_whole(
        self, found: Numeral, tokens: Sequence[Token], ranked: Sequence[Candidate], met: Sequence[_Met]
    ) -> Candidate | None:
        """A part with the noun of its whole, of which nothing else is told behind it, counts the same as the whole.
        With another noun it does where no indicator has more to speak for it ("… đơn vị đăng ký, trong đó có 6 khu
        dân cư, 2 xã")."""
        last = met[-1]
        opening = structure.mark(tokens, last.noun_end, found.outer)
        if not ranked or ranked[0].told or opening in {"(", ":"} or not (opening or last.finding.whole):
            return None
        noun, whole = ranked[0].noun, last.best.noun
        same = next((one for one in ranked if one.rule.indicator == last.best.rule.indicator), None)
        if noun is None or whole is None or noun.phrase != whole.phrase or not opening:
            narrower = self.reader.lexicon.within.get(ranked[0].rule.indicator) == last.best.rule.indicator
            return same if same and same.score >= ranked[0].score and not narrower else None
        if same is None and opening == "riêng":
            why = [Ground(Why.AS_AT, last.finding.text)]
            return Candidate(last.best.rule, noun, last.best.score * LEANING, why)
        return same

    def _aims(self, sentence: Sentence, found: Numeral) -> bool:
        tokens = sentence.tokens
        if not_figures.opens_plans([token.word for token in tokens[: found.outer]]):
            return True
        start = max((at + 1 for at in range(found.outer) if tokens[at].word == ";"), default=0)
        shown = self.plain.shown
        capitals = [
            shown[token.start].isupper() for token in [*tokens[start : found.outer], tokens[found.outer]]
        ]
        words = [
            "" if capitals[at] and (at or capitals[at + 1]) else token.word  # "cần", not "Cần Thơ"
            for at, token in enumerate(tokens[start : found.outer])
        ]
        if not_figures.aims(words) or not_figures.aims_behind([token.word for token in tokens[found.last :]]):
            return True
        return any(not_figures.aims_above([token.word for token in head]) for head in sentence.heads[-1:])

    def _finding(
        self,
        found: Numeral,
        best: Candidate,
        others: Sequence[Candidate],
        sentence: Sentence,
        hits: Sequence[Hit],
        met: Sequence[_Met],
        years: Sequence[periods.Mention],
        aim: bool,
    ) -> Finding:
        tokens, text = sentence.tokens, self.plain
        start, end = tokens[found.outer].start, tokens[found.last - 1].end
        indicator, runner, runner_score = self._narrowed(best, others)
        noun_end = best.noun.last if best.noun and not best.left else found.last
        recipient = awards.RECIPIENTS.get(indicator)
        form = None
        if recipient or indicator == "awards_issued":
            form = self._form(found, best, noun_end, sentence, hits)
        whole, opening = self._whole(found, tokens, met)
        if whole and opening in structure.LISTED:
            self.listed.add(whole)
        first, last = text.place(start), text.place(end)
        noun_span = self._noun(best, tokens)
        inherited = best.noun is None and not found.percent and best.rule.sort != "$"
        return Finding(
            span=Span(first, last),
            text=text.shown[start:end],
            value=found.value,
            denominator=found.denominator,
            upper=found.upper,
            kind=telling.kind(found, best, tokens),
            qualifier=telling.qualifier(found, tokens),
            noun=self._written(best, tokens) or (met[-1].finding.noun if met and inherited else ""),
            noun_span=noun_span,
            indicator=indicator,
            score=round(best.score, 2),
            runner_up=runner,
            runner_up_score=round(runner_score, 2),
            period=periods.nearest(years, start) or self.years,
            note=periods.note(text.low, tokens[0].start, tokens[-1].end),
            scope=self.places.scope(start),
            whole=whole,
            award_form=form,
            recipient=recipient,
            target=aim,
            doubts=(Doubt.INHERITED,) if inherited else (),
            confidence=telling.confidence(best, runner_score, inherited=inherited, spelled=found.spelled),
            grounds=telling.grounds(best, indicator, runner),
        )

    def _narrowed(self, best: Candidate, others: Sequence[Candidate]) -> tuple[str, str | None, float]:
        """A narrower indicator counts as its wider one unless the form asks for it."""
        indicator = best.rule.indicator
        runner = next((one for one in others if one.rule.indicator != indicator), None)
        wider = self.reader.lexicon.within.get(indicator)
        if wider and indicator not in self.reader.asked:
            return wider, indicator, best.score
        return indicator, runner.rule.indicator if runner else None, runner.score if runner else 0.0

    def _form(
        self, found: Numeral, best: Candidate, noun_end: int, sentence: Sentence, hits: Sequence[Hit]
    ) -> AwardForm:
        lexicon = self.reader.lexicon
        if best.rule.indicator == "awards_issued" and best.noun and not best.left:
            own = awards.counted(best.noun, hits, sentence.tokens, lexicon)
            if own:
                return own
        if forms := awards.named(hits, lexicon):
            if any(found.last <= hit.first < noun_end for hit in forms):
                noun_end = found.last  # "tập thể được tặng bằng khen" is one noun of the catalogue
            return awards.form_of(found.outer, noun_end, sentence.tokens, forms, lexicon)
        for tokens in [*(one.tokens for one in reversed(self.earlier)), *reversed(sentence.heads)]:
            if forms := awards.named(lexicon.hits(tokens), lexicon):
                return awards.form_of(len(tokens), len(tokens), tokens, forms, lexicon)
        return AwardForm.OTHER

    def _whole(self, found: Numeral, tokens: Sequence[Token], met: Sequence[_Met]) -> tuple[Span | None, str]:
        """The figure that this one is a part of, and the words that say so."""
        if not met:
            goes_on = bool(self.made and self.earlier) and structure.continues(tokens, found.outer)
            return (self.made[-1].span, "trong đó") if goes_on else (None, "")
        last = met[-1]
        new_clause = any(token.word == ";" for token in tokens[last.noun_end : found.outer])
        if new_clause and last.finding.whole is None:
            return None, ""
        opening = structure.mark(tokens, last.noun_end, found.outer)
        if opening:
            return last.finding.span, opening
        return last.finding.whole, "" if last.finding.whole is None else "listed before"

    def _written(self, best: Candidate, tokens: Sequence[Token]) -> str:
        if best.noun is None:
            return ""
        return self.plain.shown[tokens[best.noun.first].start : tokens[best.noun.last - 1].end]

    def _noun(self, best: Candidate, tokens: Sequence[Token]) -> Span | None:
        if best.noun is None:
            return None
        first, last = tokens[best.noun.first].start, tokens[best.noun.last - 1].end
        return Span(self.plain.place(first), self.plain.place(last))
