"""Too many at once: who is turned away, with which words."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from phongtrao.site.crowd import AGAIN, READING, SENDING, Patient, too_long


@pytest.mark.parametrize(
    ("waited", "method", "path", "turned_away"),
    [
        (READING, "GET", "/", False),
        (READING + 0.1, "GET", "/", True),
        (READING + 0.1, "POST", "/reports/1/submissions/", False),
        (SENDING + 0.1, "POST", "/reports/1/submissions/", True),
        (SENDING + 0.1, "PUT", "/api/v1/reports/1/sections/x", True),
        (60, "GET", "/health/", False),
    ],
)
def test_readers_are_turned_away_before_senders(
    waited: float, method: str, path: str, turned_away: bool
) -> None:
    assert too_long(waited, method, path) is turned_away


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"served"]


def ask(waited: float, **environ: str) -> tuple[str, dict[str, str], str]:
    told: dict[str, Any] = {}
    body = Patient(application, lambda: waited)(
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
