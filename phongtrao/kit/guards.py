"""Append-only tables: the database itself refuses UPDATE, DELETE and (PostgreSQL) TRUNCATE.

A model says `append_only = True`; every migration that makes such a table ends with `guards.install`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION phongtrao_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def tables() -> list[str]:
    return sorted(m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False))


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guards on every append-only table that exists; harmless where they stand already."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in tables():
            if table in present:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift the guards: for emptying a demo's or a test's database, never in production."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in tables():
            if table in present:
                for name in _names(table):
                    on = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def standing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the guards that the database holds now."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard_%%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query.replace("%%", "%"))
        return {row[0] for row in cursor.fetchall()}


def wanted(connection: BaseDatabaseWrapper) -> set[str]:
    kinds = 3 if connection.vendor == "postgresql" else 2
    return {name for table in tables() for name in _names(table)[:kinds]}


def from_migration(apps_then: Any, editor: Any) -> None:
    install(editor.connection)


def _names(table: str) -> list[str]:
    return [f"guard_{table}_update", f"guard_{table}_delete", f"guard_{table}_truncate"]


def _statements(vendor: str, table: str) -> list[str]:
    update, delete, truncate = _names(table)
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {update} BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION phongtrao_append_only()",
            f"CREATE OR REPLACE TRIGGER {delete} BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION phongtrao_append_only()",
            f"CREATE OR REPLACE TRIGGER {truncate} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION phongtrao_append_only()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {update} BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER IF NOT EXISTS {delete} BEFORE DELETE ON {table} {refuse}",
    ]
