"""Forms while they are built, and those that are asked no more."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.people.models import Organisation
from phongtrao.reports.models.asking import Form


class FormDraft(models.Model):
    """A form that an office builds; `content` is a form's document, perhaps not whole yet. Published once, then
    it is closed; another version begins as another draft of the same code."""

    code = models.CharField(max_length=60)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="form_drafts")
    based_on = models.ForeignKey(Form, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published = models.OneToOneField(
        Form, on_delete=models.PROTECT, null=True, blank=True, related_name="draft"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(published__isnull=True), name="one_open_draft_a_form"
            ),
        ]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.draft:{self.pk}"


class FormRetirement(models.Model):
    """No version of the form is offered any more; what was asked goes on."""

    append_only = True

    code = models.CharField(max_length=60, unique=True)
    form = models.OneToOneField(Form, on_delete=models.PROTECT, related_name="retirement")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
