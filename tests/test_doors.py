"""The shell's own doors: a lost session, an address that only takes a button's press, what the API says of both."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.site import home
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent


def test_a_session_that_ended_leads_back_to_the_page_with_the_button(client: Client, cast: Cast) -> None:
    answer = client.post(
        reverse("people:revoke-token", args=[1]), headers={"Referer": "http://testserver/people/tokens/"}
    )
    assert answer["Location"] == "/people/sign-in/?next=%2Fpeople%2Ftokens%2F"


@pytest.mark.parametrize("referer", ["http://evil.example/x", ""])
def test_it_never_leads_elsewhere(client: Client, cast: Cast, referer: str) -> None:
    answer = client.post(reverse("people:revoke-token", args=[1]), headers={"Referer": referer})
    assert answer["Location"] == "/people/sign-in/?next=%2F"


def test_an_address_that_takes_only_a_press_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.province_head)
    answer = client.get(reverse("people:renew-slip", args=[cast.clerk.pk]))
    assert (answer.status_code, "Địa chỉ này" in answer.content.decode()) == (405, True)


def test_asking_leaves_no_home_that_hides_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, demo = tmp_path / "real", tmp_path / "demo"
    for folder, data in ((real, b""), (demo, b"SQLite format 3")):
        folder.mkdir()
        (folder / "secret").write_text("x")
        (folder / "phongtrao.sqlite3").write_bytes(data)
    monkeypatch.delenv("PHONGTRAO_HOME", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(home, "real_home", lambda: real)
    monkeypatch.setattr(home, "demo_home", lambda: demo)
    assert home.home() == demo
    (real / "phongtrao.sqlite3").write_bytes(b"SQLite format 3")
    assert home.home() == real


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    assert answer.content == (ROOT / "phongtrao/site/static/sw.js").read_bytes()


def test_the_page_without_network_needs_nobody(client: Client) -> None:
    assert "Mất mạng" in client.get("/offline/").content.decode()


def test_signing_out_clears_the_device(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)
    assert client.post(reverse("people:sign-out"))["Clear-Site-Data"] == '"storage"'
