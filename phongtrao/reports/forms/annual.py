"""Which report of a place to write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.core.period import PeriodProblem, Window, clocks
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Freeze
from phongtrao.reports import queries
from phongtrao.reports.forms.asking import day_box


class AnnualForm(forms.Form):
    """A place by code or name; a year on a clock or a part of it, or days of their own."""

    place = forms.CharField(max_length=120, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    year = forms.CharField(max_length=6, widget=forms.TextInput({"class": "govuk-input--width-5"}))
    period = forms.ChoiceField(required=False)
    clock = forms.ChoiceField(required=False)
    start = forms.DateField(required=False, widget=day_box())
    end = forms.DateField(required=False, widget=day_box())
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
        self._label_period()
        clock.label = _("Reporting clock")
        clock.choices = [(c.id, queries.clock_name(c)) for c in clocks().values()]  # type: ignore[attr-defined]

    def _label_period(self) -> None:
        period, start, end = self.fields["period"], self.fields["start"], self.fields["end"]
        period.label = _("Period")
        period.choices = figures.part_choices()  # type: ignore[attr-defined]
        start.label, end.label = _("First day"), _("Last day")
        start.help_text = _(
            "Only for a report of days of their own, such as a campaign; year and period then don't count."
        )

    def clean(self) -> dict[str, Any]:
        """`days`: the window of their own, if both ends are given."""
        given = super().clean() or {}
        first, last = given.get("start"), given.get("end")
        given["days"] = None
        if first and last:
            try:
                given["days"] = Window(first, last)
            except PeriodProblem:
                self.add_error("end", _("The last day lies before the first."))
        elif (first or last) and not {"start", "end"} & self.errors.keys():
            self.add_error("start", _("Give the first and the last day of the period."))
        return given
