"""What an office types to build a form: every wording is looked at, since a form asks about no person."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.persons import denied
from phongtrao.core.vietnamese import NumberProblem, format_number, parse_number
from phongtrao.kit.widgets import problem_sentence
from phongtrao.kit.writing import in_english
from phongtrao.reports import queries
from phongtrao.reports.rules import Prefill

MOST_CHARS = 20_000


class Wording(forms.CharField):
    """A label that officers will read; refused where it asks about a person."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if denial := denied(text):
            raise ValidationError(queries.denial_words(denial), code="person")
        return text


class Bound(forms.CharField):
    """A number as officers type it -> scaled by the decimals given, None where empty."""

    def __init__(self, decimals: int, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput({"class": "govuk-input--width-10"}), required=False, **options
        )
        self.decimals = decimals

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_number(text, decimals=self.decimals).scaled
        except NumberProblem as problem:
            raise ValidationError(problem_sentence(problem, self.decimals), code=problem.code) from problem


def _guidance() -> tuple[Wording, Wording]:
    area = {"rows": 3}
    return (
        Wording(label=_("Guidance"), required=False, max_length=1000, widget=forms.Textarea(area)),
        Wording(label=_("Guidance in English"), required=False, max_length=1000, widget=forms.Textarea(area)),
    )


