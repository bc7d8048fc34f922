"""Two hands at the same moment. They run alone: each thread has its own connection and commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from phongtrao.figures.models import Batch
from phongtrao.kit.refusals import Conflict
from phongtrao.reports import actions
from phongtrao.reports.models import Acceptance, Submission
from phongtrao.reports.rules import Typed
from phongtrao.reports.tests.stage import Stage, raise_stage
from phongtrao.trail import queries as trail
from tests.cast import NOW, raise_curtain

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return raise_stage(raise_curtain())


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the conflict that it met."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def test_one_key_sent_twice_at_once_is_one_submission(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    report = stage.report()

    def send() -> Submission:
        return actions.submit(report, base_version=1, key="k", by=stage.cast.head, now=NOW)

    found = at_once(*[send] * 4)
    assert {submission.receipt for submission in found} == {Submission.objects.get().receipt}


def test_two_keys_at_once_are_one_submission_and_one_conflict(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    report = stage.report()
    keys = ["a", "b"]
    found = at_once(
        *[
            lambda key=key: actions.submit(report, base_version=1, key=key, by=stage.cast.head, now=NOW)
            for key in keys
        ]
    )
    assert sorted(isinstance(result, Conflict) for result in found) == [False, True]
    assert Submission.objects.count() == 1


def test_two_acceptances_at_once_are_one_batch(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    report = stage.report()
    found = at_once(
        *[lambda: actions.accept(report, base_version=2, by=stage.cast.province_head, now=NOW)] * 2
    )
    assert sorted(isinstance(result, Conflict) for result in found) == [False, True]
    accepted = Batch.objects.filter(act="report accepted")
    assert (Acceptance.objects.count(), accepted.count()) == (1, 1)


def test_saves_of_two_sections_at_once_both_stand_and_of_one_section_one(stage: Stage) -> None:
    report = stage.report()

    def save(section: str, field: str, text: str) -> Callable[[], Any]:
        return lambda: actions.save_section(
            report,
            section,
            figures={field: Typed(text)},
            narratives={},
            base_version=0,
            by=stage.cast.clerk,
            now=NOW,
        )

    found = at_once(
        save("outreach", "propaganda_sessions", "5"),
        save("outreach", "propaganda_sessions", "6"),
        save("practices", "models_total", "7"),
    )
    assert sorted(isinstance(result, Conflict) for result in found) == [False, False, True]
    row = stage.report()
    assert (row.version, sorted(row.draft["figures"])) == (2, ["models_total", "propaganda_sessions"])
    assert trail.first_break() is None
