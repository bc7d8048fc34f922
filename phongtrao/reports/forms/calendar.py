from typing import Any

from django import forms
from django.utils.translation import gettext as _


class FeedForm(forms.Form):
    name = forms.CharField(max_length=80, widget=forms.TextInput({"class": "govuk-input--width-20"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name = self.fields["name"]
        name.label = _("Device or program")
        name.help_text = _("Such as “calendar on my telephone”: so that you know later which link to revoke.")
        name.error_messages["required"] = _("Say on which device or program you will use the link.")
