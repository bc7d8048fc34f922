"""What is asked, of whom, for which days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.core.figure import Basis
from phongtrao.core.period import PeriodProblem, Window, clocks, read_part
from phongtrao.core.place import Level
from phongtrao.kit.writing import written_day
from phongtrao.notices.rules import FARTHEST, MOST_REMINDERS, REMINDERS, reminder_steps
from phongtrao.people import queries as people
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind
from phongtrao.reports import queries
from phongtrao.reports.models import Form
from phongtrao.reports.rules import Flaw, Frequency, clock_valid, days_of

YEARS_BACK = 10
LONGEST_NUMBER = 18


def day_box() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")


class ChoiceOfWindow(forms.Form):
    """What decides which organisations can be asked: the days of the figures and the kind of organisation.
    `period` is a frequency with its number: "month-3", "half-1", "year", "campaign"; `days` are known once it is
    valid."""

    days: Window

    clock = forms.ChoiceField()
    year = forms.TypedChoiceField(coerce=int)
    period = forms.ChoiceField(required=False)
    start = forms.DateField(required=False, widget=day_box())
    end = forms.DateField(required=False, widget=day_box())
    level = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    province = forms.ChoiceField(required=False)

    def __init__(
        self, data: Mapping[str, Any], *, today: date, provinces: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__({"clock": "calendar", "year": today.year, "period": "year", **data})
        period, start, end = self.fields["period"], self.fields["start"], self.fields["end"]
        period.choices = queries.period_choices()  # type: ignore[attr-defined]
        period.label = _("Period")
        start.label, end.label = _("First day"), _("Last day")
        start.help_text = _(
            "Days of your own, for a campaign or an ad hoc question: choose it as the period."
        )
        years = range(today.year + 1, today.year - YEARS_BACK, -1)
        clock, year, kind = self.fields["clock"], self.fields["year"], self.fields["kind"]
        clock.choices = [(c.id, queries.clock_name(c)) for c in clocks().values()]  # type: ignore[attr-defined]
        year.choices = [(y, str(y)) for y in years]  # type: ignore[attr-defined]
        kind.choices = [  # type: ignore[attr-defined]
            ("", _("All kinds")),
            *((k.value, k.label) for k in Kind),
        ]
        clock.label, year.label, kind.label = _("Reporting clock"), _("Year"), _("Kind of organisation")
        self._who(provinces)

    def _who(self, provinces: Sequence[tuple[str, str]]) -> None:
        """The province can be chosen only where there are several."""
        level, province = self.fields["level"], self.fields["province"]
        level.label, province.label = _("Level"), _("Province")
        level.choices = [  # type: ignore[attr-defined]
            ("", _("All levels")),
            *((found.value, people.level_word(found)) for found in (Level.PROVINCE, Level.COMMUNE)),
        ]
        province.choices = [("", _("All provinces")), *provinces]  # type: ignore[attr-defined]
        if not provinces:
            del self.fields["province"]

    @property
    def who(self) -> dict[str, str]:
        """What narrows the list, as people.queries.addressees takes it."""
        return {name: self.cleaned_data.get(name, "") for name in ("level", "kind", "province")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        period = given.get("period") or Frequency.YEAR.value
        frequency = Frequency(period.partition("-")[0])
        number = 0 if frequency.own_days else read_part(period)[1]
        given |= {"frequency": frequency, "number": number, "own_days": None}
        first, last = given.get("start"), given.get("end")
        if given["frequency"].own_days and first and last and first <= last:
            given["own_days"] = Window(first, last)
        if not self.errors:
            self._find_days(given)
        return given

    def _find_days(self, given: Mapping[str, Any]) -> None:
        """`days`, or an error at the box that has to change."""
        clock, frequency = clocks()[given["clock"]], given["frequency"]
        try:
            self.days = days_of(clock, frequency, given["year"], given["number"], given["own_days"])
        except PeriodProblem:
            if not frequency.own_days:
                self.add_error("period", queries.flaw_words(Flaw.NO_SUCH_PART))
            elif given.get("start") and given.get("end"):
                self.add_error("end", _("The last day lies before the first."))
            else:
                self.add_error("start", _("Give the first and the last day of the period."))
            return
        if not clock_valid(clock, self.days.end):
            self.add_error("clock", queries.clock_not_valid(clock, self.days.end))

    @property
    def own(self) -> bool:
        """Whether days of one's own are wanted or were typed, so that their boxes are open."""
        asked = str(self["period"].value())
        return asked in (Frequency.CAMPAIGN, Frequency.AD_HOC) or bool(self["start"].value())


