"""Own, statement or derived: decided at each place from the bottom up, on the places of the figures' own
days and before any map. A place that ended within the window hangs below the place above it on its last day;
where that one ended too without anything above, below the smallest place that now holds all of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phongtrao.core.figure import Basis, Fact
from phongtrao.core.place import ADMINISTRATIVE, NATION, World
from phongtrao.rollup.question import Question

Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """`facts`: what counts for the place and all below it. `has`: the place can be said to have reported.
    `below` and `statement`: the two readings, of which one is `facts`; `own_beside`: the own figures that a
    registry's overrule. `have` of `expected` stand behind `below`."""

    facts: Facts
    has: bool
    missing: int
    have: int
    expected: int
    below: Facts
    statement: Facts
    own_beside: Facts

    @property
    def states(self) -> bool:
        """The statement counts, not the sum of what lies below."""
        return bool(self.statement) and self.facts is self.statement


class Forest:
    """The places that hold figures in a window, with all above them, and what counts at each."""

    def __init__(self, facts: Iterable[Fact], question: Question, world: World, *, stock: bool) -> None:
        self.question = question
        self.world = world
        self.stock = stock
        self.day = question.window.end
        self.facts_at: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self.facts_at[fact.place].append(fact)
        self.children: dict[str, list[str]] = defaultdict(list)
        self.live: set[str] = set()
        for place in list(self.facts_at):
            self._raise(place)
        self._lists = _Lists(question, world, self.day)
        self._settled: dict[str, Settled] = {}

    def day_of(self, place: str) -> date:
        """The window's last day, or the place's own where it ended before."""
        last = self.world.place(place).spell.last
        return self.day if last is None else min(self.day, last)

    def parent(self, place: str) -> str | None:
        above = self.world.parent(place, self.day_of(place))
        if self.world.valid(place, self.day) or above not in (None, NATION):
            return above
        carried = self.world.carry(place, self.day)
        return carried if carried != place else above

    def settled(self, place: str) -> Settled:
        if place not in self._settled:
            self._settled[place] = self._settle(place)
        return self._settled[place]

    def expected(self, place: str) -> list[str]:
        """Who should have reported below a place: those whom a request asked, else the units of that day."""
        below = self.world.children(place, self.day_of(place))
        if self._lists.speak_of(place):
            return [c for c in below if self._lists.ask_within(c)]
        return [c for c in below if self.world.place(c).level in ADMINISTRATIVE]

    def _raise(self, place: str | None) -> None:
        while place is not None and place not in self.live:
            self.live.add(place)
            above = self.parent(place) if place != NATION else None
            if above is not None:
                self.children[above].append(place)
            place = above

    def _settle(self, place: str) -> Settled:
        base, own_beside, statement = self._at(place)
        children = [(c, self.settled(c)) for c in sorted(self.children.get(place, ()))]
        have, expected, missing = self._coverage(place, base)
        complete = have == expected
        if complete and self.stock:
            # All have reported anew: the stocks of places that ended within the window are old news.
            children = [(c, settled) for c, settled in children if self.world.valid(c, self.day_of(place))]
        below = (*base, *(f for _, settled in children for f in settled.facts))
        states = bool(statement) and not complete
        return Settled(
            facts=statement if states else below,
            has=bool(statement) or complete,
            missing=0 if states else missing,
            have=have,
            expected=expected,
            below=below,
            statement=statement,
            own_beside=own_beside,
        )

    def _at(self, place: str) -> tuple[Facts, Facts, Facts]:
        """At one place: (derived, else own), the own that derived overrules, the statement that counts."""
        facts = self.facts_at.get(place, [])
        derived = _of(facts, Basis.DERIVED)
        own = _of(facts, Basis.OWN)
        return derived or own, own if derived else (), self._chosen_statement(facts)

    def _chosen_statement(self, facts: list[Fact]) -> Facts:
        """Of several organisations' statements for one place one counts: that which covers more days (of
        stocks the latest), of equals the last recorded. They speak of the same subtree: never added."""
        by_speaker: dict[str, list[Fact]] = defaultdict(list)
        for fact in _of(facts, Basis.STATEMENT):
            by_speaker[fact.organisation].append(fact)
        weigh = _last_day if self.stock else _days
        ranked = sorted(by_speaker.values(), key=lambda rows: (weigh(rows), max(f.batch for f in rows)))
        return tuple(ranked[-1]) if ranked else ()

    def _coverage(self, place: str, base: Facts) -> tuple[int, int, int]:
        """(have, expected, missing). A place with nobody expected below it stands for itself; where a
        request asked its organisations for their own work, each of them is expected."""
        expected = self.expected(place)
        asked = self._lists.own_at(place)
        derived = any(f.basis is Basis.DERIVED for f in base)
        if asked:
            itself = len(asked)
            have = itself if derived else len(asked.intersection(f.organisation for f in base))
        else:
            itself = int(not expected)
            have = int(bool(itself and base))
        missing = itself - have
        for child in expected:
            if child not in self.live:
                missing += 1
                continue
            settled = self.settled(child)
            have += settled.has
            missing += 0 if settled.has else max(settled.missing, 1)
        return have, len(expected) + itself, missing


class _Lists:
    """The frozen lists of the requests on the places of one day. A list speaks of the place that asked and of
    all below it, and of nothing above."""

    def __init__(self, question: Question, world: World, day: date) -> None:
        asked = [e for e in question.asked if world.valid(e.place, day) and world.valid(e.within, day)]
        self._world, self._day = world, day
        self._askers = {e.within for e in asked}
        self._within = {key for e in asked for key in world.line(e.place, day)}
        self._own: dict[str, set[str]] = defaultdict(set)
        for entry in asked:
            if entry.own:
                self._own[entry.place].add(entry.organisation)

    def speak_of(self, place: str) -> bool:
        if not self._askers or not self._world.valid(place, self._day):
            return False
        return not self._askers.isdisjoint(self._world.line(place, self._day))

    def ask_within(self, place: str) -> bool:
        return place in self._within

    def own_at(self, place: str) -> set[str]:
        return self._own.get(place, set())


def _of(facts: list[Fact], basis: Basis) -> Facts:
    return tuple(f for f in facts if f.basis is basis)


def _days(rows: list[Fact]) -> int:
    return sum(days for _, days in {(f.window.start, f.window.days) for f in rows})


def _last_day(rows: list[Fact]) -> int:
    return max(f.as_of for f in rows).toordinal()
