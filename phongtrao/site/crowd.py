"""What is too much is turned away at once, politely: 503 with Retry-After, while what is being sent is served.

A request that waited too long for its turn is answered without Django: whoever only reads is turned away first,
whoever sends something is kept waiting longer. So a crowd slows nobody for ever, and what was acknowledged stays.

Two requests of a process work at a time, however many threads there are: more of them only wait for each other's
lock on the interpreter, which cost a sixth of the processor on deadline day. Who waits for his line, or for a child
process that works on a file, holds up nobody."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from gunicorn.workers.gthread import TConn, ThreadWorker

from phongtrao.core import sandbox

READING, SENDING = 1.5, 6.0
"""Seconds that a request may wait: for a thread and then for its turn, not for its line."""
AT_A_TIME = 2
"""Requests of a process that work at once; docs/reference/bench.md tells what three and four cost."""
ASIDE = 1.0
"""Seconds that a request waits to go on after a child process."""
SPOOLED, IN_MEMORY, PIECE = 64 * 2**20, 2**20, 2**16
"""Bytes of the largest body that is fetched before it is worked on; kept in memory; read at once."""
AGAIN = (20, 60)
"""Seconds after which to come again: spread, so that the crowd does not return at once."""
READS = frozenset({"GET", "HEAD", "OPTIONS"})
NEVER_SHED = "/health/"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def patience(method: str, path: str) -> float:
    """How many seconds a request may wait."""
    return threading.TIMEOUT_MAX if path == NEVER_SHED else READING if method in READS else SENDING


class Turns:
    """At most so many at a time; the others wait in the order in which they came."""

    def __init__(self, most: int) -> None:
        self.free, self.mine = threading.Semaphore(most), threading.local()

    def take(self, seconds: float) -> bool:
        """Whether the turn came within that time."""
        self.mine.held = self.free.acquire(timeout=seconds)
        return bool(self.mine.held)

    def give(self) -> None:
        if self.held():
            self.mine.held = False
            self.free.release()

    def held(self) -> bool:
        return getattr(self.mine, "held", False)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Another's turn meanwhile. Afterwards it goes on within a second, with a turn or without: perhaps it holds
        what those wait for whose turn it is."""
        held = self.held()
        self.give()
        try:
            yield
        finally:
            if held:
                self.take(ASIDE)


@contextmanager
def received(environ: dict[str, Any]) -> Iterator[None]:
    """What was sent is here, whole, before its turn comes: however slow the line, nobody waits for it. What is larger
    than any request may be, is left to Django, which refuses it unread."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdigit() or not 0 < int(length) <= SPOOLED:
        yield
        return
    with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        left = int(length)
        while left and (piece := environ["wsgi.input"].read(min(left, PIECE))):
            kept.write(piece)
            left -= len(piece)
        kept.seek(0)
        environ["wsgi.input"] = kept
        yield


class Patient:
    """The application behind the gate; `waited` tells how long this thread's request stood in the queue."""

    def __init__(self, application: Application, waited: Callable[[], float], turns: Turns) -> None:
        self.application, self.waited, self.turns = application, waited, turns
        self.pages = {code: _page(code) for code, _name in settings.LANGUAGES}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Only the work itself takes a turn; the answer goes out as fast as the line takes it."""
        left = patience(environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")) - self.waited()
        if left >= 0:
            with received(environ):
                if self.turns.take(left):
                    try:
                        return self.application(environ, start_response)
                    finally:
                        self.turns.give()
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
        self.now_served, self.turns = threading.local(), Turns(AT_A_TIME)
        sandbox.aside = self.turns.aside
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi: Application = Patient(self.wsgi, lambda: float(self.now_served.waited), self.turns)

    def enqueue_req(self, conn: TConn) -> None:
        conn.waits_since = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:
        """The wait for a thread ends here; the time in which a slow line delivers its request is not the crowd's."""
        self.now_served.waited = time.monotonic() - conn.waits_since
        return super().handle(conn)
