"""The arithmetic's promises on generated worlds."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.figure import Basis, Fact, Qualifier
from phongtrao.core.indicator import Aggregation, Indicator, load
from phongtrao.core.period import Window
from phongtrao.core.place import NATION, World
from phongtrao.rollup.plain import totals
from phongtrao.rollup.question import Question, Total
from phongtrao.rollup.select import known
from tests.core.test_place import small_world
from tests.worlds import AFTER, BEFORE, DAWN, ledgers, reformed_worlds

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))


def indicator(aggregation: Aggregation) -> Indicator:
    return replace(load().get("propaganda_sessions"), id="x", aggregation=aggregation)


def total(
    facts: list[Fact], place: str, world: World, aggregation: Aggregation = Aggregation.FLOW, **asked: object
) -> Total:
    question = Question(YEAR, "calendar", **asked)  # type: ignore[arg-type]
    return totals(facts, indicator(aggregation), [place], question, world)[0]


worlds_and_ledgers = reformed_worlds().flatmap(lambda w: st.tuples(st.just(w), ledgers(w)))
added = st.sampled_from([Aggregation.FLOW, Aggregation.STOCK, Aggregation.MONEY, Aggregation.DISTINCT])


@given(worlds_and_ledgers, added)
def test_the_nation_is_the_same_number_on_every_map(
    drawn: tuple[World, list[Fact]], aggregation: Aggregation
) -> None:
    world, facts = drawn
    maps = [None, BEFORE, AFTER, date(1990, 1, 1), date(2030, 1, 1)]
    readings = [replace(total(facts, NATION, world, aggregation, map=day)) for day in maps]
    assert len({(t.value, t.low, t.high, t.qualifier, t.figures) for t in readings}) == 1


@given(worlds_and_ledgers, added, st.randoms())
def test_the_order_of_entry_does_not_matter(
    drawn: tuple[World, list[Fact]], aggregation: Aggregation, random: object
) -> None:
    world, facts = drawn
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for place in world.on(AFTER):
        assert total(shuffled, place, world, aggregation, map=AFTER) == total(
            facts, place, world, aggregation, map=AFTER
        )


@given(worlds_and_ledgers, st.data())
def test_a_correction_changes_only_its_own_ancestors(
    drawn: tuple[World, list[Fact]], data: st.DataObject
) -> None:
    world, facts = drawn
    wrong = data.draw(st.sampled_from(facts))
    right = replace(wrong, number=99, batch=99, value=wrong.value + 1, supersedes=wrong.number)
    corrected = known([*facts, right], None)
    touched = set(world.line(world.carry(wrong.place, AFTER), AFTER))
    for place in world.on(AFTER):
        before = total(facts, place, world, map=AFTER).value
        after = total(corrected, place, world, map=AFTER).value
        if place not in touched:
            assert after == before
        elif after != before:
            assert before is not None and after == before + 1


@given(worlds_and_ledgers, st.integers(1, 12))
def test_a_total_as_known_on_a_day_never_changes_when_later_rows_arrive(
    drawn: tuple[World, list[Fact]], day: int
) -> None:
    world, facts = drawn
    moment = DAWN + timedelta(days=day, hours=12)
    then = [f for f in facts if f.recorded_at < moment]
    late = replace(
        facts[0], number=98, batch=98, supersedes=facts[0].number, recorded_at=moment + timedelta(days=30)
    )
    assert total(known([*facts, late], moment), NATION, world) == total(known(then, moment), NATION, world)


@given(worlds_and_ledgers)
def test_an_incomplete_sum_never_replaces_a_statement(drawn: tuple[World, list[Fact]]) -> None:
    world, facts = drawn
    province = next(key for key in sorted(world.on(YEAR.end)) if world.parent(key, YEAR.end) == NATION)
    communes = world.children(province, YEAR.end)
    silent = communes[0] if communes else None
    below = [f for f in facts if province not in world.line(f.place, f.as_of) and f.place != silent]
    says = replace(
        facts[0],
        number=97,
        batch=97,
        place=province,
        organisation="the province",
        clock="calendar",
        window=YEAR,
        value=5,
        basis=Basis.STATEMENT,
        qualifier=Qualifier.EXACT,
    )
    some = [
        replace(says, number=200 + i, place=key, organisation=key, value=1, basis=Basis.OWN)
        for i, key in enumerate(communes)
        if key != silent
    ]
    facts_now = [f for f in below if world.carry(f.place, AFTER) not in {province, *communes}] + [says, *some]
    counted = total(facts_now, province, world)
    if silent is not None:
        assert (counted.value, counted.basis) == (5, "statement")
        complete = [
            *facts_now,
            replace(
                some[0] if some else says,
                number=300,
                place=silent,
                organisation=silent,
                value=1,
                basis=Basis.OWN,
            ),
        ]
        assert (total(complete, province, world).value, total(complete, province, world).basis) == (
            len(communes),
            "own",
        )


@given(st.integers(0, 2**62), st.integers(0, 2**62))
def test_integers_are_exact(one: int, other: int) -> None:
    world, facts = _two(one, other)
    assert total(facts, NATION, world).value == one + other


def _two(one: int, other: int) -> tuple[World, list[Fact]]:
    base = Fact(1, "x", "", "C", "C", "calendar", YEAR, one, Qualifier.EXACT, Basis.OWN, 1, DAWN)
    return small_world(), [base, replace(base, number=2, batch=2, place="AB", organisation="AB", value=other)]
