"""Registers: numbers in order without gaps, of an organisation, a series and a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.rules import NumberState, number_state
from phongtrao.people.models import Organisation


class Series(models.Model):
    """A row of numbers of its own within an organisation's documents of a year. `kinds`: those numbered in it, empty
    for all that no other series takes; `abbreviation`: of the body that it belongs to where that is not the
    organisation itself, such as an advisory body that uses its seal. `incoming`: arrival numbers."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=120)
    abbreviation = models.CharField(max_length=40, blank=True)
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    incoming = models.BooleanField(default=False)
    main = models.BooleanField(default=False, help_text="Made by the system, for all that no other takes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_series_a_name"),
            models.UniqueConstraint(
                fields=["organisation", "incoming"], condition=Q(main=True), name="one_main_series"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Register(models.Model):
    """`last`: the number given last; the row is locked while one is given. `first`: the first one given here, where
    the numbers before it were given on paper."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="registers")
    year = models.PositiveIntegerField()
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_register_a_year")]


class Number(models.Model):
    """A number that was given. It is used once a document bears it (Issue, JointNumber, Incoming) and cancelled by a
    Cancellation; until then it is reserved. `document`: what it was given for; `note`: the paper, where that is kept
    elsewhere."""

    append_only = True

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(
        "Document", on_delete=models.PROTECT, null=True, blank=True, related_name="numbers"
    )
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="one_row_a_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="document_number_positive"),
        ]

    @property
    def state(self) -> NumberState:
        used = any(hasattr(self, use) for use in ("issue", "incoming", "joint"))
        return number_state(used=used, cancelled=hasattr(self, "cancellation"))


class Cancellation(models.Model):
    """A number that no document will bear, with the reason; it is never given again."""

    append_only = True

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
