"""Told once; read for all of the office; the e-mail of the day."""

import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from phongtrao.core.deadline import due_at
from phongtrao.core.period import Window
from phongtrao.notices import actions, queries
from phongtrao.notices.models import Digest, Notice
from phongtrao.notices.rules import Subject
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = Window(date(2025, 12, 15), date(2026, 12, 14))


class Refusing(EmailBackend):
    """A server that takes nothing."""

    def send_messages(self, _messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("ai@dau.vn")


def tell(cast: Cast, key: str = "duty:1/0", **data: Any) -> int:
    said = {"title": "Tổng kết", "due": due_at(TODAY).isoformat(), "step": 0, **data}
    unit = cast.committee_pu_luong.pk
    return actions.tell([actions.New(unit, Subject.REMINDER, "/reports/1/", key, said)], now=NOW)


def test_nothing_is_told_twice(cast: Cast) -> None:
    assert [tell(cast), tell(cast), tell(cast, "duty:1/1")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (-5, "Còn 5 ngày đến hạn: “Tổng kết” (20/11/2026)."),
        (0, "Hôm nay đến hạn: “Tổng kết” (20/11/2026)."),
        (3, "Quá hạn 3 ngày: “Tổng kết” (hạn 20/11/2026)."),
    ],
)
def test_what_a_reminder_says(cast: Cast, step: int, words: str) -> None:
    tell(cast, step=step)
    assert [told.words for told in queries.told(Notice.objects.all())] == [words]


@pytest.mark.parametrize("subject", list(Subject))
def test_every_subject_has_its_words(cast: Cast, subject: Subject) -> None:
    tell(cast)
    Notice.objects.update(subject=subject.value)
    (told,) = queries.told(Notice.objects.all())
    assert "Tổng kết" in told.words


def test_read_by_one_it_is_read_for_his_office_and_leads_on(cast: Cast) -> None:
    tell(cast)
    client = Client()
    client.force_login(cast.clerk)
    number = Notice.objects.get().pk
    assert client.post(f"/notices/{number}/reading/")["Location"] == "/reports/1/"
    assert list(queries.unread(cast.head)) == []
    stranger = Client()
    stranger.force_login(cast.neighbour)
    assert stranger.post(f"/notices/{number}/reading/").status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_notices(cast: Cast, times: int, client: Client, django_assert_num_queries: Any) -> None:
    for key in range(times):
        tell(cast, f"duty:{key}/0")
    client.force_login(cast.clerk)
    with django_assert_num_queries(5):
        page = client.get("/notices/")
    assert len(page.context["lines"]) == times
    assert client.post("/notices/readings/").status_code == 302
    assert not queries.unread(cast.clerk).exists()


# The e-mail of the day ---------------------------------------------------------------------------------------


@pytest.fixture
def posted(cast: Cast, settings: Any) -> Cast:
    settings.EMAIL_SENT, settings.ADDRESS = True, "https://phongtrao.example"
    cast.clerk.email = "mai@coquan.vn"
    cast.clerk.save()
    return cast


def test_one_e_mail_a_day_with_all_that_is_new(posted: Cast) -> None:
    tell(posted)
    tell(posted, "duty:2/0")
    assert [actions.make_digests(now=NOW), actions.make_digests(now=NOW)] == [1, 0]
    assert [actions.send_digests(now=NOW), actions.send_digests(now=NOW)] == [1, 0]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["mai@coquan.vn"], "Phongtrao: 2 thông báo")
    assert letter.body.count("https://phongtrao.example/reports/1/") == 2
    assert actions.make_digests(now=NOW + DAY) == 0
    tell(posted, "duty:3/0")
    assert actions.make_digests(now=NOW + DAY) == 1
    actions.send_digests(now=NOW + DAY)
    assert mail.outbox[1].subject == "Phongtrao: 1 thông báo"


def test_without_a_server_nothing_is_made(cast: Cast, settings: Any) -> None:
    settings.EMAIL_SENT = False
    tell(cast)
    assert [actions.make_digests(now=NOW), actions.send_digests(now=NOW)] == [0, 0]


def test_what_fails_is_tried_again_and_given_up_in_the_end(posted: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    tell(posted)
    actions.make_digests(now=NOW)
    now = NOW
    for _time in range(5):
        actions.send_digests(now=now)
        now += timedelta(hours=7)
    digest = Digest.objects.get()
    assert (digest.state, digest.tries, digest.problem) == ("dropped", 5, "SMTPServerDisconnected")
    assert mail.outbox == []


def test_an_address_that_was_erased_gets_nothing(posted: Cast) -> None:
    tell(posted)
    actions.make_digests(now=NOW)
    posted.clerk.email = ""
    posted.clerk.save()
    assert actions.send_digests(now=NOW) == 0
    assert Digest.objects.get().state == "dropped"


# Zalo --------------------------------------------------------------------------------------------------------


def test_beyond_twenty_units_the_rest_are_counted(cast: Cast) -> None:
    chase = queries.Chase(
        "Tổng kết", "Ban Chỉ đạo", "nd09", YEAR, NOW, "http://x/g/1/", [f"Xã {n}" for n in range(25)]
    )
    lines = queries.group_message(chase, now=NOW + DAY).split("\n")
    assert lines[2] == "Còn 25 đơn vị chưa gửi:"
    assert lines[-3:] == [
        "và 5 đơn vị khác.",
        "Mời các đồng chí nhập tại: http://x/g/1/",
        "Trân trọng cảm ơn.",
    ]
    assert "Hạn gửi đã qua: 10:00 ngày 20/11/2026." in lines[1]
