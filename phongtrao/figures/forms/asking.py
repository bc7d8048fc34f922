"""What people type to ask for totals and to correct a figure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.period import ANY, clocks
from phongtrao.core.place import Level
from phongtrao.core.vietnamese import Number
from phongtrao.figures import queries
from phongtrao.figures.models import Figure, Freeze
from phongtrao.figures.queries import Inquiry, Unanswerable
from phongtrao.kit.widgets import FigureField
from phongtrao.kit.writing import in_english

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.AREA)
MOST_YEARS = 5
BETWEEN = re.compile(r"[;,\n]")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
        super().__init__(input_formats=DAYS, widget=widget, required=False, **options)
        self.error_messages["invalid"] = _("Type the day like 2025-06-30 or 30/06/2025.")


class TotalsForm(forms.Form):
    """A whole question; what was understood is in `inquiry`."""

    inquiry: Inquiry

    def __init__(
        self, data: Mapping[str, Any] | None, *, own: str, today: date, freezes: Iterable[Freeze]
    ) -> None:
        super().__init__(data, initial={"place": own, "year": today.year, "years": "2", "clock": "calendar"})
        self.fields["place"] = forms.CharField(
            label=_("Place"),
            help_text=_("Code or name; VN is the whole country"),
            error_messages={"required": _("Type the code or the name of a place.")},
        )
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Indicator"), choices=_by_group(), required=False
        )
        self.fields["more"] = forms.CharField(
            label=_("Further indicators"),
            help_text=_("Names or ids, with a semicolon between"),
            required=False,
        )
        self.fields["year"] = forms.CharField(
            label=_("Year"),
            widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
            error_messages={"required": _("Type the year.")},
        )
        self.fields["period"] = forms.ChoiceField(
            label=_("Period"), choices=queries.part_choices(), required=False
        )
        self.fields["years"] = forms.ChoiceField(
            label=_("Years side by side"),
            choices=[(str(n), str(n)) for n in range(1, MOST_YEARS + 1)],
            required=False,
        )
        self.fields["clock"] = forms.ChoiceField(
            label=_("Clock"),
            choices=[(name, queries.clock_name(name)) for name in (*clocks(), ANY)],
            required=False,
        )
        self.fields["level"] = forms.ChoiceField(
            label=_("Rows"),
            choices=[("", _("only the place itself")), *((v.value, queries.level_words(v)) for v in LEVELS)],
            required=False,
        )
        self.fields["map"] = DayField(
            label=_("On the map of"),
            help_text=_("Left empty: each figure as it was reported. A day: all years on the same map"),
        )
        self.fields["known_on"] = DayField(
            label=_("As known on"), help_text=_("Left empty: all that is known now")
        )
        self.freezes = {str(row.pk): row for row in freezes}
        named = [(number, f"{row.name} – {row.purpose}") for number, row in self.freezes.items()]
        self.fields["freeze"] = forms.ChoiceField(
            label=_("As frozen"), choices=[("", _("not frozen")), *named], required=False
        )

    @property
    def years(self) -> int:
        return int(self.cleaned_data["years"] or 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        asked = [cleaned["indicator"], *BETWEEN.split(cleaned["more"])]
        try:
            self.inquiry = queries.inquire(
                place=cleaned["place"],
                indicators=[text for text in asked if text.strip()],
                year=cleaned["year"],
                clock=cleaned["clock"],
                map=cleaned["map"],
                known_on=cleaned["known_on"],
                level=cleaned["level"],
                period=cleaned["period"],
                freeze=self.freezes.get(cleaned["freeze"]),
            )
        except Unanswerable as problem:
            field = problem.field
            self.add_error("more" if field == "indicator" and cleaned["more"] else field, str(problem))
        return cleaned


def _by_group() -> list[Any]:
    shipped = catalogue.load()
    choices: list[Any] = [("", "–")]
    for group in shipped.groups:
        inside = [(e.id, queries.name_of(e)) for e in shipped.indicators if e.group == group.id]
        choices.append((group.en if in_english() else group.vi, inside))
    return choices


class CorrectionForm(forms.Form):
    """The figure anew, and why."""

    def __init__(self, data: Mapping[str, Any] | None, *, figure: Figure) -> None:
        super().__init__(data)
        entry = catalogue.load().get(figure.indicator.code)
        self._number("value", _("The right figure"), figure.value, figure.qualifier, entry, figure.cell)
        if figure.kind == ValueKind.RATIO.value and entry.ratio is not None:
            english = in_english()
            self.fields["value"].label = entry.ratio.numerator_en if english else entry.ratio.numerator_vi
            below = entry.ratio.denominator_en if english else entry.ratio.denominator_vi
            self._number("denominator", below, figure.denominator or 0, Qualifier.EXACT, entry)
        self.fields["reason"] = forms.CharField(
            label=_("Why it is corrected"),
            help_text=_("The reason stays beside the figure; both rows stay in the ledger."),
            widget=forms.Textarea({"rows": 3}),
            max_length=1000,
            error_messages={"required": _("Say why the figure is corrected: the reason stays beside it.")},
        )

    def _number(
        self,
        name: str,
        label: str,
        value: int,
        qualifier: str,
        entry: catalogue.Indicator,
        cell: str = "",
    ) -> None:
        self.fields[name] = FigureField(
            decimals=entry.decimals,
            unit="" if entry.ratio else queries.unit_of(entry, cell),
            label=label,
            error_messages={"required": _("Type a number.")},
        )
        self.initial[name] = Number(value, Qualifier(qualifier), percent=False)

    @property
    def below(self) -> int | None:
        whole = self.cleaned_data.get("denominator")
        return whole.scaled if whole else None


class FreezeForm(forms.Form):
    name = forms.CharField(max_length=150)
    purpose = forms.CharField(max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, purpose = self.fields["name"], self.fields["purpose"]
        name.label, name.help_text = _("Name of the freeze"), _("For example: Số chốt 14/12/2026")
        name.error_messages["required"] = _("Give the freeze a name.")
        purpose.label = _("What it is for")
        purpose.help_text = _("For example: phục vụ báo cáo số 45/BC-BCĐ")
        purpose.error_messages["required"] = _("Say which report it is for.")
