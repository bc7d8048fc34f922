"""What is asked: forms and requests."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window
from phongtrao.people.models import Organisation
from phongtrao.plans.models import Assignment
from phongtrao.reports.rules import Content, Frequency, read

BASES = [(Basis.OWN.value, "own"), (Basis.STATEMENT.value, "statement")]
READ: dict[tuple[int, datetime], Content] = {}
"""What each form asks, by its number and the moment when it was published."""
FREQUENCIES = [(frequency.value, frequency.value) for frequency in Frequency]


class Form(models.Model):
    """What is asked: a published version never changes; a new one is a new row. `owner`: the office that built
    it; nobody's are the forms that are shipped."""

    append_only = True

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title_vi = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250)
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    published_at = models.DateTimeField()
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="forms"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_form_a_version")]

    @cached_property
    def questions(self) -> Content:
        """What it asks, read once a process: a published form never changes."""
        key = (self.pk, self.published_at)
        if key not in READ:
            READ[key] = read(self.content)
        return READ[key]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.form:{self.pk}"


class Request(models.Model):
    """A form asked of a list of organisations, frozen when asked (one Duty and one Report each), for a window.
    `basis`: what the figures will be: the organisation's own work, or a statement for its subtree. `part` and
    `number` name the window on its clock; both empty: days of its own (a campaign, an ad hoc question).
    `needs_paper`: the figures wait for the signed report. Asker, title and days repeat the assignment's, which
    never change; when it is due stands in the assignment alone."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="request")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="requests")
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requests")
    title = models.CharField(max_length=250)
    clock = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=FREQUENCIES, default=Frequency.YEAR.value)
    number = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=10, choices=BASES, default=Basis.OWN.value)
    note = models.TextField(blank=True)
    needs_paper = models.BooleanField(default=False)
    regime = models.ForeignKey(
        "reports.Regime", on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    illustrative = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="request_days_in_order"),
            models.CheckConstraint(condition=Q(basis__in=["own", "statement"]), name="request_basis_known"),
            models.CheckConstraint(
                condition=Q(part__in=[f.value for f in Frequency]), name="request_part_known"
            ),
            models.UniqueConstraint(
                fields=["regime", "asker", "start", "end"],
                condition=Q(regime__isnull=False),
                name="one_request_a_regime_and_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.request:{self.pk}"

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)

    @property
    def due_at(self) -> datetime:
        """When it is due of everyone who has no extension. Needs the assignment fetched."""
        return self.assignment.due_at
