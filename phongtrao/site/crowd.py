"""What is too much is turned away at once, politely: 503 with Retry-After, while what is being sent is served.

A request that waited too long for a thread is answered without Django: whoever only reads is turned away first,
whoever sends something is kept waiting longer. So a crowd slows nobody for ever, and what was acknowledged stays."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from gunicorn.workers.gthread import TConn, ThreadWorker

READING, SENDING = 1.5, 6.0
"""Seconds that a request may wait for a thread."""
AGAIN = (20, 60)
"""Seconds after which to come again: spread, so that the crowd does not return at once."""
READS = frozenset({"GET", "HEAD", "OPTIONS"})
NEVER_SHED = "/health/"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def too_long(waited: float, method: str, path: str) -> bool:
    """Whether a request that waited so long (seconds) is turned away."""
    return path != NEVER_SHED and waited > (READING if method in READS else SENDING)


class Patient:
    """The application behind the gate; `waited` tells how long this thread's request stood in the queue."""

    def __init__(self, application: Application, waited: Callable[[], float]) -> None:
        self.application, self.waited = application, waited
        self.pages = {code: _page(code) for code, _name in settings.LANGUAGES}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not too_long(self.waited(), environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")):
            return self.application(environ, start_response)
        kind, body = self._words(environ)
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Retry-After", str(random.randint(*AGAIN))),
            ("Cache-Control", "no-store"),
        ]
        start_response("503 Service Unavailable", headers)
        return [body]

    def _words(self, environ: dict[str, Any]) -> tuple[str, bytes]:
        if environ.get("PATH_INFO", "").startswith("/api/"):
            problem = {"type": "about:blank", "title": "Too many at this moment", "status": 503}
            return "application/problem+json", json.dumps(problem).encode()
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(settings.LANGUAGE_COOKIE_NAME)
        page = self.pages.get(cookie.value if cookie else "", self.pages[settings.LANGUAGE_CODE])
        return "text/html; charset=utf-8", page


def _page(language: str) -> bytes:
    with translation.override(language):
        return str(get_template("503.html").render()).encode()


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads, which remembers since when a connection waits for one."""

    def init_process(self) -> None:
        self.now_served = threading.local()
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        served: Application = self.wsgi
        self.wsgi: Application = Patient(served, lambda: float(self.now_served.waited))

    def enqueue_req(self, conn: TConn) -> None:
        conn.waits_since = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        """The wait ends when a thread takes the connection; the time in which a slow line delivers its request
        is not the crowd's."""
        self.now_served.waited = time.monotonic() - conn.waits_since
        return super().handle(conn)
