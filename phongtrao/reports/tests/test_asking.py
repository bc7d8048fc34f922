"""The page on which a report is asked: days, whom, what, until when."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from phongtrao.core.period import Window
from phongtrao.reports import actions
from phongtrao.reports.models import Request
from phongtrao.reports.tests.stage import FORM
from tests.cast import NOW, Cast

PAGE = "/reports/requests/"


@pytest.fixture
def office(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The head of Thanh Hóa's office, with a published form, on the day of the stage."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    actions.publish(FORM, now=NOW)
    client = Client()
    client.force_login(cast.province_head)
    return client


def text(response: Any) -> str:
    return " ".join(str(response.content.decode()).split())


def body(cast: Cast, **given: str) -> dict[str, Any]:
    form = actions.publish(FORM, now=NOW)
    said = {"form": str(form.pk), "title": "Báo cáo", "basis": "own", "due": "2026-12-15", "due_hour": ""}
    return {**said, "organisations": [str(cast.committee_pu_luong.pk)], **given}


@pytest.mark.parametrize(
    ("question", "window", "earliest"),
    [
        (
            {"clock": "nd09", "year": "2026", "period": "month-12"},
            "từ 15/11/2026 đến 14/12/2026 (kỳ báo cáo tháng 12 năm 2026 theo NĐ 09/2019/NĐ-CP)",
            "2026-12-15",
        ),
        (
            {"clock": "nd09", "year": "2027", "period": "nine_months"},
            "từ 15/12/2026 đến 14/09/2027 (kỳ báo cáo 9 tháng đầu năm 2027 theo NĐ 09/2019/NĐ-CP)",
            "2027-09-15",
        ),
        (
            {"period": "campaign", "start": "2026-12-01", "end": "2026-12-11"},
            "từ 01/12/2026 đến 11/12/2026",
            "2026-12-14",
        ),
        ({"clock": "tt124_kdc", "year": "2026"}, "từ 01/11/2025 đến 31/10/2026", "2026-11-20"),
    ],
)
def test_the_days_are_said_and_the_first_due_date_is_offered(
    office: Client, question: dict[str, str], window: str, earliest: str
) -> None:
    page = text(office.get(PAGE, question))
    due = re.search(r'<input type="date" name="due" value="([^"]*)"', page)
    assert (window in page, due and due[1]) == (True, earliest)


@pytest.mark.parametrize(
    ("question", "says", "boxes_open"),
    [
        ({"clock": "tt124_kdc", "period": "month-3"}, "không có kỳ như vậy", False),
        ({"period": "campaign"}, "ngày đầu và ngày cuối", True),
        (
            {"period": "ad_hoc", "start": "2026-12-11", "end": "2026-12-01"},
            "Ngày cuối đứng trước ngày đầu.",
            True,
        ),
        ({"clock": "nd09", "year": "2018"}, "không có hiệu lực vào ngày 14/12/2018", False),
        ({"clock": "sao"}, "sao", False),
    ],
)
def test_a_period_that_cannot_be_asked_is_told_at_its_box(
    office: Client, question: dict[str, str], says: str, boxes_open: bool
) -> None:
    page = text(office.get(PAGE, question))
    assert (says in page, "Có lỗi" in page or "error-summary" in page) == (True, True)
    assert ('<details class="govuk-details" open>' in page, 'method="post" novalidate' in page) == (
        boxes_open,
        False,
    )


def test_a_campaign_is_asked_for_its_own_days_to_the_hour(office: Client, cast: Cast) -> None:
    days = {
        "clock": "calendar",
        "year": "2026",
        "period": "campaign",
        "start": "2026-12-01",
        "end": "2026-12-11",
    }
    answer = office.post(PAGE, body(cast, **days, due="2026-12-14", due_hour="11:30"))
    asked = Request.objects.get()
    assert answer["Location"] == f"/reports/requests/{asked.pk}/"
    assert (asked.window, asked.part) == (Window(date(2026, 12, 1), date(2026, 12, 11)), "campaign")
    assert asked.due_at == datetime(2026, 12, 14, 4, 30, tzinfo=UTC)


def test_a_due_date_that_leaves_no_working_day_is_told_and_what_was_typed_stays(
    office: Client, cast: Cast
) -> None:
    month = {"clock": "nd09", "year": "2026", "period": "month-12"}
    page = text(office.post(PAGE, body(cast, **month, due="2026-12-14", note="Gửi sớm")))
    assert ("từ ngày 15/12/2026 trở đi" in page, "Gửi sớm" in page, Request.objects.count()) == (
        True,
        True,
        0,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "kept"), [("-3, 0", [-3, 0]), ("", [])])
def test_an_office_says_on_which_days_to_remind(cast: Cast, typed: str, kept: list[int]) -> None:
    office = Client()
    office.force_login(cast.province_head)
    assert office.post(PAGE, body(cast, due="2027-01-15", reminders=typed)).status_code == 302
    assert Request.objects.latest("pk").assignment.reminders == kept


@pytest.mark.django_db
def test_days_that_are_none_are_asked_back(cast: Cast) -> None:
    office = Client()
    office.force_login(cast.province_head)
    answer = office.post(PAGE, body(cast, due="2027-01-15", reminders="hôm trước"))
    assert answer.context["form"].errors["reminders"] == [
        "Hãy ghi số ngày cách nhau bằng dấu phẩy, nhiều nhất 10 mốc, cách hạn không quá 60 ngày: -5, -1, 0, 3."
    ]
    assert not Request.objects.exists()


def test_the_same_press_asks_nobody_twice(office: Client, cast: Cast) -> None:
    said = {"clock": "calendar", "year": "2026", "period": "month-10", **body(cast)}
    answers = [office.post(PAGE, said), office.post(PAGE, said)]
    page = text(answers[1])
    assert [answer.status_code for answer in answers] == [302, 200]
    assert ("đã được gửi lúc" in page, 'value="Báo cáo"' in page, Request.objects.count()) == (True, True, 1)
    assert office.post(PAGE, {**said, "title": "Báo cáo lần hai"}).status_code == 302
