"""A home of a test's own, and the product run on it: as a process of its own, or in this one."""

import io
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import psycopg
import pytest

from phongtrao.site.cli import main

ROOT = Path(__file__).resolve().parent.parent
Environment = dict[str, str]


def bare_home(folder: Path) -> Environment:
    """The environment of a fresh home in `folder`, for what asks no database."""
    ours = ("PHONGTRAO_", "DATABASE_URL")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
        "PHONGTRAO_HOME": str(folder),
        "PHONGTRAO_LANGUAGE": "en",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def own_home(folder: Path) -> Iterator[Environment]:
    """The environment of a fresh home in `folder`; on PostgreSQL with its own database, dropped after."""
    environment, server = bare_home(folder), os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield environment
        return
    name = f"phongtrao_own_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {**environment, "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "phongtrao", *arguments]


def run(environment: Environment, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, timeout=120)


def called(environment: Environment, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """In this process and on its home, in the environment's language: no two seconds of starting."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patched,
        pytest.raises(SystemExit) as ended,
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        patched.setenv("PHONGTRAO_LANGUAGE", environment["PHONGTRAO_LANGUAGE"])
        main(list(arguments))
    assert isinstance(ended.value.code, int)
    return subprocess.CompletedProcess(arguments, ended.value.code, out.getvalue(), err.getvalue())
