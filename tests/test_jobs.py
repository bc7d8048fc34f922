"""Jobs outlive the process that did them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from phongtrao.reports import actions, tasks
from phongtrao.reports.tests.books import blank, filled
from phongtrao.reports.tests.stage import raise_stage
from phongtrao.site import jobs
from tests.cast import NOW, Cast


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_taken_up_again(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path / "files"
    stage = raise_stage(cast)
    upload = SimpleUploadedFile("a.xlsx", filled(blank(stage.report()), {"models_total": 7}))
    kept = actions.keep([upload], by=cast.clerk, now=NOW)
    tasks.hand_in(stage.request, kept, report=stage.report(), by=cast.clerk)
    DBTaskResult.objects.get().claim("killed")
    jobs.work()
    assert stage.report().version == 0
    assert jobs.take_up_again() == 1
    jobs.work()
    assert (stage.report().version, DBTaskResult.objects.get().status) == (1, "SUCCESSFUL")


@pytest.mark.django_db
def test_a_job_that_killed_five_workers_is_given_up() -> None:
    tasks.read_import.enqueue(0)
    for number in range(5):
        DBTaskResult.objects.get().claim(f"killed {number}")
        jobs.take_up_again()
    assert DBTaskResult.objects.get().status == "FAILED"
