"""The boxes of one figure."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier
from phongtrao.core.vietnamese import QUALIFIER_WORDS, Number
from phongtrao.kit.widgets import QUALIFIERS, FigureWidget
from phongtrao.reports import queries
from phongtrao.reports.rules import Figure, Typed, beyond, read_figure, split


def name_of(field: str) -> str:
    """A field's key as the name of its boxes: "models_recognized|recognised_by=ministry" has signs that no
    selector takes."""
    return field.replace("|", "--").replace(";", "--").replace("=", "-").replace(":", "-")


class RatioWidget(FigureWidget):
    """The part, the whole, and the qualifier beside them."""

    joint = "/"

    def __init__(self, whole: str) -> None:
        super().__init__()
        plain = {"inputmode": "text", "autocomplete": "off", "class": "govuk-input--width-10"}
        boxes = [
            forms.TextInput(plain),
            forms.TextInput({**plain, "aria-label": whole}),
            forms.Select(choices=QUALIFIERS),
        ]
        forms.MultiWidget.__init__(self, boxes)

    def decompress(self, value: Number | None) -> list[str]:
        """A fresh form's boxes: nothing of nothing, exactly."""
        return ["", "", Qualifier.EXACT.value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.MultiWidget.get_context(self, name, value, attrs)
        for box in context["widget"]["subwidgets"][1:]:
            box["attrs"].pop("aria-invalid", None)
        context["widget"]["subwidgets"][2]["attrs"]["aria-label"] = _("How exact")
        return context


class CellWidget(FigureWidget):
    """A box in a grid: the number alone, with a word before it where it is not exact."""

    def __init__(self, decimals: int = 0, unit: str = "") -> None:
        super().__init__(decimals, "")
        number = forms.TextInput({"inputmode": "text", "autocomplete": "off"})
        forms.MultiWidget.__init__(self, [number, forms.HiddenInput()])


class AnswerField(forms.Field):
    """The boxes of one figure. They give Typed; what can't be read, or what the form does not expect, is
    refused with what to type instead."""

    def __init__(
        self, figure: Figure, key: str, label: str, unit: str, *, guidance: str = "", cell: bool = False
    ) -> None:
        self.figure, self.key = figure, key
        known = catalogue.load().get(figure.indicator)
        self.ratio = known.ratio
        widget = (CellWidget if cell else FigureWidget)(known.decimals, unit)
        help_text = guidance
        if known.ratio is not None:
            part, whole = queries.ratio_words(known.ratio)
            widget = RatioWidget(whole)
            said = _("%(part)s / %(whole)s, or a percentage with its sign.")
            help_text = f"{guidance} {said % {'part': part, 'whole': whole}}".strip()
        super().__init__(widget=widget, label=label, help_text=help_text, required=False)

    def typed(self, boxes: Any) -> Typed:
        given = [str(box or "") for box in (boxes or ())]
        if self.ratio is not None:
            text, whole, qualifier = [*given, "", "", ""][:3]
            return Typed(text, whole, qualifier)
        text, qualifier = [*given, "", ""][:2]
        return Typed(text, "", qualifier)

    def clean(self, value: Any) -> Typed:
        typed = self.typed(value)
        answer = read_figure(self.key, typed)
        if answer is not None and "problem" in answer:
            raise ValidationError(queries.trouble(self.key, answer), code=answer["problem"]["code"])
        if answer is not None and (found := beyond(self.figure, self.key, answer)):
            raise ValidationError(queries.fault(found), code=found.fault.value)
        return typed


def boxes_of(key: str, typed: Typed, *, cell: bool) -> list[str]:
    """What stands in the boxes of one figure: a ratio has one more; in a grid the word stands in the number."""
    if catalogue.load().get(split(key)[0]).ratio is not None:
        return [typed.text, typed.whole, typed.qualifier]
    if cell and typed.text and typed.qualifier in list(Qualifier):
        word = QUALIFIER_WORDS[Qualifier(typed.qualifier)]
        return [f"{word} {typed.text}".strip(), Qualifier.EXACT.value]
    return [typed.text, typed.qualifier]
