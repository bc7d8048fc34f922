"""Own, statement or derived: decided at each place from the bottom up, on the places of the window's last
day and before any map. A place that ended within the window hangs below the smallest place that now holds
all of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from phongtrao.core.figure import Basis, Fact
from phongtrao.core.place import ADMINISTRATIVE, NATION, World
from phongtrao.rollup.question import Question


@dataclass(frozen=True, slots=True)
class Settled:
    """`facts`: what counts for the place and all below it. `has`: the place can be said to have reported.
    `below` and `statement`: the two readings, of which one is `facts`."""

    facts: tuple[Fact, ...]
    has: bool
    missing: int
    have: int
    expected: int
    below: tuple[Fact, ...]
    statement: tuple[Fact, ...]
    base: tuple[Fact, ...]
    own_beside: tuple[Fact, ...]


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
        self._asked_below = self._count_asked()
        self._settled: dict[str, Settled] = {}

    def parent(self, place: str) -> str | None:
        if self.world.valid(place, self.day):
            return self.world.parent(place, self.day)
        return self.world.carry(place, self.day)

    def settled(self, place: str) -> Settled:
        if place not in self._settled:
            self._settled[place] = self._settle(place)
        return self._settled[place]

    def expected(self, place: str) -> list[str]:
        """Who should have reported below a place: those the request asked, else the units of that day."""
        below = self.world.children(place, self.day)
        if self.question.asked:
            return [c for c in below if self._asked_below.get(c)]
        return [c for c in below if self.world.place(c).level in ADMINISTRATIVE]

    def _raise(self, place: str | None) -> None:
        while place is not None and place not in self.live:
            self.live.add(place)
            above = self.parent(place) if place != NATION else None
            if above is not None:
                self.children[above].append(place)
            place = above

    def _count_asked(self) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for place in self.question.asked:
            if self.world.valid(place, self.day):
                for key in self.world.line(place, self.day):
                    counts[key] += 1
        return counts

    def _settle(self, place: str) -> Settled:
        base, own_beside, statement = self._at(place)
        children = [self.settled(c) for c in sorted(self.children.get(place, ()))]
        have, expected, missing = self._coverage(place, bool(base))
        complete = have == expected
        if complete and self.stock:
            children = self._without_overtaken(place, children)
        below = (*base, *(f for child in children for f in child.facts))
        counts_statement = bool(statement) and not complete
        return Settled(
            facts=statement if counts_statement else below,
            has=bool(statement) or complete,
            missing=0 if counts_statement else missing,
            have=have,
            expected=expected,
            below=below,
            statement=statement,
            base=base,
            own_beside=own_beside,
        )

    def _at(self, place: str) -> tuple[tuple[Fact, ...], tuple[Fact, ...], tuple[Fact, ...]]:
        """At one place: (derived, else own), the own that derived overrules, the statement that counts."""
        facts = self.facts_at.get(place, [])
        derived = _of(facts, Basis.DERIVED)
        own = _of(facts, Basis.OWN)
        return derived or own, own if derived else (), self._chosen_statement(facts)

    def _chosen_statement(self, facts: list[Fact]) -> tuple[Fact, ...]:
        """Of several organisations' statements for one place one counts: that which covers more days (of
        stocks the latest), of equals the last recorded. They speak of the same subtree: never added."""
        by_speaker: dict[str, list[Fact]] = defaultdict(list)
        for fact in _of(facts, Basis.STATEMENT):
            by_speaker[fact.organisation].append(fact)
        weigh = _last_day if self.stock else _days
        ranked = sorted(by_speaker.values(), key=lambda rows: (weigh(rows), max(f.batch for f in rows)))
        return tuple(ranked[-1]) if ranked else ()

    def _coverage(self, place: str, has_base: bool) -> tuple[int, int, int]:
        """(have, expected, missing). A place with nobody expected below it stands for itself."""
        expected = self.expected(place)
        itself = not expected or place in self.question.asked
        have = int(itself and has_base)
        missing = int(itself and not has_base)
        for child in expected:
            if child not in self.live:
                missing += 1
                continue
            settled = self.settled(child)
            have += settled.has
            missing += 0 if settled.has else max(settled.missing, 1)
        return have, len(expected) + int(itself), missing

    def _without_overtaken(self, place: str, children: list[Settled]) -> list[Settled]:
        """Where all have reported anew, the stocks of places that ended within the window are old news."""
        kept = []
        for key, settled in zip(sorted(self.children.get(place, ())), children, strict=True):
            if self.world.valid(key, self.day):
                kept.append(settled)
        return kept


def _of(facts: list[Fact], basis: Basis) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.basis is basis)


def _days(rows: list[Fact]) -> int:
    return sum(days for _, days in {(f.window.start, f.window.days) for f in rows})


def _last_day(rows: list[Fact]) -> int:
    return max(f.as_of for f in rows).toordinal()
