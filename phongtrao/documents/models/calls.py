"""Acts that a page or a program may send twice."""

from django.conf import settings
from django.db import models


class Call(models.Model):
    """An act that was done under a key: the same key and body name the same row, with another body it is refused."""

    append_only = True

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    body = models.CharField(max_length=64, help_text="SHA-256 of what bore the key")
    made = models.BigIntegerField(help_text="The row that was made")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_call_a_key")]
