"""What the second run keeps: all that may ask for a database, by mark, by fixture or through a process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from phongtrao.people.models import Officer
from tests.cast import Cast
from tests.second_run import asks_database

ROOT = Path(__file__).resolve().parent.parent


def test_what_asks_for_nothing_is_left_out(request: pytest.FixtureRequest) -> None:
    assert not asks_database(request.node)


@pytest.mark.django_db
def test_a_mark_asks(request: pytest.FixtureRequest) -> None:
    assert asks_database(request.node)


@pytest.mark.alone
def test_to_run_alone_asks(request: pytest.FixtureRequest) -> None:
    assert asks_database(request.node)


def test_a_fixture_that_stands_on_the_database_asks(request: pytest.FixtureRequest, cast: Cast) -> None:
    assert Officer.objects.filter(pk=cast.clerk.pk).exists()
    assert asks_database(request.node)


def test_a_module_that_starts_the_product_in_its_own_home_asks(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request.module, "own_home", True, raising=False)
    assert asks_database(request.node)


@pytest.mark.parametrize("workers", ["0", "1"])
def test_how_many_are_left_out_is_told(workers: str) -> None:
    only = ["-n", workers, "--database-only", "-k", "asks_for_nothing", __file__]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *only],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        text=True,
        timeout=300,
    )
    told = [line for line in done.stdout.splitlines() if "ask for no database" in line]
    assert told == ["1 tests ask for no database: left to the first run"]
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
