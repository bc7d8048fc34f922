"""Finding a place by what people type."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from phongtrao.core.place import Level
from phongtrao.places.models import PlaceName
from phongtrao.places.queries.history import Way, name_order, onward
from phongtrao.places.queries.maps import all_names, called, covers, world
from phongtrao.places.rules import searching

MOST_READ = 3000


@dataclass(frozen=True, slots=True)
class Hit:
    """A place with the name that was found, where it stood then (the nation first), what it is called since
    if that changed, and what holds it since if it ended."""

    name: PlaceName
    exact: bool
    line: list[PlaceName]
    since: PlaceName | None
    became: list[PlaceName]

    @property
    def stands(self) -> bool:
        return self.name.place.valid_to is None


def search(text: str, *, day: date | None = None, limit: int = 30) -> list[Hit]:
    """By code or name, old and new, with or without diacritics and kind; with `day` only what bore the name
    then. Whole names come before beginnings and beginnings before later words, then higher levels, then what
    still stands. Two queries beyond world()."""
    asked = searching.read(text)
    best: dict[str, tuple[searching.Fit, PlaceName]] = {}
    for row in _candidates(asked, day):
        fit = searching.fit(asked, code=row.code, name=row.name, folded=row.folded, kind=row.kind)
        if fit and (row.place.key not in best or _rank(fit, row) < _rank(*best[row.place.key])):
            best[row.place.key] = (fit, row)
    chosen = sorted(best.values(), key=lambda pair: _rank(*pair))[:limit]
    return _hits(chosen, day or date.max) if chosen else []


def _candidates(asked: searching.Asked, day: date | None) -> list[PlaceName]:
    wanted = Q(code=asked.code) if asked.code else Q()
    for name in {asked.name, asked.bare} - {""}:
        wanted |= Q(folded__startswith=name) if len(name) > 1 else Q(folded=name)
        wanted |= Q(folded__contains=f" {name}") if len(name) > 1 else Q()
    if not wanted:
        return []
    rows = PlaceName.objects.filter(wanted).select_related("place")
    return list((rows.filter(covers(day)) if day else rows)[:MOST_READ])


def _rank(fit: searching.Fit, row: PlaceName) -> tuple[object, ...]:
    place = row.place
    return (
        fit,
        Level(place.level).depth,
        place.valid_to is not None,
        row.valid_to is not None,
        row.sort_key,
        row.code,
        row.pk,
    )


def _hits(chosen: list[tuple[searching.Fit, PlaceName]], day: date) -> list[Hit]:
    now = world()
    lines = {row.place.key: now.ancestors(row.place.key, row.valid_to or day) for _, row in chosen}
    later = {key: onward(now, key, date.max) for key in lines if now.place(key).spell.last}
    names = all_names({*lines, *(key for line in lines.values() for key in line), *_inside(later)})
    return [_hit(fit, row, lines[row.place.key], later.get(row.place.key, {}), names) for fit, row in chosen]


def _inside(later: dict[str, dict[str, Way]]) -> set[str]:
    return {key for found in later.values() for key in found}


def _hit(
    fit: searching.Fit,
    row: PlaceName,
    line: tuple[str, ...],
    later: dict[str, Way],
    names: dict[str, list[PlaceName]],
) -> Hit:
    last = names[row.place.key][-1]
    return Hit(
        name=row,
        exact=fit.how == 0 and not fit.other_kind,
        line=[called(names[key], row.valid_to or date.max) for key in reversed(line)],
        since=last if last.full != row.full else None,
        became=sorted((called(names[key], date.max) for key in later), key=name_order),
    )
