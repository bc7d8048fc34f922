from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _

from phongtrao.core.sandbox import SandboxProblem, Unfit
from phongtrao.documents.models import File
from phongtrao.kit.export import disposition
from phongtrao.kit.refusals import Refused
from phongtrao.reading import old_office

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "html": "application/octet-stream",  # nothing opens it by itself
}


def path_of(digest: str) -> Path:
    """files/ab/ab12…"""
    return Path(settings.FILES) / digest[:2] / digest


def download(file: File) -> FileResponse:
    """Always a download, never shown inside a page of ours. The caller has asked its own door."""
    try:
        content = path_of(file.digest).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(content, content_type=TYPES[file.kind])
    response.headers["Content-Disposition"] = disposition(file.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


PRINTABLE = ("docx", "xlsx")


def prints() -> bool:
    """Whether this machine makes PDFs of Word and Excel files."""
    return old_office.available()


def as_pdf(file: File) -> HttpResponse:
    """Of a Word or Excel file, some seconds in LibreOffice; nothing of it is kept. The caller has asked its door."""
    if file.kind not in PRINTABLE:
        raise Http404
    try:
        made = old_office.converted(file.kind, path_of(file.digest).read_bytes(), "pdf")
    except FileNotFoundError as gone:
        raise Http404 from gone
    except (Unfit, SandboxProblem) as problem:
        if isinstance(problem, Unfit) and problem.code == "no_office":
            raise Refused(
                _(
                    "PDFs of files are made only where LibreOffice is installed. Open the file and save it as PDF."
                )
            ) from problem
        raise Refused(_("No PDF could be made of this file. Open it and save it as PDF.")) from problem
    name = f"{file.name.rpartition('.')[0]}.pdf"
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made, content_type=TYPES["pdf"], headers=headers)
