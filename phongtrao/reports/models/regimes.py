"""What is asked again and again: regimes, and when they are due of each level."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.period import Clock, clocks
from phongtrao.core.place import Level
from phongtrao.people.models import Organisation
from phongtrao.plans.models import usual_reminders
from phongtrao.reports.models.asking import BASES, FREQUENCIES
from phongtrao.reports.rules import Frequency
from phongtrao.reports.rules.regimes import LEVELS, DayOfYear, Due, Rhythm

DUE_LEVELS = [(level.value, level.value) for level in LEVELS]


class Regime(models.Model):
    """A form, by its code, asked every period of a clock by its owner and by the offices below it, each of the
    level below its own. Never changed: another row replaces it from a day on, and this one then ends the day
    before. `kind`: of the organisations asked, all where empty. `first_day`, `last_day`: a campaign's, "07-01".
    `proposal`: the shipped regime that it began as."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="regimes")
    title = models.CharField(max_length=200)
    form_code = models.CharField(max_length=60)
    clock = models.CharField(max_length=30)
    frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    first_day = models.CharField(max_length=5, blank=True)
    last_day = models.CharField(max_length=5, blank=True)
    basis = models.CharField(max_length=10, choices=BASES)
    kind = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)
    reminders: "models.JSONField[list[int], list[int]]" = models.JSONField(
        default=usual_reminders,
        help_text="Given to each request that it asks, as plans.Assignment keeps them",
    )
    proposal = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="regime_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[f.value for f in Frequency]), name="regime_frequency_known"
            ),
            models.CheckConstraint(condition=Q(basis__in=["own", "statement"]), name="regime_basis_known"),
            models.UniqueConstraint(
                fields=["owner", "proposal"],
                condition=Q(valid_to__isnull=True) & ~Q(proposal=""),
                name="one_open_regime_a_proposal",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.regime:{self.pk}"

    @property
    def rhythm(self) -> Rhythm:
        own = (_day_of_year(self.first_day), _day_of_year(self.last_day)) if self.first_day else None
        clock: Clock = clocks()[self.clock]
        return Rhythm(clock, Frequency(self.frequency), own)

    @property
    def by_level(self) -> dict[Level, Due]:
        """One query unless its dues are fetched."""
        return {Level(due.level): Due(Level(due.level), due.days, due.hour) for due in self.dues.all()}


class RegimeDue(models.Model):
    """When a level's report is due: working days after the cut-off, to an hour or the day's end."""

    append_only = True

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="dues")
    level = models.CharField(max_length=10, choices=DUE_LEVELS)
    days = models.PositiveSmallIntegerField()
    hour = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regime", "level"], name="one_due_a_level"),
            # NĐ 09/2019/NĐ-CP, art. 8.5
            models.CheckConstraint(condition=Q(days__gte=1), name="due_after_a_working_day"),
        ]


def _day_of_year(text: str) -> DayOfYear:
    day = date.fromisoformat(f"2000-{text}")
    return day.month, day.day
