"""What was sent, and what was decided of it: weighty acts, each a row that never changes."""

from typing import Any

from django.conf import settings
from django.db import models

from phongtrao.figures.models import Batch
from phongtrao.reports.models.answering import Report
from phongtrao.reports.rules import Reason

REASONS = [(reason.value, reason.value) for reason in Reason]


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
    findings: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list, help_text="What looked odd when it was sent (rules.noted)"
    )
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
