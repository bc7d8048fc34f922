import hashlib
import os
import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from phongtrao.core.vetting import USUAL, Code, Fault, Kind, bare, verdict_apart
from phongtrao.documents.models import File
from phongtrao.documents.queries.files import path_of
from phongtrao.kit.file_words import sentence
from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import actions as trail

LONGEST_NAME = 200
PICTURES = (Kind.PNG, Kind.JPG)
KEPT_WITHOUT_A_ROW = timedelta(days=7)
"""Longer than any upload or restore may take between its file and its row."""


class NotKept(Refused):
    """The upload was refused; `code` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(sentence(code))
        self.code = code


def store(
    upload: "UploadedFile[Any]",
    *,
    organisation: Organisation,
    by: Officer,
    now: datetime,
    kinds: Collection[Kind] = USUAL,
) -> File:
    """Keep an upload once by its digest: the bytes are on disk, fsynced, before the row commits. A photograph is kept
    without what it tells of the place where it was taken: the digest is that of what is kept, and the trail can
    say whether it was made of a file that somebody shows."""
    if (upload.size or 0) > settings.LARGEST_UPLOAD:
        raise NotKept(Code.TOO_LARGE)
    content = upload.read()
    name = _name(upload.name or "")
    try:
        kind = verdict_apart(name, content, kinds)
        kept = bare(kind, content) if kind in PICTURES else content
    except Fault as fault:
        raise NotKept(fault.code) from fault
    digest = hashlib.sha256(kept).hexdigest()
    given = hashlib.sha256(content).hexdigest() if kept != content else ""
    _write(path_of(digest), kept)
    file = File(digest=digest, name=name, kind=kind.value, size=len(kept), at=now)
    return _row(file, organisation, by, given=given)


def sweep(now: datetime) -> int:
    """Remove from disk what no row names and what has been there for seven days; returns how many."""
    removed = 0
    for path in sorted(Path(settings.FILES).glob("??/*")):
        old = path.stat().st_mtime < (now - KEPT_WITHOUT_A_ROW).timestamp()
        if old and not File.objects.filter(digest=path.name).exists():
            path.unlink()
            removed += 1
    return removed


@transaction.atomic
def _row(file: File, organisation: Organisation, by: Officer, *, given: str) -> File:
    kept, made = File.objects.get_or_create(
        digest=file.digest,
        name=file.name,
        organisation=organisation,
        defaults={"kind": file.kind, "size": file.size, "by": by, "at": file.at},
    )
    if made:
        bared = {"given": given} if given else {}
        trail.record(
            "file kept",
            record=f"documents.file:{kept.pk}",
            chain=organisation.chain,
            by=by.trail_name,
            now=file.at,
            after={"digest": kept.digest, "kind": kept.kind, "size": kept.size, **bared},
        )
    return kept


def _write(path: Path, content: bytes) -> None:
    """All or nothing: a file by another name, fsynced, renamed, and the folder fsynced too. One that is there
    already is made young again, so that no sweep takes it before its row commits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size == len(content):
        os.utime(path)
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)
    _sync(path.parent.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(given: str) -> str:
    """The name without folders and without signs that no file system shows."""
    base = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    clean = "".join(c for c in base if c.isprintable()).strip()
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]
