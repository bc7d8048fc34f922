"""Narratives that are read into a report: the text, the figures found in it, and the words an office has taught."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.models import File
from phongtrao.people.models import Organisation
from phongtrao.reports.models.answering import Report
from phongtrao.reports.rules.from_text import ReadingState, Taking


class Reading(models.Model):
    """A text that was handed in to be read into a report. `text`: what was read out of the file, to which the offsets
    of its figures refer; `notes`: what is to be said of the file; `done` of `pages` that are pictures."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="readings")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in ReadingState],
        default=ReadingState.WAITING.value,
    )
    fault: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    notes: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ReadingState]), name="reading_state_known"
            )
        ]
        indexes = [models.Index(fields=["report", "at"])]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.reading:{self.pk}"


class ReadFigure(models.Model):
    """One figure that was found in a text. `found`: what the reader says of it (queries.from_text.Found); `key` and
    `typed`: the field and the boxes, first as proposed, then as taken."""

    of = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    confidence = models.PositiveSmallIntegerField()
    found: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=[(f.value, f.value) for f in Taking], default=Taking.OPEN.value
    )
    key = models.CharField(max_length=260, blank=True)
    typed: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="one_figure_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=[f.value for f in Taking]), name="read_figure_state_known"
            ),
            models.CheckConstraint(condition=Q(confidence__lte=100), name="read_figure_confidence_percent"),
        ]


class Synonym(models.Model):
    """Words by which an office means an indicator: what its officers changed by hand and took. Given to the reader
    as data the next time; withdrawn, it stays as a row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="synonyms")
    words = models.CharField(max_length=120)
    indicator = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "words", "indicator"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_synonym",
            )
        ]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.synonym:{self.pk}"
