from django.db import models

from phongtrao.people.models import Officer


class CalendarFeed(models.Model):
    """A secret address at which an officer's calendar program reads deadlines, since it cannot sign in. Hashed;
    it ends when he revokes it, and with his access: `credentials` are the account's when it was made."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    credentials = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.feed:{self.pk}"
