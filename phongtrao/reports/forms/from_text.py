"""A text to be read, and a figure of it to be taken."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier
from phongtrao.kit.writing import qualifier_words
from phongtrao.reading import old_office
from phongtrao.reports.rules import Typed
from phongtrao.reports.rules.from_text import LONGEST_TEXT, named

ACCEPTED = ".docx,.doc,.pdf,.txt,.xlsx,.xls,.html,.htm,.jpg,.jpeg,.png"
MOST_NAMED = 5


class NarrativeForm(forms.Form):
    """Pasted, or a file."""

    file = forms.FileField(required=False, widget=forms.FileInput({"accept": ACCEPTED}))
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 10}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file, text = self.fields["file"], self.fields["text"]
        file.label = _("The file")
        file.help_text = _(
            "Word, PDF, Excel, text or a web page, or a scan or photograph of paper (PDF, JPG, PNG), up to 20 MB."
        )
        if not old_office.available():
            file.help_text += " " + _(
                "Files of old Word and Excel (doc, xls) are not read on this machine: open the file and choose "
                "“Save as”, kind docx or xlsx."
            )
        text.label, text.help_text = _("Or paste the text"), _("All of it, or the paragraphs with figures.")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("file") and not (typed.get("text") or "").strip() and not self.errors:
            raise ValidationError(_("Paste the text, or choose a file."))
        return typed


def qualifiers() -> list[tuple[str, str]]:
    return [(q.value, qualifier_words(q) or _("exactly")) for q in Qualifier]


class FigureForm(forms.Form):
    """The field by its name or some letters of it, and what stands in its boxes."""

    field = forms.CharField(max_length=300)
    text = forms.CharField(max_length=200)
    whole = forms.CharField(required=False, max_length=200)
    qualifier = forms.ChoiceField()

    def __init__(self, *args: Any, labels: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.labels = labels
        self.fields["field"].label, self.fields["text"].label = _("Field of the form"), _("Number")
        self.fields["field"].error_messages["required"] = _("Say which field of the form it belongs to.")
        self.fields["text"].error_messages["required"] = _("Type the number, or drop the figure.")
        choice = self.fields["qualifier"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = qualifiers()

    def clean_field(self) -> str:
        found = named(self.cleaned_data["field"], self.labels)
        if not found:
            raise ValidationError(_("The form asks for nothing of this name."))
        if len(found) > 1:
            names = "; ".join(self.labels[key] for key in found[:MOST_NAMED])
            raise ValidationError(_("Several fields have this name: %(names)s") % {"names": names})
        return found[0]

    def typed(self) -> Typed:
        given = self.cleaned_data
        return Typed(given["text"], given["whole"], given["qualifier"])
