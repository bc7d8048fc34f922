"""Narratives for tests: handed in, and read as the worker reads them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.people.models import Officer
from phongtrao.reports import actions, tasks
from phongtrao.reports.models import ReadFigure, Reading, Report
from tests.cast import NOW

SESSIONS = "Năm 2026, xã Pù Luông đã tổ chức 46 buổi tuyên truyền với hơn 3.200 lượt người tham gia."
PRACTICES = "Toàn xã có 12 mô hình tự quản về an ninh trật tự."
TEXT = f"BÁO CÁO\n{SESSIONS}\n{PRACTICES}\n"


def handed_in(report: Report, text: str | bytes, *, by: Officer) -> Reading:
    """Pasted; bytes are a PDF."""
    upload = SimpleUploadedFile("báo cáo.pdf", text) if isinstance(text, bytes) else None
    said = text if isinstance(text, str) else ""
    file = actions.store_narrative(report, upload=upload, text=said, by=by, now=NOW)
    return actions.begin_reading(report, file, by=by, now=NOW)


def was_read(report: Report, text: str | bytes = TEXT, *, by: Officer) -> Reading:
    reading = handed_in(report, text, by=by)
    tasks.read_narrative.call(reading.pk)
    reading = Reading.objects.select_related("file", "by").get(pk=reading.pk)
    reading.report = report
    return reading


def figure(reading: Reading, number: int) -> ReadFigure:
    found = ReadFigure.objects.get(of=reading, number=number)
    found.of = reading
    return found
