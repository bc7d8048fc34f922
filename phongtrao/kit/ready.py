"""Reads that every page makes: the queryset is built and its SQL written once a process, then run with other values.

Django writes a query's SQL anew at each use, which costs about a millisecond for a read that joins eight tables:
more than PostgreSQL needs to answer it. Here

    @ready
    def of_organisation(organisation: int) -> QuerySet[Report]:
        return Report.objects.filter(organisation=organisation).select_related("duty")

is called with placeholders once, and `of_organisation(7)` gives the rows as a list. What it builds must have the
same shape whatever the values: compare with them, never branch on them, no None. A list, however long, is one value:
`filter(code__among=codes)` where Django would say `in`. It leans on what Django
keeps to itself (the compiler, what an iterable makes of a row); tests/kit/test_ready.py holds it against the plain
queryset, on both databases."""

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Expression, Lookup, QuerySet, signals
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.query_utils import DeferredAttribute
from django.db.models.sql.compiler import SQLCompiler

from phongtrao.kit.asking import rows

P = ParamSpec("P")
Row = TypeVar("Row")


class Listed(models.Field[Any, Any]):
    """Many values as one: an array, which SQLite takes as JSON."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return list(value) if connection.vendor == "postgresql" else json.dumps(list(value), default=str)


@models.Field.register_lookup
class Among(Lookup[Any]):
    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        one, params = self.process_lhs(compiler, connection)
        many, more = self.process_rhs(compiler, connection)
        within = (
            f"= ANY({many})"
            if connection.vendor == "postgresql"
            else f"IN (SELECT value FROM json_each({many}))"
        )
        return f"{one} {within}", (*params, *more)


FIELDS: dict[Any, Callable[[], models.Field[Any, Any]]] = {
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
    list[int]: Listed,
    list[str]: Listed,
    list[date]: Listed,
}

PLAIN_FROM_DB: Any = cast(Any, models.Model.from_db).__func__

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
    """The SQL that a queryset's compiler wrote, and what it makes of a row."""

    sql: str
    params: Sequence[Any]
    converters: dict[int, Any]
    compiler: SQLCompiler
    made: Callable[[Sequence[Any]], Any]

    def run(self, here: Any, values: dict[str, Any]) -> list[Any]:
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return []
        params = tuple(
            one.output_field.get_db_prep_value(values[one.name], here) if isinstance(one, Given) else one
            for one in self.params
        )
        found = rows(here, self.sql, params)
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [self.made(row) for row in found]


def _written(asked: Any) -> _Written:
    compiler = asked.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    made = MADE[asked._iterable_class](asked, compiler)
    return _Written(sql, params, compiler.get_converters(columns), compiler, made)


def _objects(asked: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """As Django's ModelIterable: the object, those fetched beside it, what was annotated."""
    fields = compiler.klass_info["select_fields"]
    model, first, after = compiler.klass_info["model"], fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:after]]
    of_row = _of_row(model, names)
    beside = [
        _filling(one)
        for one in cast(Any, get_related_populators)(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    ]
    annotated = list((compiler.annotation_col_map or {}).items())

    def made(row: Sequence[Any]) -> Any:
        found = of_row(row[first:after])
        for fill in beside:
            fill(row, found)
        for name, place in annotated:
            setattr(found, name, row[place])
        return found

    return made


def _of_row(model: Any, names: list[str]) -> Callable[[Sequence[Any]], Any]:
    """`model.from_db`; where nothing would look on while the columns are put in, they are put in at once. What
    was deferred is loaded when somebody asks for it, as ever."""
    if not _plain(model):
        return lambda values: model.from_db(DEFAULT_DB_ALIAS, names, values)
    new = model.__new__

    def made(values: Sequence[Any]) -> Any:
        found = new(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        found.__dict__ = {"_state": state, **dict(zip(names, values, strict=True))}
        return found

    return made


def _plain(model: Any) -> bool:
    """No way of its own to be made, no column that does more than keep its value, nobody who asked to be told."""
    own = model.__init__ is models.Model.__init__ and model.from_db.__func__ is PLAIN_FROM_DB
    columns = {type(model.__dict__.get(field.attname)) for field in model._meta.concrete_fields}
    told = signals.pre_init.has_listeners(model) or signals.post_init.has_listeners(model)
    return own and columns <= {DeferredAttribute, ForeignKeyDeferredAttribute} and not told


def _filling(populator: Any) -> Callable[[Sequence[Any], Any], None]:
    """As Django's RelatedPopulator: the object that the row holds beside the first one, and those beside it."""
    if populator.reorder_for_init:
        return populator.populate  # type: ignore[no-any-return]
    first, after, key = populator.cols_start, populator.cols_end, populator.pk_idx
    of_row = _of_row(populator.model_cls, populator.init_list)
    beside = [_filling(one) for one in populator.related_populators]

    def fill(row: Sequence[Any], whole: Any) -> None:
        values, found = row[first:after], None
        if values[key] is not None:
            found = of_row(values)
            for one in beside:
                one(row, found)
        populator.local_setter(whole, found)
        if found is not None:
            populator.remote_setter(found, whole)

    return fill


def _dicts(asked: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    query = asked.query
    names = [*(query.selected or (*query.extra_select, *query.values_select, *query.annotation_select))]
    return lambda row: dict(zip(names, row, strict=True))


MADE: dict[Any, Callable[[Any, Any], Callable[[Sequence[Any]], Any]]] = {
    ModelIterable: _objects,
    ValuesIterable: _dicts,
    ValuesListIterable: lambda asked, compiler: tuple,
    FlatValuesListIterable: lambda asked, compiler: lambda row: row[0],
}


def _place(name: str, kind: Any) -> Given:
    if kind not in FIELDS:
        raise TypeError(f"{name}: a value of a ready read is one of {', '.join(map(str, FIELDS))}")
    return Given(name, FIELDS[kind]())


def ready(build: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """The rows of the queryset that `build` makes; its parameters are int, str, date, datetime or lists of them."""
    signature = inspect.signature(build, eval_str=True)
    places = {name: _place(name, of.annotation) for name, of in signature.parameters.items()}
    names = tuple(places)
    by_vendor: dict[str, _Written] = {}

    @wraps(build)
    def read(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        here = connections[DEFAULT_DB_ALIAS]
        found = by_vendor.get(here.vendor)
        if found is None:
            found = by_vendor[here.vendor] = _written(cast(Any, build)(**places))
        plainly = len(args) == len(names) and not kwargs
        values = dict(zip(names, args, strict=True)) if plainly else signature.bind(*args, **kwargs).arguments
        return found.run(here, values)

    return read
