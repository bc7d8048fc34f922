from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.people import queries
from phongtrao.people.models import Organisation

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DAYS,
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Type the day like 31/12/2026."),
        },
    )


def name_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Name"),
        max_length=250,
        error_messages={"required": gettext_lazy("Type the name of the unit.")},
    )


def abbreviation_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Abbreviation"),
        help_text=gettext_lazy("As in the symbol of its documents: BCĐ in 05/BC-BCĐ"),
        max_length=40,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
        error_messages={"required": gettext_lazy("Type the abbreviation.")},
    )


class VersionedForm(forms.Form):
    """Carries the version that the officer saw: what changed meanwhile is not overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NamingForm(VersionedForm):
    name = name_field()
    abbreviation = abbreviation_field()
    since = day_field(
        gettext_lazy("It bears this name since"),
        required=False,
        help_text=gettext_lazy("Leave empty where the name was only written wrongly."),
    )


class ClosingForm(VersionedForm):
    last_day = day_field(gettext_lazy("Its last day"))
    reason = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why it is closed: the reason stays in the trail.")},
    )


class MovingForm(VersionedForm):
    parent = forms.ModelChoiceField(
        label=gettext_lazy("The unit above, from now on"),
        queryset=Organisation.objects.none(),
        error_messages={"required": gettext_lazy("Choose the unit above.")},
    )
    since = day_field(gettext_lazy("Since"))

    def __init__(self, *args: Any, candidates: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = candidates  # type: ignore[attr-defined]


class AddingForm(forms.Form):
    sort = forms.ChoiceField(label=gettext_lazy("What it is"), choices=queries.sorts)
    name = name_field()
    abbreviation = abbreviation_field()
