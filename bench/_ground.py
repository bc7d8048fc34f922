"""Loaded before anything of phongtrao: a home and a database of their own, gone when the measurement ends.

SQLite in a temporary folder; PostgreSQL where PHONGTRAO_BENCH_DATABASE_URL names a server
(postgres://user@host:port/database): a new database there, dropped at the end."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg import sql

HOME = Path(tempfile.mkdtemp(prefix="phongtrao-bench-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)


def _new_database(server: str) -> str:
    """The address of a database that did not exist before."""
    name = f"phongtrao_bench_{os.getpid()}"

    def run(statement: str) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    run("CREATE DATABASE {}")
    atexit.register(run, "DROP DATABASE {} WITH (FORCE)")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _prepare() -> str:
    """ "sqlite" or "postgresql"."""
    for name in [name for name in os.environ if name.startswith("PHONGTRAO_")]:
        if name != "PHONGTRAO_BENCH_DATABASE_URL":
            del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"PHONGTRAO_HOME": str(HOME), "PHONGTRAO_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "phongtrao.site.settings"
    server = os.environ.get("PHONGTRAO_BENCH_DATABASE_URL")
    if server:
        os.environ["DATABASE_URL"] = _new_database(server)
    django.setup()
    return "postgresql" if server else "sqlite"


DATABASE = _prepare()
