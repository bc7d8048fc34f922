import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Subquery

from phongtrao.kit.ready import ready
from phongtrao.kit.writes import change, insert, insert_unless_known
from phongtrao.trail.models import Head, RecordKey, Row, Seal
from phongtrao.trail.rules import GENESIS, Link, digest, seal_hash


def record(
    action: str,
    *,
    record: str,
    chain: str,
    by: str,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Row:
    """Write the trail row of a change. Call it as the last statement of the change's own transaction: it
    locks the head of the organisation's chain until commit."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a trail row belongs to the transaction of the change it tells of")
    head, key = _locked_head(chain, record)
    at = now.astimezone(UTC)
    link = Link(
        chain,
        head.number + 1,
        at.isoformat(timespec="microseconds"),
        by,
        action,
        record,
        digest(key, before),
        digest(key, after),
        reason,
        head.hash,
    )
    row = Row(at=at, hash=link.hash(), **{name: getattr(link, name) for name in _STORED})
    insert(row)
    change(Head, {"pk": head.pk}, {"number": row.number, "hash": row.hash})
    return row


_STORED = (
    "chain",
    "number",
    "officer",
    "action",
    "record",
    "before",
    "after",
    "reason",
    "previous",
    "version",
)


@transaction.atomic
def seal(*, now: datetime) -> Seal | None:
    """Seal all heads, unless nothing was written since the last seal."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    heads = {h.chain: [h.number, h.hash] for h in Head.objects.order_by("chain")}
    if not heads or (last is not None and last.heads == heads):
        return None
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    at = now.astimezone(UTC)
    sealed = seal_hash(number, at.isoformat(timespec="microseconds"), heads, previous)
    return Seal.objects.create(number=number, at=at, heads=heads, previous=previous, hash=sealed)


def forget(record: str) -> None:
    """Purge a record's key: its digests stay and say nothing any more."""
    RecordKey.objects.filter(record=record).delete()


def _locked_head(chain: str, record: str) -> tuple[Head, bytes]:
    """The head of the chain under its lock, and the record's key; both made where they are missing."""
    found = _locked(chain, record)
    if not found:
        Head.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
        found = _locked(chain, record)
    head: Any = found[0]
    return head, bytes(head.key) if head.key is not None else _new_key(record)


@ready
def _locked(chain: str, record: str) -> QuerySet[Head]:
    key = RecordKey.objects.filter(record=record).values("key")[:1]
    return Head.objects.select_for_update().filter(chain=chain).annotate(key=Subquery(key))


def _new_key(record: str) -> bytes:
    insert_unless_known(RecordKey(record=record, key=secrets.token_bytes(32)))
    [key] = _known_key(record)  # perhaps another's, who was faster
    return bytes(key)


@ready
def _known_key(record: str) -> QuerySet[Any, Any]:
    return RecordKey.objects.filter(record=record).values_list("key", flat=True)
