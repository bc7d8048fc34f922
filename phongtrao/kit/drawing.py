"""The controls that stand a hundred times on a page, drawn without templates: a box drawn by Django's own
templates costs about a millisecond, and a section has forty (docs/reference/bench.md, `deadline`)."""

from typing import Any

from django.forms import BoundField
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from phongtrao.kit.writing import written_number

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


def field_group(field: BoundField) -> SafeString | None:
    """A field with its label, guidance, errors and control; None for what stands in a fieldset, and for a tick."""
    if field.use_fieldset or field.widget_type == "checkbox":
        return None
    return format_html(
        '<div class="govuk-form-group{}">\n'
        '<label class="govuk-label" for="{}" id="{}_label">{}</label>{}\n{}{}\n</div>',
        " govuk-form-group--error" if field.errors else "",
        field.id_for_label,
        field.auto_id,
        field.label,
        said(field),
        field,
        _count(field),
    )


def said(field: BoundField) -> SafeString:
    """The guidance of a field and what is wrong with what was typed."""
    hint = errors = mark_safe("")
    if field.help_text:
        hint = format_html(
            '<div class="govuk-hint" id="{}_helptext">{}</div>', field.auto_id, field.help_text
        )
    if field.errors:
        sentence = '<p class="pt-flush"><span class="govuk-visually-hidden">{}</span> {}</p>'
        told = format_html_join("", sentence, ((_("Error:"), error) for error in field.errors))
        errors = format_html('<div class="govuk-error-message" id="{}_error">{}</div>', field.auto_id, told)
    return format_html("{}{}", hint, errors)


def _count(field: BoundField) -> SafeString:
    most = getattr(field.field, "max_length", None)
    if field.widget_type != "textarea" or not most:
        return mark_safe("")
    return format_html(
        '<div class="govuk-hint govuk-character-count__message" id="{}_count" data-left="{}" data-over="{}">{}</div>',
        field.auto_id,
        _("characters left"),
        _("characters too many"),
        _("Up to %(most)s characters") % {"most": written_number(most)},
    )
