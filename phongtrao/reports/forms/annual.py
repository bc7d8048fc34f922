"""Which annual report to write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.core.period import clocks
from phongtrao.figures.models import Freeze
from phongtrao.reports import queries


class AnnualForm(forms.Form):
    """Which annual report to write: a place by code or name, a year on a clock."""

    place = forms.CharField(max_length=120, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    year = forms.CharField(max_length=6, widget=forms.TextInput({"class": "govuk-input--width-5"}))
    clock = forms.ChoiceField(required=False)
    freeze = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, freezes: Iterable[Freeze], **options: Any) -> None:
        super().__init__(*args, **options)
        self.freezes = {str(row.pk): row for row in freezes}
        named = [(number, f"{row.name} – {row.purpose}") for number, row in self.freezes.items()]
        self.fields["freeze"].label = _("As frozen")
        self.fields["freeze"].choices = [("", _("not frozen")), *named]  # type: ignore[attr-defined]
        place, year, clock = self.fields["place"], self.fields["year"], self.fields["clock"]
        place.label, place.help_text = _("Place"), _("Code or name; VN is the whole country.")
        place.error_messages["required"] = _("Type the code or the name of a place.")
        year.label, year.error_messages["required"] = _("Year"), _("Type the year, such as 2026.")
        clock.label = _("Reporting clock")
        clock.choices = [(c.id, queries.clock_name(c)) for c in clocks().values()]  # type: ignore[attr-defined]
