"""The worker: takes up jobs from the database while the server runs, in the process that holds the rounds' lock. A job
whose worker was killed is taken up again; every job is written so that twice does no harm."""

import logging
import threading
import time

from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

EVERY = 1.0
QUEUES = ["*"]
MOST_ATTEMPTS = 5
log = logging.getLogger("phongtrao.jobs")


def start() -> None:
    """Call once in the process that holds the lock: no other worker runs, so whatever is running was left behind."""
    threading.Thread(target=_run, name="jobs", daemon=True).start()


def take_up_again() -> int:
    """Jobs whose worker ended in the midst of them wait again; one that did so five times is given up as failed."""
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    with transaction.atomic():
        rows = list(left.select_for_update())
        for row in rows:
            given_up = len(row.worker_ids) >= MOST_ATTEMPTS
            row.status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
            row.finished_at = timezone.now() if given_up else None
            row.save(update_fields=["status", "finished_at"])
    return len(rows)


def work() -> None:
    """Do what waits now, and return."""
    Worker(
        queue_names=QUEUES,
        interval=EVERY,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{threading.get_native_id()}-{time.time_ns()}",
        excluded_queue_names=[],
    ).run()


def _run() -> None:
    begun = False
    while True:
        try:
            if not begun:
                take_up_again()
                begun = True
            work()
        except Exception:
            log.exception("The worker stumbled and goes on in a moment")
        finally:
            connection.close()
        time.sleep(EVERY)
