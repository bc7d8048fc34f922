"""A superior's own Word or Excel form, pointed at once, filled every period (mẫu của cấp trên)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.core.period import Part
from phongtrao.documents.models import File
from phongtrao.figures.models.ledger import Freeze, Indicator, choices
from phongtrao.figures.rules.superior import Span, Writing
from phongtrao.people.models import Organisation
from phongtrao.places.models import Place


class SuperiorForm(models.Model):
    """`layout`: what the file shows and where it is open (letters.blanks.Surface.plain). `part`: how often a year it
    is filled, "" for once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="superior_forms")
    name = models.CharField(max_length=150)
    asker = models.CharField(max_length=150, blank=True, help_text="The body that asks for it")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    layout: "models.JSONField[list[Any], list[Any]]" = models.JSONField()
    clock = models.CharField(max_length=30)
    part = models.CharField(max_length=15, blank=True, choices=choices(Part))
    retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(retired=False), name="one_superior_form_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"figures.superiorform:{self.pk}"


class SuperiorSpot(models.Model):
    """What belongs into one open place of the file. `place` None: that of whoever fills the form."""

    form = models.ForeignKey(SuperiorForm, on_delete=models.PROTECT, related_name="spots")
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=300, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    cell = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    span = models.CharField(max_length=10, choices=choices(Span))
    writing = models.CharField(max_length=10, choices=choices(Writing))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="one_spot_a_place_of_a_form")]

    def snapshot(self) -> dict[str, Any]:
        names = ("key", "cell", "span", "writing")
        place = self.place.key if self.place else ""
        told = {name: getattr(self, name) for name in names}
        return {**told, "indicator": self.indicator.code, "place": place}


class SuperiorFilling(models.Model):
    """The form filled for one period: the file that came out, and what stands in each spot (rules.superior.Outcome)."""

    append_only = True

    form = models.ForeignKey(SuperiorForm, on_delete=models.PROTECT, related_name="fillings")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0, help_text="Which part of the year; 0 for the whole")
    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    outcomes: "models.JSONField[list[Any], list[Any]]" = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