class OneChosen(forms.ModelChoiceField):  # type: ignore[type-arg]
    def to_python(self, value: Any) -> Any:
        _refuse_endless(self, [value])
        return super().to_python(value)


class SomeChosen(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> Any:
        _refuse_endless(self, value or ())
        return super().clean(value)


class RemindersField(forms.CharField):
    """ "-5, -1, 0" -> [-5, -1, 0]"""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-20"})
        super().__init__(required=False, max_length=60, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str | None) else ", ".join(map(str, value))

    def clean(self, value: Any) -> Any:
        try:
            return reminder_steps(super().clean(value))
        except ValueError:
            most = {"days": FARTHEST, "most": MOST_REMINDERS}
            raise ValidationError(
                _(
                    "Write whole days with commas, at most %(most)s of them and up to %(days)s days away: -5, -1, 0, 3."
                )
                % most
            ) from None


def reminders_help() -> str:
    return _("Days after the due day; before it with a minus. Left empty: nobody is reminded.")


class AskForm(forms.Form):
    form = OneChosen(queryset=Form.objects.none(), empty_label=None)
    title = forms.CharField(max_length=250)
    due = forms.DateField(widget=day_box())
    due_hour = forms.TimeField(
        required=False, widget=forms.TimeInput({"type": "time", "class": "govuk-input--width-5"})
    )
    reminders = RemindersField()
    basis = forms.ChoiceField(widget=forms.RadioSelect)
    paper = forms.ChoiceField(required=False, widget=forms.RadioSelect, initial="")
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))
    organisations = SomeChosen(queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        organisations: QuerySet[Organisation],
        data: Mapping[str, Any] | None,
        *,
        earliest: date,
        today: date,
        forms_to_ask: QuerySet[Form],
    ) -> None:
        """`earliest`: the first due date that the period allows."""
        super().__init__(data, initial={"due": max(earliest, today), "reminders": REMINDERS})
        asked, chosen = self.fields["form"], self.fields["organisations"]
        asked.queryset = forms_to_ask  # type: ignore[attr-defined]
        asked.label_from_instance = form_title  # type: ignore[attr-defined]
        chosen.queryset = organisations  # type: ignore[attr-defined]
        if not self.is_bound:
            chosen.initial = list(organisations.values_list("pk", flat=True))
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (basis.value, queries.basis_label(basis)) for basis in (Basis.OWN, Basis.STATEMENT)
        ]
        self.fields["paper"].choices = [  # type: ignore[attr-defined]
            ("", _("As usual: for a year, half a year and nine months; not for quick figures")),
            ("yes", _("Yes: the figures wait for the signed report")),
            ("no", _("No: the figures are enough")),
        ]
        self._words(earliest)

    @property
    def needs_paper(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["paper"])

    def _words(self, earliest: date) -> None:
        words = {"earliest": written_day(earliest)}
        self.fields["due"].help_text = (
            _("At least one working day after the last day of the period: %(earliest)s or later.") % words
        )
        self.fields["reminders"].help_text = reminders_help()
        self.fields["due_hour"].help_text = _("Left empty: the whole day counts.")
        said = {
            "form": (_("Form"), ""),
            "title": (_("Title"), _("Give the request a title.")),
            "due": (_("Due date"), _("Choose the last day on which the report can arrive in time.")),
            "due_hour": (_("Hour"), ""),
            "reminders": (_("Reminders"), ""),
            "basis": (_("The figures are"), _("Choose what the figures will be.")),
            "paper": (_("Signed paper"), ""),
            "note": (_("Note to the organisations"), ""),
            "organisations": (_("Asked of"), _("Choose at least one organisation.")),
        }
        for name, (label, missing) in said.items():
            self.fields[name].label = label
            if missing:
                self.fields[name].error_messages["required"] = missing


def _refuse_endless(field: forms.Field, given: Iterable[Any]) -> None:
    """A number of more than 18 digits is of no row, and more than a database takes."""
    for value in given:
        if len(str(value)) > LONGEST_NUMBER:
            raise ValidationError(
                field.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )


def form_title(form: Form) -> str:
    return form.title_en if queries.language() == "en" else form.title_vi
