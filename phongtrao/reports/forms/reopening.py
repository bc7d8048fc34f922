"""Why an accepted report is opened again, or stays closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = _("The reason stays beside each figure that changes.")
        self.fields["reason"].error_messages["required"] = _("Say why.")
