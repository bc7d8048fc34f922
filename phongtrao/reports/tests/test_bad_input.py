"""Bad input at the pages' own doors, where no other file tries it. Workbooks: test_imports.py; submissions at one
moment: test_races.py; one whose answer was lost: test_pages.py; a unit merged away: test_following.py."""

import io
import tempfile
import tracemalloc
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from phongtrao.documents.models import File
from phongtrao.reports import actions
from phongtrao.reports.models import Attachment, ImportFile
from phongtrao.reports.queries.board import Mark, board
from phongtrao.reports.rules import State
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_pages import hidden, outreach, signed_in, text, typed
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("figure", ["1O", "l2", "-3", "=cmd|' /C calc'!A0"])
def test_a_figure_that_is_none_is_kept_as_typed_and_never_counted(stage: Stage, figure: str) -> None:
    clerk = signed_in(stage.cast.clerk)
    page = text(clerk.post(outreach(stage), typed(stage, propaganda_sessions_0=figure)))
    assert 'id="field-propaganda_sessions_error"' in page
    assert hidden(page, "propaganda_sessions_0") == figure.replace("'", "&#x27;")
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] is None


def test_a_part_above_its_whole_is_told_at_its_box(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    address = f"/reports/{stage.report().pk}/sections/practices/"
    page = text(clerk.post(address, typed(stage, areas_meeting_standard_0="51/50")))
    assert 'id="field-areas_meeting_standard_error"' in page
    assert hidden(page, "areas_meeting_standard_0") == "51/50"


def test_decomposed_letters_of_a_page_are_composed(stage: Stage) -> None:
    said = unicodedata.normalize("NFD", "Đã tổ chức")
    assert signed_in(stage.cast.clerk).post(outreach(stage), typed(stage, outreach=said)).status_code == 302
    assert stage.report().draft["narratives"]["outreach"] == "Đã tổ chức"


def test_a_request_closed_while_it_was_filled_takes_the_rest_and_marks_it(stage: Stage) -> None:
    clerk, opened = signed_in(stage.cast.clerk), typed(stage, propaganda_sessions_0="12")
    actions.close(stage.request, by=stage.cast.province_head, now=NOW - timedelta(hours=1))
    assert clerk.post(outreach(stage), opened).status_code == 302
    stage.send()
    found = board(stage.request, now=NOW).narrowed(Mark.AFTER_CLOSING)
    assert ([unit.number for unit in found], stage.report().state) == ([stage.report().pk], State.SUBMITTED)


# 100 MB ------------------------------------------------------------------------------------------------------

MEGABYTE = 1024 * 1024
BOUNDARY = "ranh-gioi"


class Line(io.RawIOBase):
    """A request's body as it comes over the line: form fields, then a file that is made while it is read."""

    def __init__(self, fields: dict[str, str], field: str, name: str, megabytes: int) -> None:
        told = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
        self.head = (
            f"{told}--{BOUNDARY}\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n".encode()
        )
        self.tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        self.size = len(self.head) + megabytes * MEGABYTE + len(self.tail)
        self.delivered, self.rest = 0, b""
        self.pieces = self._made(megabytes)

    def _made(self, megabytes: int) -> Iterator[bytes]:
        yield self.head
        for _time in range(megabytes):
            yield b"x" * MEGABYTE
        yield self.tail

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "a body of any size must be read piece by piece"
        self.rest = self.rest or next(self.pieces, b"")
        given, self.rest = self.rest[:size], self.rest[size:]
        self.delivered += len(given)
        return given


def sent(client: Client, address: str, body: Line) -> Any:
    return client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(body.size),
            "wsgi.input": body,
        }
    )


@pytest.mark.parametrize(
    ("door", "field", "name"),
    [
        ("evidence/propaganda_sessions/", "file", "sổ.pdf"),
        ("papers/", "file", "Báo cáo.pdf"),
        ("imports/", "workbooks", "Pù Luông.xlsx"),
    ],
)
def test_100_mb_over_the_line_are_refused_and_fill_neither_memory_nor_disk(
    stage: Stage,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    door: str,
    field: str,
    name: str,
) -> None:
    stage.save({"propaganda_sessions": "5"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    largest = 0

    class Watching(Line):
        def read(self, size: int = -1) -> bytes:
            nonlocal largest
            largest = max([largest, *(path.stat().st_size for path in tmp_path.iterdir())])
            return super().read(size)

    paper = {"number": "5", "symbol": "BC-BCĐ", "signed_on": "2026-11-20"}
    body = Watching({"version": str(stage.report().version), **paper}, field, name, 100)
    client = signed_in(stage.cast.clerk)
    tracemalloc.start()
    try:
        answer = sent(client, f"/reports/{stage.report().pk}/{door}", body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert body.delivered == body.size > 100 * MEGABYTE
    assert peak < 30 * MEGABYTE
    assert settings.LARGEST_UPLOAD < largest < settings.LARGEST_UPLOAD + 2 * MEGABYTE
    assert (File.objects.count(), Attachment.objects.count(), list(tmp_path.iterdir())) == (0, 0, [])
    if door == "imports/":
        assert (answer.status_code, ImportFile.objects.get().result) == (302, {"fault": "too_large"})
    else:
        assert (answer.status_code, "Tệp lớn hơn 20 MB" in text(answer)) == (422, True)
