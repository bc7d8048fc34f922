"""A home of a test's own, and the product run on it as a process of its own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
Environment = dict[str, str]


@contextmanager
def own_home(folder: Path) -> Iterator[Environment]:
    """The environment of a fresh home in `folder`; on PostgreSQL with its own database, dropped after."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PHONGTRAO_")}
    environment = {
        **plain,
        "PHONGTRAO_HOME": str(folder),
        "PHONGTRAO_LANGUAGE": "en",
        "PYTHONPATH": str(ROOT),
    }
    server = environment.pop("DATABASE_URL", "")
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
