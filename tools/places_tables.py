"""The four tables of places and their files. Days are ISO text, both included; empty means open."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    key: str
    level: str
    valid_from: str
    valid_to: str
    lat: str
    lon: str


class Name(NamedTuple):
    key: str
    code: str
    name: str
    kind: str
    valid_from: str
    valid_to: str
    source: str


class Parent(NamedTuple):
    key: str
    parent: str
    valid_from: str
    valid_to: str


class Succession(NamedTuple):
    old: str
    new: str
    on: str
    kind: str
    whole: int
    source: str


class Tables(NamedTuple):
    places: list[Place]
    names: list[Name]
    parents: list[Parent]
    successions: list[Succession]


def write_all(tables: Tables, folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    yield write(folder / "places.csv.gz", Place._fields, tables.places)
    yield write(folder / "names.csv.gz", Name._fields, tables.names)
    yield write(folder / "parents.csv.gz", Parent._fields, tables.parents)
    yield write(folder / "successions.csv.gz", Succession._fields, tables.successions)


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Byte-identical for the same rows: no time stamp and no file name in the gzip head."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))
    return f"{path.name}: {path.stat().st_size} bytes"
