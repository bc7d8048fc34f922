"""Files that were filled in elsewhere are handed in: kept, and noted for the job that reads them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.documents import actions as documents
from phongtrao.documents.models import File
from phongtrao.kit.refusals import Refused
from phongtrao.people import access as people
from phongtrao.people.models import Officer
from phongtrao.people.rules import May, Role, may
from phongtrao.reports import access
from phongtrao.reports.models import Import, ImportFile, Report, Request
from phongtrao.reports.rules import Move, Side
from phongtrao.reports.rules.packing import LARGEST_ZIP, BadZip, system_file, unpacked
from phongtrao.reports.rules.taking import FileFault, FileState
from phongtrao.trail import actions as trail

ENDINGS = (".xlsx", ".csv")
MOST_FILES = 5_000
Upload = UploadedFile[Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on its way in: kept, or why not."""

    name: str
    file: File | None
    fault: str = ""


def keep(uploads: Iterable[Upload], *, by: Officer, now: datetime) -> list[Kept]:
    """Store what was handed in, each by its digest, a zip's files one by one. What can't be kept is named with its
    reason and hinders no other. Their rows come later: nothing is read yet."""
    found: list[Kept] = []
    for upload in uploads:
        name = upload.name or ""
        if system_file(name):
            continue
        if name.lower().endswith(".zip"):
            found += _of_zip(upload, by, now)
        else:
            found.append(_kept(upload, by, now))
        if len(found) > MOST_FILES:
            raise Refused(_("These are more than 5,000 files; hand them in in several parts."))
    return found


def _of_zip(upload: Upload, by: Officer, now: datetime) -> list[Kept]:
    if (upload.size or 0) > LARGEST_ZIP:
        return [Kept(_name(upload), None, "too_large")]
    found: list[Kept] = []
    try:
        for name, content in unpacked(upload):
            found.append(_kept(UploadedFile(ContentFile(content), name, size=len(content)), by, now))
    except BadZip as problem:
        found.append(Kept(_name(upload), None, f"zip_{problem.code}"))
    return found


def _kept(upload: Upload, by: Officer, now: datetime) -> Kept:
    if not (upload.name or "").lower().endswith(ENDINGS):
        return Kept(_name(upload), None, FileFault.NOT_WORKBOOK)
    try:
        file = documents.store(upload, organisation=by.organisation, by=by, now=now)
    except documents.NotKept as problem:
        return Kept(_name(upload), None, problem.code.value)
    return Kept(file.name, file)


def _name(upload: Upload) -> str:
    return "".join(sign for sign in (upload.name or "") if sign.isprintable())[-200:]


@transaction.atomic
def hand_in(
    request: Request, kept: Sequence[Kept], *, report: Report | None, by: Officer, now: datetime
) -> Import:
    """Note the files of one request, or of one report, for the job that reads them."""
    must_hand_in(by, request, report)
    if not kept:
        raise Refused(_("Choose at least one workbook (.xlsx), CSV or zip file."))
    given = Import.objects.create(request=request, report=report, organisation=by.organisation, by=by, at=now)
    ImportFile.objects.bulk_create(
        ImportFile(
            of=given,
            number=number,
            name=one.name or "?",
            file=one.file,
            state=(FileState.WAITING if one.file else FileState.REFUSED).value,
            result={"fault": one.fault} if one.fault else {},
            done_at=None if one.file else now,
        )
        for number, one in enumerate(kept, start=1)
    )
    digests = [one.file.digest for one in kept if one.file]
    trail.record(
        "files handed in",
        record=given.record,
        chain=by.organisation.chain,
        by=by.trail_name,
        now=now,
        after={"request": request.pk, "files": hashlib.sha256(" ".join(digests).encode()).hexdigest()},
    )
    return given


def must_hand_in(by: Officer, request: Request, report: Report | None) -> None:
    """Into one report: the unit itself, or the asker for a unit that has not begun. Into many: the asker."""
    if report is None:
        access.get_request(by, request.pk)
        if request.asker_id != by.organisation_id:
            raise Refused(_("Only the office that asked can enter the workbooks of its units."))
        if not may(Role(by.role), May.FILL):
            raise Refused(people.who_can(May.FILL))
    else:
        access.must(by, report, move_of(by, report))


def move_of(by: Officer, report: Report) -> Move:
    return Move.SAVE if Side.ANSWERS in access.sides(by, report) else Move.ENTER
