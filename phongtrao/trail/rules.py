"""The arithmetic of the trail: canonical text, hashes, and what a chain must satisfy."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

VERSION = 1
GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """One text for one value, on every machine: sorted keys, no spaces, UTF-8; days and moments as ISO."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=lambda v: v.isoformat()
    ).encode()


def digest(key: bytes, snapshot: Mapping[str, Any] | None) -> str:
    """Keyed per record: once the record's key is purged, the digest says nothing of what it held."""
    return "" if snapshot is None else hmac.new(key, canonical(snapshot), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the trail as it is hashed. `at` is an ISO moment in UTC."""

    chain: str
    number: int
    at: str
    officer: str
    action: str
    record: str
    before: str
    after: str
    reason: str
    previous: str
    version: int = VERSION

    def hash(self) -> str:
        return hashlib.sha256(canonical(asdict(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain, a head or a seal does not hold, and how."""

    chain: str
    number: int
    why: str


def broken_link(links: Iterable[tuple[Link, str]]) -> Break | None:
    """The first row of one chain, in order, that is missing, changed or out of place."""
    previous = GENESIS
    for number, (link, stored) in enumerate(links, start=1):
        if link.number != number:
            return Break(link.chain, number, "row missing")
        if link.previous != previous:
            return Break(link.chain, number, "not linked to the row before")
        if link.hash() != stored:
            return Break(link.chain, number, "row changed")
        previous = stored
    return None


def seal_hash(number: int, at: str, heads: Mapping[str, list[Any]], previous: str) -> str:
    """`heads`: chain -> [number, hash] of its last row when sealed."""
    body = {"version": VERSION, "number": number, "at": at, "heads": dict(heads), "previous": previous}
    return hashlib.sha256(canonical(body)).hexdigest()
