from typing import Any

import pytest

from phongtrao.reports.models import BulkSave
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_api import Program
from phongtrao.trail.models import Row

pytestmark = pytest.mark.django_db


def section(stage: Stage, id: str = "outreach", *, version: int = 0, **texts: str) -> dict[str, Any]:
    figures = {key: {"text": text} for key, text in texts.items()}
    return {"report": stage.report().pk, "section": id, "version": version, "figures": figures}


def body(*sections: dict[str, Any], dry_run: bool = False) -> dict[str, Any]:
    return {"dry_run": dry_run, "sections": list(sections)}


def post(stage: Stage, given: dict[str, Any], key: str = "k") -> Any:
    return Program(stage.cast.clerk).post("/batch/sections", given, key=key)


def both(stage: Stage) -> list[dict[str, Any]]:
    return [section(stage, propaganda_sessions="hơn 40"), section(stage, "practices", models_total="7")]


def test_two_sections_are_saved_in_one_call_and_told(stage: Stage) -> None:
    answer = post(stage, body(*both(stage))).json()
    assert answer["applied"] is True
    assert [(s["outcome"], s["version"], s["changes"]) for s in answer["sections"]] == [
        ("saved", 1, [{"field": "propaganda_sessions", "before": "", "after": "hơn 40"}]),
        ("saved", 2, [{"field": "models_total", "before": "", "after": "7"}]),
    ]
    assert sorted(stage.report().draft["figures"]) == ["models_total", "propaganda_sessions"]


def test_a_dry_run_says_the_same_and_does_nothing(stage: Stage) -> None:
    dry = post(stage, body(*both(stage), dry_run=True)).json()
    told = Row.objects.filter(record=stage.report().record)
    assert (stage.report().version, told.count(), BulkSave.objects.count()) == (0, 0, 0)
    done = post(stage, body(*both(stage))).json()
    assert (dry["applied"], done["applied"], dry["sections"]) == (False, True, done["sections"])


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(stage: Stage) -> None:
    first, again = (post(stage, body(*both(stage))).json() for _time in range(2))
    other = post(stage, body(section(stage, propaganda_sessions="9")))
    assert (first, other.status_code, stage.report().version) == (again, 422, 2)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"figures": {"models_total": {"text": "1O"}}}, ["models_total"]),
        ({"figures": {"nothing": {"text": "1"}}}, ["section"]),
        ({"section": "nowhere"}, ["section"]),
        ({"report": 999_999}, ["report"]),
    ],
)
def test_one_refused_section_takes_back_all(stage: Stage, wrong: dict[str, Any], where: list[str]) -> None:
    good, bad = both(stage)
    answer = post(stage, body(good, bad | wrong)).json()
    assert (answer["applied"], [s["outcome"] for s in answer["sections"]]) == (False, ["saved", "refused"])
    assert [error["where"] for error in answer["sections"][1]["errors"]] == [where]
    assert (stage.report().version, BulkSave.objects.count()) == (0, 0)


def test_what_was_saved_meanwhile_is_not_overwritten(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    answer = post(stage, body(section(stage, propaganda_sessions="6"))).json()
    assert [error["where"] for error in answer["sections"][0]["errors"]] == [["propaganda_sessions"]]
    same = post(stage, body(section(stage, propaganda_sessions="5")), key="k2").json()
    assert (same["sections"][0]["outcome"], stage.report().version) == ("same", 1)


def test_a_neighbours_report_does_not_exist(stage: Stage) -> None:
    given = body(section(stage, propaganda_sessions="6"))
    answer = Program(stage.cast.neighbour).post("/batch/sections", given, key="k").json()
    assert answer["sections"][0]["errors"][0]["where"] == ["report"]
