"""Who can be asked for something, and the choices by which a whole subtree is narrowed."""

from datetime import date

from django.db.models import Q, QuerySet

from phongtrao.core.place import Level
from phongtrao.people import access
from phongtrao.people.models import Organisation
from phongtrao.places import queries as places


def addressees(
    asker: Organisation,
    *,
    day: date,
    since: date | None = None,
    level: str = "",
    kind: str = "",
    province: str = "",
) -> QuerySet[Organisation]:
    """The open organisations below the asker whose place stands on a day (the last of the window), by name;
    with `since` (its first day) also those whose place ended within. `level`: of their places; `province`: its
    code on that day. Empty means all."""
    standing = (
        access.below(asker).filter(_stands(since or day, day), valid_to__isnull=True).exclude(pk=asker.pk)
    )
    if level:
        standing = standing.filter(place__level=level)
    if kind:
        standing = standing.filter(kind=kind)
    if province:
        standing = standing.filter(place__key__in=_inside(province, day))
    return standing.select_related("place").order_by("sort_key", "pk")


def provinces_below(asker: Organisation, day: date) -> list[tuple[str, str]]:
    """(code, name) of the provinces in which organisations below the asker stand, by name; none where there
    is only one to choose from."""
    world = places.world()
    keys = addressees(asker, day=day).order_by().values_list("place__key", flat=True).distinct()
    found = {key for place in keys for key in world.line(place, day)}
    chosen = {key for key in found if world.place(key).level is Level.PROVINCE}
    names = sorted(places.names_on(chosen, day).values(), key=lambda name: name.sort_key)
    return [(name.code, name.full) for name in names] if len(names) > 1 else []


def _stands(first: date, last: date) -> Q:
    return Q(Q(place__valid_from__isnull=True) | Q(place__valid_from__lte=last)) & Q(
        Q(place__valid_to__isnull=True) | Q(place__valid_to__gte=first)
    )


def _inside(code: str, day: date) -> list[str]:
    """The places of a province: itself, all that stands in it on that day, and what that was made of; none
    for an unknown code."""
    try:
        top = places.by_code(code, day).key
    except places.UnknownPlace:
        return []
    world, found, waiting = places.world(), [top], [top]
    while waiting:
        here = waiting.pop()
        below = [*world.children(here, day), *(edge.old for edge in world.predecessors(here))]
        fresh = [key for key in dict.fromkeys(below) if key not in found]
        found += fresh
        waiting += fresh
    return found
