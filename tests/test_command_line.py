"""What a command says where the shell, the port or the database is not as it should be."""

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_home import Environment, command, own_home, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    with own_home(tmp_path_factory.mktemp("home") / "home") as environment:
        assert run(environment, "manage", "migrate", "-v0").returncode == 0
        yield environment


@pytest.mark.parametrize(
    ("to", "code", "sentence"),
    [
        (">/dev/full", 2, "The output could not be written: No space left on device.\n"),
        (">&-", 2, "The output could not be written: Bad file descriptor.\n"),
    ],
)
def test_output_that_cannot_be_written_is_one_sentence(
    home: Environment, to: str, code: int, sentence: str
) -> None:
    line = f"{shlex.join(command('trail', 'verify'))} {to}"
    done = subprocess.run(line, shell=True, env=home, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (code, sentence)


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_number_that_no_port_has_is_refused(home: Environment, port: str) -> None:
    refused = run(home, "serve", "--port", port)
    assert (refused.returncode, refused.stderr) == (
        2,
        f"No port has the number {port}; choose one from 0 to 65535.\n",
    )


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with own_home(tmp_path / "home") as environment:
        wrong = {**environment, "DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/none"}
        refused = run(wrong, "trail", "verify")
    assert refused.returncode == 2
    assert refused.stderr.startswith("The database does not answer as it should: ")
    assert "pool-1" not in refused.stderr


def test_the_first_office_needs_the_real_server_first(tmp_path: Path) -> None:
    with own_home(tmp_path / "home") as environment:
        refused = run(environment, "office", "38")
    assert (refused.returncode, refused.stderr) == (
        2,
        "Nothing is set up here yet: run first “bin/phongtrao serve”.\n",
    )
