"""The signed paper: the official report, to which the figures that were sent belong."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.models import File
from phongtrao.reports.models.answering import Report


class SignedPaper(models.Model):
    """A signed report as it was filed: number, symbol and day as they stand on it, and the file (a scan, or a
    PDF signed digitally). A newer one takes its place, all are kept. `text` is what could be read in the file
    when it came, empty for a scan; `sealed`: the file bears a digital signature, which nobody judges here."""

    append_only = True

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="papers")
    sequence = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=40)
    signed_on = models.DateField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    sealed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "sequence"], name="one_paper_a_sequence"),
            models.CheckConstraint(condition=Q(number__gt=0), name="paper_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
