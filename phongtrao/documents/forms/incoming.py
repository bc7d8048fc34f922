"""What arrives."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.forms.common import Guided, day_box, kind_choices, lines_box
from phongtrao.documents.models import Incoming
from phongtrao.documents.queries import Wanted


class IncomingForm(Guided):
    arrived_on = forms.DateField(widget=day_box())
    sign = forms.CharField(
        max_length=80, required=False, widget=forms.TextInput({"class": "govuk-input--width-10"})
    )
    issued_on = forms.DateField(required=False, widget=day_box())
    issuer = forms.CharField(max_length=250)
    kind = forms.ChoiceField(required=False)
    subject = forms.CharField(max_length=500, widget=lines_box(2))
    handler = forms.CharField(max_length=120, required=False)
    due = forms.DateField(required=False, widget=day_box())
    file = forms.FileField(required=False)

    def __init__(self, *args: Any, arrived: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kind_choices(_("Not said"))  # type: ignore[attr-defined]
        if not arrived:
            del self.fields["arrived_on"]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "arrived_on": (_("Day of arrival"), "", _("Choose the day of arrival.")),
            "sign": (_("Number and symbol"), _("As it stands on the paper, such as 12/KH-UBND."), ""),
            "issued_on": (_("Day of issue"), "", _("Choose the day of issue.")),
            "issuer": (_("Issued by"), _("The body, not a person."), _("Type which body issued it.")),
            "kind": (_("Kind of document"), "", _("Choose the kind of the document.")),
            "subject": (_("Subject"), "", _("Type what the document is about.")),
            "handler": (_("Handled by"), _("The unit of your office, not a person."), ""),
            "due": (
                _("Deal with it by"),
                _("By when it must be dealt with, if that is set."),
                _("Choose a day."),
            ),
            "file": (_("File"), _("PDF, Word, Excel or a picture, up to 20 MB."), ""),
        }


class HandlingForm(Guided):
    done_on = forms.DateField(widget=day_box())
    note = forms.CharField(max_length=500, required=False, widget=lines_box(2))

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "done_on": (_("Dealt with on"), "", _("Choose the day.")),
            "note": (_("What was done"), _("For example the number of the answer."), ""),
        }


class IncomingSearchForm(Guided):
    q = forms.CharField(max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    issuer = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    first = forms.DateField(required=False, widget=day_box())
    last = forms.DateField(required=False, widget=day_box())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kind_choices(_("All kinds"))  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            ("open", _("Deal with it by")),
            ("late", _("Overdue")),
            ("done", _("Dealt with")),
        ]

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {
            "q": (_("Number, symbol or words"), _("Diacritics are not needed."), ""),
            "issuer": (_("Issuer"), "", ""),
            "kind": (_("Kind of document"), "", ""),
            "state": (_("State"), "", ""),
            "first": (_("Arrived from"), "", _("Choose a day.")),
            "last": (_("Until"), "", _("Choose a day.")),
        }

    def wanted(self) -> Wanted:
        """What is wrong in the address narrows nothing."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


def of_incoming(row: Incoming) -> dict[str, Any]:
    names = ("sign", "issued_on", "issuer", "kind", "subject", "handler", "due")
    return {name: getattr(row, name) for name in names}
