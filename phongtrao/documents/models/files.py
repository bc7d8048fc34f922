from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.people.models import Organisation


class File(models.Model):
    """An uploaded file, kept once by its SHA-256 under PHONGTRAO_HOME/files; always a download. Its
    bytes are on disk before this row commits."""

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="files")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "name", "organisation"], name="one_file_a_name_and_owner"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
