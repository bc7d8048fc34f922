"""The places that a unit's own papers speak of, by every name they have had."""

from dataclasses import dataclass
from datetime import date

from phongtrao.core.place import Level, Spell, World
from phongtrao.places.models import Place, PlaceName
from phongtrao.places.queries.maps import all_names, called, world


@dataclass(frozen=True, slots=True)
class Spoken:
    """One name of a place and the days on which it bore it."""

    key: str
    name: str
    spell: Spell


@dataclass(frozen=True, slots=True)
class Meant:
    """What a place is to another on a day. `name`: then, or its last; `now`: what holds it since, where it ended."""

    name: str
    now: str
    inside: bool
    around: bool


def spoken(place: Place, day: date) -> list[Spoken]:
    """Of the place, all below it and above it on the day, and what all these were made of, all names. The
    residential areas only of a commune. One query beyond world()."""
    names = all_names(_keys(world(), place.key, day, areas=place.level == Level.COMMUNE))
    return [Spoken(row.place.key, row.full, _spell(row)) for rows in names.values() for row in rows]


def meant(keys: set[str], place: Place, day: date) -> dict[str, Meant]:
    """One query beyond world()."""
    now, own = world(), Level(place.level)
    held = {key: now.carry(key, day) for key in keys}
    names = all_names({*keys, *held.values()})
    found = {}
    for key, holder in held.items():
        found[key] = Meant(
            name=called(names[key], day).full,
            now=called(names[holder], day).full if holder != key else "",
            inside=now.within(holder, place.key, day),
            around=now.place(key).level.depth < own.depth and now.within(place.key, holder, day),
        )
    return found


def _keys(now: World, top: str, day: date, *, areas: bool) -> set[str]:
    below, waiting = set(), [top]
    while waiting:
        here = waiting.pop()
        below.add(here)
        waiting += [key for key in now.children(here, day) if areas or now.place(key).level is not Level.AREA]
    found, waiting = set(below), list(below)
    while waiting:
        for edge in now.predecessors(waiting.pop()):
            if edge.old not in found and edge.on <= day:
                found.add(edge.old)
                waiting.append(edge.old)
    lines = [now.ancestors(key, _last(now, key, day)) for key in found]
    return found.union(*lines)


def _last(now: World, key: str, day: date) -> date:
    """The last day of a place up to a day."""
    last = now.place(key).spell.last
    return last if last and last < day else day


def _spell(row: PlaceName) -> Spell:
    ended = row.place.valid_to
    last = min((end for end in (row.valid_to, ended) if end), default=None)
    return Spell(row.valid_from, last)
