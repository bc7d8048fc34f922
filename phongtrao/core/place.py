"""Places with dates: who stood under whom on a day, what became of a place, where its figures belong.

A World is a snapshot of plain rows. Days are local and both ends of a spell are included; a missing first
day means that the earliest known map has an open beginning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

NATION = "VN"
DAY = timedelta(days=1)


class Level(StrEnum):
    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    AREA = "area"

    @property
    def depth(self) -> int:
        return list(Level).index(self)


ADMINISTRATIVE = frozenset({Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})


class PlaceProblem(ValueError):
    """A world that contradicts itself, or a question about a place that it does not know."""


@dataclass(frozen=True, slots=True)
class Spell:
    first: date | None
    last: date | None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: "Spell") -> bool:
        before = self.last is not None and other.first is not None and self.last < other.first
        after = other.last is not None and self.first is not None and other.last < self.first
        return not before and not after


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    level: Level
    spell: Spell


@dataclass(frozen=True, slots=True)
class Parent:
    child: str
    parent: str
    spell: Spell


@dataclass(frozen=True, slots=True)
class Succession:
    """From `on` (its first day) the territory of `old`, whole or in part, is in `new`."""

    old: str
    new: str
    on: date
    whole: bool


class World:
    """Places, their parents and their successions; pure, read-only."""

    def __init__(
        self, places: Iterable[Place], parents: Iterable[Parent], successions: Iterable[Succession]
    ) -> None:
        self.places: Mapping[str, Place] = {p.key: p for p in places}
        self._parents: dict[str, list[Parent]] = {}
        self._children: dict[str, list[Parent]] = {}
        for row in parents:
            self._parents.setdefault(row.child, []).append(row)
            self._children.setdefault(row.parent, []).append(row)
        self._after: dict[str, list[Succession]] = {}
        self._before: dict[str, list[Succession]] = {}
        for edge in successions:
            self._after.setdefault(edge.old, []).append(edge)
            self._before.setdefault(edge.new, []).append(edge)
        self._refuse_cycles()
        self.ancestors = lru_cache(maxsize=200_000)(self._ancestors)
        self.carry = lru_cache(maxsize=200_000)(self._carry)
        self.contains_wholly = lru_cache(maxsize=50_000)(self._contains_wholly)

    def place(self, key: str) -> Place:
        try:
            return self.places[key]
        except KeyError:
            raise PlaceProblem(f"unknown place {key}") from None

    def valid(self, key: str, day: date) -> bool:
        return self.place(key).spell.covers(day)

    def on(self, day: date) -> set[str]:
        """The map of a day: all places valid on it."""
        return {p.key for p in self.places.values() if p.spell.covers(day)}

    def parent(self, key: str, day: date) -> str | None:
        for row in self._parents.get(key, ()):
            if row.spell.covers(day):
                return row.parent
        return None

    def children(self, key: str, day: date) -> list[str]:
        return [
            row.child
            for row in self._children.get(key, ())
            if row.spell.covers(day) and self.valid(row.child, day)
        ]

    def _ancestors(self, key: str, day: date) -> tuple[str, ...]:
        """From the place's parent on that day up to the nation."""
        found: list[str] = []
        above = self.parent(key, day)
        while above is not None:
            if above in found:
                raise PlaceProblem(f"{above} stands above itself on {day}")
            found.append(above)
            above = self.parent(above, day)
        return tuple(found)

    def line(self, key: str, day: date) -> tuple[str, ...]:
        return (key, *self.ancestors(key, day))

    def within(self, key: str, top: str, day: date) -> bool:
        return top in self.line(key, day)

    def successors(self, key: str) -> list[Succession]:
        return self._after.get(key, [])

    def predecessors(self, key: str) -> list[Succession]:
        return self._before.get(key, [])

    # Carrying ------------------------------------------------------------------------------------------

    def _carry(self, key: str, day: date) -> str:
        """Where the figures of a place belong on the map of `day`: the smallest place of that map that
        contains all that they may belong to. A place that is valid on the day is itself."""
        spread = self._spread(key, day, forward=self._ended_before(key, day))
        return self._smallest_containing(spread, day) if spread else NATION

    def _ended_before(self, key: str, day: date) -> bool:
        last = self.place(key).spell.last
        return last is not None and last < day

    def touched(self, key: str, day: date) -> frozenset[str]:
        """All places of the map of `day` on which the territory of a place may lie."""
        return frozenset(self._spread(key, day, forward=self._ended_before(key, day)))

    def _spread(self, key: str, day: date, *, forward: bool) -> set[str]:
        """All places of the map of `day` that the territory of `key` may touch."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [key]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            if self.valid(here, day):
                found.add(here)
            else:
                waiting.extend(self._onward(here) if forward else self._backward(here))
        return found

    def _onward(self, key: str) -> list[str]:
        return [edge.new for edge in self.successors(key)] or self._around(key, self.place(key).spell.last)

    def _backward(self, key: str) -> list[str]:
        return [edge.old for edge in self.predecessors(key)] or self._around(key, self.place(key).spell.first)

    def _around(self, key: str, day: date | None) -> list[str]:
        """For a place of which no succession is known: what it was made of that day, else what held it."""
        if day is None:
            return []
        above = self.parent(key, day)
        return self.children(key, day) or ([above] if above else [])

    def _smallest_containing(self, keys: set[str], day: date) -> str:
        lines = [self.line(key, day) for key in sorted(keys)]
        shared = set(lines[0]).intersection(*lines[1:])
        return next((key for key in lines[0] if key in shared), NATION)

    def _contains_wholly(self, key: str) -> frozenset[str]:
        """Every later place that holds the whole territory of this one, through any number of mergers."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            for edge in self.successors(waiting.pop()):
                if edge.whole and edge.new not in found:
                    found.add(edge.new)
                    waiting.append(edge.new)
        return frozenset(found)

    def _refuse_cycles(self) -> None:
        done: set[str] = set()
        for start in self._after:
            for key in self._depth_first(start, done):
                done.add(key)

    def _depth_first(self, start: str, done: set[str]) -> Iterator[str]:
        path: list[str] = [start]
        open_edges: list[list[str]] = [[e.new for e in self.successors(start)]]
        while path:
            if not open_edges[-1]:
                open_edges.pop()
                yield path.pop()
                continue
            following = open_edges[-1].pop()
            if following in path:
                raise PlaceProblem(f"{following} would succeed itself")
            if following not in done:
                path.append(following)
                open_edges.append([e.new for e in self.successors(following)])

    # Maps ------------------------------------------------------------------------------------------------
