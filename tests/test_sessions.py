"""Who is signed in is asked of the database at every request, whatever the process remembers."""

from collections.abc import Callable

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.test import Client

from phongtrao.people.models import Officer
from phongtrao.site import rounds, sessions
from tests.cast import NOW, Cast


@pytest.fixture
def browser(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk, backend="phongtrao.site.sessions.Accounts")
    for _look in range(2):
        assert client.get("/people/account/").status_code == 200
    return client


def end_session(cast: Cast) -> None:
    Session.objects.all().delete()


def expire_session(cast: Cast) -> None:
    Session.objects.update(expire_date=NOW.replace(year=2000))


def close_account(cast: Cast) -> None:
    Officer.objects.filter(pk=cast.clerk.pk).update(is_active=False)


def end_all_sessions(cast: Cast) -> None:
    Officer.objects.filter(pk=cast.clerk.pk).update(credentials=99)


def change_password(cast: Cast) -> None:
    cast.clerk.set_password("another-long-one")
    cast.clerk.save()


@pytest.mark.parametrize(
    "act", [end_session, expire_session, close_account, end_all_sessions, change_password]
)
def test_what_ends_a_session_ends_it_at_the_next_request(
    browser: Client, cast: Cast, act: Callable[[Cast], None]
) -> None:
    act(cast)
    assert browser.get("/people/account/").status_code == 302


def test_what_the_account_is_now_is_what_the_page_says(browser: Client, cast: Cast) -> None:
    Officer.objects.filter(pk=cast.clerk.pk).update(name="Người Mới")
    assert "Người Mới" in browser.get("/people/account/").content.decode()


def test_a_wrong_memory_leads_to_the_right_officer(browser: Client, cast: Cast) -> None:
    key = browser.cookies["sessionid"].value
    for number in (cast.head.pk, 10**9):
        sessions._told[key] = number
        page = browser.get("/people/account/").content.decode()
        assert (cast.clerk.name in page, cast.head.name in page) == (True, False)
        assert sessions._told[key] == cast.clerk.pk


def test_a_key_that_nobody_gave_is_nobodys(cast: Cast) -> None:
    client = Client()
    client.cookies["sessionid"] = "0" * 32
    assert client.get("/people/account/").status_code == 302


def test_the_rounds_forget_where_somebody_signed_in(cast: Cast) -> None:
    AccessLog.objects.create(ip_address="203.0.113.7", username="puluong.canbo")
    for one in rounds.duties():
        one.duty(NOW)
    assert AccessLog.objects.count() == 0
