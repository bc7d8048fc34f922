"""Figures of earlier years: a sheet, a document with the figures typed beside it, and what was shown, signed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from phongtrao.core.figure import Qualifier
from phongtrao.core.period import clocks
from phongtrao.core.place import Level
from phongtrao.core.vietnamese import QUALIFIER_WORDS
from phongtrao.figures import queries as figures
from phongtrao.reports import queries
from phongtrao.reports.forms.boxes import AnswerField
from phongtrao.reports.rules import Content, Figure, Typed

SALT = "phongtrao.reports.earlier"
AN_HOUR = 3600
YEARS_BACK = 5
USUAL_CLOCK = "nd09"  # NĐ 09/2019/NĐ-CP: yearly reports count from 15 December to 14 December


def clock_choices() -> list[tuple[str, str]]:
    return [(clock.id, queries.clock_name(clock)) for clock in clocks().values()]


class TemplateForm(forms.Form):
    """Which empty sheet to download."""

    clock = forms.ChoiceField()
    level = forms.ChoiceField()
    first = forms.TypedChoiceField(coerce=int)
    last = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        years = range(today.year, today.year - YEARS_BACK - 1, -1)
        initial = {"clock": USUAL_CLOCK, "first": today.year - 2, "last": today.year - 1}
        super().__init__(*args, **{"initial": initial, "auto_id": "template-%s", **options})
        levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
        said: dict[str, tuple[str, list[tuple[Any, str]]]] = {
            "clock": (_("Reporting clock"), list(clock_choices())),
            "level": (_("Rows for"), [(level.value, figures.level_words(level)) for level in levels]),
            "first": (_("First year"), [(year, str(year)) for year in years]),
            "last": (_("Last year"), [(year, str(year)) for year in years]),
        }
        for name, (label, choices) in said.items():
            self.fields[name].label = label
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def years(self) -> list[int]:
        first, last = sorted((self.cleaned_data["first"], self.cleaned_data["last"]))
        return list(range(first, last + 1))


class SheetForm(forms.Form):
    file = forms.FileField()
    clock = forms.ChoiceField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"clock": USUAL_CLOCK}, **options})
        file, clock = self.fields["file"], self.fields["clock"]
        file.label = _("Sheet of earlier years")
        file.help_text = _("xlsx or CSV: a row for each unit and year, a column for each indicator.")
        file.error_messages["required"] = _("Choose the file.")
        clock.label = _("Reporting clock")
        clock.choices = clock_choices()  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    """A report of an earlier year, with the figures that stand in it."""

    file = forms.FileField()
    unit = forms.CharField(max_length=120, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    year = forms.CharField(max_length=4, widget=forms.TextInput({"class": "govuk-input--width-4"}))
    clock = forms.ChoiceField()

    def __init__(self, content: Content, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.content = content
        self.keys = [figure.indicator for figure in content.figures if not figure.breakdown]
        said = {
            "file": (_("The report"), _("PDF, Word or a scan; it is kept as the source of each figure.")),
            "unit": (_("Whose report it is"), _("Code or name of the place as it was in that year.")),
            "year": (_("Year"), ""),
            "clock": (_("Reporting clock"), ""),
        }
        for name, (label, hint) in said.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.fields["file"].error_messages["required"] = _("Choose the file.")
        self.fields["unit"].error_messages["required"] = _("Type the code or the name of a place.")
        self.fields["year"].error_messages["required"] = _("Type the year, such as 2025.")
        self.fields["clock"].choices = clock_choices()  # type: ignore[attr-defined]
        for key in self.keys:
            named = queries.label(content, key)
            self.fields[f"figure-{key}"] = AnswerField(Figure(key, None, False), key, str(named), named.unit)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and not list(self.values()):
            raise ValidationError(_("Type at least one figure of the report."))
        return typed

    @property
    def parts(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The boxes under the titles of the report's sections."""
        for section in self.content.sections:
            keys = [figure.indicator for figure in section.figures if not figure.breakdown]
            if keys:
                title = f"{section.number}. {section.title(queries.language())}"
                yield title, [self[f"figure-{key}"] for key in keys]

    def values(self) -> Iterator[tuple[str, str]]:
        """(key, as an officer would type it in one box)."""
        for key in self.keys:
            typed: Typed | None = self.cleaned_data.get(f"figure-{key}")
            if typed and typed.text.strip():
                yield key, in_one_box(typed)


def in_one_box(typed: Typed) -> str:
    """ "hơn 46/50": the qualifier, the part and the whole."""
    word = QUALIFIER_WORDS[Qualifier(typed.qualifier or Qualifier.EXACT)]
    return f"{word} {typed.text}{f'/{typed.whole}' if typed.whole.strip() else ''}".strip()


class ConfirmForm(forms.Form):
    """What was shown, signed: of which file, on which clock, and the digest of the figures."""

    shown = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def packed(
        office: int, file: int, clock: str, digest: str, typed: Sequence[Sequence[str]] | None = None
    ) -> str:
        """`typed`: of a document its year, unit and what was typed, [key, text] each."""
        told = {"office": office, "file": file, "clock": clock, "digest": digest, "typed": typed}
        return signing.dumps(told, salt=SALT, compress=True)

    def clean_shown(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = signing.loads(self.cleaned_data["shown"], salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            raise ValidationError(_("The preview has grown old: choose the file again.")) from None
        return told