class TitleForm(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        missing = {"required": _("Give the form a title.")}
        self.fields["title_vi"] = Wording(
            label=_("Title of the form"), max_length=250, error_messages=missing
        )
        self.fields["title_en"] = Wording(label=_("Title in English"), required=False, max_length=250)


class PlanForm(forms.Form):
    """A section's words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        missing = {"required": _("Give the section a title.")}
        self.fields["title_vi"] = Wording(
            label=_("Title of the section"), max_length=250, error_messages=missing
        )
        self.fields["title_en"] = Wording(label=_("Title in English"), required=False, max_length=250)
        self.fields["guidance_vi"], self.fields["guidance_en"] = _guidance()
        area: dict[str, Any] = {"required": False, "max_length": 1000}
        self.fields["area_vi"] = Wording(
            label=_("Guidance for a whole area"),
            help_text=_(
                "For a request whose units state for their whole area, such as a province. Empty: the guidance above."
            ),
            widget=forms.Textarea({"rows": 3}),
            **area,
        )
        self.fields["area_en"] = Wording(
            label=_("Guidance for a whole area in English"), widget=forms.Textarea({"rows": 3}), **area
        )

    def row(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class QuestionForm(forms.Form):
    def __init__(self, data: Mapping[str, Any] | None, row: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"max_chars": 3000, **row})
        missing = {"required": _("Type the question.")}
        self.fields["vi"] = Wording(label=_("Question"), max_length=250, error_messages=missing)
        self.fields["en"] = Wording(label=_("Question in English"), required=False, max_length=250)
        self.fields["guidance_vi"], self.fields["guidance_en"] = _guidance()
        self.fields["max_chars"] = forms.IntegerField(
            label=_("Longest answer, in characters"), min_value=50, max_value=MOST_CHARS
        )
        self.fields["required"] = forms.BooleanField(label=_("Must be answered"), required=False)

    def row(self) -> dict[str, Any]:
        return {"kind": "narrative", **self.cleaned_data}


class CountForm(forms.Form):
    """A figure: how it is broken down, bounded, offered."""

    def __init__(
        self, data: Mapping[str, Any] | None, row: Mapping[str, Any], others: list[tuple[str, str]]
    ) -> None:
        self.known = catalogue.load().get(row["indicator"])
        initial = {"total": True, **row, "values": row.get("values") or ()}
        for name in ("least", "most"):
            if row.get(name) is not None:
                initial[name] = format_number(row[name], decimals=self.known.decimals)
        super().__init__(data, initial=initial)
        self._breakdown()
        self.fields["required"] = forms.BooleanField(label=_("Must be answered"), required=False)
        self.fields["required_if"] = forms.ChoiceField(
            label=_("Must be answered if this figure is more than 0"),
            required=False,
            choices=[("", "–"), *others],
        )
        self.fields["least"] = Bound(self.known.decimals, label=_("At least"))
        self.fields["most"] = Bound(self.known.decimals, label=_("At most"))
        self.fields["prefill"] = _prefill()
        self.fields["guidance_vi"], self.fields["guidance_en"] = _guidance()

    def _breakdown(self) -> None:
        if len(self.known.dimensions) != 1:
            return
        dimension = self.known.dimensions[0]
        whole = [("", _("Not broken down"))] if self.known.whole else []
        self.fields["breakdown"] = forms.ChoiceField(
            label=_("Broken down"),
            required=False,
            choices=[*whole, (dimension.id, queries.dimension_name(dimension.id))],
        )
        self.fields["values"] = _values(dimension)
        if self.known.whole:
            self.fields["total"] = forms.BooleanField(label=_("Ask the whole too"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least, most = given.get("least"), given.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The most can't be less than the least."))
        return given

    def row(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}
        row = {"kind": "figure", "indicator": self.known.id, **given}
        row |= {"breakdown": given.get("breakdown"), "required": bool(given.get("required"))}
        if not row["breakdown"]:
            row.pop("values", None)
            row.pop("total", None)
        else:
            row["total"] = bool(given.get("total")) and self.known.whole
        return row


class GridForm(forms.Form):
    """A table of boxes: which indicators side by side, for which values of the dimension they share."""

    def __init__(self, data: Mapping[str, Any] | None, row: Mapping[str, Any], taken: set[str]) -> None:
        self.breakdown, standing = row["breakdown"], row.get("columns", ())
        own = {column["indicator"]: column for column in standing}
        initial = {"total": True, **row, "columns": list(own), "values": row.get("values") or ()}
        initial["prefill"] = next((c.get("prefill", Prefill.NONE) for c in standing), Prefill.NONE)
        super().__init__(data, initial=initial)
        dimension = next(d for d in catalogue.load().dimensions if d.id == self.breakdown)
        missing = {"required": _("Give the table a title.")}
        self.fields["vi"] = Wording(label=_("Title of the table"), max_length=250, error_messages=missing)
        self.fields["en"] = Wording(label=_("Title in English"), required=False, max_length=250)
        self.fields["columns"] = forms.MultipleChoiceField(
            label=_("Columns"),
            widget=forms.CheckboxSelectMultiple,
            choices=_columns(self.breakdown, taken - set(own)),
            error_messages={"required": _("Choose at least one column.")},
        )
        self.fields["values"] = _values(dimension)
        self.fields["total"] = forms.BooleanField(label=_("Ask the whole too"), required=False)
        self.fields["prefill"] = _prefill()
        self.fields["guidance_vi"], self.fields["guidance_en"] = _guidance()
        self.own = own

    def row(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        prefill = given.pop("prefill") or Prefill.NONE.value
        columns = [{**self.own.get(id, {}), "indicator": id, "prefill": prefill} for id in given["columns"]]
        values = {"values": given.pop("values")} if given["values"] else {}
        given.pop("values", None)
        return {"kind": "grid", "breakdown": self.breakdown, **given, **values, "columns": columns}


class RetirementForm(forms.Form):
    reason = forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Why it is taken out of use")
        self.fields["reason"].error_messages["required"] = _("Say why the form is taken out of use.")


def _prefill() -> forms.ChoiceField:
    choices = [(Prefill.NONE.value, _("Nothing")), (Prefill.LAST_PERIOD.value, _("The last period's number"))]
    return forms.ChoiceField(label=_("Offered beside the empty box"), required=False, choices=choices)


def _values(dimension: catalogue.Dimension) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Rows"),
        help_text=_("All of them where none is chosen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(value.id, value.en if in_english() else value.vi) for value in dimension.values],
    )


def _columns(breakdown: str, taken: set[str]) -> list[tuple[str, str]]:
    ratio = catalogue.Aggregation.RATIO
    return [
        (entry.id, entry.name_en if in_english() else entry.name_vi)
        for entry in catalogue.load().indicators
        if [d.id for d in entry.dimensions] == [breakdown]
        and entry.aggregation is not ratio
        and entry.id not in taken
    ]
