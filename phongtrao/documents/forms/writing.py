"""The form of a kind of document: its boxes, judged by the rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from phongtrao.documents.forms.common import Guided
from phongtrao.documents.models import Signatory
from phongtrao.documents.queries import authority_label, box_help, box_label, fault_words, judged
from phongtrao.documents.rules import Authority, Box, BoxSort, Said, Writing
from phongtrao.letters.document import Urgency
from phongtrao.people.models import Organisation

ROWS = {BoxSort.LINES: 4, BoxSort.TEXT: 10, BoxSort.ROWS: 8}
SHORT = frozenset({"symbol"})
LONG_LINES = frozenset({"subject", "present", "absent", "reached", "decided"})


class WritingForm(Guided):
    """`said_of_it`: what the rules read, once it is valid."""

    def __init__(
        self,
        *args: Any,
        writing: Writing,
        organisation: Organisation,
        signatories: Sequence[Signatory],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.writing, self.organisation, self.today = writing, organisation, today
        self.said_of_it = Said()
        for box in writing.boxes:
            self.fields[box.name] = _field(box, signatories)

    def said(self) -> dict[str, tuple[str, str, str]]:
        return {}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.said_of_it = judged(self.organisation, self.writing, self.typed, day=self.today)
        for fault in self.said_of_it.faults:
            if fault.box not in self.errors:
                self.add_error(fault.box, fault_words(self.writing, fault))
        return given

    @property
    def typed(self) -> dict[str, str]:
        return {name: str(value or "") for name, value in self.cleaned_data.items()}

    @property
    def shown(self) -> Mapping[str, str]:
        """What stands in the boxes as they were sent, also where it isn't valid."""
        return {name: str(self.data.get(name, "")).replace("\r\n", "\n") for name in self.fields}


def _field(box: Box, signatories: Sequence[Signatory]) -> forms.Field:
    words: dict[str, Any] = {"required": False, "label": box_label(box), "help_text": box_help(box)}
    if box.sort is BoxSort.CHOICE:
        field = forms.ChoiceField(**words, choices=_choices(box.name, signatories))
        field.error_messages["invalid_choice"] = _("“%(box)s”: choose one from the list.") % {
            "box": box_label(box)
        }
        return field
    return forms.CharField(**words, strip=False, widget=_widget(box))


def _choices(name: str, signatories: Sequence[Signatory]) -> list[tuple[str, str]]:
    if name == "signatory":
        rows = [(str(row.pk), f"{row.name}, {row.post}") for row in signatories]
        return [("", _("Leave the place blank")), *rows]
    if name == "authority":
        return [("", _("As in the list of signatories")), *((a.value, authority_label(a)) for a in Authority)]
    return [("", _("Not urgent")), *((one.value, one.value) for one in Urgency)]


def _widget(box: Box) -> forms.Widget:
    if box.sort in ROWS:
        return forms.Textarea({"rows": ROWS[box.sort]})
    if box.name in LONG_LINES:
        return forms.Textarea({"rows": 2})
    if box.sort is BoxSort.DAY:
        return forms.DateInput({"type": "date", "class": "govuk-input--width-10"})
    if box.sort is BoxSort.HOUR:
        return forms.TimeInput({"type": "time", "class": "govuk-input--width-10"})
    if box.sort is BoxSort.COUNT:
        return forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
    return forms.TextInput({"class": "govuk-input--width-10"} if box.name in SHORT else {})
