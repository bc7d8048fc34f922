"""The signed paper: its number, symbol and day, and the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.reports.forms.asking import day_box


class PaperForm(forms.Form):
    number = forms.IntegerField(
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
    )
    symbol = forms.CharField(max_length=60, widget=forms.TextInput({"class": "govuk-input--width-10"}))
    signed_on = forms.DateField(widget=day_box())
    file = forms.FileField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        said = {
            "number": (_("Number"), _("Type the number of the paper, such as 05.")),
            "symbol": (_("Symbol"), _("Type the symbol as it stands on the paper, such as BC-BCĐ.")),
            "signed_on": (_("Day of signing"), _("Choose the day on which the paper was signed.")),
            "file": (_("Signed file"), _("Attach the signed paper: a scan, or the PDF signed digitally.")),
        }
        for name, (label, missing) in said.items():
            field = self.fields[name]
            field.label = label
            field.error_messages |= {"required": missing, "invalid": missing}
        self.fields["file"].help_text = _("PDF, picture (PNG, JPG) or Word (docx), up to 20 MB.")
