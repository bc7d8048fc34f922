from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window
from phongtrao.documents.models import File
from phongtrao.figures.models import Batch
from phongtrao.people.models import Organisation
from phongtrao.reports.rules import Reason, State

STATES = [(state.value, state.value) for state in State]
REASONS = [(reason.value, reason.value) for reason in Reason]
BASES = [(Basis.OWN.value, "own"), (Basis.STATEMENT.value, "statement")]


class Form(models.Model):
    """What is asked: a published version never changes; a new one is a new row."""

    append_only = True

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title_vi = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250)
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_form_a_version")]


class Request(models.Model):
    """A form asked of a list of organisations, frozen when asked (one Report each), for a window, with a due
    date. `basis`: what the figures will be: the organisation's own work, or a statement for its subtree."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="requests")
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requests")
    title = models.CharField(max_length=250)
    clock = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    year = models.PositiveSmallIntegerField()
    due = models.DateField()
    basis = models.CharField(max_length=10, choices=BASES, default=Basis.OWN.value)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="request_days_in_order"),
            models.CheckConstraint(condition=Q(basis__in=["own", "statement"]), name="request_basis_known"),
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


class Report(models.Model):
    """One organisation's answer. `draft` holds what is typed: {"figures": {key: answer}, "narratives": {id:
    text}} (rules.Answers); `sections` the version at which each section was last saved."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=12, choices=STATES, default=State.NOT_STARTED.value)
    version = models.PositiveIntegerField(default=0)
    draft: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    sections: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="one_report_an_organisation"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="report_state_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.report:{self.pk}"

    def snapshot(self) -> dict[str, Any]:
        """What the trail keeps a digest of."""
        return {"state": self.state, "version": self.version, "draft": self.draft}


class Attachment(models.Model):
    """The source of one field of a draft: a file and the line in it. Becomes Evidence when accepted."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    field = models.CharField(max_length=260)
    file = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    locator = models.CharField(max_length=120, blank=True)
    line = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "field"], name="one_attachment_a_field")]


class Submission(models.Model):
    """What was sent up, word for word, with its receipt. The same idempotency key and body give the same
    receipt; the same key with another body is refused."""

    append_only = True

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    answers: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=80)
    body = models.CharField(max_length=64, help_text="SHA-256 of the request that bore the key")
    version = models.PositiveIntegerField(help_text="Version of the report that was sent")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_submission_a_number"),
            models.UniqueConstraint(fields=["by", "key"], name="one_submission_a_key"),
        ]


class Return(models.Model):
    append_only = True

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="returned")
    reason = models.CharField(max_length=20, choices=REASONS)
    note = models.TextField()
    fields: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Acceptance(models.Model):
    """The figures enter the ledger as one batch, in the same transaction."""

    append_only = True

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="accepted")
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="acceptance", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
