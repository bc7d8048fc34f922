from django.conf import settings
from django.db import models
from django.db.models import F, Q

from phongtrao.core.period import Window
from phongtrao.people.models import Organisation
from phongtrao.plans.rules import DutyState

DUTY_STATES = [(state.value, state.value) for state in DutyState]


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
    organisation began or ended within; `due_at` moves by an extension; `done_at` is when it was first done."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    state = models.CharField(max_length=10, choices=DUTY_STATES, default=DutyState.OPEN.value)
    start = models.DateField()
    end = models.DateField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    succeeds = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_to"
    )

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
