"""What a program saved at once."""

from typing import Any

from django.conf import settings
from django.db import models


class BulkSave(models.Model):
    """Sections of many reports that were saved in one call: the same key and body give the same answer."""

    append_only = True

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    body = models.CharField(max_length=64, help_text="SHA-256 of what bore the key")
    answer: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_bulk_save_a_key")]
