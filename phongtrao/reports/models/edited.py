"""Text that an office put in the place of what was composed from figures."""

from django.conf import settings
from django.db import models

from phongtrao.places.models import Place


class EditedText(models.Model):
    """One version of a section of a place's report, newest last; an empty text goes back to what is composed.
    `against` is the composed text that the officer saw, so that a later figure can be told from his words."""

    append_only = True

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    section = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    against = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "clock", "start", "end", "section", "version"],
                name="edited_text_one_a_version",
            )
        ]

    @property
    def record(self) -> str:
        """Its name in the trail, the same for all its versions."""
        return f"reports.edited:{self.place_id}:{self.clock}:{self.start}:{self.end}:{self.section}"
