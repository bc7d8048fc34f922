"""What was handed in as files: workbooks and CSV files that were filled in elsewhere."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.models import File
from phongtrao.people.models import Organisation
from phongtrao.reports.models.answering import Report
from phongtrao.reports.models.asking import Request
from phongtrao.reports.rules.taking import FileState

FILE_STATES = [(state.value, state.value) for state in FileState]


class Import(models.Model):
    """Files that an officer handed in at once for one request; with `report` for that report alone. A job takes them
    up one by one; the rows tell how far it has come."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="imports")
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"reports.import:{self.pk}"


class ImportFile(models.Model):
    """One file and what came of it, whole or not at all. `result`: the cells taken and the wrong ones
    (rules.taking.Result). `version`: of the report once it was taken; `token`: of what the file was made."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=FILE_STATES, default=FileState.WAITING.value)
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="import_files"
    )
    on_behalf = models.BooleanField(default=False)
    token = models.CharField(max_length=160, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="one_file_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in FileState]), name="import_file_state_known"
            ),
        ]
        indexes = [models.Index(fields=["of", "state"])]
