from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from phongtrao.documents.models import File
from phongtrao.kit.export import disposition

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
