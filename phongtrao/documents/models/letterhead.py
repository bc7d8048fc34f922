"""The head of an office's documents, and who may sign them."""

from django.conf import settings
from django.db import models

from phongtrao.documents.rules import Authority, Head, Profile
from phongtrao.people.models import Organisation

PROFILES = [(profile.value, profile.value) for profile in Profile]
AUTHORITIES = [(authority.value, authority.value) for authority in Authority]


class Letterhead(models.Model):
    """What stands at the head of an office's documents from a day on. The newest row of that day counts; none is ever
    changed, so that a document of a past day keeps its head."""

    append_only = True

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="letterheads")
    valid_from = models.DateField()
    superior = models.CharField(max_length=250, blank=True)
    issuer = models.CharField(max_length=250)
    abbreviation = models.CharField(max_length=40)
    place = models.CharField(max_length=100)
    profile = models.CharField(max_length=10, choices=PROFILES)
    recipients: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    filing = models.CharField(max_length=60)
    unit = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "valid_from"])]

    def as_head(self) -> Head:
        return Head(
            self.superior,
            self.issuer,
            self.abbreviation,
            self.place,
            Profile(self.profile),
            tuple(self.recipients),
            self.filing,
            self.unit,
        )


class Signatory(models.Model):
    """Who signs for an office: name and post, nothing else. Not append-only, since the name is erased on request;
    what was signed keeps the post."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(max_length=120, blank=True, help_text="Empty once it was erased")
    post = models.CharField(max_length=120)
    authority = models.CharField(max_length=20, choices=AUTHORITIES)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation"])]

    @property
    def record(self) -> str:
        """Its name in the trail, which never holds the person's."""
        return f"documents.signatory:{self.pk}"
