"""What was found in the reports that wait for a decision: a worklist of numbers, never a judgement on persons."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.core.vietnamese import fold
from phongtrao.people.models import Officer
from phongtrao.reports.models import Form, Submission
from phongtrao.reports.queries.reading import Label, anchor_of, label
from phongtrao.reports.queries.words import fault
from phongtrao.reports.rules import Concern, Content, Noted, State, read_found

COLUMNS = (
    *("report", "number", "findings", "report__organisation__name"),
    *("report__request", "report__request__title", "report__request__form"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One finding, and the figure of the submission that it begins with."""

    request: int
    title: str
    organisation: str
    label: Label
    concern: Concern
    words: str
    reason: str
    href: str

    @property
    def concern_label(self) -> str:
        return concern_label(self.concern)


def concern_label(concern: Concern | str) -> str:
    return {
        Concern.CONTRADICTION: _("Does not fit another number"),
        Concern.JUMP: _("Far from the period before"),
        Concern.OUTLIER: _("Far from the unit's own history"),
    }[Concern(concern)]


def worklist(officer: Officer) -> list[Item]:
    """Of the reports that his organisation asked for and has not decided, by unit. Two queries."""
    rows = list(_undecided(officer).values_list(*COLUMNS))
    forms = Form.objects.in_bulk({row[-1] for row in rows})
    contents = {number: form.questions for number, form in forms.items()}
    return [item for row in rows for item in _items(row, contents)]


def concerns(officer: Officer) -> Counter[bool]:
    """How many findings are open (False) and how many were explained (True)."""
    rows = _undecided(officer).values_list("findings", flat=True)
    return Counter(bool(found["reason"]) for findings in rows for found in findings)


def chosen(
    items: Sequence[Item], *, explained: bool, concern: str = "", request: str = "", unit: str = ""
) -> list[Item]:
    return [
        item
        for item in items
        if bool(item.reason) is explained
        and concern in ("", item.concern)
        and request in ("", str(item.request))
        and fold(unit) in fold(item.organisation)
    ]


def _undecided(officer: Officer) -> QuerySet[Submission]:
    waiting = Submission.objects.filter(
        report__state=State.SUBMITTED.value,
        report__request__asker=officer.organisation_id,
        returned__isnull=True,
        accepted__isnull=True,
    )
    return waiting.exclude(findings=[]).order_by("report__organisation__sort_key", "report", "number")


def _items(row: Sequence[Any], contents: Mapping[int, Content]) -> Iterator[Item]:
    report, number, findings, organisation, request, title, form = row
    page = reverse("reports:submission", args=[report, number])
    for found in read_found(findings):
        yield _item(found, page, contents[form], request=request, title=title, organisation=organisation)


def _item(found: Noted, page: str, content: Content, **of: Any) -> Item:
    first = found.finding.fields[0]
    return Item(
        **of,
        label=label(content, first),
        concern=found.concern,
        words=fault(found.finding),
        reason=found.reason,
        href=f"{page}#{anchor_of(first)}",
    )
