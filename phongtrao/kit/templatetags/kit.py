"""What templates say in the house's own words. docs/reference/look.md shows each."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from phongtrao.core.figure import Qualifier
from phongtrao.kit import writing
from phongtrao.kit.charts import Chart
from phongtrao.kit.drawing import said
from phongtrao.kit.tables import Amount, Table, Value, all_rows

register = template.Library()
NOTHING = "–"
STATE_COLOURS = {
    "asked": "yellow",
    "draft": "grey",
    "submitted": "blue",
    "returned": "orange",
    "accepted": "green",
    "reopened": "purple",
    "late": "red",
    "paper": "yellow",
    "checked": "blue",
    "signed": "purple",
    "issued": "green",
    "replaced": "orange",
    "withdrawn": "red",
}


@register.filter
def number(scaled: int | None, decimals: int = 0) -> str:
    """{{ value|number:indicator.decimals }}"""
    return NOTHING if scaled is None else writing.written_number(scaled, decimals)


@register.simple_tag
def figure(scaled: int | None, decimals: int = 0, qualifier: str = Qualifier.EXACT) -> str:
    """{% figure value decimals qualifier %}: hơn 40.000"""
    return NOTHING if scaled is None else writing.written_figure(scaled, decimals, qualifier)


@register.filter
def local_date(day: date | datetime | None) -> str:
    return writing.written_day(day) if day else NOTHING


@register.filter
def local_time(moment: datetime | None) -> str:
    return writing.written_time(moment) if moment else NOTHING


@register.simple_tag
def field_said(field: BoundField) -> SafeString:
    """{% field_said form.name %}: the guidance of a field, and what is wrong with what was typed."""
    return said(field)


@register.filter
def item(known: Mapping[str, Any] | None, key: str) -> Any:
    """{{ threads|item:row.field }}; None where it is not known."""
    return known.get(key) if known else None


@register.simple_tag
def state_tag(state: str, label: str) -> SafeString:
    """{% state_tag report.state report.get_state_display %}"""
    colour = STATE_COLOURS.get(state, "grey")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label)


@register.filter
def written(value: Value) -> str:
    """A table's value as the page's language writes it."""
    if isinstance(value, Amount):
        return writing.written_figure(value.scaled, value.decimals, value.qualifier)
    if isinstance(value, datetime):
        return writing.written_time(value)
    if isinstance(value, date):
        return writing.written_day(value)
    if isinstance(value, int):
        return writing.written_number(value)
    return value or NOTHING


@register.inclusion_tag("kit/table.html")
def data_table(table: Table, name: str = "table") -> dict[str, Any]:
    """{% data_table table %}; `name` is its id, where a page has two."""
    rows = [list(zip(table.columns, row, strict=True)) for row in all_rows(table)]
    body, foot = (rows[:-1], rows[-1:]) if table.total else (rows, [])
    return {"table": table, "name": name, "body": body, "foot": foot}


@register.inclusion_tag("kit/chart.html")
def drawn(chart: Chart) -> dict[str, Any]:
    """{% drawn chart %}"""
    return {"chart": chart}


@register.inclusion_tag("kit/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any]") -> dict[str, Any]:
    """{% error_summary form other_formset %}: nothing where all is well. The shell does it for `form`."""
    return {"errors": [error for form in forms for error in _errors(form)]}


def _errors(form: "BaseForm | BaseFormSet[Any]") -> Iterator[tuple[str, str]]:
    """(id of the field or "", sentence), the form's own first."""
    for sentence in form.non_form_errors() if isinstance(form, BaseFormSet) else form.non_field_errors():
        yield "", str(sentence)
    if isinstance(form, BaseFormSet):
        for part in form.forms:
            yield from _errors(part)
    else:
        yield from ((_target(field), f"{field.label}: {error}") for field in form for error in field.errors)


def _target(field: BoundField) -> str:
    """The first control of a group has its place in the group as ending."""
    return field.id_for_label or f"{field.auto_id}_0"
