"""Why a report goes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.reports import queries
from phongtrao.reports.rules import Content, Reason


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 4}))
    fields_marked = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, content: Content, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        reason, note, marked = self.fields["reason"], self.fields["note"], self.fields["fields_marked"]
        reason.choices = [(r.value, queries.reason_label(r)) for r in Reason]  # type: ignore[attr-defined]
        marked.choices = [  # type: ignore[attr-defined]
            (field, str(queries.label(content, field))) for field in content.fields
        ]
        reason.label, reason.error_messages["required"] = _("Why"), _("Choose why the report goes back.")
        note.label, note.error_messages["required"] = (
            _("What must be mended"),
            _("Say in your own words what must be mended."),
        )
        marked.label = _("Mark the fields")
