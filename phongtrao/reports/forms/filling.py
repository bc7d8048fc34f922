"""A section of a report as an officer fills it in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.kit.widgets import QUALIFIERS, FigureWidget
from phongtrao.reports import queries
from phongtrao.reports.rules import Content, Figure, Section, Typed, read_figure, reason_field, shown, split


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

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.MultiWidget.get_context(self, name, value, attrs)
        for box in context["widget"]["subwidgets"][1:]:
            box["attrs"].pop("aria-invalid", None)
        context["widget"]["subwidgets"][2]["attrs"]["aria-label"] = _("How exact")
        return context


class AnswerField(forms.Field):
    """The boxes of one figure. They give Typed; what can't be read is refused with what to type instead."""

    def __init__(self, key: str, label: str, unit: str) -> None:
        self.key = key
        known = catalogue.load().get(split(key)[0])
        self.ratio = known.ratio
        widget, help_text = FigureWidget(known.decimals, unit), ""
        if known.ratio is not None:
            part, whole = queries.ratio_words(known.ratio)
            widget = RatioWidget(whole)
            help_text = _("%(part)s / %(whole)s, or a percentage with its sign.") % {
                "part": part,
                "whole": whole,
            }
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
        return typed


@dataclass(frozen=True, slots=True)
class Box:
    """One row of a section's page."""

    key: str
    bound: forms.BoundField
    source: queries.Source | None
    marked: bool
    lines: Sequence[queries.Beside] = ()
    reason: str = ""

    @property
    def asks(self) -> bool:
        """Whether the officer is asked for a reason, or gave one."""
        return bool(self.reason) or any(line.asks for line in self.lines)

    @property
    def reason_name(self) -> str:
        return name_of(reason_field(self.key))


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one indicator; `legend` where it is broken down."""

    legend: str
    boxes: list[Box]


class SectionForm(forms.Form):
    """A section as it stands in the draft, or as it was just typed."""

    def __init__(self, content: Content, section: Section, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="field-%s")
        self.section, self.content = section, content
        self.keys: dict[str, str] = {}
        for field in section.fields:
            if isinstance(field, Figure):
                for key in field.keys:
                    named = queries.label(content, key)
                    words = named.cell if field.breakdown and named.cell else named.name
                    whole = field.breakdown and not named.cell
                    self._add(key, AnswerField(key, _("All together") if whole else words, named.unit))
            else:
                area = forms.Textarea({"rows": 8})
                words = queries.label(content, field.id).name
                self._add(
                    field.id,
                    forms.CharField(label=words, required=False, widget=area, max_length=field.max_chars),
                )

    def _add(self, key: str, field: forms.Field) -> None:
        self.fields[name_of(key)] = field
        self.keys[name_of(key)] = key

    def figures(self) -> dict[str, Typed]:
        return {
            key: field.typed(field.widget.value_from_datadict(self.data, self.files, name))
            for name, key in self.keys.items()
            if isinstance(field := self.fields[name], AnswerField)
        }

    def narratives(self) -> dict[str, str]:
        return {
            key: str(self.data.get(name, ""))
            for name, key in self.keys.items()
            if not isinstance(self.fields[name], AnswerField)
        }

    def reasons(self, standing: Mapping[str, str]) -> dict[str, str]:
        """What was said of figures; where the page had no box for it, what stands."""
        boxes = {key: name_of(reason_field(key)) for key in self.section.figure_keys}
        given = {key: str(self.data[name]) for key, name in boxes.items() if name in self.data}
        return {key: text for key, text in ({**standing, **given}).items() if key in boxes}

    def groups(
        self,
        sources: Mapping[str, queries.Source],
        marked: frozenset[str],
        lines: Mapping[str, Sequence[queries.Beside]] = MappingProxyType({}),
    ) -> Iterator[Group]:
        reasons = self.reasons({})
        for field in self.section.fields:
            keys = field.keys if isinstance(field, Figure) else (field.id,)
            broken = isinstance(field, Figure) and field.breakdown
            boxes = [
                Box(
                    key,
                    self[name_of(key)],
                    sources.get(key),
                    key in marked,
                    lines.get(key, ()),
                    reasons.get(key, ""),
                )
                for key in keys
            ]
            yield Group(queries.label(self.content, keys[0]).name if broken else "", boxes)


def from_draft(content: Content, section: Section, draft: Mapping[str, Any]) -> dict[str, str]:
    """The section's answers as its boxes would send them."""
    figures, narratives = draft.get("figures", {}), draft.get("narratives", {})
    data = {name_of(told.id): narratives.get(told.id, "") for told in section.narratives}
    for key in section.figure_keys:
        boxes = boxes_of(key, shown(key, figures.get(key)))
        data |= {f"{name_of(key)}_{place}": text for place, text in enumerate(boxes)}
    reasons = draft.get("reasons", {})
    data |= {name_of(reason_field(key)): reasons[key] for key in section.figure_keys if reasons.get(key)}
    return data


def boxes_of(key: str, typed: Typed) -> list[str]:
    """What stands in the boxes of one figure: a ratio has one more."""
    if catalogue.load().get(split(key)[0]).ratio is None:
        return [typed.text, typed.qualifier]
    return [typed.text, typed.whole, typed.qualifier]
