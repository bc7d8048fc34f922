"""What an office types of a regime."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis
from phongtrao.core.period import clocks
from phongtrao.people import queries as people
from phongtrao.people.rules import Kind
from phongtrao.reports import queries
from phongtrao.reports.actions import Terms
from phongtrao.reports.forms.asking import RemindersField, day_box, form_title, reminders_help
from phongtrao.reports.models import Form, Regime
from phongtrao.reports.rules import LEVELS, Due, Frequency

DAY_OF_YEAR = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*", re.ASCII)
A_COMMON_YEAR = 2001  # a campaign that began on 29 February would have years without its first day


class DayOfYearField(forms.CharField):
    """01/07 -> "07-01"; nothing -> "" """

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-4"})
        super().__init__(required=False, max_length=10, widget=widget, **options)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        found = DAY_OF_YEAR.fullmatch(typed)
        try:
            day = date(A_COMMON_YEAR, int(found[2]), int(found[1])) if found else None
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(_("Type the day and the month, such as 01/07."))
        return f"{day:%m-%d}"


class RegimeForm(forms.Form):
    """A regime's terms; `terms` after it is valid."""

    title = forms.CharField(max_length=200)
    form = forms.ChoiceField()
    frequency = forms.ChoiceField()
    clock = forms.ChoiceField()
    first_day = DayOfYearField()
    last_day = DayOfYearField()
    basis = forms.ChoiceField(widget=forms.RadioSelect)
    kind = forms.ChoiceField(required=False)
    reminders = RemindersField()
    valid_from = forms.DateField(widget=day_box())
    source = forms.CharField(required=False, max_length=250)
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, forms_to_ask: QuerySet[Form], **options: Any) -> None:
        super().__init__(*args, **options)
        for level in LEVELS:
            self.fields[f"days_{level}"] = forms.IntegerField(
                required=False, widget=forms.NumberInput({"class": "govuk-input--width-3"})
            )
            self.fields[f"hour_{level}"] = forms.TimeField(
                required=False, widget=forms.TimeInput({"type": "time", "class": "govuk-input--width-5"})
            )
        self._choices(forms_to_ask)
        self._words()

    def _choices(self, forms_to_ask: QuerySet[Form]) -> None:
        listed = [(form.code, form_title(form)) for form in forms_to_ask]
        standing = self.initial.get("form", "")
        if standing not in dict(listed):  # none yet, or out of use: it is chosen, not fallen into
            listed = [("", _("Choose a form")), *listed]
        choices: dict[str, list[tuple[str, str]]] = {
            "form": listed,
            "clock": [(clock.id, queries.clock_name(clock)) for clock in clocks().values()],
            "frequency": [(f.value, queries.frequency_label(f)) for f in Frequency],
            "basis": [(basis.value, queries.basis_label(basis)) for basis in (Basis.OWN, Basis.STATEMENT)],
            "kind": [("", _("All kinds")), *((kind.value, kind.label) for kind in Kind)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def _words(self) -> None:
        said = {
            "title": (_("Title"), _("Requests are called by it and their period.")),
            "form": (_("Form"), _("Each period asks the version that is newest then.")),
            "frequency": (_("How often"), ""),
            "clock": (_("Reporting clock"), ""),
            "first_day": (
                _("First day of the campaign"),
                _("Day and month, such as 01/07; only for a campaign."),
            ),
            "last_day": (_("Last day of the campaign"), ""),
            "basis": (_("The figures are"), ""),
            "kind": (_("Kind of organisation"), ""),
            "reminders": (_("Reminders"), reminders_help()),
            "valid_from": (_("Holds from"), _("For the periods that end on this day or later.")),
            "source": (_("By which rule"), _("The document that orders it, with its number and article.")),
            "note": (_("Note to the organisations"), ""),
        }
        for name, (label, help_text) in said.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        for level in LEVELS:
            words = {"level": people.level_word(level)}
            self.fields[f"days_{level}"].label = _("%(level)s: working days after the cut-off") % words
            self.fields[f"hour_{level}"].label = _("%(level)s: until which hour") % words
        self.fields["days_commune"].help_text = _("At least 1; empty: nothing is asked of this level.")
        self.fields["form"].error_messages["required"] = _("Choose a published form.")
        self.fields["title"].error_messages["required"] = _("Give the regime a title.")
        self.fields["valid_from"].error_messages["required"] = _("Choose the day from which it holds.")
        self.fields["basis"].error_messages["required"] = _("Choose what the figures will be.")

    @property
    def dues(self) -> list[Due]:
        chosen = self.cleaned_data
        return [
            Due(level, chosen[f"days_{level}"], chosen[f"hour_{level}"])
            for level in LEVELS
            if chosen[f"days_{level}"] is not None
        ]

    @property
    def terms(self) -> Terms:
        chosen = self.cleaned_data
        first, last = chosen["first_day"], chosen["last_day"]
        return Terms(
            title=chosen["title"],
            form_code=chosen["form"],
            clock=chosen["clock"],
            frequency=Frequency(chosen["frequency"]),
            basis=Basis(chosen["basis"]),
            dues=self.dues,
            valid_from=chosen["valid_from"],
            own=(first, last) if first and last else None,
            kind=chosen["kind"],
            source=chosen["source"],
            note=chosen["note"],
            reminders=chosen["reminders"],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("first_day")) != bool(given.get("last_day")):
            self.add_error("last_day", _("Give both the first and the last day of the campaign."))
        return given


def of_regime(regime: Regime) -> dict[str, Any]:
    """A regime as the boxes show it before it is changed."""
    names = ("title", "frequency", "clock", "basis", "kind", "source", "note", "reminders")
    shown: dict[str, Any] = {name: getattr(regime, name) for name in names}
    shown |= {"form": regime.form_code, "first_day": _typed(regime.first_day)}
    shown["last_day"] = _typed(regime.last_day)
    for due in regime.dues.all():
        shown |= {f"days_{due.level}": due.days, f"hour_{due.level}": due.hour}
    return shown


class EndForm(forms.Form):
    last = forms.DateField(widget=day_box())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        last = self.fields["last"]
        last.label, last.help_text = _("Last day"), _("It holds for no period that ends after this day.")
        last.error_messages["required"] = _("Choose the last day on which it holds.")


def _typed(day: str) -> str:
    month, _dash, of_month = day.partition("-")
    return f"{of_month}/{month}" if day else ""
