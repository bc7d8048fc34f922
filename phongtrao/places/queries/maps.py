from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import F, Q, QuerySet

from phongtrao.core.place import NATION, Parent, Spell, Succession, World
from phongtrao.places.models import Loaded, Place, PlaceName, PlaceParent
from phongtrao.places.models import Succession as SuccessionRow

REVISIONS = ("places", "areas")  # rows of Loaded
EARLIEST = F("valid_from").asc(nulls_first=True)
FINGERPRINT = """
SELECT * FROM
    (SELECT MAX(id) FROM {Place}) place,
    (SELECT MAX(id) FROM {PlaceParent}) parent,
    (SELECT MAX(id) FROM {Succession}) succession,
    (SELECT MAX(digest) FROM {Loaded} WHERE name = %s) places,
    (SELECT MAX(digest) FROM {Loaded} WHERE name = %s) areas
"""


class UnknownPlace(LookupError):
    """No place bears this code on that day; `code` and `day` are what was asked."""

    def __init__(self, code: str, day: date | None) -> None:
        super().__init__(code)
        self.code = code
        self.day = day


def world() -> World:
    """The world of places as the database knows it now; kept in memory until a row is added or changed."""
    return _world(_fingerprint())


def by_code(code: str, day: date) -> Place:
    """A code is always read on a date, since the State uses codes again."""
    if not code.isprintable():
        raise UnknownPlace(code, day)
    spelled = PlaceName.objects.filter(code=code).filter(covers(day)).select_related("place").first()
    if spelled is None:
        raise UnknownPlace(code, day)
    return spelled.place


def all_names(keys: Collection[str]) -> dict[str, list[PlaceName]]:
    """Every name that each place has had, the earliest first, with its place; one query."""
    found: dict[str, list[PlaceName]] = {}
    wanted = PlaceName.objects.select_related("place")
    if len(keys) <= 500:
        wanted = wanted.filter(place__key__in=keys)
    for row in wanted.order_by(EARLIEST):
        if row.place.key in keys:
            found.setdefault(row.place.key, []).append(row)
    return found


def called(names: list[PlaceName], day: date) -> PlaceName:
    """Of a place's names the one of a day; where it was not valid then, the last before, else the first."""
    begun = [row for row in names if row.valid_from is None or row.valid_from <= day]
    return begun[-1] if begun else names[0]


def names_on(keys: set[str], day: date) -> dict[str, PlaceName]:
    """The name of each place on a day; of a place not valid then, its last name before, else its first."""
    return {key: called(names, day) for key, names in all_names(keys).items()}


def name_on(place: Place, day: date) -> PlaceName:
    return names_on({place.key}, day)[place.key]


def at_level(keys: set[str], level: str, day: date, world_: World) -> list[str]:
    """Of the places of a map those of a level that lie within `keys`, by code."""
    inside = [
        key
        for key in world_.on(day)
        if world_.places[key].level.value == level and keys.intersection(world_.line(key, day))
    ]
    names = names_on(set(inside), day)
    return sorted(inside, key=lambda key: names[key].code)


def nation() -> Place:
    return Place.objects.get(key=NATION)


def spells(place: Place) -> QuerySet[PlaceName]:
    return place.names.order_by(EARLIEST)


def covers(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def _fingerprint() -> tuple[int | str | None, ...]:
    """Changes with every act on places, each of which leaves a new digest in Loaded, and with every row that is
    added past them. One query, which counts nothing: it is asked on most pages."""
    names = {model.__name__: model._meta.db_table for model in (Place, PlaceParent, SuccessionRow, Loaded)}
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT.format(**names), REVISIONS)
        return tuple(cursor.fetchone())


@lru_cache(maxsize=2)
def _world(fingerprint: tuple[int | str | None, ...]) -> World:
    parents = PlaceParent.objects.values_list("child__key", "parent__key", "valid_from", "valid_to")
    edges = SuccessionRow.objects.values_list("old__key", "new__key", "on", "whole")
    return World(
        (place.as_place() for place in Place.objects.all().iterator()),
        (Parent(child, parent, Spell(first, last)) for child, parent, first, last in parents.iterator()),
        (Succession(old, new, on, whole) for old, new, on, whole in edges.iterator()),
    )
