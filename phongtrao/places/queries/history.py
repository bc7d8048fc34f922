"""What a place is, was and became, with the sources."""

from dataclasses import dataclass, replace
from datetime import date

from phongtrao.core import place as core
from phongtrao.core.place import DAY, Level, World
from phongtrao.places.models import Place, PlaceName, PlaceParent, Succession
from phongtrao.places.queries.maps import EARLIEST, all_names, called, world


@dataclass(frozen=True, slots=True)
class Edge:
    """Another place that holds, or whose territory is held by, the place asked about: `whole` if all of the
    old territory went over on the day `on`; `source` is the resolution."""

    name: PlaceName
    on: date
    whole: bool
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Above:
    """Under whom a place stands or stood."""

    name: PlaceName
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """`day` lies within the place's days: the one asked for, else the nearest. `line`: its parents on that
    day, the nation first. `belongs` is what holds it on the day asked, where it had ended by then."""

    place: Place
    day: date
    name: PlaceName
    names: list[PlaceName]
    line: list[PlaceName]
    parents: list[Above]
    predecessors: list[Edge]
    successors: list[Edge]
    belongs: PlaceName | None


def card(place: Place, day: date) -> Card:
    """Five queries beyond those of world()."""
    now = world()
    standing = nearest_day(place, day)
    line = now.ancestors(place.key, standing)
    target = now.carry(place.key, day) if place.valid_to and place.valid_to < day else None
    parents = list(PlaceParent.objects.filter(child=place).select_related("parent").order_by(EARLIEST))
    keys = {place.key, *line, *(row.parent.key for row in parents), *({target} if target else ())}
    names = all_names(keys)
    return Card(
        place=place,
        day=standing,
        name=called(names[place.key], standing),
        names=names[place.key],
        line=[called(names[key], standing) for key in reversed(line)],
        parents=[_above(row, names[row.parent.key], day) for row in parents],
        predecessors=made_of(place),
        successors=became(place, day),
        belongs=called(names[target], day) if target else None,
    )


def nearest_day(place: Place, day: date) -> date:
    if place.valid_to and place.valid_to < day:
        return place.valid_to
    return place.valid_from if place.valid_from and day < place.valid_from else day


def became(place: Place, day: date) -> list[Edge]:
    """The places of a day's map that hold what was this place; none where it still stands. A district of
    the old map lives on in the successors of its communes. Two queries."""
    if place.valid_to is None or day <= place.valid_to:
        return []
    found = onward(world(), place.key, day)
    rows = Succession.objects.filter(new__key__in=found, old__key__in={way.old for way in found.values()})
    known = {(row.old.key, row.new.key): row for row in rows.select_related("old", "new")}
    names = all_names(found)
    first = place.valid_to + DAY
    return in_order([_edge(called(names[key], day), way, known, first) for key, way in found.items()])


@dataclass(frozen=True, slots=True)
class Way:
    """By which old place one comes to a new one, and whether all of the territory went there."""

    old: str
    whole: bool


def onward(world_: World, key: str, day: date) -> dict[str, Way]:
    """The places of a day's map that hold the territory of a place that ended."""
    found: dict[str, Way] = {}
    waiting = [(key, True)]
    while waiting:
        here, whole = waiting.pop()
        for edge in _steps(world_, here):
            way = Way(edge.old, whole and edge.whole)
            if not world_.valid(edge.new, day):
                waiting.append((edge.new, way.whole))
            elif edge.new not in found or way.whole:
                found[edge.new] = way
    return found


def _steps(world_: World, key: str) -> list[core.Succession]:
    edges = world_.successors(key)
    last = world_.place(key).spell.last
    if edges or last is None:
        return edges
    parts = [edge for child in world_.children(key, last) for edge in _of_part(world_, child, last)]
    alone = len({edge.new for edge in parts}) == 1
    return [replace(edge, whole=alone and edge.whole) for edge in parts]


def _of_part(world_: World, child: str, last: date) -> list[core.Succession]:
    """A commune that goes on where its district ended lives on in itself."""
    if world_.valid(child, last + DAY):
        return [core.Succession(child, child, last + DAY, True)]
    return world_.successors(child)


def _edge(name: PlaceName, way: "Way", known: dict[tuple[str, str], Succession], first: date) -> Edge:
    row = known.get((way.old, name.place.key))
    if row is None:
        return Edge(name, first, way.whole, "", "")
    return Edge(name, row.on, way.whole, row.kind, row.source)


def made_of(place: Place) -> list[Edge]:
    """The places whose territory, whole or in part, this one was made of. Two queries."""
    rows = list(Succession.objects.filter(new=place).select_related("old"))
    names = all_names({row.old.key for row in rows})
    edges = [
        Edge(called(names[row.old.key], row.on - DAY), row.on, row.whole, row.kind, row.source)
        for row in rows
    ]
    return in_order(edges)


def children(place: Place, day: date) -> list[PlaceName]:
    """What stands directly under a place on a day, the higher level first. One query beyond world()."""
    names = all_names(world().children(place.key, day))
    return sorted((called(rows, day) for rows in names.values()), key=name_order)


def name_order(name: PlaceName) -> tuple[int, str, str]:
    return (Level(name.place.level).depth, name.sort_key, name.code)


def in_order(edges: list[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (edge.on, name_order(edge.name)))


def _above(row: PlaceParent, names: list[PlaceName], day: date) -> Above:
    moment = row.valid_to if row.valid_to and row.valid_to < day else day
    return Above(called(names, moment), row.valid_from, row.valid_to)
