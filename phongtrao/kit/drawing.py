"""The controls that stand a hundred times on a page, drawn without templates: a box drawn by Django's own
templates costs about a millisecond, and a section has forty (docs/reference/bench.md, `deadline`)."""

from typing import Any

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Widget = dict[str, Any]
PREFIX, SUFFIX = "django/forms/widgets/", ".html"
TEXTUAL = ("date", "datetime", "email", "hidden", "number", "search", "tel", "text", "time", "url")


def drawn(widget: Widget) -> SafeString | None:
    """A dressed widget as HTML; None for the kinds that have a template."""
    kind = widget["template_name"].removeprefix(PREFIX).removesuffix(SUFFIX)
    if kind in TEXTUAL:
        return _input(widget)
    if kind == "select":
        return _select(widget)
    return _textarea(widget) if kind == "textarea" else None


def _attributes(attrs: Widget) -> SafeString:
    """In the order given, as Django's templates write them: True is a bare name, False is none."""
    told = (
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe("".join(told))


def _input(widget: Widget) -> SafeString:
    attrs = dict(widget["attrs"])
    if widget["value"] is not None:
        attrs = {"value": str(widget["value"]), **attrs}
    return format_html('<input type="{}" name="{}"{}>', widget["type"], widget["name"], _attributes(attrs))


def _select(widget: Widget) -> SafeString:
    groups = (_group(name, options) for name, options, _index in widget["optgroups"])
    inside = format_html_join("", "{}", ((group,) for group in groups))
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], _attributes(widget["attrs"]), inside
    )


def _group(name: str | None, options: list[Widget]) -> SafeString:
    inside = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(option["value"]), _attributes(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside) if name else inside


def _textarea(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else conditional_escape(widget["value"])
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget["attrs"]), value
    )
