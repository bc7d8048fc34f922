"""A wish for more time, and its decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.plans.rules import LONGEST_REASON, ExtensionVerdict
from phongtrao.reports.forms.asking import day_box


def hour_box() -> forms.TimeInput:
    return forms.TimeInput({"type": "time", "class": "govuk-input--width-5"})


class ExtensionForm(forms.Form):
    until = forms.DateField(widget=day_box())
    hour = forms.TimeField(required=False, widget=hour_box())
    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        until, hour, reason = self.fields["until"], self.fields["hour"], self.fields["reason"]
        until.label, hour.label, reason.label = _("Until"), _("Hour"), _("Why more time is needed")
        until.error_messages["required"] = _("Choose the day until which you ask for time.")
        reason.error_messages["required"] = _("Say why more time is needed.")


class ExtensionDecisionForm(forms.Form):
    verdict = forms.ChoiceField(widget=forms.RadioSelect)
    until = forms.DateField(required=False, widget=day_box())
    hour = forms.TimeField(required=False, widget=hour_box())
    note = forms.CharField(required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        verdict, until, note = self.fields["verdict"], self.fields["until"], self.fields["note"]
        verdict.label, until.label, note.label = _("Decision"), _("Until"), _("Reason")
        self.fields["hour"].label = _("Hour")
        verdict.choices = [  # type: ignore[attr-defined]
            (ExtensionVerdict.GRANTED.value, _("Grant more time")),
            (ExtensionVerdict.REFUSED.value, _("Refuse, with a reason")),
        ]
        verdict.error_messages["required"] = _("Choose: grant or refuse.")
        until.help_text = _("Leave it empty to grant what was wished.")
        note.help_text = _("Needed when it is refused.")
