from typing import Self

from django.db import models
from django.db.models import F, Q

from phongtrao.core import place as core

LEVELS = [(level.value, level.value) for level in core.Level]
SUCCESSIONS = [(kind, kind) for kind in ("merge", "split", "transfer", "rename")]


def in_order(first: str, last: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=name,
    )


class DatedQuerySet(models.QuerySet["Place"]):
    def on(self, day: object) -> Self:
        """Valid on a day; a missing first day is an open beginning."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Place(models.Model):
    """An administrative unit as an identity, or a residential area that its commune keeps. Name, kind and
    code are dated (PlaceName); the key is internal and never shown."""

    key = models.CharField(max_length=40, unique=True)
    level = models.CharField(max_length=10, choices=LEVELS)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [in_order("valid_from", "valid_to", "place_days_in_order")]
        indexes = [models.Index(fields=["level"])]

    def __str__(self) -> str:
        return self.key

    def as_place(self) -> core.Place:
        return core.Place(self.key, core.Level(self.level), core.Spell(self.valid_from, self.valid_to))


class PlaceName(models.Model):
    """What a place was called from a day to a day. The State reuses codes: read one on a date."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="names")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=160, db_index=True)
    sort_key = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_place_a_code_and_day"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_from__isnull=True),
                name="one_place_a_code_at_the_beginning",
            ),
            in_order("valid_from", "valid_to", "name_days_in_order"),
        ]
        indexes = [models.Index(fields=["code"])]

    @property
    def full(self) -> str:
        return self.name if self.kind == "Quốc gia" else f"{self.kind} {self.name}"


class PlaceParent(models.Model):
    child = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="child_rows")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            in_order("valid_from", "valid_to", "parent_days_in_order"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="not_its_own_parent"),
        ]


class Succession(models.Model):
    """From `on` the territory of `old`, whole or in part, is in `new`. Never rewrites a figure."""

    old = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=SUCCESSIONS)
    whole = models.BooleanField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="one_succession_a_pair_and_day"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="not_its_own_successor"),
        ]


class Households(models.Model):
    """The number of households of a residential area, as its commune counted them on a day. A count only."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="household_counts")
    on = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "on"], name="one_household_count_a_day")]


class Loaded(models.Model):
    """Which reference data stands in the database, by the digest of what was loaded."""

    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
