"""Who has a draft open just now: rows that live for minutes; no history is kept."""

from django.conf import settings
from django.db import models

from phongtrao.reports.models.answering import Report


class Presence(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="presences")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "officer"], name="one_presence_an_officer")]
