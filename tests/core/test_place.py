"""Places with dates: laws that hold in any world, and the shapes that the reform of 2025 has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.place import NATION, Level, Parent, Place, PlaceProblem, Spell, Succession, World
from tests.worlds import AFTER, BEFORE, reformed_worlds

OLD = Spell(None, date(2025, 6, 30))
NEW = Spell(date(2025, 7, 1), None)
EVER = Spell(None, None)
REFORM = date(2025, 7, 1)


def small_world() -> World:
    """Two old provinces become one; commune a1 is split between two communes, a2 and b1 merge."""
    places = [
        Place(NATION, Level.NATION, EVER),
        Place("A", Level.PROVINCE, OLD),
        Place("B", Level.PROVINCE, OLD),
        Place("AB", Level.PROVINCE, NEW),
        Place("C", Level.PROVINCE, EVER),
        *(Place(key, Level.COMMUNE, OLD) for key in ("a1", "a2", "b1")),
        *(Place(key, Level.COMMUNE, NEW) for key in ("n1", "n2")),
        Place("c1", Level.COMMUNE, EVER),
    ]
    parents = [
        *(Parent(key, NATION, EVER) for key in ("A", "B", "AB", "C")),
        *(
            Parent(child, above, EVER)
            for child, above in (("a1", "A"), ("a2", "A"), ("b1", "B"), ("c1", "C"))
        ),
        *(Parent(child, "AB", EVER) for child in ("n1", "n2")),
    ]
    edges = [
        Succession("A", "AB", REFORM, True),
        Succession("B", "AB", REFORM, True),
        Succession("a1", "n1", REFORM, False),
        Succession("a1", "n2", REFORM, False),
        Succession("a2", "n2", REFORM, True),
        Succession("b1", "n2", REFORM, True),
    ]
    return World(places, parents, edges)


@pytest.mark.parametrize(
    ("place", "day", "carried"),
    [
        ("a2", AFTER, "n2"),  # merged: its successor
        ("a1", AFTER, "AB"),  # split: the smallest place that contains both parts
        ("c1", AFTER, "c1"),  # goes on: itself
        ("A", AFTER, "AB"),
        ("n1", BEFORE, "a1"),
        ("n2", BEFORE, NATION),  # made of communes of two provinces
        ("AB", BEFORE, NATION),
        (NATION, BEFORE, NATION),
    ],
)
def test_a_place_is_carried_to_the_smallest_place_that_contains_all_it_may_belong_to(
    place: str, day: date, carried: str
) -> None:
    assert small_world().carry(place, day) == carried


def test_a_place_without_succession_goes_where_its_children_went() -> None:
    world = World(
        [
            Place(NATION, Level.NATION, EVER),
            Place("P", Level.PROVINCE, EVER),
            Place("d", Level.DISTRICT, OLD),
            Place("x", Level.COMMUNE, OLD),
            Place("y", Level.COMMUNE, OLD),
            Place("z", Level.COMMUNE, NEW),
        ],
        [
            Parent("P", NATION, EVER),
            Parent("d", "P", OLD),
            Parent("x", "d", OLD),
            Parent("y", "d", OLD),
            Parent("z", "P", NEW),
        ],
        [Succession("x", "z", REFORM, True), Succession("y", "z", REFORM, True)],
    )
    assert world.carry("d", AFTER) == "z"
    assert world.carry("z", BEFORE) == "d"


def test_an_area_that_ended_without_successor_stays_with_its_commune() -> None:
    world = World(
        [
            Place(NATION, Level.NATION, EVER),
            Place("c", Level.COMMUNE, EVER),
            Place("hamlet", Level.AREA, OLD),
        ],
        [Parent("c", NATION, EVER), Parent("hamlet", "c", OLD)],
        [],
    )
    assert world.carry("hamlet", AFTER) == "c"


def test_a_cycle_of_successions_is_refused() -> None:
    places = [Place(key, Level.COMMUNE, EVER) for key in "abc"]
    edges = [Succession(a, b, REFORM, True) for a, b in ("ab", "bc", "ca")]
    with pytest.raises(PlaceProblem):
        World(places, [], edges)


def test_a_place_above_itself_is_refused() -> None:
    world = World(
        [Place("a", Level.DISTRICT, EVER), Place("b", Level.DISTRICT, EVER)],
        [Parent("a", "b", EVER), Parent("b", "a", EVER)],
        [],
    )
    with pytest.raises(PlaceProblem):
        world.ancestors("a", AFTER)


def test_wholly_containing_places_follow_mergers_and_stop_at_splits() -> None:
    world = small_world()
    assert world.contains_wholly("a2") == frozenset({"n2"})
    assert world.contains_wholly("a1") == frozenset()


@given(reformed_worlds(), st.sampled_from([BEFORE, AFTER]))
def test_carrying_never_leaves_the_map_of_the_day(world: World, day: date) -> None:
    assert {world.carry(key, day) for key in world.places} <= world.on(day)


@given(reformed_worlds())
def test_forward_then_back_contains_where_it_began(world: World) -> None:
    for key in world.on(BEFORE):
        back = world.carry(world.carry(key, AFTER), BEFORE)
        assert back in world.line(key, BEFORE)


@given(reformed_worlds())
def test_every_line_ends_at_the_nation(world: World) -> None:
    for day in (BEFORE, AFTER):
        assert {world.line(key, day)[-1] for key in world.on(day)} == {NATION}
