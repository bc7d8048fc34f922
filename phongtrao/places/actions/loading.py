"""The State's units into the tables. docs/reference/places-data.md describes the files."""

import csv
import gzip
import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from phongtrao.core.vietnamese import fold, sort_key
from phongtrao.places.models import Loaded, Place, PlaceName, PlaceParent, Succession

DATA = Path(__file__).parent.parent / "data"
FILES = ("places.csv.gz", "names.csv.gz", "parents.csv.gz", "successions.csv.gz")
NAME = "places"
BATCH = 2000

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all) after each of the tables."""
Row = TypeVar("Row", bound=models.Model)


def load(*, now: datetime, progress: Progress | None = None, folder: Path = DATA) -> bool:
    """Bring the tables to the shipped data; true if something had to be done. Places keep their identity
    and are never deleted, since figures point to them; names, parents and successions are exchanged."""
    content = {name: (folder / name).read_bytes() for name in FILES}
    wanted = hashlib.sha256(b"".join(content.values())).hexdigest()
    if Loaded.objects.filter(name=NAME, digest=wanted).exists():
        return False
    with transaction.atomic():
        Loaded.objects.get_or_create(name=NAME, defaults={"digest": "", "at": now})
        standing = Loaded.objects.select_for_update().get(name=NAME)
        if standing.digest == wanted:
            return False
        _load_all(content, progress or _silent)
        standing.digest, standing.at = wanted, now
        standing.save(update_fields=["digest", "at"])
    return True


def _load_all(content: dict[str, bytes], progress: Progress) -> None:
    rows = {name: list(_read(content[name])) for name in FILES}
    total = sum(map(len, rows.values()))
    places, names, parents, successions = (rows[name] for name in FILES)
    _put_places(places)
    progress(len(places), total)
    pks = dict(Place.objects.values_list("key", "pk"))
    ours = {pks[row["key"]] for row in places}
    _exchange(PlaceName, ("place_id", *NAME_COLUMNS), ours, (_name(row, pks) for row in names))
    progress(len(places) + len(names), total)
    _exchange(PlaceParent, PARENT_COLUMNS, ours, (_parent(row, pks) for row in parents))
    progress(total - len(successions), total)
    _exchange(Succession, SUCCESSION_COLUMNS, ours, (_succession(row, pks) for row in successions))
    progress(total, total)


NAME_COLUMNS = ("code", "name", "kind", "valid_from", "valid_to", "source", "folded", "sort_key")
PARENT_COLUMNS = ("child_id", "parent_id", "valid_from", "valid_to")
SUCCESSION_COLUMNS = ("old_id", "new_id", "on", "kind", "whole", "source")
PLACE_COLUMNS = ("level", "valid_from", "valid_to", "latitude", "longitude")


def _put_places(rows: Iterable[dict[str, str]]) -> None:
    standing = {place.key: place for place in Place.objects.all()}
    made: list[Place] = []
    changed: list[Place] = []
    for row in rows:
        wanted = _place(row)
        here = standing.get(wanted.key)
        if here is None:
            made.append(wanted)
        elif any(getattr(here, column) != getattr(wanted, column) for column in PLACE_COLUMNS):
            wanted.pk = here.pk
            changed.append(wanted)
    Place.objects.bulk_create(made, BATCH)
    Place.objects.bulk_update(changed, PLACE_COLUMNS, 100)


def _exchange(
    model: type[Row], columns: tuple[str, ...], ours: Collection[int], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Let the rows of the places in `ours` be exactly these; the first column says whose a row is."""
    manager: models.Manager[Row] = model._default_manager
    standing = {row[1:]: row[0] for row in manager.values_list("pk", *columns) if row[1] in ours}
    wanted = dict.fromkeys(rows)
    gone = [pk for row, pk in standing.items() if row not in wanted]
    for start in range(0, len(gone), 500):
        manager.filter(pk__in=gone[start : start + 500]).delete()
    new = (model(**dict(zip(columns, row, strict=True))) for row in wanted if row not in standing)
    manager.bulk_create(new, BATCH)


def _read(content: bytes) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(gzip.decompress(content).decode("utf-8"), newline=""))


def _place(row: dict[str, str]) -> Place:
    return Place(
        key=row["key"],
        level=row["level"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        latitude=Decimal(row["lat"]) if row["lat"] else None,
        longitude=Decimal(row["lon"]) if row["lon"] else None,
    )


def _name(row: dict[str, str], pks: dict[str, int]) -> tuple[Any, ...]:
    name = row["name"]
    days = _day(row["valid_from"]), _day(row["valid_to"])
    return (pks[row["key"]], row["code"], name, row["kind"], *days, row["source"], fold(name), sort_key(name))


def _parent(row: dict[str, str], pks: dict[str, int]) -> tuple[Any, ...]:
    return (pks[row["key"]], pks[row["parent"]], _day(row["valid_from"]), _day(row["valid_to"]))


def _succession(row: dict[str, str], pks: dict[str, int]) -> tuple[Any, ...]:
    on = date.fromisoformat(row["on"])
    return (pks[row["old"]], pks[row["new"]], on, row["kind"], row["whole"] == "1", row["source"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _silent(done: int, total: int) -> None: ...
