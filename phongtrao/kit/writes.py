"""Writes that every change makes: the SQL of an insert or an update is written once a process, then run with other
values, as `ready` does for reads (docs/decisions/0005).

What Django's own `save` does beside it, none of these rows needs: no signals, no parents, no values that the database
computes. tests/kit/test_writes.py holds both against each other, on both databases."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from phongtrao.kit.asking import rows, touched

Columns = tuple[str, ...]


def insert(row: models.Model) -> None:
    """A new row; afterwards it has the number that the database gave."""
    [[number]] = _inserted(row)
    row.pk = number
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def insert_unless_known(row: models.Model) -> None:
    """A new row, or nothing where one that is unique in the same stands."""
    _inserted(row, " ON CONFLICT DO NOTHING")


def update(row: models.Model, *names: str) -> None:
    """Its columns as they now stand in the object."""
    change(type(row), {"pk": row.pk}, {name: getattr(row, name) for name in names})


def change(model: type[models.Model], where: Mapping[str, Any], columns: Mapping[str, Any]) -> int:
    """Of the rows whose columns have these values (none of them null); how many they were."""
    here = connections[DEFAULT_DB_ALIAS]
    statement, fields = _changing(model, tuple(columns), tuple(where), here.vendor)
    values = [_plain(value) for value in (*columns.values(), *where.values())]
    return int(_run(here, statement, fields, values, touched))


def _inserted(row: models.Model, unless: str = "") -> Any:
    here = connections[DEFAULT_DB_ALIAS]
    statement, fields = _insertion(type(row), unless, here.vendor)
    values = [field.pre_save(row, add=True) for field in fields]
    return _run(here, statement, fields, values, rows)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _run(
    here: Any, statement: str, fields: tuple[Any, ...], values: list[Any], answer: Callable[..., Any]
) -> Any:
    prepared = [field.get_db_prep_save(value, here) for field, value in zip(fields, values, strict=True)]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
        return answer(here, statement, prepared)


@cache
def _insertion(model: type[models.Model], unless: str, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    about = model._meta
    fields = tuple(field for field in about.local_concrete_fields if not isinstance(field, models.AutoField))
    named = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join("%s" for _field in fields)
    table, number = quote(about.db_table), quote(str(about.pk.column))
    return f"INSERT INTO {table} ({named}) VALUES ({places}){unless} RETURNING {number}", fields


@cache
def _changing(
    model: type[models.Model], columns: Columns, where: Columns, _vendor: str
) -> tuple[str, tuple[Any, ...]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = tuple(_field(model, name) for name in (*columns, *where))
    said = [f"{quote(field.column)} = %s" for field in fields]
    after, before = ", ".join(said[: len(columns)]), " AND ".join(said[len(columns) :])
    return f"UPDATE {quote(model._meta.db_table)} SET {after} WHERE {before}", fields


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
