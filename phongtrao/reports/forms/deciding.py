"""Why a report goes back."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from phongtrao.reports import queries
from phongtrao.reports.rules import Content, Reason


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 4}))
    fields_marked = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, content: Content, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.keys = content.fields
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

    @property
    def notes(self) -> dict[str, str]:
        """What was typed beside single fields, where they stand on the page."""
        typed = {field: str(self.data.get(f"note-{field}", "")).strip() for field in self.keys}
        return {field: text for field, text in typed.items() if text}

    @property
    def marking(self) -> dict[str, dict[str, Any]]:
        """The boxes that stand beside the answers, as they were typed."""
        marked = self.data.getlist("fields_marked") if isinstance(self.data, QueryDict) else []
        return {"marked": dict.fromkeys(marked, True), "notes": dict(self.notes)}
