from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ACCEPTED = ".xlsx,.csv,.zip"


class Files(forms.FileInput):
    """Several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads; an empty one is told later, when it is read like the others."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data or []) if file]


class ImportForm(forms.Form):
    """Files, or a folder with all that is in it; a browser that knows no folders lets choose files there too."""

    workbooks = FilesField(required=False, widget=Files({"accept": ACCEPTED}))
    folder = FilesField(required=False, widget=Files({"webkitdirectory": True}))

    def __init__(self, *args: Any, one: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["workbooks"].label = _("Filled-in workbook") if one else _("Filled-in workbooks")
        self.fields["workbooks"].help_text = (
            _("The workbook (.xlsx) or the CSV file that was downloaded here.")
            if one
            else _("Workbooks (.xlsx), CSV files, or a zip file with many of them.")
        )
        self.fields["folder"].label = _("Or a whole folder")
        if one:
            del self.fields["folder"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        typed["uploads"] = [*typed.get("workbooks", []), *typed.get("folder", [])]
        if not typed["uploads"]:
            raise ValidationError(_("Choose at least one workbook (.xlsx), CSV or zip file."))
        return typed
