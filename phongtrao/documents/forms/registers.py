"""Series of numbers, and numbers kept for papers that are not written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.forms.common import Guided, lines_box
from phongtrao.documents.queries import kind_label
from phongtrao.documents.rules import kinds


class SeriesForm(Guided):
    name = forms.CharField(max_length=120)
    abbreviation = forms.CharField(
        max_length=40, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kinds"].choices = [(id, kind_label(id)) for id in kinds()]  # type: ignore[attr-defined]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "name": (
                _("Name of the series"),
                _("Such as “Quyết định”, or the name of an advisory body that uses your seal."),
                _("Type the name of the series."),
            ),
            "abbreviation": (
                _("Abbreviation in its symbols"),
                _("Of the advisory body; leave it empty for your office's own."),
                "",
            ),
            "kinds": (
                _("Kinds that it numbers"),
                _("Each kind stands in one series; all others take the main one."),
                "",
            ),
        }


class ReserveForm(Guided):
    note = forms.CharField(max_length=300, widget=lines_box(2))

    def said(self) -> dict[str, tuple[str, str, str]]:
        help_text = _("The paper that will bear the number: its kind and subject. No person's name.")
        return {"note": (_("What the number is for"), help_text, _("Say what the number is for."))}


class BeginForm(Guided):
    last = forms.IntegerField(
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
    )

    def said(self) -> dict[str, tuple[str, str, str]]:
        missing = _("Type the last number that the paper register gave, a whole number.")
        return {"last": (_("Last number given on paper this year"), "", missing)}
