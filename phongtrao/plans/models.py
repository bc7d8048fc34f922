from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.period import Window
from phongtrao.notices.rules import REMINDERS
from phongtrao.people.models import Organisation
from phongtrao.plans.rules import DutyState, ExtensionVerdict

DUTY_STATES = [(state.value, state.value) for state in DutyState]
VERDICTS = [(verdict.value, verdict.value) for verdict in ExtensionVerdict]


def usual_reminders() -> list[int]:
    return list(REMINDERS)


class Assignment(models.Model):
    """One thing asked of a list of organisations, frozen when asked: one Duty each. `template` names what is
    asked in the words of the part that asks it ("reports.form:12")."""

    template = models.CharField(max_length=80)
    title = models.CharField(max_length=250)
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    clock = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    due_at = models.DateTimeField()
    reminders: "models.JSONField[list[int], list[int]]" = models.JSONField(
        default=usual_reminders, help_text="Days after the due day on which to remind; before it: negative"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="assignment_days_in_order")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"plans.assignment:{self.pk}"

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)


class Duty(models.Model):
    """What one organisation of the frozen list owes. Its days are the assignment's, or a part of them where the
    organisation began or ended within; `due_at` moves by an extension; `done_at` is when it was first done.
    `succeeds`: the duties of the units that were merged into this one's place, or of the one it was split from."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    state = models.CharField(max_length=10, choices=DUTY_STATES, default=DutyState.OPEN.value)
    start = models.DateField()
    end = models.DateField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    succeeds = models.ManyToManyField("self", symmetrical=False, related_name="passed_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "organisation"], name="one_duty_an_organisation"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="duty_days_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DutyState]), name="duty_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=DutyState.DONE.value) | Q(done_at__isnull=False),
                name="done_duty_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_at"])]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"plans.duty:{self.pk}"

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)


class Extension(models.Model):
    """A wish for more time, with its reason."""

    append_only = True

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="extensions")
    number = models.PositiveSmallIntegerField()
    wished_at = models.DateTimeField(help_text="Until when, as the unit wishes")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="one_extension_a_number"),
        ]


class ExtensionDecision(models.Model):
    """Granted until `due_at`, which need not be what was wished; or refused with a reason."""

    append_only = True

    extension = models.OneToOneField(Extension, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=ExtensionVerdict.GRANTED.value, due_at__isnull=False)
                | Q(verdict=ExtensionVerdict.REFUSED.value, due_at__isnull=True),
                name="granted_until_a_moment",
            ),
        ]


class Closing(models.Model):
    """How far everyone had come when the asker closed it. `snapshot` is in the words of the part that asked:
    {"counts": {state: n}, "late": n, "units": [{"organisation", "state", "first", "due", "late"}]}."""

    append_only = True

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="closing")
    snapshot: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Chase(models.Model):
    """Someone was reminded by hand. Once a day for each duty: the database keeps it so."""

    append_only = True

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="chases")
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "day"], name="one_chase_a_day")]
