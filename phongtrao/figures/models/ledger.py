from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.figure import Basis, Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation
from phongtrao.documents.models import File
from phongtrao.people.models import Organisation
from phongtrao.places.models import Place


def choices(kind: type[Any]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


class Indicator(models.Model):
    """What is counted. Labels are columns, not messages; the catalogue is loaded from core's data."""

    code = models.CharField(max_length=60, unique=True)
    group = models.CharField(max_length=40)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit_vi = models.CharField(max_length=60)
    unit_en = models.CharField(max_length=60)
    aggregation = models.CharField(max_length=10, choices=choices(Aggregation))
    decimals = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)
    folded = models.TextField(help_text="Names and synonyms, folded for search")
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decimals__lte=3), name="decimals_0_to_3"),
        ]

    def __str__(self) -> str:
        return self.code


class Evidence(models.Model):
    """Where a number came from: file, page or cell, the line, and who confirmed it."""

    append_only = True

    source = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    locator = models.CharField(max_length=120, blank=True, help_text="Page, cell or paragraph")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    line = models.TextField(blank=True)
    confirmed_by = models.CharField(max_length=150)


class Batch(models.Model):
    """What one act put into the ledger: an acceptance, a registry's action, an entry of earlier years."""

    append_only = True

    act = models.CharField(max_length=40)
    record = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)


class LedgerHead(models.Model):
    """The last number drawn; its lock puts batches in the order of their commits."""

    last = models.PositiveBigIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)


class Recorded(models.Model):
    """The number and moment of a batch, drawn under the head's lock as the last statement before commit."""

    append_only = True

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="recorded")
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)


class Figure(models.Model):
    """One number of the ledger. `value` and `denominator` are integers scaled by the indicator's decimals;
    money in đồng. A correction is a new row that supersedes this one; `withdrawn`, a correction that says nothing
    in its place: its value repeats what was taken back, and no total counts it."""

    append_only = True

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    definition = models.PositiveSmallIntegerField(default=1, help_text="Version of the definition counted by")
    cell = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="figures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="figures")
    clock = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    kind = models.CharField(max_length=10, choices=choices(ValueKind), default=ValueKind.COUNT.value)
    value = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=15, choices=choices(Qualifier), default=Qualifier.EXACT.value)
    basis = models.CharField(max_length=10, choices=choices(Basis))
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="figures"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = models.TextField(blank=True, help_text="Why it corrects the one before")
    withdrawn = models.BooleanField(default=False)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="figure_days_in_order"),
            models.CheckConstraint(
                condition=Q(kind="ratio", denominator__isnull=False)
                | (~Q(kind="ratio") & Q(denominator=None)),
                name="figure_ratio_has_parts",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="figure_correction_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(supersedes__isnull=False), name="figure_withdraws_another"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=[b.value for b in Basis]), name="figure_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=[q.value for q in Qualifier]), name="figure_qualifier_known"
            ),
        ]
        indexes = [models.Index(fields=["indicator", "end"]), models.Index(fields=["place", "indicator"])]

    def snapshot(self) -> dict[str, Any]:
        """What the trail keeps a digest of. Needs indicator and place fetched."""
        names = ("cell", "clock", "start", "end", "kind", "value", "denominator", "qualifier", "basis")
        return {
            "indicator": self.indicator.code,
            "place": self.place.key,
            **{name: getattr(self, name) for name in names},
            **({"withdrawn": True} if self.withdrawn else {}),
        }


class FigureKey(models.Model):
    """What a registry's distinct figure counted: keys of practices or areas, never of a person."""

    append_only = True

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="keys")
    registry = models.CharField(max_length=40)
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure", "registry", "key"], name="one_key_a_figure")]


class AskedList(models.Model):
    """The frozen list of a request: of whom figures are expected, in one window. Written by the act that
    asks; totals read it to know when a sum is complete."""

    append_only = True

    record = models.CharField(max_length=120, unique=True)
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    basis = models.CharField(max_length=10, choices=choices(Basis))
    indicators: "models.JSONField[list[str], list[str]]" = models.JSONField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="asked_days_in_order"),
            models.CheckConstraint(condition=Q(basis__in=["own", "statement"]), name="asked_basis_known"),
        ]
        indexes = [models.Index(fields=["clock", "start", "end"])]


class AskedOrganisation(models.Model):
    append_only = True

    list = models.ForeignKey(AskedList, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "organisation"], name="asked_once_in_a_list")]


class Freeze(models.Model):
    """The ledger as it stood at one moment, with a name (chốt số liệu): its last batch then. Totals as of a
    freeze never change; what was recorded later is listed beside it."""

    append_only = True

    name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=300)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="freezes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveBigIntegerField(help_text="Of the last batch that it holds; 0: none")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="one_freeze_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"figures.freeze:{self.pk}"
