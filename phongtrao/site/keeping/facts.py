"""What a database holds, in numbers that must be equal before and after: asked of a live one or of a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from phongtrao.documents.models import File
from phongtrao.figures.models import Recorded
from phongtrao.trail.models import Head, Seal

Ask = Callable[[str], list[tuple[Any, ...]]]
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY 1",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}


@dataclass(frozen=True)
class Facts:
    """`tables`: rows of each. `ledger`: the last batch's number. `heads`: chain -> [number, hash]. `seal`:
    the last seal's [number, hash]."""

    tables: dict[str, int]
    ledger: int
    heads: dict[str, list[Any]]
    seal: list[Any] | None
    migrations: list[list[str]]


def tables(ask: Ask, vendor: str) -> list[str]:
    return [name for (name,) in ask(TABLES[vendor])]


def gather(ask: Ask, vendor: str) -> Facts:
    seal = ask(f"SELECT number, hash FROM {_table(Seal)} ORDER BY number DESC LIMIT 1")
    heads = ask(f"SELECT chain, number, hash FROM {_table(Head)} ORDER BY chain")
    return Facts(
        tables={name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables(ask, vendor)},
        ledger=ask(f"SELECT coalesce(max(number), 0) FROM {_table(Recorded)}")[0][0],
        heads={chain: [number, digest] for chain, number, digest in heads},
        seal=list(seal[0]) if seal else None,
        migrations=[list(row) for row in ask("SELECT app, name FROM django_migrations ORDER BY app, name")],
    )


def file_digests(ask: Ask) -> list[str]:
    """Of every file that a row names."""
    return [digest for (digest,) in ask(f"SELECT DISTINCT digest FROM {_table(File)} ORDER BY digest")]


def of_cursor(cursor: Any) -> Ask:
    def ask(query: str) -> list[tuple[Any, ...]]:
        cursor.execute(query)
        return list(cursor.fetchall())

    return ask


def _table(model: Any) -> str:
    return str(model._meta.db_table)
