"""What officers type: a section of a report, a source, a return, a request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis
from phongtrao.core.period import Window, clocks
from phongtrao.kit.widgets import QUALIFIERS, FigureWidget
from phongtrao.people.models import Organisation
from phongtrao.people.rules import Kind
from phongtrao.reports import queries
from phongtrao.reports.models import Form
from phongtrao.reports.rules import (
    Content,
    Figure,
    Frequency,
    Reason,
    Section,
    Typed,
    days_of,
    read_figure,
    shown,
    split,
)

YEARS_BACK = 10
LONGEST_NUMBER = 18


def day_box() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")


def name_of(field: str) -> str:
    """A field's key as the name of its boxes: "models_recognized|recognised_by=ministry" has signs that no
    selector takes."""
    return field.replace("|", "--").replace(";", "--").replace("=", "-")


class RatioWidget(FigureWidget):
    """The part, the whole, and the qualifier beside them."""

    template_name = "reports/ratio.html"

    def __init__(self, whole: str) -> None:
        super().__init__()
        plain = {"inputmode": "text", "autocomplete": "off", "class": "govuk-input--width-10"}
        boxes = [
            forms.TextInput(plain),
            forms.TextInput({**plain, "aria-label": whole}),
            forms.Select(choices=QUALIFIERS),
        ]
        forms.MultiWidget.__init__(self, boxes)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.MultiWidget.get_context(self, name, value, attrs)
        for box in context["widget"]["subwidgets"][1:]:
            box["attrs"].pop("aria-invalid", None)
        context["widget"]["subwidgets"][2]["attrs"]["aria-label"] = _("How exact")
        return context


class AnswerField(forms.Field):
    """The boxes of one figure. They give Typed; what can't be read is refused with what to type instead."""

    def __init__(self, key: str, label: str, unit: str) -> None:
        self.key = key
        known = catalogue.load().get(split(key)[0])
        self.ratio = known.ratio
        widget, help_text = FigureWidget(known.decimals, unit), ""
        if known.ratio is not None:
            part, whole = queries.ratio_words(known.ratio)
            widget = RatioWidget(whole)
            help_text = _("%(part)s / %(whole)s, or a percentage with its sign.") % {
                "part": part,
                "whole": whole,
            }
        super().__init__(widget=widget, label=label, help_text=help_text, required=False)

    def typed(self, boxes: Any) -> Typed:
        given = [str(box or "") for box in (boxes or ())]
        if self.ratio is not None:
            text, whole, qualifier = [*given, "", "", ""][:3]
            return Typed(text, whole, qualifier)
        text, qualifier = [*given, "", ""][:2]
        return Typed(text, "", qualifier)

    def boxes(self, typed: Typed) -> list[str]:
        return [typed.text, typed.whole, typed.qualifier] if self.ratio else [typed.text, typed.qualifier]

    def clean(self, value: Any) -> Typed:
        typed = self.typed(value)
        answer = read_figure(self.key, typed)
        if answer is not None and "problem" in answer:
            raise ValidationError(queries.trouble(self.key, answer), code=answer["problem"]["code"])
        return typed


