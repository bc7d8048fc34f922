"""The controls that stand a hundred times on a page, drawn without templates: a box drawn by Django's own
templates costs about a millisecond, and a section has forty (docs/reference/bench.md, `deadline`)."""

from html import escape
from typing import Any

from django.forms import BoundField
from django.utils.html import conditional_escape
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


def safe(value: Any) -> str:
    """Escaped unless it is marked safe."""
    kind = type(value)
    if kind is str:
        return escape(value)
    return value if kind is SafeString else conditional_escape(value)


def _attributes(attrs: Widget) -> str:
    """In the order given, as Django's templates write them: True is a bare name, False is none."""
    return "".join(
        [
            f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
            for name, value in attrs.items()
            if value is not False
        ]
    )


def _input(widget: Widget) -> SafeString:
    attrs = dict(widget["attrs"])
    if widget["value"] is not None:
        attrs = {"value": str(widget["value"]), **attrs}
    return mark_safe(f'<input type="{widget["type"]}" name="{safe(widget["name"])}"{_attributes(attrs)}>')


def _select(widget: Widget) -> SafeString:
    inside = "".join([_group(name, options) for name, options, _index in widget["optgroups"]])
    return mark_safe(f'<select name="{safe(widget["name"])}"{_attributes(widget["attrs"])}>{inside}</select>')


def _group(name: str | None, options: list[Widget]) -> str:
    inside = "".join(
        [
            f'<option value="{escape(str(option["value"]))}"{_attributes(option["attrs"])}>'
            f"{safe(option['label'])}</option>"
            for option in options
        ]
    )
    return f'<optgroup label="{safe(name)}">{inside}</optgroup>' if name else inside


def _textarea(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else safe(widget["value"])
    return mark_safe(
        f'<textarea name="{safe(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'
    )


def field_group(field: BoundField) -> SafeString | None:
    """A field with its label, guidance, errors and control; None for what stands in a fieldset, and for a tick."""
    if field.use_fieldset or field.widget_type == "checkbox":
        return None
    wrong = " govuk-form-group--error" if field.errors else ""
    return mark_safe(
        f'<div class="govuk-form-group{wrong}">\n'
        f'<label class="govuk-label" for="{safe(field.id_for_label)}" id="{safe(field.auto_id)}_label">'
        f"{safe(field.label)}</label>{said(field)}\n{field}{_count(field)}\n</div>"
    )


def said(field: BoundField) -> SafeString:
    """The guidance of a field and what is wrong with what was typed."""
    hint = errors = ""
    if field.help_text:
        hint = f'<div class="govuk-hint" id="{safe(field.auto_id)}_helptext">{safe(field.help_text)}</div>'
    if field.errors:
        word = f'<p class="pt-flush"><span class="govuk-visually-hidden">{safe(_("Error:"))}</span> '
        told = "".join([f"{word}{safe(error)}</p>" for error in field.errors])
        errors = f'<div class="govuk-error-message" id="{safe(field.auto_id)}_error">{told}</div>'
    return mark_safe(hint + errors)


def _count(field: BoundField) -> str:
    most = getattr(field.field, "max_length", None)
    if field.widget_type != "textarea" or not most:
        return ""
    up_to = _("Up to %(most)s characters") % {"most": written_number(most)}
    return (
        f'<div class="govuk-hint govuk-character-count__message" id="{safe(field.auto_id)}_count" '
        f'data-left="{safe(_("characters left"))}" data-over="{safe(_("characters too many"))}">'
        f"{safe(up_to)}</div>"
    )
