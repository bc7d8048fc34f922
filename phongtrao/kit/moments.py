"""Reading the whole database as it stood at one moment."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def moment(database: BaseDatabaseWrapper) -> Iterator[Any]:
    """A cursor that sees one moment of the database while others write; on SQLite they wait meanwhile."""
    with ExitStack() as stack:
        if database.vendor == "postgresql":
            stack.enter_context(transaction.atomic())
        cursor = stack.enter_context(database.cursor())
        if database.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            cursor.execute("BEGIN DEFERRED")
            stack.callback(lambda: cursor.execute("ROLLBACK"))
        yield cursor
