"""The source of a field: a file, and the line in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class SourceForm(forms.Form):
    file = forms.FileField(required=False)
    locator = forms.CharField(required=False, max_length=120)
    line = forms.CharField(required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file, locator, line = self.fields["file"], self.fields["locator"], self.fields["line"]
        file.label, file.help_text = (
            _("Source file"),
            _("PDF, docx, xlsx, csv, txt, png or jpg, up to 20 MB."),
        )
        locator.label, locator.help_text = (
            _("Where in it"),
            _("Page, sheet and cell, or item, such as “page 3”."),
        )
        line.label, line.help_text = _("Quoted line"), _("The sentence or row in which the number stands.")
