"""The residential areas that a commune keeps. Never through world(): it is built anew after each change."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from phongtrao.core.place import Level
from phongtrao.places.models import Households, Place, PlaceName, PlaceParent
from phongtrao.places.queries.maps import covers


@dataclass(frozen=True, slots=True)
class Area:
    """A residential area on a day: its name then, and the last count of households up to it."""

    name: PlaceName
    code: str
    households: int | None
    counted_on: date | None


def local_code(name: PlaceName) -> str:
    """The code within the commune; the whole code is the commune's with it."""
    return name.code.partition("-")[2]


def areas(commune: Place, day: date) -> list[Area]:
    """In the order of their names. Two queries."""
    links = PlaceParent.objects.filter(covers(day), parent=commune, child__level=Level.AREA)
    standing = Place.objects.on(day).filter(pk__in=links.values("child"))
    names = PlaceName.objects.filter(covers(day), place__in=standing).select_related("place")
    counts = Households.objects.filter(place__in=standing, on__lte=day).order_by("on")
    last = {count.place_id: count for count in counts}
    found = [(name, last.get(name.place_id)) for name in names.order_by("sort_key", "code")]
    return [_area(name, count) for name, count in found]


def get_commune(number: int) -> Place:
    return get_object_or_404(Place, pk=number, level=Level.COMMUNE)


def get_area(commune: Place, number: int) -> Place:
    return get_object_or_404(Place, pk=number, level=Level.AREA, parents__parent=commune)


def _area(name: PlaceName, count: Households | None) -> Area:
    return Area(name, local_code(name), count.count if count else None, count.on if count else None)
