"""What people type to keep a superior's form, to say what belongs into it, and to fill it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.core.period import Part, clocks
from phongtrao.figures import queries
from phongtrao.figures.models import Freeze, SuperiorForm
from phongtrao.figures.queries import Unanswerable
from phongtrao.figures.rules.superior import Span, Writing
from phongtrao.places.models import Place


def part_names() -> list[tuple[str, str]]:
    return [
        ("", _("once a year")),
        (Part.HALF.value, _("every half-year")),
        (Part.NINE_MONTHS.value, _("once, for nine months")),
        (Part.QUARTER.value, _("every quarter")),
        (Part.MONTH.value, _("every month")),
    ]


def span_names() -> list[tuple[str, str]]:
    return [
        (Span.PERIOD.value, _("the period of the form")),
        (Span.TO_DATE.value, _("from the beginning of the year to the end of the period")),
        (Span.LAST_YEAR.value, _("the same period of the year before")),
    ]


def writing_names() -> list[tuple[str, str]]:
    return [
        (Writing.NUMBER.value, _("the bare number (40000)")),
        (Writing.WORDS.value, _("as a document writes it (hơn 40.000)")),
    ]


class KeepForm(forms.Form):
    file = forms.FileField(widget=forms.FileInput({"accept": ".xlsx,.docx"}))
    name = forms.CharField(max_length=150)
    asker = forms.CharField(max_length=150, required=False)
    clock = forms.ChoiceField()
    part = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file, name, asker = (self.fields[key] for key in ("file", "name", "asker"))
        file.label, file.help_text = (
            _("The form"),
            _("The superior's own Word (docx) or Excel (xlsx) file, up to 20 MB"),
        )
        file.error_messages["required"] = _("Choose the file of the form.")
        name.label, name.help_text = _("Name"), _("By which your office finds it again")
        name.error_messages["required"] = _("Give the form a name.")
        asker.label = _("Who asks for it")
        for key, label, choices in (
            ("clock", _("Clock"), [(id, queries.clock_name(id)) for id in clocks()]),
            ("part", _("How often it is filled"), part_names()),
        ):
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.label, field.choices = label, choices


class SpotForm(forms.Form):
    """`what` was understood as an indicator and a part of it; `at` is a place, None for the office's own."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.CharField(max_length=400, widget=forms.TextInput({"list": "whats", "autocomplete": "off"}))
    place = forms.CharField(max_length=200, required=False)
    span = forms.ChoiceField()
    writing = forms.ChoiceField()

    understood: tuple[str, str]
    at: Place | None

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        what, place = self.fields["what"], self.fields["place"]
        what.label, what.help_text = _("What belongs there"), _("Type some letters and choose from the list")
        what.error_messages["required"] = _("Say which figure belongs there.")
        place.label, place.help_text = (
            _("Of which place"),
            _("Code or name; left empty: your office's own place"),
        )
        for key, label, choices in (
            ("span", _("Of which days"), span_names()),
            ("writing", _("How it is written"), writing_names()),
        ):
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.label, field.choices = label, choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "what" in cleaned:
            try:
                self.understood = queries.what_of(cleaned["what"])
            except Unanswerable as problem:
                self.add_error("what", str(problem))
        self.at = self._place(cleaned.get("place", ""))
        return cleaned

    def _place(self, typed: str) -> Place | None:
        if not typed:
            return None
        try:
            return queries.place_called(typed, self.today)
        except Unanswerable as problem:
            self.add_error("place", str(problem))
            return None


class FillForm(forms.Form):
    year = forms.IntegerField(
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    number = forms.TypedChoiceField(coerce=int)
    freeze = forms.ChoiceField(required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, form: SuperiorForm, today: date, freezes: Iterable[Freeze]
    ) -> None:
        super().__init__(data, initial={"year": today.year})
        year, number, freeze = (self.fields[key] for key in ("year", "number", "freeze"))
        year.label = _("Year")
        wrong = _("Type a year like 2026.")
        year.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
        assert isinstance(number, forms.ChoiceField) and isinstance(freeze, forms.ChoiceField)
        number.label, number.choices = _("Period"), queries.period_choices(form)
        self.freezes = {str(row.pk): row for row in freezes}
        named = [(key, f"{row.name} – {row.purpose}") for key, row in self.freezes.items()]
        freeze.label, freeze.choices = _("As frozen"), [("", _("not frozen")), *named]

    @property
    def frozen(self) -> Freeze | None:
        return self.freezes.get(self.cleaned_data["freeze"])
