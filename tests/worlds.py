"""Generated worlds for properties: two maps with a reform between, and figures on them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from phongtrao.core.figure import Basis, Fact, Qualifier
from phongtrao.core.period import Window
from phongtrao.core.place import NATION, Level, Parent, Place, Spell, Succession, World

BEFORE, REFORM, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 1)
OLD, NEW, EVER = Spell(None, BEFORE), Spell(REFORM, None), Spell(None, None)
DAWN = datetime(2025, 1, 1, tzinfo=UTC)


@st.composite
def reformed_worlds(draw: st.DrawFn) -> World:
    """Some old provinces merge, some go on; communes merge, split or go on, within their new province."""
    count = draw(st.integers(2, 4))
    merged_into = {f"P{i}": draw(st.sampled_from(["same", "M", "N"])) for i in range(count)}
    provinces = [f"P{i}" for i in range(count)]
    new_of = {p: p if into == "same" else into for p, into in merged_into.items()}
    places = [Place(NATION, Level.NATION, EVER)]
    parents: list[Parent] = []
    edges: list[Succession] = []
    for old in provinces:
        goes_on = new_of[old] == old
        places.append(Place(old, Level.PROVINCE, EVER if goes_on else OLD))
        parents.append(Parent(old, NATION, EVER))
        if not goes_on:
            edges.append(Succession(old, new_of[old], REFORM, True))
    for new in sorted(set(new_of.values()) - set(provinces)):
        places.append(Place(new, Level.PROVINCE, NEW))
        parents.append(Parent(new, NATION, EVER))
    for new in sorted(set(new_of.values())):
        olds = [p for p in provinces if new_of[p] == new]
        _communes(draw, new, olds, places, parents, edges)
    return World(places, parents, edges)


def _communes(
    draw: st.DrawFn,
    new: str,
    olds: list[str],
    places: list[Place],
    parents: list[Parent],
    edges: list[Succession],
) -> None:
    targets = [f"{new}-n{i}" for i in range(draw(st.integers(1, 3)))]
    used: set[str] = set()
    for old in olds:
        for i in range(draw(st.integers(1, 3))):
            key = f"{old}-c{i}"
            into = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=2, unique=True))
            if old == new and len(into) == 1 and draw(st.booleans()):
                places.append(Place(key, Level.COMMUNE, EVER))
                parents.append(Parent(key, old, EVER))
                continue
            places.append(Place(key, Level.COMMUNE, OLD))
            parents.append(Parent(key, old, OLD))
            used.update(into)
            edges.extend(Succession(key, target, REFORM, len(into) == 1) for target in into)
    for target in sorted(used):
        places.append(Place(target, Level.COMMUNE, NEW))
        parents.append(Parent(target, new, NEW))


WINDOWS = [
    Window(date(2025, 1, 1), date(2025, 12, 31)),
    Window(date(2025, 1, 1), date(2025, 6, 30)),
    Window(date(2025, 7, 1), date(2025, 12, 31)),
    Window(date(2025, 1, 1), date(2025, 1, 31)),
    Window(date(2025, 9, 1), date(2025, 9, 30)),
    Window(date(2024, 12, 15), date(2025, 12, 14)),
]


@st.composite
def ledgers(draw: st.DrawFn, world: World) -> list[Fact]:
    """Figures of one indicator, each for a place of its window's last day, recorded in order."""
    facts: list[Fact] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        window = draw(st.sampled_from(WINDOWS))
        place = draw(st.sampled_from(sorted(world.on(window.end) - {NATION})))
        facts.append(
            Fact(
                number=number,
                indicator="x",
                cell="",
                place=place,
                organisation=f"{place}/{draw(st.sampled_from('ab'))}",
                clock="calendar" if window.start.day == 1 else "nd09",
                window=window,
                value=draw(st.integers(0, 10**15)),
                qualifier=draw(st.sampled_from(list(Qualifier))),
                basis=draw(st.sampled_from(list(Basis))),
                batch=number,
                recorded_at=DAWN + timedelta(days=number),
            )
        )
    return facts
