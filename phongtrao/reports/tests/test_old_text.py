"""Text typed for an old font: offered converted, kept only by somebody's decision, never sent unnoticed."""

import re
from typing import Any

import pytest
from django.test import Client

from phongtrao.people.models import Officer
from phongtrao.reports.rules import Fault, blocking, findings
from phongtrao.reports.tests.stage import Stage

pytestmark = pytest.mark.django_db
OLD, NEW = "Tæ chøc tuyªn truyÒn", "Tổ chức tuyên truyền"
NAME = "Ông Möt và Ünal Çan"  # nobody's old font


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def post(stage: Stage, text: str, **more: str) -> Any:
    report = stage.report()
    data = {"version": report.version, "propaganda_sessions_0": "3", "outreach": text, **more}
    headers = {"HX-Request": "true"} if "htmx" in more else {}
    return signed_in(stage.cast.clerk).post(f"/reports/{report.pk}/sections/outreach/", data, headers=headers)


def faults(stage: Stage) -> list[tuple[Fault, tuple[str, ...]]]:
    report = stage.report()
    found = blocking(findings(report.request.form.questions, report.draft))
    return [(finding.fault, finding.fields) for finding in found]


def told(stage: Stage) -> str:
    found: str = stage.report().draft["narratives"]["outreach"]
    return found


def test_it_is_kept_as_typed_and_shown_converted(stage: Stage) -> None:
    response = post(stage, OLD)
    page = response.content.decode()
    assert response.status_code == 200
    assert (told(stage), page.count(NEW), page.count("(TCVN3)")) == (OLD, 1, 1)
    assert faults(stage) == [(Fault.OLD_TEXT, ("outreach",))]


def test_the_enter_key_saves_and_decides_nothing(stage: Stage) -> None:
    """A browser presses a form's first button."""
    form = post(stage, OLD).content.decode().partition("data-autosave")[2]
    assert "name=" not in re.findall("<button[^>]*>", form)[0]


def test_autosave_keeps_it_and_says_so(stage: Stage) -> None:
    response = post(stage, OLD, htmx="yes")
    assert "bảng mã cũ" in response.content.decode()
    assert told(stage) == OLD


def test_one_press_takes_the_converted_text(stage: Stage) -> None:
    post(stage, OLD)
    response = post(stage, OLD, convert="outreach")
    assert response.headers["Location"] == f"/reports/{stage.report().pk}/sections/outreach/#field-outreach"
    assert (told(stage), faults(stage)) == (NEW, [])


def test_one_press_keeps_it_as_typed_until_it_changes(stage: Stage) -> None:
    post(stage, OLD)
    post(stage, OLD, as_typed="outreach")
    assert (told(stage), faults(stage)) == (OLD, [])
    assert post(stage, OLD).status_code == 302
    assert post(stage, f"{OLD} {OLD}").status_code == 200
    assert faults(stage) == [(Fault.OLD_TEXT, ("outreach",))]


def test_a_reason_is_text_too(stage: Stage) -> None:
    report = stage.report()
    draft = {"reasons": {"propaganda_sessions": OLD}}
    found = findings(report.request.form.questions, {**draft, "figures": {}})
    assert (Fault.OLD_TEXT, ("propaganda_sessions",)) in [(f.fault, f.fields) for f in found]


@pytest.mark.parametrize("text", ["", NEW, NAME, "Public order"])
def test_other_text_goes_on(stage: Stage, text: str) -> None:
    assert post(stage, text).status_code == 302
    assert faults(stage) == []


@pytest.mark.parametrize("field", ["nothing", "reason:propaganda_sessions", "propaganda_sessions"])
def test_what_was_not_written_can_not_stay(stage: Stage, field: str) -> None:
    assert post(stage, OLD, as_typed=field).status_code == 403
    assert faults(stage) == [(Fault.OLD_TEXT, ("outreach",))]