@dataclass(frozen=True, slots=True)
class Box:
    """One row of a section's page."""

    key: str
    bound: forms.BoundField
    source: queries.Source | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one indicator; `legend` where it is broken down."""

    legend: str
    boxes: list[Box]


class SectionForm(forms.Form):
    """A section as it stands in the draft, or as it was just typed."""

    def __init__(self, content: Content, section: Section, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="field-%s")
        self.section, self.content = section, content
        self.keys: dict[str, str] = {}
        for field in section.fields:
            if isinstance(field, Figure):
                for key in field.keys:
                    named = queries.label(content, key)
                    words = named.cell if field.breakdown and named.cell else named.name
                    whole = field.breakdown and not named.cell
                    self._add(key, AnswerField(key, _("All together") if whole else words, named.unit))
            else:
                area = forms.Textarea({"rows": 8})
                words = queries.label(content, field.id).name
                self._add(
                    field.id,
                    forms.CharField(label=words, required=False, widget=area, max_length=field.max_chars),
                )

    def _add(self, key: str, field: forms.Field) -> None:
        self.fields[name_of(key)] = field
        self.keys[name_of(key)] = key

    def figures(self) -> dict[str, Typed]:
        return {
            key: field.typed(field.widget.value_from_datadict(self.data, self.files, name))
            for name, key in self.keys.items()
            if isinstance(field := self.fields[name], AnswerField)
        }

    def narratives(self) -> dict[str, str]:
        return {
            key: str(self.data.get(name, ""))
            for name, key in self.keys.items()
            if not isinstance(self.fields[name], AnswerField)
        }

    def groups(self, sources: Mapping[str, queries.Source], marked: frozenset[str]) -> Iterator[Group]:
        for field in self.section.fields:
            keys = field.keys if isinstance(field, Figure) else (field.id,)
            broken = isinstance(field, Figure) and field.breakdown
            boxes = [Box(key, self[name_of(key)], sources.get(key), key in marked) for key in keys]
            yield Group(queries.label(self.content, keys[0]).name if broken else "", boxes)


def from_draft(content: Content, section: Section, draft: Mapping[str, Any]) -> dict[str, str]:
    """The section's answers as its boxes would send them."""
    data: dict[str, str] = {}
    empty = SectionForm(content, section, {})
    for name, key in empty.keys.items():
        field = empty.fields[name]
        if isinstance(field, AnswerField):
            boxes = field.boxes(shown(key, draft.get("figures", {}).get(key)))
            data |= {f"{name}_{place}": text for place, text in enumerate(boxes)}
        else:
            data[name] = draft.get("narratives", {}).get(key, "")
    return data


