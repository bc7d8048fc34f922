"""Documents that came in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.models.files import File
from phongtrao.documents.models.registers import Number
from phongtrao.people.models import Organisation


class Incoming(models.Model):
    """A document that arrived, under its arrival number of the year. `sign`: number and symbol as the paper bears
    them; `handler`: the unit of the office that deals with it; `folded`: what is searched."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="incoming")
    arrival = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="incoming")
    arrived_on = models.DateField()
    sign = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, blank=True)
    subject = models.CharField(max_length=500)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handler = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=1000, db_index=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "arrived_on"]),
            models.Index(
                fields=["organisation", "due"], condition=Q(done_on__isnull=True), name="incoming_due"
            ),
        ]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"documents.incoming:{self.pk}"

    @property
    def number(self) -> int:
        return self.arrival.number

    def snapshot(self) -> dict[str, Any]:
        names = ("sign", "issuer", "kind", "subject", "handler", "file_id", "version")
        days = ("arrived_on", "issued_on", "due", "done_on")
        said = {name: day.isoformat() if (day := getattr(self, name)) else None for name in days}
        return {**{name: getattr(self, name) for name in names}, **said}


class Handling(models.Model):
    """An incoming document was dealt with: on which day, with which result in words."""

    append_only = True

    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT, related_name="handling")
    done_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
