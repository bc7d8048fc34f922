import hashlib
import os
import secrets
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.core.vetting import Code, Fault, verdict
from phongtrao.documents.models import File
from phongtrao.documents.queries import path_of
from phongtrao.kit.refusals import Refused
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import actions as trail

LONGEST_NAME = 200
KEPT_WITHOUT_A_ROW = timedelta(days=7)
"""Longer than any upload or restore may take between its file and its row."""


class NotKept(Refused):
    """The upload was refused; `code` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(sentence(code))
        self.code = code


def store(upload: "UploadedFile[Any]", *, organisation: Organisation, by: Officer, now: datetime) -> File:
    """Keep an upload once by its digest: the bytes are on disk, fsynced, before the row commits."""
    if (upload.size or 0) > settings.LARGEST_UPLOAD:
        raise NotKept(Code.TOO_LARGE)
    content = upload.read()
    name = _name(upload.name or "")
    try:
        kind = verdict(name, content)
    except Fault as fault:
        raise NotKept(fault.code) from fault
    digest = hashlib.sha256(content).hexdigest()
    _write(path_of(digest), content)
    return _row(File(digest=digest, name=name, kind=kind.value, size=len(content), at=now), organisation, by)


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
def _row(file: File, organisation: Organisation, by: Officer) -> File:
    kept, made = File.objects.get_or_create(
        digest=file.digest,
        name=file.name,
        organisation=organisation,
        defaults={"kind": file.kind, "size": file.size, "by": by, "at": file.at},
    )
    if made:
        trail.record(
            "file kept",
            record=f"documents.file:{kept.pk}",
            chain=organisation.chain,
            by=by.trail_name,
            now=file.at,
            after={"digest": kept.digest, "kind": kept.kind, "size": kept.size},
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


def sentence(code: Code) -> str:
    return {
        Code.EMPTY: _("The file is empty."),
        Code.TOO_LARGE: _("The file is larger than 20 MB. Make it smaller or split it."),
        Code.UNKNOWN_KIND: _("Only PDF, Word (docx), Excel (xlsx), CSV, text, PNG and JPG files are taken."),
        Code.NOT_WHAT_IT_SAYS: _(
            "The file's content is not what its name says. Open it in its program and save it again."
        ),
        Code.DAMAGED: _("The file is damaged. Open it in its program, save it again and attach that one."),
        Code.LOCKED: _("The file is locked with a password. Save it without one."),
        Code.MACROS: _("The file holds macros. Save it as an ordinary docx or xlsx, or as PDF."),
        Code.EMBEDDED: _("The file holds another file or object inside. Remove it, or save as PDF."),
        Code.EXTERNAL_LINKS: _(
            "The file links to other files or programs outside. Break the links, or save it as PDF."
        ),
        Code.TOO_MANY_PARTS: _("The file consists of too many parts. Save it again, or as PDF."),
        Code.INFLATES: _("The file would swell to an enormous size when opened. Save it again, or as PDF."),
        Code.RUNS_CODE: _("The PDF holds a script or starts a program. Print it to a new PDF."),
        Code.TOO_MANY_PIXELS: _("The picture is too large. Make it smaller than 50 million pixels."),
        Code.NOT_TEXT: _("The file is not readable text. Save it as UTF-8."),
    }[code]
