"""Files of before 2007: converted where LibreOffice is, without macros, links or network."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from phongtrao.core import sandbox
from phongtrao.core.sandbox import Unfit
from phongtrao.reading import old_office
from phongtrao.reading.files import FileKind, open_content
from tests.reading.files import old_word

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
office_suite = pytest.mark.skipif(not old_office.available(), reason="LibreOffice is not installed")


class Listener(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # LibreOffice also asks HEAD and OPTIONS; one of three is enough
        assert isinstance(self.server, Listener)
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@office_suite
def test_an_old_word_file_is_converted(tmp_path: Path) -> None:
    found = open_content("a.doc", old_word("<meta charset=utf-8><p>Có 45 buổi", tmp_path))
    assert (found.kind, found.text) == (FileKind.DOC, "Có 45 buổi")


@office_suite
@pytest.mark.parametrize("apart", [True, False])
def test_it_asks_nothing_of_the_network(
    tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    """With a network of its own, and by its profile alone where the machine gives none."""
    picture = f"http://127.0.0.1:{listener.server_port}/a.png"
    content = old_word(f'<p>Co 45 buoi</p><img src="{picture}" width=9 height=9>', tmp_path)
    assert picture.encode() in content or picture.encode("utf-16-le") in content
    if not apart:
        (tmp_path / "soffice").symlink_to(shutil.which("soffice") or "")
        monkeypatch.setenv("PATH", str(tmp_path))
    sandbox._alone.cache_clear()
    listener.asked.clear()
    with pytest.raises(Unfit) as problem:
        open_content("a.doc", content)
    assert problem.value.code == "external_links"
    sandbox._alone.cache_clear()
    assert listener.asked == []


def test_without_libreoffice_it_says_how_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unfit) as problem:
        open_content("a.doc", OLD + bytes(600))
    assert (problem.value.code, problem.value.details) == ("no_office", {"newer": "docx"})
