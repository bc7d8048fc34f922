"""What one place said of the same numbers in earlier windows of the same sort."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Fact, ValueKind
from phongtrao.core.period import FIRST_DAY, Window, a_year_before, clocks, period_before
from phongtrao.core.place import World
from phongtrao.figures.queries.ledger import facts
from phongtrao.figures.rules import Limits, Past, Reading
from phongtrao.places import queries as places
from phongtrao.rollup import plain
from phongtrao.rollup.question import Question, Total

PERIODS = 12
"""Earlier windows that are looked at: a year of months, twelve years of years."""

Key = tuple[str, str]  # indicator, cell


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose past is asked: an organisation at its place, with the kind of figures that it states."""

    organisation: int
    place: str
    basis: Basis


def limits() -> Limits:
    """What looks odd here: the installation may say how much more or less is too much."""
    return Limits(factor=settings.JUMP_FACTOR)


def earlier_windows(clock: str, window: Window, periods: int = PERIODS) -> list[Window]:
    """The windows of the same sort before this one, the newest first."""
    found: list[Window] = []
    at = window
    while len(found) < periods and at.start.year > FIRST_DAY.year:
        at = period_before(clocks().get(clock), at)
        found.append(at)
    return found


def pasts(
    units: Collection[Unit],
    indicators: Collection[str],
    clock: str,
    window: Window,
    *,
    periods: int = PERIODS,
) -> dict[Unit, dict[Key, Past]]:
    """By unit and number what was said before. Its own figures first; where it said nothing, what is known of its
    place, or of all places that became its own. Two queries for any number of units, three where keys were
    counted."""
    earlier = earlier_windows(clock, window, periods)
    windows = [*earlier, a_year_before(clocks().get(clock), window)]
    world = places.world()
    homes = {unit: {days: _made_of(unit.place, days.end, world) for days in windows} for unit in units}
    every = {home for of_unit in homes.values() for homes_then in of_unit.values() for home in homes_then}
    rows: dict[tuple[str, Window], list[Fact]] = defaultdict(list)
    for fact in facts(list(indicators), windows=windows, places=every):
        if fact.clock == clock:
            rows[fact.place, fact.window].append(fact)
    found = {}
    for unit in units:
        readings = {
            days: _readings(unit, [f for home in then for f in rows[home, days]], then, days, window, world)
            for days, then in homes[unit].items()
        }
        found[unit] = _past(readings, windows[:1] if earlier else [], windows[-1])
    return found


def _made_of(place: str, day: date, world: World) -> frozenset[str]:
    """The places of that day that are now wholly in this one; none where a part of one of them is elsewhere."""
    if world.valid(place, day):
        return frozenset((place,))
    found: set[str] = set()
    for edge in world.predecessors(place):
        before = _made_of(edge.old, day, world) if edge.whole else frozenset()
        if not before:
            return frozenset()
        found |= before
    return frozenset(found)


def _readings(
    unit: Unit, rows: Sequence[Fact], homes: Collection[str], days: Window, now: Window, world: World
) -> dict[Key, Reading]:
    by_key: dict[Key, list[Fact]] = defaultdict(list)
    for fact in rows:
        by_key[fact.indicator, fact.cell].append(fact)
    found = {}
    for key, of_key in by_key.items():
        own = [fact for fact in of_key if fact.organisation == str(unit.organisation)]
        if own:
            last = max(own, key=lambda fact: (fact.basis is unit.basis, fact.batch))
            found[key] = Reading(last.value, last.denominator, last.kind, last.qualifier)
        elif {fact.place for fact in of_key} == set(homes):
            question = Question(days, of_key[0].clock, now.end, key[1])
            entry = catalogue.load().get(key[0])
            reading = reading_of(plain.totals(of_key, entry, [unit.place], question, world)[0])
            found |= {key: reading} if reading else {}
    return found


def reading_of(total: Total) -> Reading | None:
    """A total as one number to compare; None where it has none."""
    if total.numerator is not None and total.denominator is not None:
        return Reading(total.numerator, total.denominator, ValueKind.RATIO, total.qualifier)
    if total.value is None:
        return None
    kind = ValueKind.PERCENT if total.percent else ValueKind.COUNT
    return Reading(total.value, None, kind, total.qualifier)


def _past(
    readings: Mapping[Window, Mapping[Key, Reading]], before: Sequence[Window], year_before: Window
) -> dict[Key, Past]:
    keys = {key for of_window in readings.values() for key in of_window}
    return {
        key: Past(
            before=next((readings[days].get(key) for days in before), None),
            year_before=readings[year_before].get(key),
            earlier=tuple(readings[days][key] for days in sorted(readings) if key in readings[days]),
        )
        for key in keys
    }
