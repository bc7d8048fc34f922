"""What a template's expression gives, as Django resolves it; the ordinary ways without its detours."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from html import escape
from types import MethodType
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.base import FilterExpression, render_value_in_context
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

Read = Callable[[Context], Any]
UNSURE = object()
"""Not the ordinary way: Django itself is asked."""
MISSING = object()
"""There is no such thing."""

OF_A_LANGUAGE = (str, int, float, Decimal, date, time, Promise)
_plainly_said: dict[type, bool] = {}
"""Kinds of values of which the page shows what `str` gives."""

_by_attribute: dict[type, bool] = {BoundField: True}
"""Kinds of values that have attributes only: no key, no number leads to a part of them."""


def written(value: Any, context: Context) -> str:
    """A value as it stands on the page, escaped unless it is marked safe."""
    kind = type(value)
    if kind is str:
        return escape(value)
    if kind is SafeString:
        return value  # type: ignore[no-any-return]
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    plain = _plainly_said.get(kind)
    if plain is None:
        plain = _plainly_said[kind] = not issubclass(kind, OF_A_LANGUAGE) and not hasattr(kind, "__html__")
    return conditional_escape(str(value)) if plain else render_value_in_context(value, context)


def reader(expression: FilterExpression, *, quiet: bool = False) -> Read:
    """`expression.resolve`; quiet: None where there is no such thing, as conditions and loops want it."""
    look, nothing = _source(expression), None if quiet else ""
    steps = [_step(function, arguments) for function, arguments in expression.filters]
    if not steps:
        return _unchanged(look, expression, nothing)

    def read(context: Context) -> Any:
        value = look(context)
        if value is UNSURE:
            return expression.resolve(context, ignore_failures=quiet)
        if value is MISSING:
            value = nothing
        for step in steps:
            value = step(value, context)
        return value

    return read


def _unchanged(look: Read, expression: FilterExpression, nothing: str | None) -> Read:
    """Where no filter follows, which is nearly everywhere."""

    def read(context: Context) -> Any:
        value = look(context)
        if value is UNSURE:
            return expression.resolve(context, ignore_failures=nothing is None)
        return nothing if value is MISSING else value

    return read


def _source(expression: FilterExpression) -> Read:
    """Where an expression begins, before its filters."""
    variable: Any = expression.var
    if not expression.is_var:
        return lambda _context: variable
    if variable.translate:
        return lambda _context: UNSURE
    if variable.lookups is None:
        return lambda _context: variable.literal
    return _look(*variable.lookups)


def _look(first: str, *rest: str) -> Read:
    def look(context: Context) -> Any:
        for layer in reversed(context.dicts):
            if first in layer:
                found = layer[first]
                break
        else:
            return UNSURE if hasattr(context, first) else MISSING
        if callable(found):
            return UNSURE
        for name in rest:
            found = _part(found, name)
            if callable(found):
                found = _called(found)
            if found is UNSURE or found is MISSING:
                return found
        return found

    return look


def _part(whole: Any, name: str) -> Any:
    """By key where there are keys, else by attribute."""
    kind = type(whole)
    if kind is dict:
        return whole[name] if name in whole else UNSURE if hasattr(kind, name) or name.isdigit() else MISSING
    plain = _by_attribute.get(kind)
    if plain is None:
        plain = _by_attribute[kind] = not hasattr(kind, "__getitem__")
    if not plain and not (isinstance(whole, BaseForm) and name not in whole.fields):
        return UNSURE
    found = getattr(whole, name, MISSING)
    return UNSURE if found is MISSING and (hasattr(kind, name) or name.isdigit()) else found


def _called(found: Any) -> Any:
    """A method without arguments is called; whatever else can be called is Django's."""
    if type(found) is not MethodType or hasattr(found, "alters_data"):
        return UNSURE
    try:
        value = found()
    except TypeError:
        return UNSURE
    return value


def _step(function: Any, arguments: Any) -> Callable[[Any, Context], Any]:
    """One filter, as FilterExpression.resolve applies it."""
    at_home = getattr(function, "expects_localtime", False)
    escapes = getattr(function, "needs_autoescape", False)
    keeps_safe = getattr(function, "is_safe", False)
    given = [
        (True, argument) if is_variable else (False, mark_safe(argument))
        for is_variable, argument in arguments
    ]

    def step(value: Any, context: Context) -> Any:
        values = [one.resolve(context) if is_variable else one for is_variable, one in given]
        if at_home:
            value = template_localtime(value, context.use_tz)
        more = {"autoescape": context.autoescape} if escapes else {}
        found = function(value, *values, **more)
        return mark_safe(found) if keeps_safe and isinstance(value, SafeData) else found

    return step
