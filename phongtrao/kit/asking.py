"""Statements of `ready` and `writes` go to PostgreSQL on a cursor that lives as long as its connection: a new one, with
Django's layers about it, costs nearly as much as the statement. Whoever counts or logs queries still sees them all:
then, and on SQLite, it is Django's own cursor."""

from collections.abc import Sequence
from typing import Any

KEPT = "phongtrao_cursor"


def rows(here: Any, statement: str, params: Sequence[Any]) -> Any:
    """All rows of the answer; as Django's cursor, an error of the database comes as django.db's."""
    if _plainly(here):
        with here.wrap_database_errors:
            return _cursor(here).execute(statement, params).fetchall()
    with here.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def touched(here: Any, statement: str, params: Sequence[Any]) -> int:
    """How many rows were written."""
    if _plainly(here):
        with here.wrap_database_errors:
            return int(_cursor(here).execute(statement, params).rowcount)
    with here.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def _plainly(here: Any) -> bool:
    if here.vendor != "postgresql" or here.queries_logged or here.execute_wrappers:
        return False
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.validate_no_broken_transaction()
    return True


def _cursor(here: Any) -> Any:
    found = getattr(here.connection, KEPT, None)
    if found is None:
        found = here.create_cursor()
        setattr(here.connection, KEPT, found)
    return found
