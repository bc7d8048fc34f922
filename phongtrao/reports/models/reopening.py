"""An accepted report is opened again: each act a row that never changes. What was accepted stands until the report
is accepted anew; then the new figures supersede the old ones."""

from django.conf import settings
from django.db import models

from phongtrao.reports.models.deciding import Acceptance


class ReopeningAsked(models.Model):
    """The head of the unit that answered asks for it; the head of the unit that asked for the report decides."""

    append_only = True

    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, related_name="reopenings_asked")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ReopeningDeclined(models.Model):
    append_only = True

    asked = models.OneToOneField(ReopeningAsked, on_delete=models.PROTECT, related_name="declined")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Reopening(models.Model):
    """`asked`: empty where the unit above opened it by itself. `reason` stays beside each corrected figure."""

    append_only = True

    acceptance = models.OneToOneField(Acceptance, on_delete=models.PROTECT, related_name="reopening")
    asked = models.OneToOneField(
        ReopeningAsked, on_delete=models.PROTECT, null=True, blank=True, related_name="granted"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
