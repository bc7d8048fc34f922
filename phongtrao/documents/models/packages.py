"""All that an office has, packed into one file."""

from django.conf import settings
from django.db import models

from phongtrao.documents.rules import PackageState
from phongtrao.people.models import Organisation

PACKAGE_STATES = [(state.value, state.value) for state in PackageState]


class Package(models.Model):
    """Asked by an officer and made by a job; the rows tell how far it has come. The file is no record: it goes with
    the sweep after some days, and can be made again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="packages")
    state = models.CharField(max_length=10, choices=PACKAGE_STATES, default=PackageState.WAITING.value)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"documents.package:{self.pk}"
