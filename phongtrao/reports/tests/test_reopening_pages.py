"""The pages on which an accepted report is opened again, and its story."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from phongtrao.plans.models import Duty
from phongtrao.reports import actions, queries
from phongtrao.reports.models import Reopening, ReopeningAsked
from phongtrao.reports.rules import State
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW

pytestmark = pytest.mark.django_db
WHY = "Xã đếm thiếu hai buổi."


@pytest.fixture
def accepted(stage: Stage) -> Stage:
    stage.save({"propaganda_sessions": "10"})
    stage.send()
    stage.accept()
    return stage


def post(client: Client, stage: Stage, name: str, reason: str = WHY) -> int:
    report = stage.report()
    given = {"version": report.version, "reason": reason}
    return client.post(reverse(f"reports:{name}", args=[report.pk]), given).status_code


def test_the_unit_asks_the_unit_above_opens_the_unit_mends(accepted: Stage, client: Client) -> None:
    stage, cast = accepted, accepted.cast
    page = reverse("reports:report", args=[stage.report().pk])
    client.force_login(cast.head)
    assert post(client, stage, "reopening-request") == 302
    client.force_login(cast.province_head)
    assert WHY in client.get(reverse("reports:reopening", args=[stage.report().pk])).content.decode()
    assert post(client, stage, "reopening", "Đồng ý, xã sửa lại.") == 302
    client.force_login(cast.clerk)
    shown = client.get(page).content.decode()
    assert "Đồng ý, xã sửa lại." in shown
    assert shown.count("govuk-tag--purple") == 1
    stage.save({"propaganda_sessions": "12"})
    check = client.get(reverse("reports:check", args=[stage.report().pk])).content.decode()
    assert re.findall(r"<(?:del|ins)>[^<]*", check) == ["<del>10", "<ins>12"]
    sent = stage.send("k2")
    client.force_login(cast.province_head)
    submission = reverse("reports:submission", args=[stage.report().pk, sent.number])
    assert re.findall(r"<(?:del|ins)>[^<]*", client.get(submission).content.decode())[-2:] == [
        "<del>10",
        "<ins>12",
    ]
    stage.accept()
    assert [event.kind.value for event in queries.history(stage.report())] == [
        "sent",
        "accepted",
        "reopening_asked",
        "reopened",
        "sent",
        "accepted",
    ]


def test_a_request_is_declined_with_a_reason(accepted: Stage, client: Client) -> None:
    client.force_login(accepted.cast.head)
    assert post(client, accepted, "reopening-request") == 302
    client.force_login(accepted.cast.province_head)
    assert post(client, accepted, "reopening-refusal", "Số đã đúng.") == 302
    page = client.get(reverse("reports:report", args=[accepted.report().pk])).content.decode()
    assert "Số đã đúng." in page
    assert accepted.report().state == State.ACCEPTED


def test_what_can_not_be_done_is_told_and_what_was_typed_stays(accepted: Stage, client: Client) -> None:
    client.force_login(accepted.cast.province_head)
    assert post(client, accepted, "reopening", " ") == 422
    report = accepted.report()
    page = client.post(
        reverse("reports:reopening", args=[report.pk]), {"version": report.version - 1, "reason": WHY}
    )
    assert page.status_code == 409
    assert WHY in page.content.decode()
    assert post(client, accepted, "reopening-refusal") == 409
    client.force_login(accepted.cast.clerk)
    assert post(client, accepted, "reopening-request") == 403
    client.force_login(accepted.cast.neighbour)
    assert post(client, accepted, "reopening") == 404
    assert (Reopening.objects.count(), ReopeningAsked.objects.count()) == (0, 0)


def test_a_report_that_is_not_accepted_offers_nothing_to_open(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.province_head)
    page = client.get(reverse("reports:reopening", args=[stage.report().pk])).content.decode()
    assert "<textarea" not in page


@pytest.mark.parametrize("times", [1, 3])
def test_the_story_takes_two_queries(accepted: Stage, times: int, django_assert_num_queries: Any) -> None:
    for _time in range(times):
        for act, by in ((actions.ask_to_reopen, accepted.cast.head), (actions.keep_closed, None)):
            report = accepted.report()
            act(
                report,
                base_version=report.version,
                reason=WHY,
                by=by or accepted.cast.province_head,
                now=NOW,
            )
    report = accepted.report()
    with django_assert_num_queries(2):
        found = queries.history(report)
        assert [event.by.name for event in found if event.words] == ["Lê Văn Sơn", "Trần Thu Hà"] * times


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(), "in time"),
        (timedelta(seconds=1), "1 day late"),
        (timedelta(days=2), "2 days late"),
    ],
)
def test_timeliness_is_that_of_the_first_sending(accepted: Stage, after: timedelta, words: str) -> None:
    duty = Duty.objects.get(report=accepted.report())
    duty.done_at = duty.due_at + after
    with override("en"):
        assert queries.timeliness_words(duty) == words