class SourceForm(forms.Form):
    file = forms.FileField(required=False)
    locator = forms.CharField(required=False, max_length=120)
    line = forms.CharField(required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file, locator, line = self.fields["file"], self.fields["locator"], self.fields["line"]
        file.label, file.help_text = (
            _("Source file"),
            _("PDF, docx, xlsx, csv, txt, png or jpg, up to 20 MB."),
        )
        locator.label, locator.help_text = (
            _("Where in it"),
            _("Page, sheet and cell, or item, such as “page 3”."),
        )
        line.label, line.help_text = _("Quoted line"), _("The sentence or row in which the number stands.")


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


class ChoiceOfWindow(forms.Form):
    """What decides which organisations can be asked: the days of the figures and the kind of organisation.
    `period` is a frequency with its number: "month-3", "half-1", "year", "campaign"."""

    clock = forms.ChoiceField()
    year = forms.TypedChoiceField(coerce=int)
    period = forms.ChoiceField(required=False)
    start = forms.DateField(required=False, widget=day_box())
    end = forms.DateField(required=False, widget=day_box())
    kind = forms.ChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__({"clock": "calendar", "year": today.year, "period": "year", **data})
        period, start, end = self.fields["period"], self.fields["start"], self.fields["end"]
        period.choices = queries.period_choices()  # type: ignore[attr-defined]
        period.label = _("Period")
        start.label, end.label = _("First day"), _("Last day")
        start.help_text = _("Only for a campaign or an ad hoc question.")
        years = range(today.year + 1, today.year - YEARS_BACK, -1)
        clock, year, kind = self.fields["clock"], self.fields["year"], self.fields["kind"]
        clock.choices = [(c.id, queries.clock_name(c)) for c in clocks().values()]  # type: ignore[attr-defined]
        year.choices = [(y, str(y)) for y in years]  # type: ignore[attr-defined]
        kind.choices = [  # type: ignore[attr-defined]
            ("", _("All kinds")),
            *((k.value, k.label) for k in Kind),
        ]
        clock.label, year.label, kind.label = _("Reporting clock"), _("Year"), _("Kind of organisation")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        frequency, _dash, number = (given.get("period") or "year").partition("-")
        given |= {"frequency": Frequency(frequency), "number": int(number or 0), "own_days": None}
        first, last = given.get("start"), given.get("end")
        if given["frequency"].own_days and first and last and first <= last:
            given["own_days"] = Window(first, last)
        return given

    @property
    def window(self) -> Window:
        """Raises PeriodProblem where the clock has no such period, or days of its own are missing."""
        chosen = self.cleaned_data
        clock = clocks()[chosen["clock"]]
        return days_of(clock, chosen["frequency"], chosen["year"], chosen["number"], chosen["own_days"])


class OneChosen(forms.ModelChoiceField):  # type: ignore[type-arg]
    def to_python(self, value: Any) -> Any:
        _refuse_endless(self, [value])
        return super().to_python(value)


class SomeChosen(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> Any:
        _refuse_endless(self, value or ())
        return super().clean(value)


class AskForm(forms.Form):
    form = OneChosen(queryset=Form.objects.none(), empty_label=None)
    title = forms.CharField(max_length=250)
    due = forms.DateField(widget=day_box())
    due_hour = forms.TimeField(
        required=False, widget=forms.TimeInput({"type": "time", "class": "govuk-input--width-5"})
    )
    basis = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))
    organisations = SomeChosen(queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, organisations: QuerySet[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked, chosen = self.fields["form"], self.fields["organisations"]
        asked.queryset = newest_forms()  # type: ignore[attr-defined]
        asked.label_from_instance = form_title  # type: ignore[attr-defined]
        chosen.queryset = organisations  # type: ignore[attr-defined]
        if not self.is_bound:
            chosen.initial = list(organisations.values_list("pk", flat=True))
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            (basis.value, queries.basis_label(basis)) for basis in (Basis.OWN, Basis.STATEMENT)
        ]
        self._words()

    def _words(self) -> None:
        said = {
            "form": (_("Form"), ""),
            "title": (_("Title"), _("Give the request a title.")),
            "due": (_("Due date"), _("Choose the last day on which the report can arrive in time.")),
            "due_hour": (_("Hour"), ""),
            "basis": (_("The figures are"), _("Choose what the figures will be.")),
            "note": (_("Note to the organisations"), ""),
            "organisations": (_("Asked of"), _("Choose at least one organisation.")),
        }
        for name, (label, missing) in said.items():
            self.fields[name].label = label
            if missing:
                self.fields[name].error_messages["required"] = missing


class AnnualForm(forms.Form):
    """Which annual report to write: a place by code or name, a year on a clock."""

    place = forms.CharField(max_length=120, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    year = forms.CharField(max_length=6, widget=forms.TextInput({"class": "govuk-input--width-5"}))
    clock = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place, year, clock = self.fields["place"], self.fields["year"], self.fields["clock"]
        place.label, place.help_text = _("Place"), _("Code or name; VN is the whole country.")
        place.error_messages["required"] = _("Type the code or the name of a place.")
        year.label, year.error_messages["required"] = _("Year"), _("Type the year, such as 2026.")
        clock.label = _("Reporting clock")
        clock.choices = [(c.id, queries.clock_name(c)) for c in clocks().values()]  # type: ignore[attr-defined]


def _refuse_endless(field: forms.Field, given: Iterable[Any]) -> None:
    """A number of more than 18 digits is of no row, and more than a database takes."""
    for value in given:
        if len(str(value)) > LONGEST_NUMBER:
            raise ValidationError(
                field.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )


def form_title(form: Form) -> str:
    return form.title_en if queries.language() == "en" else form.title_vi


def newest_forms() -> QuerySet[Form]:
    """The last version of each form."""
    newest: dict[str, int] = {}
    for number, code in Form.objects.order_by("code", "version").values_list("pk", "code"):
        newest[code] = number
    return Form.objects.filter(pk__in=newest.values()).order_by("code")
