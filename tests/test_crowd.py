"""Too many at once: who is turned away, with which words."""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from phongtrao.core.sandbox import limited
from phongtrao.site.crowd import AGAIN, PIECE, READING, SENDING, Patient, Turns, patience


@pytest.mark.parametrize(
    ("method", "path", "seconds"),
    [
        ("GET", "/", READING),
        ("POST", "/reports/1/submissions/", SENDING),
        ("PUT", "/api/v1/reports/1/sections/x", SENDING),
        ("GET", "/health/", threading.TIMEOUT_MAX),
    ],
)
def test_readers_are_turned_away_before_senders(method: str, path: str, seconds: float) -> None:
    assert patience(method, path) == seconds


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"served"]


def ask(waited: float, **environ: str) -> tuple[str, dict[str, str], str]:
    told: dict[str, Any] = {}
    body = Patient(application, lambda: waited, Turns(1))(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/", **environ},
        lambda status, headers: told.update(status=status, headers=dict(headers)),
    )
    return told["status"], told["headers"], b"".join(body).decode()


def test_in_time_it_is_served() -> None:
    assert ask(0.1) == ("200 OK", {}, "served")


def test_too_late_it_says_when_to_come_again_in_the_chosen_language() -> None:
    status, headers, body = ask(9)
    assert status == "503 Service Unavailable"
    assert AGAIN[0] <= int(headers["Retry-After"]) <= AGAIN[1]
    assert "Hệ thống đang bận" in body
    assert "The system is busy" in ask(9, HTTP_COOKIE="django_language=en")[2]


def test_a_program_gets_a_problem() -> None:
    status, headers, body = ask(9, PATH_INFO="/api/v1/reports")
    assert (status, headers["Content-Type"]) == ("503 Service Unavailable", "application/problem+json")
    assert '"status": 503' in body


# Turns ------------------------------------------------------------------------------------------------------


def in_a_thread(work: Callable[[], Any]) -> Any:
    told: list[Any] = []
    one = threading.Thread(target=lambda: told.append(work()))
    one.start()
    one.join(10)
    return told[0]


def test_no_more_than_so_many_at_a_time() -> None:
    turns = Turns(1)
    assert turns.take(0)
    assert not in_a_thread(lambda: turns.take(0.01))
    turns.give()
    turns.give()  # not twice
    assert in_a_thread(lambda: turns.take(0))
    assert not turns.take(0.01)


def test_who_waits_for_a_child_lets_another_work(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, met = Turns(1), []
    monkeypatch.setattr("phongtrao.core.sandbox.aside", turns.aside)
    child = limited.__globals__["_answer"]

    def answer(done: Any) -> Any:
        met.append(turns.held())
        return child(done)

    monkeypatch.setitem(limited.__globals__, "_answer", answer)
    assert turns.take(0)

    def another() -> bool:
        taken = turns.take(5)
        turns.give()
        return taken

    told: list[bool] = []
    one = threading.Thread(target=lambda: told.append(another()))
    one.start()
    assert limited("operator:add", 2, 3) == 5
    one.join(10)
    assert (told, met) == ([True], [True])


def test_it_goes_on_where_no_turn_comes_back() -> None:
    turns = Turns(1)
    assert turns.take(0)
    with turns.aside():
        assert in_a_thread(lambda: turns.take(0))  # and never given back
        began = time.monotonic()
    assert not turns.held()
    assert 0.5 < time.monotonic() - began < 8


@pytest.mark.parametrize("file", [b"figures=1250", b"figures" * PIECE])
def test_what_was_sent_is_here_before_the_turn_comes(file: bytes) -> None:
    turns, met = Turns(1), []

    class Line(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            met.append(turns.held())
            return super().read(size)

    def keep(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        met.append(turns.held())
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]

    line = Line(file + b"of the next request")
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(file)), "wsgi.input": line}
    [kept] = Patient(keep, lambda: 0.0, turns)(environ, lambda *_said: None)
    assert kept == file
    assert (set(met[:-1]), met[-1], turns.held()) == ({False}, True, False)
    assert line.read() == b"of the next request"


def test_a_full_house_turns_away() -> None:
    turns = Turns(1)
    assert in_a_thread(lambda: turns.take(0))
    told: list[str] = []
    patient = Patient(application, lambda: READING - 0.01, turns)
    patient({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, _headers: told.append(status))
    assert told == ["503 Service Unavailable"]
