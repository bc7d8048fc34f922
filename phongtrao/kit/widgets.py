"""Django's forms in the look of the house: one renderer, and the field for a figure."""

from html import escape
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier
from phongtrao.core.vietnamese import (
    Number,
    NumberProblem,
    ProblemCode,
    format_number,
    parse_number,
    with_letters_as_digits,
)
from phongtrao.kit.drawing import drawn, field_group, safe

INPUTS = ("date", "datetime", "email", "number", "password", "search", "tel", "text", "time", "url")
LOOK = {
    **dict.fromkeys(INPUTS, "govuk-input"),
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
OURS = {
    "django/forms/widgets/radio.html": "kit/forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "kit/forms/checkboxes.html",
    "django/forms/widgets/clearable_file_input.html": "kit/forms/file.html",
}
QUALIFIERS = [
    (Qualifier.EXACT.value, gettext_lazy("exactly")),
    (Qualifier.MORE_THAN.value, gettext_lazy("more than")),
    (Qualifier.NEARLY.value, gettext_lazy("nearly")),
    (Qualifier.APPROXIMATELY.value, gettext_lazy("approximately")),
    (Qualifier.LESS_THAN.value, gettext_lazy("less than")),
]

NO_WORDS_OF_ITS_OWN = frozenset({None, "", *(qualifier.value for qualifier in Qualifier)})
MARK = "\ue000"
MOST_CONTROLS = 10_000
_controls: dict[Any, list[str]] = {}
"""Controls of figures, as the text around what was typed."""


class Renderer(DjangoTemplates):
    """FORM_RENDERER: plain Django fields and widgets come out as the house's patterns."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"

    def get_template(self, template_name: str) -> Template:
        found: Template = super().get_template(OURS.get(template_name, template_name))
        return found

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            context = {**context, "widget": dressed(context["widget"])}
            plain = drawn(context["widget"])
        else:
            plain = field_group(context["field"]) if template_name == self.field_template_name else None
        if plain is not None:
            return plain
        return str(super().render(template_name, context, request))


def dressed(widget: dict[str, Any]) -> dict[str, Any]:
    """The widget with its classes. The browser's own checks are off: `required` and `maxlength` go, since
    the one speaks another language and the other cuts a pasted text without a word."""
    kind = widget["template_name"].removeprefix("django/forms/widgets/").removesuffix(".html")
    attrs = dict(widget["attrs"])
    attrs.pop("required", None)
    longest = attrs.pop("maxlength", None)
    if look := LOOK.get(kind):
        invalid = f"{look}--error" if attrs.get("aria-invalid") and kind != "checkbox" else ""
        attrs["class"] = " ".join(word for word in (look, attrs.get("class"), invalid) if word)
    if kind == "textarea" and longest:
        attrs["data-count"] = longest
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {attrs.get('id')}_count".strip()
    parts = {"subwidgets": [dressed(part) for part in widget["subwidgets"]]} if "subwidgets" in widget else {}
    return {**widget, "attrs": attrs, **parts}


class FigureWidget(forms.MultiWidget):
    """A number, with its qualifier beside it. The number takes the field's label, and is written in the
    Vietnamese way in either language, as it will be read."""

    use_fieldset = False
    joint = ""
    """What stands between the first box and the next, where that is not the unit."""

    def __init__(self, decimals: int = 0, unit: str = "") -> None:
        self.decimals, self.unit = decimals, unit
        number = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__([number, forms.Select(choices=QUALIFIERS)])

    def decompress(self, value: Number | None) -> list[str]:
        if value is None:
            return ["", Qualifier.EXACT.value]
        return [format_number(value.scaled, decimals=self.decimals), value.qualifier.value]

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else id_

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The same control stands on every unit's page: it is drawn once, with a mark where the typed text goes."""
        boxes = [*(value if isinstance(value, (list, tuple)) else self.decompress(value))]
        *typed, qualifier = boxes
        if qualifier not in NO_WORDS_OF_ITS_OWN:
            return mark_safe(self._drawn(name, boxes, attrs))
        own = tuple(tuple(part.attrs.items()) for part in self.widgets)
        filled = tuple(text is not None and text != "" for text in typed)
        key = (
            type(self),
            self.unit,
            own,
            name,
            tuple((attrs or {}).items()),
            filled,
            qualifier,
            get_language(),
        )
        pieces = _controls.get(key)
        if pieces is None:
            if len(_controls) >= MOST_CONTROLS:
                _controls.clear()
            marks = [MARK if is_filled else None for is_filled in filled]
            pieces = _controls[key] = self._drawn(name, [*marks, qualifier], attrs).split(MARK)
        texts = [escape(str(text)) for text, is_filled in zip(typed, filled, strict=True) if is_filled]
        return mark_safe("".join([pieces[0], *chain.from_iterable(zip(texts, pieces[1:], strict=True))]))

    def _drawn(self, name: str, boxes: list[Any], attrs: dict[str, Any] | None) -> str:
        widget = dressed(self.get_context(name, boxes, attrs)["widget"])
        first, *others = (drawn(part) or "" for part in widget["subwidgets"])
        sign = self.joint or self.unit
        between = f' <span class="pt-pair__unit">{safe(sign)}</span>' if sign else ""
        return f'<div class="pt-pair">{first}{between}{"".join(others)}</div>'

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        number, qualifier = (part["attrs"] for part in context["widget"]["subwidgets"])
        qualifier.pop("aria-invalid", None)
        qualifier["aria-label"] = _("How exact")
        if "id" in number:
            label = number["id"].removesuffix("_0") + "_label"
            qualifier["aria-labelledby"] = f"{label} {qualifier['id']}"
        return context


class FigureField(forms.Field):
    """What an officer types for an indicator -> Number (scaled by its decimals), None where left empty."""

    def __init__(self, *, decimals: int = 0, unit: str = "", **options: Any) -> None:
        self.decimals, self.unit = decimals, unit
        super().__init__(widget=FigureWidget(decimals, unit), **options)

    def to_python(self, value: Any) -> Number | None:
        text, chosen = [*(value or ()), "", ""][:2]
        if not (text or "").strip():
            return None
        try:
            typed = parse_number(text, decimals=self.decimals, unit=self.unit)
            return Number(typed.scaled, _qualifier(typed.qualifier, chosen), typed.percent)
        except NumberProblem as problem:
            raise ValidationError(problem_sentence(problem, self.decimals), code=problem.code) from problem


def _qualifier(typed: Qualifier, chosen: str | None) -> Qualifier:
    """The word typed before the number and the choice beside it must not disagree."""
    choice = Qualifier(chosen) if chosen in list(Qualifier) else Qualifier.EXACT
    if Qualifier.EXACT not in (typed, choice) and typed != choice:
        raise ValidationError(_("The word before the number and the choice beside it differ: keep one."))
    return choice if typed is Qualifier.EXACT else typed


def problem_sentence(problem: NumberProblem, decimals: int) -> str:
    meant = with_letters_as_digits(problem.typed)
    if problem.code is ProblemCode.NOT_A_NUMBER and meant:
        return _("A letter stands among the digits. Did you mean %(meant)s?") % {"meant": meant}
    return _sentence(problem.code, whole=not decimals) % {
        "typed": problem.typed,
        "decimals": decimals,
        "readings": " / ".join(problem.readings),
    }


def _sentence(code: ProblemCode, *, whole: bool) -> str:
    if code is ProblemCode.TOO_MANY_DECIMALS and whole:
        return _("“%(typed)s” must be a whole number.")
    return {
        ProblemCode.EMPTY: _("Type a number."),
        ProblemCode.NOT_A_NUMBER: _("“%(typed)s” is not a number. Type it like 1.234,5 or 1,2 triệu."),
        ProblemCode.NEGATIVE: _("A figure cannot be less than 0."),
        ProblemCode.TOO_MANY_DECIMALS: _("“%(typed)s” has more decimals than the %(decimals)s kept."),
        ProblemCode.TOO_LARGE: _("“%(typed)s” is too large."),
        ProblemCode.AMBIGUOUS: _("“%(typed)s” can be read in two ways: %(readings)s. Type the one you mean."),
    }[code]
