"""Reads that every page makes: the queryset is built and its SQL written once a process, then run with other values.

Django writes a query's SQL anew at each use, which costs about a millisecond for a read that joins eight tables:
more than PostgreSQL needs to answer it. Here

    @ready
    def of_organisation(organisation: int) -> QuerySet[Report]:
        return Report.objects.filter(organisation=organisation).select_related("duty")

is called with placeholders once, and `of_organisation(7)` gives the rows as a list. What it builds must have the
same shape whatever the values: compare with them, never branch on them, no None, no lists. It leans on what Django
keeps to itself (the iterable of a queryset, the compiler); tests/kit/test_ready.py holds it against the plain
queryset, on both databases."""

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")

FIELDS: dict[type, Callable[[], models.Field[Any, Any]]] = {
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
}

LARGEST = 2**63 - 1
"""No row has a larger number; an address may name one all the same, and SQLite can't take it."""


class Given(Expression):
    """The place of a value that comes later."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Written:
    """A queryset's compiler after it wrote its SQL, which is then only copied."""

    rows: "QuerySet[Any, Any]"
    compiler: SQLCompiler
    sql: str
    params: Sequence[Any]

    def run(self, values: dict[str, Any]) -> list[Any]:
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return []
        params = tuple(
            one.output_field.get_db_prep_value(values[one.name], connection)
            if isinstance(one, Given)
            else one
            for one in self.params
        )
        compiler: Any = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_asked, **_how: (self.sql, params)
        rows: Any = _Rows(self.rows, compiler)
        return [*cast(Any, self.rows._iterable_class(rows))]


class _Rows:
    """What the iterable of a queryset asks of its queryset, and of that one's query: the compiler that is there."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, rows: Any, compiler: SQLCompiler) -> None:
        self.model, self._fields, self.query, self._compiler = rows.model, rows._fields, self, compiler
        self.of = rows.query

    def get_compiler(self, *_asked: Any, **_how: Any) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)


def _place(name: str, kind: Any) -> Given:
    if kind not in FIELDS:
        raise TypeError(f"{name}: a value of a ready read is one of {', '.join(k.__name__ for k in FIELDS)}")
    return Given(name, FIELDS[kind]())


def ready(build: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """The rows of the queryset that `build` makes; its parameters are int, str, date or datetime."""
    signature = inspect.signature(build, eval_str=True)
    places = {name: _place(name, of.annotation) for name, of in signature.parameters.items()}
    by_vendor: dict[str, _Written] = {}

    def written() -> _Written:
        rows = cast(Any, build)(**places)
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return _Written(rows, compiler, sql, params)

    @wraps(build)
    def read(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        found = by_vendor.get(connection.vendor)
        if found is None:
            found = by_vendor[connection.vendor] = written()
        return found.run(signature.bind(*args, **kwargs).arguments)

    return read
