from datetime import UTC
from typing import Any

from django.db import models

from phongtrao.trail.rules import VERSION, Link


class Row(models.Model):
    """Who did what, when, to which record. Holds no name of a delegate, nominee or recipient."""

    append_only = True

    chain = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    officer = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    record = models.CharField(max_length=120, db_index=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=VERSION)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="trail_one_row_a_number")]
        indexes = [models.Index(fields=["at"])]

    def as_link(self) -> Link:
        return Link(
            self.chain,
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.officer,
            self.action,
            self.record,
            self.before,
            self.after,
            self.reason,
            self.previous,
            self.version,
        )


class Head(models.Model):
    """The last row of a chain; its lock puts the chain's writers in order."""

    chain = models.CharField(max_length=60, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class RecordKey(models.Model):
    """The key of a record's digests; deleting it forgets what they were digests of."""

    record = models.CharField(max_length=120, unique=True)
    key = models.BinaryField()


class Seal(models.Model):
    """All heads at one moment, chained: kept outside too, it shows a chain that was cut or written anew."""

    append_only = True

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    heads: "models.JSONField[dict[str, list[Any]], dict[str, list[Any]]]" = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
