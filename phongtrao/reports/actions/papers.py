"""The signed paper is filed with its report."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.core.period import local_day
from phongtrao.core.sandbox import SandboxProblem, limited
from phongtrao.documents import actions as documents
from phongtrao.documents import queries as files
from phongtrao.documents.models import File
from phongtrao.kit.refusals import Conflict
from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.actions.writing import recorded, written
from phongtrao.reports.models import Report, SignedPaper
from phongtrao.reports.rules import State, Unfit, read_symbol
from phongtrao.reports.rules.paper_text import text_of

ENDINGS = ("pdf", "docx", "png", "jpg", "jpeg")
LARGEST_NUMBER = 99_999
SECONDS_TO_READ = 20


def file_paper(
    report: Report,
    upload: "UploadedFile[Any]",
    *,
    number: int,
    symbol: str,
    signed_on: date,
    by: Officer,
    now: datetime,
) -> SignedPaper:
    """Keep the signed report: before it is sent, with it or after it was accepted. The newest stands; what can
    be read in the file is kept with it, for the comparison with the data."""
    access.must_fill(by, report)
    _must_be_begun(report)
    known = read_symbol(symbol)
    if known is None:
        raise Unfit(_("Type the symbol as it stands on the paper, such as BC-BCĐ."))
    if not 0 < number <= LARGEST_NUMBER:
        raise Unfit(_("The number of the paper is a whole number from 1 to 99,999."))
    if signed_on > local_day(now):
        raise Unfit(_("The day of signing lies in the future."))
    if signed_on < report.request.start:
        raise Unfit(_("The paper was signed before the period began; check the day."))
    if (upload.name or "").rpartition(".")[2].lower() not in ENDINGS:
        raise Unfit(_("Attach the signed paper as PDF, picture (PNG, JPG) or Word (docx)."))
    file = documents.store(upload, organisation=report.organisation, by=by, now=now)
    text, sealed = _read(file)
    paper = SignedPaper(
        number=number, symbol=known, signed_on=signed_on, file=file, text=text, sealed=sealed, by=by, at=now
    )
    return _filed(report, paper, by, now)


@transaction.atomic
def _filed(report: Report, paper: SignedPaper, by: Officer, now: datetime) -> SignedPaper:
    """The version of the report grows, so that whoever is about to decide looks at the paper first."""
    rows = Report.objects.select_related("request", "organisation").select_for_update(of=("self",))
    row = rows.get(pk=report.pk)
    last = SignedPaper.objects.filter(report=row).aggregate(last=Max("sequence"))["last"] or 0
    paper.report, paper.sequence = row, last + 1
    paper.save(force_insert=True)
    standing = row.snapshot()
    written(row, standing, paper=paper)
    after = {
        "paper": str(paper),
        "sequence": paper.sequence,
        "signed_on": paper.signed_on,
        "file": paper.file.digest,
    }
    recorded("signed paper filed", row, by=by, now=now, after=after)
    return paper


def _must_be_begun(report: Report) -> None:
    if report.state == State.NOT_STARTED:
        raise Conflict(_("Nothing was filled in yet."))


def _read(file: File) -> tuple[str, bool]:
    """A file that can't be read in time is treated as a scan: a person compares it."""
    content = files.path_of(file.digest).read_bytes()
    try:
        found = limited(text_of, file.kind, content, seconds=SECONDS_TO_READ)
    except SandboxProblem:
        return "", False
    text = str(found["text"]).replace("\0", "")
    return text, bool(found["sealed"])
