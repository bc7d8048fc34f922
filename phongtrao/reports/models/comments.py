"""What the two offices say to each other about one field of a report."""

from django.conf import settings
from django.db import models

from phongtrao.reports.models.answering import Report
from phongtrao.reports.rules import Side

SIDES = [(side.value, side.value) for side in Side]


class Comment(models.Model):
    """`side`: of whom it was said; `settles`: nothing is open on the field, until someone speaks again."""

    append_only = True

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    field = models.CharField(max_length=260)
    side = models.CharField(max_length=10, choices=SIDES)
    text = models.TextField(blank=True)
    settles = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(settles=True), name="comment_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[side.value for side in Side]), name="comment_side_known"
            ),
        ]
        indexes = [models.Index(fields=["report", "field", "id"])]
