"""What the forms of documents share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.queries import kind_label
from phongtrao.documents.rules import offered


def day_box() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")


def lines_box(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def kind_choices(empty: str) -> list[tuple[str, str]]:
    return [("", empty), *((kind.id, kind_label(kind.id)) for kind in offered())]


class Guided(forms.Form):
    """`said()`: of each field its label, its guidance, and what is missing where it was left empty. Asked for each
    page, since each may be in another language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (label, help_text, missing) in self.said().items():
            if name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = label, help_text
                if missing:
                    field.error_messages |= {
                        "required": missing,
                        "invalid": missing,
                        "invalid_choice": missing,
                    }

    def said(self) -> dict[str, tuple[str, str, str]]:
        raise NotImplementedError

    def tell(self, problem: Exception) -> None:
        """A refusal of the act, at its field where it names one of this form's."""
        field = getattr(problem, "field", "")
        self.add_error(field if field in self.fields else None, str(problem))


class ReasonForm(Guided):
    reason = forms.CharField(max_length=500, widget=lines_box(3))

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {"reason": (_("Reason"), _("It stays with the document."), _("Say why."))}
