"""The server as people run it: answers, stops when told, keeps all when killed, refuses what is unsafe."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from phongtrao.kit.console import Refusal
from phongtrao.site import startup
from phongtrao.site.server import THREADS
from tests.own_home import Environment, command, own_home, run

pytestmark = pytest.mark.alone

WRITER = """
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from phongtrao.trail import actions as trail
for number in range(1, 100_000):
    with transaction.atomic():
        trail.record("note", record="note:1", chain="load", by="test", now=timezone.now())
    print(number, flush=True)
"""
LAST = (
    "from phongtrao.trail.models import *; print(Head.objects.get(chain='load').number, Seal.objects.count())"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """Set up by a first start of the server, reference data and all."""
    with own_home(tmp_path_factory.mktemp("served")) as environment:
        with serving(environment):
            pass
        yield environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int, path: str = "health/") -> tuple[int, bytes]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
        return response.status, response.read()


@contextmanager
def serving(environment: Environment) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A server that answers; whatever is left of it afterwards is killed."""
    port = free_port()
    errors = Path(environment["PHONGTRAO_HOME"]).with_name("errors.txt")
    with errors.open("wb") as stderr:
        server = subprocess.Popen(
            command("serve", "--port", str(port)), env=environment, stderr=stderr, start_new_session=True
        )
    try:
        until = time.monotonic() + 90
        while True:
            assert server.poll() is None, errors.read_text()
            assert time.monotonic() < until, errors.read_text()
            try:
                answer(port)
                break
            except OSError:
                time.sleep(0.2)
        yield server, port
    finally:
        kill(server)


def kill(server: "subprocess.Popen[bytes]") -> None:
    """The server and its workers at once, as when the power goes."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def test_it_answers_and_stops_within_five_seconds_when_told(home: Environment) -> None:
    with serving(home) as (server, port):
        assert answer(port) == (200, b'{"status": "ok"}')
        begun = time.monotonic()
        server.terminate()
        assert server.wait(10) == 0
        assert time.monotonic() - begun < 5


HEAD = (
    "POST /people/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)


SLOW = (
    HEAD,
    f"{HEAD}Content-Length: 9000\r\n\r\nusername=",
    f"{HEAD}Content-Length: 900000\r\n\r\nusername=",
)


def test_slow_lines_hold_up_nobody(home: Environment) -> None:
    """Half a head, a form, a file: more of each than requests that work at a time, fewer than threads."""
    with serving(home) as (_server, port):
        for begun in SLOW:
            with ExitStack() as lines:
                for _ in range(THREADS - 2):
                    line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
                    line.sendall(begun.encode())
                time.sleep(0.3)
                for _ in range(3):
                    assert answer(port, "people/sign-in/")[0] == 200


def test_static_files_are_named_by_their_content_and_kept_for_good(home: Environment) -> None:
    with serving(home) as (_server, port):
        folders = list((Path(home["PHONGTRAO_HOME"]) / "static").iterdir())
        assert len(folders) == 1
        name = next(path.name for path in folders[0].glob("site.*.css"))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/{name}", timeout=5) as response:
            assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_what_was_acknowledged_is_there_after_a_kill_and_the_trail_is_sealed(home: Environment) -> None:
    writer = [sys.executable, "-c", WRITER]
    settings = {**home, "DJANGO_SETTINGS_MODULE": "phongtrao.site.settings"}
    with serving(home) as (server, _port):
        process = subprocess.Popen(writer, env=settings, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(20)]
        kill(server)
        process.kill()
        acknowledged += [int(line) for line in process.communicate()[0].splitlines()]
    with serving(home):
        assert run(home, "trail", "verify").returncode == 0
        until = time.monotonic() + 20
        while True:
            last, seals = map(int, run(home, "manage", "shell", "-v0", "-c", LAST).stdout.split())
            if seals or time.monotonic() > until:
                break
        assert acknowledged == list(range(1, len(acknowledged) + 1))
        # One more may have been committed whose receipt was never read.
        assert last in (len(acknowledged), len(acknowledged) + 1)
        assert seals >= 1


def test_a_killed_server_s_port_is_taken_again_at_once(home: Environment) -> None:
    with serving(home) as (server, port):
        os.kill(server.pid, signal.SIGKILL)
        server.wait(10)
        again = subprocess.Popen(
            command("serve", "--port", str(port)), env=home, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            until = time.monotonic() + 30
            while again.poll() is None and time.monotonic() < until:
                try:
                    assert answer(port)[0] == 200
                    break
                except OSError:
                    time.sleep(0.2)
            assert again.poll() is None
        finally:
            kill(again)


def test_a_port_in_use_is_refused_in_one_sentence(home: Environment) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(home, "serve", "--port", str(port))
    assert (refused.returncode, refused.stderr) == (
        2,
        f"Port {port} of 127.0.0.1 is in use; choose another with --port.\n",
    )


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"PHONGTRAO_DEBUG": "1"}, "PHONGTRAO_DEBUG is on"),
        ({"PHONGTRAO_DEMO": "1"}, "This is the demo's data"),
        ({"PHONGTRAO_BIND": "0.0.0.0"}, "PHONGTRAO_BIND is 0.0.0.0, so PHONGTRAO_HOSTS must name the host"),
    ],
)
def test_unsafe_settings_are_refused(home: Environment, setting: dict[str, str], sentence: str) -> None:
    refused = run({**home, **setting}, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert refused.stderr.startswith(sentence)
    assert refused.stderr.count("\n") == 1


def test_a_database_that_holds_the_demo_is_refused(tmp_path: Path) -> None:
    mark = "from phongtrao.places.models import *; from django.utils import timezone as t; "
    row = "Loaded.objects.create(name='demo', digest='0'*64, at=t.now())"
    with own_home(tmp_path / "demo") as environment:
        assert run(environment, "manage", "migrate", "-v0").returncode == 0
        assert run(environment, "manage", "shell", "-v0", "-c", mark + row).returncode == 0
        refused = run(environment, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert refused.stderr.startswith("This is the demo's data")


def test_a_home_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with own_home(tmp_path / "file" / "home") as environment:
        refused = run(environment, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert refused.stderr == f"{tmp_path / 'file' / 'home'}: Not a directory\n"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_forgets_is_refused() -> None:
    startup.refuse_database(connection)
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL" if sqlite else "SET synchronous_commit = off")
    try:
        with translation.override("en"), pytest.raises(Refusal, match="would not keep what it acknowledged"):
            startup.refuse_database(connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit" if not sqlite else "PRAGMA synchronous=EXTRA")
        connection.close()
    startup.refuse_database(connection)
