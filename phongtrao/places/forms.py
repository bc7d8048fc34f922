from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.core.period import askable
from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.kit import sheets
from phongtrao.places.models import Place
from phongtrao.places.queries import Area
from phongtrao.places.rules import sheet
from phongtrao.places.rules.areas import AREA_KINDS, MOST_HOUSEHOLDS, Draft, tidy

KINDS = [(kind, kind) for kind in AREA_KINDS]
SALT = "places.areas"
AN_HOUR = 3600


class DayField(forms.DateField):
    """A local day, as a browser sends it or as people write it."""

    def __init__(self, **options: Any) -> None:
        look = {"type": "date", "class": "govuk-input--width-10"}
        widget = forms.DateInput(look, format="%Y-%m-%d")
        options.setdefault("error_messages", {}).update(
            required=gettext_lazy("Choose the day."), invalid=gettext_lazy("This is not a day: 31/12/2026.")
        )
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not askable(day):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class DayForm(forms.Form):
    """The day of which a page speaks."""

    on = DayField(label=gettext_lazy("On the day"))


class DraftForm(forms.Form):
    """What an area is called."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    name = forms.CharField(
        label=pgettext_lazy("place", "Name"), error_messages={"required": gettext_lazy("Type the name.")}
    )

    def draft(self) -> Draft:
        typed = self.cleaned_data
        return tidy(typed.get("code", ""), typed["kind"], typed["name"])


class NewAreaForm(DraftForm):
    code = forms.CharField(
        label=gettext_lazy("Local code"),
        required=False,
        help_text=gettext_lazy("Leave empty for the next free number."),
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )


class AddForm(NewAreaForm):
    since = DayField(
        label=gettext_lazy("Since"),
        required=False,
        help_text=gettext_lazy("Leave empty if it has been there since the commune began."),
    )
    households = forms.IntegerField(
        label=gettext_lazy("Households"),
        required=False,
        min_value=0,
        max_value=MOST_HOUSEHOLDS,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )


class RenameForm(DraftForm):
    on = DayField(label=gettext_lazy("From the day"))


class MergeForm(NewAreaForm):
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Areas that become one"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose two areas or more to merge.")},
    )
    on = DayField(label=gettext_lazy("First day of the new area"))
    field_order = ("areas", "kind", "name", "code", "on")

    def __init__(self, standing: Sequence[Area], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(area.name.place.pk), f"{area.name.full} ({area.code})") for area in standing]
        chosen = self.fields["areas"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = choices
        self.places = {str(area.name.place.pk): area.name.place for area in standing}

    def chosen(self) -> list[Place]:
        return [self.places[number] for number in self.cleaned_data["areas"]]


class SplitForm(forms.Form):
    on = DayField(label=gettext_lazy("First day of the new areas"))
    names = forms.CharField(
        label=gettext_lazy("New areas, one on each line"),
        help_text=gettext_lazy("With the kind before the name: Thôn Đôn"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Name two new areas or more.")},
    )

    def drafts(self) -> list[Draft]:
        lines = self.cleaned_data["names"].splitlines()
        return [tidy("", "", line) for line in lines if line.strip()]


class EndForm(forms.Form):
    last = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        help_text=gettext_lazy("For example the number and day of the resolution."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Type why the area ends.")},
    )


class CountForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("Households"),
        min_value=0,
        max_value=MOST_HOUSEHOLDS,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": gettext_lazy("Type the number of households.")},
    )
    on = DayField(label=gettext_lazy("Counted on"))


class FileForm(forms.Form):
    """A list as a file, and since when what is new in it has been there."""

    file = forms.FileField(
        label=gettext_lazy("Excel (XLSX) or CSV file"),
        help_text=gettext_lazy("Columns: Mã, Loại, Tên, Số hộ, as in the list that you can download here."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    since = DayField(
        label=gettext_lazy("New areas have been there since"),
        required=False,
        help_text=gettext_lazy("Leave empty if they have been there since the commune began."),
    )

    def clean_file(self) -> sheet.Read:
        file: Any = self.cleaned_data["file"]
        if file.size is None or file.size > sheets.LARGEST:
            raise ValidationError(_unfit("too_large"))
        content = file.read()
        try:
            rows = sheets.read(content) if content.startswith(b"PK") else sheet.of_csv(content)
        except Unfit as problem:
            raise ValidationError(_unfit(problem.code, **problem.details)) from problem
        except (ValueError, SandboxProblem) as problem:
            raise ValidationError(_unfit("damaged")) from problem
        return sheet.read(rows)


class ConfirmForm(forms.Form):
    """The lines that were shown, signed: what is confirmed is what was seen."""

    lines = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, commune: Place, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.commune = commune

    @staticmethod
    def packed(commune: Place, lines: Sequence[sheet.Line], since: date | None) -> str:
        rows = [[x.row, x.draft.code, x.draft.kind, x.draft.name, x.households] for x in lines]
        told = {"commune": commune.pk, "since": since.isoformat() if since else "", "rows": rows}
        return signing.dumps(told, salt=SALT, compress=True)

    def clean_lines(self) -> tuple[list[sheet.Line], date | None]:
        try:
            told = signing.loads(self.cleaned_data["lines"], salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            raise ValidationError(_("The preview has grown old: choose the file again.")) from None
        if told["commune"] != self.commune.pk:
            raise ValidationError(_("The preview was of another commune: choose the file again."))
        lines = [sheet.Line(row, Draft(*draft), count) for row, *draft, count in told["rows"]]
        return lines, date.fromisoformat(told["since"]) if told["since"] else None


def _unfit(code: str, **details: str | int) -> str:
    sentences = {
        "empty": _("The file is empty."),
        "too_large": _("The file is larger than 5 MB: is this the right file?"),
        "too_many_rows": _("The file has too many rows or columns: is this the right file?"),
        "macros": _("The file holds macros or links to other files: save it as a plain .xlsx and try again."),
        "bomb": _("The file unpacks to far more than a list of areas: make a new one."),
        "formula": _("The file holds formulas: paste the values in their place and try again."),
        "not_xlsx": _("This is no Excel workbook (.xlsx): save it as .xlsx or CSV and try again."),
    }
    found = sentences.get(code, _("The file can't be read: save it as .xlsx or CSV (UTF-8)."))
    return f"{found} ({details['cell']})" if details.get("cell") else found
