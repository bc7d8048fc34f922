from collections.abc import Iterator, Mapping
from datetime import UTC
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.trail.models import Head, RecordKey, Row, Seal
from phongtrao.trail.rules import GENESIS, Break, broken_link, digest, seal_hash


def of_record(record: str) -> QuerySet[Row]:
    return Row.objects.filter(record=record).order_by("at", "id")


def first_break() -> Break | None:
    """Check every chain, its head, and all seals; the first that does not hold."""
    return next(_breaks(), None)


def break_sentence(found: Break) -> str:
    return _("The trail does not hold: chain %(chain)s, row %(number)s: %(why)s.") % {
        "chain": found.chain,
        "number": found.number,
        "why": _why_words(found.why),
    }


def _why_words(why: str) -> str:
    words = {
        "row missing": _("row missing"),
        "row changed": _("row changed"),
        "not linked to the row before": _("not linked to the row before"),
        "head and last row disagree": _("head and last row disagree"),
        "seal missing": _("seal missing"),
        "seal changed": _("seal changed"),
    }
    if why in words:
        return words[why]
    return _("differs from seal %(number)s") % {"number": why.rpartition(" ")[2]}


def tells(record: str, snapshot: Mapping[str, Any]) -> bool:
    """Whether the last row of a record has the digest of this content. A purged key tells nothing any more."""
    key = RecordKey.objects.filter(record=record).first()
    row = Row.objects.filter(record=record).order_by("-id").first()
    return key is not None and row is not None and row.after == digest(bytes(key.key), snapshot)


def counts() -> tuple[int, int, int]:
    """(rows, chains, seals)."""
    return Row.objects.count(), Head.objects.count(), Seal.objects.count()


def _breaks() -> Iterator[Break]:
    heads = {h.chain: h for h in Head.objects.all()}
    rows = Row.objects.order_by("chain", "number").iterator(chunk_size=2000)
    hashes: dict[str, dict[int, str]] = {}
    for chain, group in groupby(rows, key=lambda row: row.chain):
        kept = [(row.as_link(), row.hash) for row in group]
        found = broken_link(kept)
        if found:
            yield found
        hashes[chain] = {link.number: stored for link, stored in kept}
        yield from _head_breaks(chain, heads.get(chain), kept[-1][0].number, kept[-1][1])
    for chain, head in heads.items():
        if head.number and chain not in hashes:
            yield Break(chain, head.number, "row missing")
    yield from _seal_breaks(hashes)


def _head_breaks(chain: str, head: Head | None, number: int, stored: str) -> Iterator[Break]:
    if head is None or (head.number, head.hash) != (number, stored):
        yield Break(chain, number + 1, "head and last row disagree")


def _seal_breaks(hashes: dict[str, dict[int, str]]) -> Iterator[Break]:
    previous = GENESIS
    for number, seal in enumerate(Seal.objects.order_by("number").iterator(), start=1):
        at = seal.at.astimezone(UTC).isoformat(timespec="microseconds")
        if seal.number != number or seal.previous != previous:
            yield Break("seals", number, "seal missing")
        if seal_hash(seal.number, at, seal.heads, seal.previous) != seal.hash:
            yield Break("seals", number, "seal changed")
        for chain, (row_number, row_hash) in seal.heads.items():
            if hashes.get(chain, {}).get(row_number) != row_hash:
                yield Break(chain, row_number, f"differs from seal {seal.number}")
        previous = seal.hash
