"""The first, plain implementation of totals: Python over the ledger's rows. What it answers is the norm that
faster engines are held to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from phongtrao.core.figure import Basis, Fact, combined
from phongtrao.core.indicator import Aggregation, Indicator
from phongtrao.core.place import NATION, World
from phongtrao.rollup.question import Beside, Question, Total
from phongtrao.rollup.select import bare_percent, countable
from phongtrao.rollup.settle import Forest, Settled


@dataclass
class Share:
    """What falls to one asked place: the settled places that lie wholly within it."""

    settled: list[tuple[str, Settled]] = field(default_factory=list)
    missing: int = 0
    left_out: int = 0


def totals(
    facts: Iterable[Fact], indicator: Indicator, places: Sequence[str], question: Question, world: World
) -> list[Total]:
    """One Total a place, in the order asked. `facts`: all known figures of the indicator."""
    rows = [f for f in facts if f.indicator == indicator.id]
    if indicator.aggregation is Aggregation.NONE:
        return [_at_home(rows, indicator, place, question, world) for place in places]
    percents = [f for f in rows if bare_percent(f)]
    counts, left_out = countable(
        [f for f in rows if not bare_percent(f)], question, indicator.aggregation, world
    )
    forest = Forest(counts, question, world, stock=indicator.aggregation is Aggregation.STOCK)
    shares = _shares(forest, places, question, world)
    for fact in left_out:
        for key in _holders(fact, question, world):
            if key in shares:
                shares[key].left_out += 1
    return [
        _total(shares[place], indicator, place, question, world)
        if shares[place].settled
        else _percent_or_nothing(percents, shares[place], indicator, place, question, world)
        for place in places
    ]


def _holders(fact: Fact, question: Question, world: World) -> tuple[str, ...]:
    """Every place that the figure lies within, on the map asked for, else on its own day."""
    if question.map is None:
        return world.line(fact.place, fact.as_of)
    return world.line(world.carry(fact.place, question.map), question.map)


def _shares(forest: Forest, places: Sequence[str], question: Question, world: World) -> dict[str, Share]:
    shares = {place: Share() for place in places}
    _visit(NATION, set(shares), forest, question, world, shares)
    if question.map is None:
        for place in shares.keys() & forest.live:
            shares[place].settled = [(place, forest.settled(place))]
            shares[place].missing = forest.settled(place).missing
    return shares


def _visit(
    node: str, open_places: set[str], forest: Forest, question: Question, world: World, shares: dict[str, Share]
) -> None:
    """Hand each live place to every asked place that now holds all of it; what one has taken whole it does
    not take again in pieces."""
    day = question.map or forest.day
    holders = world.line(world.carry(node, day), day)
    takers = open_places.intersection(holders)
    for place in takers:
        if node in forest.live:
            shares[place].settled.append((node, forest.settled(node)))
            shares[place].missing += forest.settled(node).missing
        else:
            shares[place].missing += 1
    left = open_places - takers
    if not left or node not in forest.live:
        return
    for child in sorted({*forest.children.get(node, ()), *forest.expected(node)}):
        _visit(child, left, forest, question, world, shares)


def _total(share: Share, indicator: Indicator, place: str, question: Question, world: World) -> Total:
    facts = _kept(share, place, question, world)
    if not facts:
        return Total(place, indicator.id, None, missing=max(share.missing, 1), left_out=share.left_out)
    value, low, high, numerator, denominator = _sum(facts, indicator.aggregation)
    bases = {f.basis for f in facts}
    return Total(
        place=place,
        indicator=indicator.id,
        value=value,
        low=low,
        high=high,
        numerator=numerator,
        denominator=denominator,
        qualifier=combined(f.qualifier for f in facts),
        basis=bases.pop().value if len(bases) == 1 else "mixed",
        beside=_beside(share, value, indicator.aggregation),
        parts=len(facts),
        not_exact=sum(f.qualifier.value != "exact" for f in facts),
        missing=share.missing,
        left_out=share.left_out,
        illustrative=sum(f.illustrative for f in facts),
        figures=tuple(sorted(f.number for f in facts)),
    )


def _kept(share: Share, place: str, question: Question, world: World) -> list[Fact]:
    """As reported, a place holds the figures of places that stood below it on their own days."""
    facts = [f for _, settled in share.settled for f in settled.facts]
    if question.map is not None or place == NATION:
        return facts
    return [f for f in facts if place in world.line(f.place, f.as_of)]


Sum = tuple[int | None, int | None, int | None, int | None, int | None]


def _sum(facts: Sequence[Fact], aggregation: Aggregation) -> Sum:
    """(value, low, high, numerator, denominator)."""
    if aggregation is Aggregation.DISTINCT:
        low, high = _distinct(facts)
        return (low if low == high else None), low, high, None, None
    if aggregation is Aggregation.RATIO:
        below = sum(f.denominator or 0 for f in facts)
        return None, None, None, sum(f.value for f in facts), below
    return sum(f.value for f in facts), None, None, None, None


def _distinct(facts: Sequence[Fact]) -> tuple[int, int]:
    keys = frozenset[str]().union(*(f.keys for f in facts))
    unnamed = [f.value for f in facts if not f.keys]
    return max([len(keys), *unnamed]), len(keys) + sum(unnamed)


def _beside(share: Share, counted: int | None, aggregation: Aggregation) -> dict[Basis, Beside]:
    """The readings that were not counted, where every settled place offers one."""
    groups: dict[Basis, list[Fact]] = defaultdict(list)
    have = expected = 0
    for _, settled in share.settled:
        have += settled.have
        expected += settled.expected
        unused = settled.below if settled.facts == settled.statement else settled.statement
        for fact in (*unused, *settled.own_beside):
            groups[fact.basis].append(fact)
    found = {}
    for basis, facts in groups.items():
        value = _sum(facts, aggregation)[0]
        gap = None if value is None or counted is None else counted - value
        found[basis] = Beside(value, gap, have, expected)
    return found


def _at_home(
    rows: list[Fact], indicator: Indicator, place: str, question: Question, world: World
) -> Total:
    """Figures that are never totalled: only at their own place, and only where there is one."""
    counts, left_out = countable([f for f in rows if f.place == place], question, Aggregation.STOCK, world)
    return _single(counts, len(left_out), indicator, place, missing=1)


def _percent_or_nothing(
    percents: list[Fact], share: Share, indicator: Indicator, place: str, question: Question, world: World
) -> Total:
    here = [f for f in percents if f.place == place]
    counts, _ = countable(here, question, Aggregation.STOCK, world)
    return _single(counts, share.left_out, indicator, place, missing=max(share.missing, 1))


def _single(facts: list[Fact], left_out: int, indicator: Indicator, place: str, *, missing: int) -> Total:
    order = list(Basis)
    ranked = sorted(facts, key=lambda f: (order.index(f.basis), -f.as_of.toordinal(), -f.batch))
    if not ranked:
        return Total(place, indicator.id, None, missing=missing, left_out=left_out)
    fact = ranked[0]
    return Total(
        place,
        indicator.id,
        fact.value,
        qualifier=fact.qualifier,
        basis=fact.basis.value,
        parts=1,
        not_exact=int(fact.qualifier.value != "exact"),
        left_out=left_out,
        illustrative=int(fact.illustrative),
        percent=bare_percent(fact),
        figures=(fact.number,),
    )
