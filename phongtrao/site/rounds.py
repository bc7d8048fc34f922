"""What runs by itself while the server runs: the trail is sealed every minute, unused files
swept and changes of the map followed every day, traces of signing in forgotten, reminders made, digests made and sent.

Each worker has this thread; the one that holds the lock in PHONGTRAO_HOME does the work. When its worker
ends, however it ends, the system frees the lock and the next worker's thread takes over."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from phongtrao.documents import actions as documents
from phongtrao.notices import actions as notices
from phongtrao.people import actions as people
from phongtrao.reports import actions as reports
from phongtrao.site import jobs
from phongtrao.trail import actions as trail

EVERY = 60.0
log = logging.getLogger("phongtrao.rounds")


def start() -> None:
    threading.Thread(target=_run, name="rounds", daemon=True).start()


class Round:
    """One duty and when it was last done in this process."""

    def __init__(self, duty: Callable[[datetime], object], every: timedelta) -> None:
        self.duty, self.every = duty, every
        self.done: datetime | None = None

    def due(self, now: datetime) -> bool:
        return self.done is None or now - self.done >= self.every

    def do(self, now: datetime) -> None:
        try:
            self.duty(now)
            self.done = now
        except Exception:
            log.exception("A duty failed and will be tried again in a minute")
        finally:
            connection.close()


def duties() -> list[Round]:
    return [
        Round(lambda now: trail.seal(now=now), timedelta(0)),
        Round(lambda now: documents.sweep(now=now), timedelta(days=1)),
        Round(lambda now: reports.follow_maps(now=now), timedelta(days=1)),
        Round(lambda now: people.forget_sign_ins(now=now), timedelta(minutes=15)),
        Round(lambda now: reports.remind(now=now), timedelta(minutes=15)),
        Round(lambda now: notices.make_digests(now=now), timedelta(minutes=15)),
        Round(lambda now: notices.send_digests(now=now), timedelta(minutes=1)),
    ]


def _run() -> None:
    held: IO[str] | None = None
    due = duties()
    while True:
        if held is None and (held := take_lock(Path(settings.PHONGTRAO_HOME) / "rounds.lock")):
            jobs.start()
        if held:
            now = timezone.now()
            for one in due:
                if one.due(now):
                    one.do(now)
        time.sleep(EVERY)


def take_lock(path: Path) -> IO[str] | None:
    """The open file that holds the lock, or None where another process has it."""
    try:
        file = path.open("w")
    except OSError:
        log.exception("The lock of the rounds cannot be opened")
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
