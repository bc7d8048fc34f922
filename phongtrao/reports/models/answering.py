"""What is answered: a report with its draft."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.core.period import Window
from phongtrao.documents.models import File
from phongtrao.people.models import Organisation
from phongtrao.plans.models import Duty
from phongtrao.reports.models.asking import Request
from phongtrao.reports.rules import State, waits_for_paper

STATES = [(state.value, state.value) for state in State]


class Report(models.Model):
    """One organisation's answer to its duty. `draft` holds what is typed: {"figures": {key: answer},
    "narratives": {id: text}, "reasons": {key: text}} (rules.Answers); `sections` the version at which each
    section was last saved; `paper` the signed paper that stands for it now."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(max_length=12, choices=STATES, default=State.NOT_STARTED.value)
    version = models.PositiveIntegerField(default=0)
    draft: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    sections: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    paper = models.ForeignKey(
        "reports.SignedPaper", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="one_report_an_organisation"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="report_state_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.report:{self.pk}"

    @property
    def window(self) -> Window:
        """The days that its figures count: the duty's. Needs it fetched."""
        return self.duty.window

    @property
    def waits_for_paper(self) -> bool:
        """Its figures are there, the signed paper is not. Needs the request fetched."""
        return waits_for_paper(State(self.state), self.request.needs_paper, self.paper_id is not None)

    def snapshot(self) -> dict[str, Any]:
        """What the trail keeps a digest of."""
        return {"state": self.state, "version": self.version, "draft": self.draft}


class Attachment(models.Model):
    """The source of one field of a draft: a file and the line in it; `read`: the figure of a text that was read.
    Becomes Evidence when accepted."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    field = models.CharField(max_length=260)
    file = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    locator = models.CharField(max_length=120, blank=True)
    line = models.TextField(blank=True)
    read = models.ForeignKey(
        "reports.ReadFigure", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "field"], name="one_attachment_a_field")]
