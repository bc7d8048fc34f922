"""The first, plain implementation of totals: Python over the ledger's rows. What it answers is the norm that
faster engines are held to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

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
    """One Total a place, in the order asked. `facts`: all known figures of the indicator. An indicator whose
    kinds have different units has no whole, only cells."""
    rows = [f for f in facts if f.indicator == indicator.id]
    if not indicator.whole and not question.cell:
        return [Total(place, indicator.id, None, missing=1) for place in places]
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
        _with_percent(
            _total(shares[place], indicator, place, question, world), percents, indicator, question, world
        )
        for place in places
    ]


def _holders(fact: Fact, question: Question, world: World) -> tuple[str, ...]:
    """Every place that the figure lies within, on the map asked for, else on its own day."""
    if question.map is None:
        return world.line(fact.place, fact.as_of)
    return world.line(world.carry(fact.place, question.map), question.map)


def _shares(forest: Forest, places: Sequence[str], question: Question, world: World) -> dict[str, Share]:
    shares = {place: Share() for place in places}
    standing = shares.keys() & forest.live if question.map is None else set()
    for place in standing:
        shares[place].settled = [(place, forest.settled(place))]
        shares[place].missing = forest.settled(place).missing
    if sought := shares.keys() - standing:
        _visit(NATION, sought, forest, question, world, shares)
    return shares


def _visit(
    node: str,
    open_places: set[str],
    forest: Forest,
    question: Question,
    world: World,
    shares: dict[str, Share],
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
    facts = [f for _, settled in share.settled for f in _kept(settled.facts, place, question, world)]
    if not facts:
        return Total(place, indicator.id, None, missing=max(share.missing, 1), left_out=share.left_out)
    value, low, high, numerator, denominator = _sum(facts, indicator.aggregation)
    return Total(
        place=place,
        indicator=indicator.id,
        value=value,
        low=low,
        high=high,
        numerator=numerator,
        denominator=denominator,
        qualifier=combined(f.qualifier for f in facts),
        basis=_basis(facts),
        beside=_beside(share, (value, numerator, denominator), indicator, place, question, world),
        parts=len(facts),
        not_exact=sum(f.qualifier.value != "exact" for f in facts),
        missing=share.missing,
        left_out=share.left_out,
        illustrative=sum(f.illustrative for f in facts),
        figures=tuple(sorted(f.number for f in facts)),
        have=sum(settled.have for _, settled in share.settled),
        expected=sum(settled.expected for _, settled in share.settled),
    )


def _basis(facts: Sequence[Fact]) -> str:
    bases = {f.basis for f in facts}
    return bases.pop().value if len(bases) == 1 else "mixed"


def _kept(facts: Iterable[Fact], place: str, question: Question, world: World) -> list[Fact]:
    """As reported, a place holds the figures of places that stood below it on their own days."""
    if question.map is not None or place == NATION:
        return list(facts)
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


def _beside(
    share: Share,
    counted: tuple[int | None, int | None, int | None],
    indicator: Indicator,
    place: str,
    question: Question,
    world: World,
) -> dict[str, Beside]:
    """The readings that were not counted: a statement, or the sum below it; own figures that a registry's
    overrule. Only where every place that makes up the total offers one, since a part is no comparison."""
    have = sum(settled.have for _, settled in share.settled)
    expected = sum(settled.expected for _, settled in share.settled)
    found: dict[str, Beside] = {}
    for readings in (
        [settled.own_beside for _, settled in share.settled],
        [settled.below if settled.states else settled.statement for _, settled in share.settled],
    ):
        kept = [_kept(facts, place, question, world) for facts in readings]
        if all(kept):
            facts = [f for facts in kept for f in facts]
            value, _, _, above, below = _sum(facts, indicator.aggregation)
            gap = None if value is None or counted[0] is None else counted[0] - value
            found[_basis(facts)] = Beside(value, gap, have, expected, above, below)
    return found


def _at_home(rows: list[Fact], indicator: Indicator, place: str, question: Question, world: World) -> Total:
    """Figures that are never totalled: only at their own place, and only where there is one."""
    counts, left_out = countable([f for f in rows if f.place == place], question, Aggregation.STOCK, world)
    return _single(counts, len(left_out), indicator, place, missing=1)


def _with_percent(
    total: Total, percents: list[Fact], indicator: Indicator, question: Question, world: World
) -> Total:
    """A percent given without its parts is shown at its own place, where no complete sum and no statement
    with its parts stands; the incomplete sum is beside it."""
    here = [f for f in percents if f.place == total.place]
    if not here or (total.parts and (not total.missing or total.basis == Basis.STATEMENT)):
        return total
    counts, left_out = countable(here, question, Aggregation.STOCK, world)
    missing = total.missing or 1
    shown = _single(counts, total.left_out + len(left_out), indicator, total.place, missing=missing)
    if not shown.parts or not total.parts:
        return shown if shown.parts else replace(total, left_out=shown.left_out)
    below = Beside(None, None, total.have, total.expected, total.numerator, total.denominator)
    return replace(shown, beside={str(total.basis): below}, have=total.have, expected=total.expected)


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
