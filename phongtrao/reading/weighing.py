"""Which indicator a number speaks of: every noun near it is weighed with the words around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from phongtrao.reading.finding import Ground, Why
from phongtrao.reading.lexicon import WORD, Group, Hit, Lexicon, Rule
from phongtrao.reading.nouns import (
    ANYONE,
    BREAKS,
    CLOSING,
    CURRENCY,
    MONEY,
    defines,
    left_nouns,
    money_end,
    right_nouns,
    taking_part,
)
from phongtrao.reading.numbers import Numeral
from phongtrao.reading.sentences import Token
from phongtrao.reading.spelling import word_set

# What a word that a rule asks for is worth, by how far away it stands
TOUCHING = 2.5
NEAR, INSIDE, FAR, OVER = 2.0, 1.2, 0.8, 0.5
PASSED = 0.3  # before a semicolon
SHARED = 0.55  # what is said behind a list of figures
LONGER = 0.15  # of each further word of a phrase
LEFT = -0.8  # a noun before its number, where another follows
ALONE = -0.3  # the same where none follows
ECHOED = 1.5
SEVERAL = 0.2
FURTHER = 0.35  # what counts of a second and third condition
SHORT = 1.4  # lost for every word by which a noun is shorter than the longest at its place
EARLIER = 0.6  # of that where the figure stands in an earlier sentence
CARRIED = 0.9  # of a figure in an earlier paragraph
STALER = 0.05  # less for each between
LINKED = (2.4, 1.5, 1.0, 0.7, 0.5, 0.4)  # of the figure before, by how many stand between
LIST_WORDS = word_set(", ; và / cùng")  # between two nouns that share what is said behind them
INSIDE_OF = word_set(
    "của ở tại thuộc từ trong"
)  # "600 người của 9 làng có mặt": the verb is that of the first
JOINING = frozenset((",", "và"))
ITEM = 3  # words of an unknown item
BRACKETED = 12  # words of a bracket between a noun and what is said of it
CLOSED = word_set(", ; . ) ( : so và trên vượt tăng giảm trong tổng kế") | {""}
PREDICATES = word_set("có được đã")  # "52 tin, trong đó 60% có giá trị"
SIGNS = {"<": Why.BEFORE, ">": Why.BEHIND, "~": Why.BESIDE, "#": Why.OVER, "^": Why.AFTER_FIGURE}
NAMED_MONEY = 5.0  # "350 nghìn đồng/suất" names what each is worth


@dataclass(slots=True)
class Around:
    """What stands around one number: phrases by distance, and the indicators found before it, nearest first."""

    before: dict[str, float]
    inside: list[Hit]
    behind: list[Hit]
    topic: frozenset[str]
    previous: tuple[str, ...]
    end: int
    items: dict[int, int] = field(
        default_factory=dict
    )  # nouns before the next number: where one begins, it ends
    past: tuple[str, ...] = ()  # indicators of earlier paragraphs, for a noun that carries its meaning over
    start: int = 0  # where the words of the figure before end
    following: int = 0  # where the next number begins
    beyond: int = 0  # where the one after it begins
    own: int = 0  # how many of `previous` stand in the same sentence
    sharing: frozenset[str] = (
        frozenset()
    )  # indicators that the next figure's noun can mean, if it is another noun
    counted: int = 0  # the end of the longest noun after the number: words inside it say no more than it does


@dataclass(slots=True)
class Candidate:
    rule: Rule
    noun: Hit | None
    score: float
    why: list[Ground] = field(default_factory=list)
    left: bool = False
    sure: bool = False  # a word close by asks for it
    told: bool = False  # a word behind the noun, or the noun itself, asks for it


def candidates(
    found: Numeral,
    tokens: Sequence[Token],
    hits: Mapping[int, Sequence[Hit]],
    around: Around,
    lexicon: Lexicon,
) -> list[Candidate]:
    """Best first, one for each indicator."""
    made: list[Candidate] = []
    if money_end(found, tokens):
        made += _money(found, tokens, hits, around, lexicon)
    else:
        nouns, blocked = right_nouns(found, tokens, hits, lexicon)
        if not nouns and not blocked and (end := taking_part(found, tokens)):
            nouns = [Hit(found.last, end, ANYONE)]
        around.counted = found.last
        for noun in sorted(nouns, key=lambda noun: -noun.last):
            if not made:
                around.counted = noun.last
            made += list(_weigh(found, tokens, noun, around, lexicon, left=False))
        if not blocked and (
            not nouns or all(noun.phrase in lexicon.generic for noun in nouns) or found.percent
        ):
            made += _weigh_before(found, tokens, hits, nouns, around, lexicon)
        if found.percent:
            made += _weigh_bare(found, tokens, around, lexicon)
    best: dict[str, Candidate] = {}
    for one in made:
        if one.rule.indicator not in best or best[one.rule.indicator].score < one.score:
            best[one.rule.indicator] = one
    return sorted(best.values(), key=lambda one: -one.score)


def _weigh_before(
    found: Numeral,
    tokens: Sequence[Token],
    hits: Mapping[int, Sequence[Hit]],
    behind: Sequence[Hit],
    around: Around,
    lexicon: Lexicon,
) -> Iterator[Candidate]:
    """By the nouns before the number; `behind`: those after it."""
    before = left_nouns(found, tokens, hits, around.start, lexicon, open_end=not behind)
    first = min((noun.first for noun in before), default=0)
    for noun in before:
        echoed = any(noun.phrase.startswith(f"{one.phrase} ") for one in behind)
        echoed = echoed or (bool(behind) and defines(found, tokens))
        longer = 0 if found.percent else noun.first - first
        yield from _weigh(found, tokens, noun, around, lexicon, left=True, echoed=echoed, longer=longer)


def inherited(
    found: Numeral, tokens: Sequence[Token], noun: str, around: Around, lexicon: Lexicon
) -> Candidate | None:
    """What a number without a noun of its own counts by the noun of the figure before, where a word close by asks
    for it ("có 231 mô hình; năm nay ra mắt 4, nhân rộng 8")."""
    made = [
        one
        for one in _weigh(found, tokens, Hit(found.last, found.last, noun), around, lexicon, left=False)
        if one.sure and any(ground.why is Why.BEFORE for ground in one.why)
    ]
    return max(made, key=lambda one: one.score, default=None)


def _weigh(
    found: Numeral,
    tokens: Sequence[Token],
    noun: Hit,
    around: Around,
    lexicon: Lexicon,
    *,
    left: bool,
    echoed: bool = False,
    longer: int = 0,
) -> Iterator[Candidate]:
    """`longer`: by how many words a noun before the number is shorter than the longest that ends there. `echoed`: the
    word after the number repeats the head of a noun before it ("tổ hòa giải 12 tổ")."""
    base = WORD * len(noun.phrase.split())
    if left and echoed:
        base += ECHOED
    elif left:
        base += LEFT if around.counted > found.last else ALONE
    base -= SHORT * longer
    if not left:
        base -= SHORT * len(
            [token for token in tokens[noun.last : around.counted] if token.word[0].isalpha()]
        )
    for rule in lexicon.nouns[noun.phrase]:
        if (rule.sort == "%") != found.percent or rule.sort == "$":
            continue
        made = _judge(rule, noun, around, tokens, base, carried=noun.phrase in lexicon.carried)
        if made is not None:
            made.left = left
            yield made


def _money(
    found: Numeral,
    tokens: Sequence[Token],
    hits: Mapping[int, Sequence[Hit]],
    around: Around,
    lexicon: Lexicon,
) -> Iterator[Candidate]:
    end = money_end(found, tokens)
    noun = Hit(found.last, end, MONEY) if end > found.last else None
    for rule in lexicon.money:
        made = _judge(rule, noun, around, tokens, WORD)
        if made is not None:
            yield made
    for hit in hits.get(found.last, ()):
        for rule in lexicon.nouns.get(hit.phrase, ()):
            made = _judge(rule, hit, around, tokens, NAMED_MONEY) if rule.sort == "$" else None
            if made is not None:
                yield made


def _weigh_bare(
    found: Numeral, tokens: Sequence[Token], around: Around, lexicon: Lexicon
) -> Iterator[Candidate]:
    """A percent whose noun stands anywhere before it in the clause ("tỷ lệ khám phá án hình sự đạt 85%")."""
    after = tokens[found.last].word if found.last < len(tokens) else ""
    told = bool(around.own) and after in PREDICATES
    if after not in CLOSED and not told:
        return
    for phrase in around.before:
        for rule in lexicon.nouns.get(phrase, ()):
            if rule.sort == "%" and (around.before[phrase] >= INSIDE or told) and (rule.groups or not told):
                made = _judge(rule, None, around, tokens, WORD * len(phrase.split()) + LEFT)
                if made is not None:
                    made.why.insert(0, Ground(Why.NOUN_BEFORE, phrase))
                    yield made


def _judge(
    rule: Rule,
    noun: Hit | None,
    around: Around,
    tokens: Sequence[Token],
    base: float,
    *,
    carried: bool = False,
) -> Candidate | None:
    end = noun.last if noun and noun.first >= around.end else around.end
    after = _behind(around, end, tokens)
    if rule.forbidden and not rule.forbidden.isdisjoint(_near(around, after, noun)):
        return None
    gains: list[float] = []
    why: list[Ground] = []
    for group in rule.groups:
        gained, word = _meets(group, around, after, noun)
        if gained == SHARED and not _shares(rule, around, after):
            gained = 0.0 if group.sign == ">" else OVER
        if not gained and carried and group.sign == "^":
            gained, word = _carried(group, around)
        if not gained:
            return None
        gains.append(gained)
        why.append(Ground(SIGNS[group.sign], word))
    strongest = max(gains, default=0.0)
    score = base + rule.weight + strongest + FURTHER * (sum(gains) - strongest) + SEVERAL * len(gains)
    sure = any(
        gained >= NEAR and not _names_itself(ground, noun) for gained, ground in zip(gains, why, strict=True)
    )
    told = any(ground.why is not Why.AFTER_FIGURE and ground.words in after for ground in why)
    return Candidate(rule, noun, score, why, sure=sure, told=told)


def _shares(rule: Rule, around: Around, after: Mapping[str, float]) -> bool:
    """Whether what is said behind the next figure is said of this one too ("27 nhà hàng, 63 cơ sở … ký cam kết"):
    both can be counted so, and nothing there forbids it."""
    said = {phrase for phrase, weight in after.items() if weight == SHARED}
    return rule.indicator in around.sharing and rule.forbidden.isdisjoint(said)


def _names_itself(ground: Ground, noun: Hit | None) -> bool:
    """Whether the word that asks for an indicator is the noun counted."""
    return noun is not None and ground.words == noun.phrase


def _behind(around: Around, end: int, tokens: Sequence[Token]) -> dict[str, float]:
    """Phrases after the noun: right behind it, in the rest of its part of the sentence, further on."""
    listed = _listed(around, end, tokens)
    start = _past_bracket(tokens, listed)
    stop = next((at for at in range(start, len(tokens)) if tokens[at].word in BREAKS), len(tokens))
    closed = next((at for at in range(end, around.following) if tokens[at].word in CLOSING), len(tokens))
    found: dict[str, float] = {}
    for hit in around.inside:
        if end <= hit.first < closed:
            weight = NEAR if listed <= hit.first < stop else INSIDE
            if hit.last <= listed and around.items.get(hit.first) == hit.last:
                weight = OVER  # another thing that the number counts
            if hit.last <= around.counted:
                weight = WORD
            found[hit.phrase] = max(found.get(hit.phrase, 0.0), weight)
    if around.following < len(tokens):
        begun = max(
            (at for at in range(end, around.following) if tokens[at].word == ","), default=len(tokens)
        )
        for hit in around.inside:
            if begun < hit.first and found.get(hit.phrase, 0.0) == INSIDE:
                found[hit.phrase] = OVER  # it leads to the next number
    between = [token.word for token in tokens[listed : around.following]]
    money = tokens[end - 1].word in CURRENCY
    if all(word in LIST_WORDS for word in between) and not (money and CLOSING.intersection(between)):
        weight = SHARED if around.sharing and not CLOSING.intersection(between) else OVER
        ended = next(
            (at for at in range(around.following, len(tokens)) if tokens[at].word in CLOSING), len(tokens)
        )
        for hit in around.behind:
            found.setdefault(hit.phrase, weight if hit.first < ended else OVER)
    elif tokens[around.following - 1].word in INSIDE_OF:
        for hit in around.behind:
            if hit.first < around.beyond:
                found.setdefault(hit.phrase, FAR)
    return found


def _past_bracket(tokens: Sequence[Token], at: int) -> int:
    """The token after a bracket that opens here ("252 cơ quan (tỷ lệ 88,7%) đạt chuẩn"), else the same token."""
    if at < len(tokens) and tokens[at].word == "(":
        for end in range(at + 1, min(at + BRACKETED, len(tokens))):
            if tokens[end].word == ")":
                return end + 1
    return at


def _listed(around: Around, end: int, tokens: Sequence[Token]) -> int:
    """The end of a list of nouns that share one number ("bản, tiểu khu, tổ dân phố")."""
    ends = around.items
    while end + 1 < len(tokens) and tokens[end].word in LIST_WORDS:
        if end + 1 in ends:
            end = ends[end + 1]
        elif beyond := _short_item(tokens, end + 1):
            end = beyond
        else:
            break
    return end


def _short_item(tokens: Sequence[Token], at: int) -> int:
    """The comma or "và" behind an item of a list that the lexicon does not know ("thôn, khu, cơ quan"), else 0."""
    for end in range(at, min(at + ITEM + 1, len(tokens))):
        if tokens[end].word in JOINING:
            return end if end > at else 0
        if not tokens[end].word.isalpha():
            return 0
    return 0


def _near(around: Around, after: Mapping[str, float], noun: Hit | None) -> set[str]:
    """What forbids a rule stands close to the number, not across another figure; or in the noun itself."""
    words = {phrase for phrase, weight in around.before.items() if weight >= INSIDE}
    words |= {phrase for phrase, weight in after.items() if weight >= NEAR}
    return words | {noun.phrase} if noun else words


def _carried(group: Group, around: Around) -> tuple[float, str]:
    for rank, indicator in enumerate(around.past):
        if indicator in group.phrases:
            return CARRIED - STALER * rank, indicator
    return 0.0, ""


def _meets(group: Group, around: Around, after: Mapping[str, float], noun: Hit | None) -> tuple[float, str]:
    if group.sign == "^":
        for rank, (gained, indicator) in enumerate(zip(LINKED, around.previous, strict=False)):
            if indicator in group.phrases:
                return gained * (1.0 if rank < around.own else EARLIER), indicator
        return 0.0, ""
    best, word = 0.0, ""
    places = (
        [around.before] if group.sign == "<" else [after] if group.sign == ">" else [around.before, after]
    )
    for place in places:
        for phrase in place.keys() & group.phrases:
            if group.sign == ">" and place[phrase] <= OVER:
                continue
            gained = place[phrase] + (LONGER * phrase.count(" ") if place[phrase] >= INSIDE else 0.0)
            if gained > best or (gained == best and phrase < word):
                best, word = gained, phrase
    if group.sign != "<" and noun and noun.phrase in group.phrases:
        best, word = max((best, word), (NEAR, noun.phrase))
    if not best and group.sign == "#" and (met := around.topic & group.phrases):
        return OVER, min(met)
    if group.sign == "#" and best:
        best = min(best, INSIDE)
    return best, word
