"""PostgreSQL's side: every table by COPY within one snapshot, needing no client program; brought back into
the tables that the backup's own migrations make, all in one transaction."""

import csv
import gzip
import os
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from phongtrao.kit.console import Refusal, progress
from phongtrao.kit.moments import moment
from phongtrao.site.keeping import facts
from phongtrao.site.keeping.manifest import PIECE

FOLDER = "tables"


def copy_to(folder: Path) -> tuple[facts.Facts, list[str]]:
    (folder / FOLDER).mkdir(mode=0o700)
    with moment(connection) as cursor:
        ask = facts.of_cursor(cursor)
        if not facts.tables(ask, "postgresql"):
            raise Refusal(_("The database is empty: there is nothing to back up."))
        gathered, files = facts.gather(ask, "postgresql"), facts.file_digests(ask)
        with progress() as bar:
            for table in bar.track(list(gathered.tables), description=_("Tables")):
                _copy_out(cursor, table, folder / FOLDER / f"{table}.csv.gz")
    return gathered, files


def integrity_fault(ask: facts.Ask) -> str:
    """PostgreSQL holds its constraints itself; one may yet be unproven, an index broken."""
    for (name,) in ask("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY conname LIMIT 1"):
        return _("The constraint %(name)s was never proven.") % {"name": name}
    for (name,) in ask("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid LIMIT 1"):
        return _("The index %(name)s is not valid.") % {"name": name}
    return ""


def holds_anything() -> bool:
    with connection.cursor() as cursor:
        return bool(facts.tables(facts.of_cursor(cursor), "postgresql"))


@transaction.atomic
def bring_back(folder: Path, body: dict[str, Any]) -> None:
    """In one transaction: where it fails, the database is as empty as before."""
    _make_tables({(app, name) for app, name in body["migrations"]})
    with connection.cursor() as cursor:
        made = facts.tables(facts.of_cursor(cursor), "postgresql")
        if set(made) != set(body["tables"]):
            raise Refusal(_("The tables of the backup are not those that its migrations make."))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # migrations set some to be checked at once
        for table in made:
            cursor.execute(f'DELETE FROM "{table}"')
        with progress() as bar:
            for table in bar.track(made, description=_("Tables")):
                _copy_in(cursor, table, folder / FOLDER / f"{table}.csv.gz")
        _set_sequences(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _copy_out(cursor: Any, table: str, path: Path) -> None:
    """CSV with a header: an empty text is quoted, what is NULL is not."""
    with path.open("xb") as file:
        with (
            connection.wrap_database_errors,
            gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as packed,
            cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT csv, HEADER)') as rows,
        ):
            for piece in rows:
                packed.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _copy_in(cursor: Any, table: str, path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        columns = ", ".join(f'"{name}"' for name in next(csv.reader(text)))
    with (
        connection.wrap_database_errors,
        gzip.open(path, "rb") as packed,
        cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN (FORMAT csv, HEADER)') as rows,
    ):
        while piece := packed.read(PIECE):
            rows.write(piece)


def _make_tables(recorded: set[tuple[str, str]]) -> None:
    """As they stood when the backup was made, by the last of the recorded migrations of each part."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    inner = {
        p.key
        for key in recorded
        if key in graph.nodes
        for p in graph.node_map[key].parents
        if p.key[0] == key[0]
    }
    executor.migrate(sorted((recorded & set(graph.nodes)) - inner))


def _set_sequences(cursor: Any) -> None:
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'),"
            f' coalesce(max("{column}"), 1), max("{column}") IS NOT NULL) FROM "{table}"'
        )
