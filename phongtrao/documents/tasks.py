"""Jobs: what takes longer than a page may."""

import hashlib
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import translation
from django_tasks import task

from phongtrao.documents import actions, queries
from phongtrao.documents.models import Package
from phongtrao.documents.rules import PackageState
from phongtrao.people.models import Officer

log = logging.getLogger("phongtrao.packages")
TOLD_EVERY = 20
DRAFTS = "pk"
"""Two signs, so that the sweep finds what a crash left there."""


@transaction.atomic
def begin_package(*, by: Officer, now: datetime) -> Package:
    """The row and the job that packs, or neither."""
    package = actions.ask_package(by.organisation, by=by, now=now)
    make_package.enqueue(package.pk)
    return package


@task()
def make_package(number: int) -> str:
    """Pack what still waits; begun again after a crash it packs anew. Returns what came of it."""
    package = Package.objects.select_related("organisation", "by").get(pk=number)
    if package.state != PackageState.WAITING:
        return package.state

    def told(done: int, total: int) -> None:
        if done % TOLD_EVERY == 0 or done == total:
            actions.tell_packed(package, done, total)

    folder = Path(settings.FILES) / DRAFTS
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with (
            translation.override(package.by.language),
            tempfile.NamedTemporaryFile(dir=folder, delete=False) as file,
        ):
            queries.pack(package.organisation, file, told)
        digest, size = _kept(Path(file.name))
        actions.note_packed(package, digest, size)
        return PackageState.DONE
    except OperationalError:
        raise  # the database is not there: the job begins again
    except Exception:
        log.exception("Package %s could not be made", number)
        actions.note_not_packed(package)
        return PackageState.FAILED


def _kept(draft: Path) -> tuple[str, int]:
    """Under its digest, where the sweep takes it after some days since no file's row names it."""
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = draft.stat().st_size
    kept = queries.path_of(digest)
    kept.parent.mkdir(parents=True, exist_ok=True)
    os.utime(draft)
    draft.replace(kept)
    return digest, size
