from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.notices.rules import Delivery, Subject
from phongtrao.people.models import Officer, Organisation

SUBJECTS = [(subject.value, subject.value) for subject in Subject]
DELIVERIES = [(delivery.value, delivery.value) for delivery in Delivery]


class Notice(models.Model):
    """What an organisation is told: its subject and data make the words, `link` leads to where one acts. `key`
    names the occasion, so that nothing is told twice. Read by one officer, it is read for his organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="notices")
    subject = models.CharField(max_length=20, choices=SUBJECTS)
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    link = models.CharField(max_length=200)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_notice_an_occasion"),
            models.CheckConstraint(
                condition=Q(subject__in=[s.value for s in Subject]), name="notice_subject_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "read_at", "created_at"])]


class Digest(models.Model):
    """One e-mail a day for one officer, with all that is new to his organisation. The address stands in the
    account alone: what is erased there is written nowhere else."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    last = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="+", help_text="Up to this notice"
    )
    state = models.CharField(max_length=10, choices=DELIVERIES, default=Delivery.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "day"], name="one_digest_a_day")]
        indexes = [models.Index(fields=["state", "try_at"])]
