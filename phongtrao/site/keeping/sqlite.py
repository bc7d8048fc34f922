"""SQLite's side: a copy by SQLite's own backup, taken in one go while others read; writers wait for it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.utils.translation import gettext as _

from phongtrao.kit.console import Refusal
from phongtrao.site.keeping import facts, manifest

NAME = "database.sqlite3"
BESIDE = ("-journal", "-wal", "-shm")


def path() -> Path:
    return Path(connection.settings_dict["NAME"])


def copy_to(folder: Path) -> tuple[facts.Facts, list[str]]:
    """The facts and file digests are read from the copy: one moment for both."""
    if not path().is_file():
        raise Refusal(_("There is no database at %(path)s yet.") % {"path": path()})
    target = folder / NAME
    with closing(sqlite3.connect(path(), timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        ask = facts.of_cursor(copy.cursor())
        fault = integrity_fault(ask)
        if fault:
            raise Refusal(fault, code=1)
        gathered, files = facts.gather(ask, "sqlite"), facts.file_digests(ask)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return gathered, files


def integrity_fault(ask: facts.Ask) -> str:
    for (said,) in ask("PRAGMA integrity_check(1)"):
        if said != "ok":
            return _("The database is damaged: %(said)s.") % {"said": said}
    for table, row, parent, _key in ask("PRAGMA foreign_key_check"):
        return _("Row %(row)s of %(table)s names a row of %(parent)s that is not there.") % {
            "row": row,
            "table": table,
            "parent": parent,
        }
    return ""


def holds_anything() -> bool:
    if any(Path(f"{path()}{end}").exists() for end in BESIDE):
        return True
    if not path().exists():
        return False
    with closing(sqlite3.connect(path())) as live:
        return bool(facts.tables(facts.of_cursor(live.cursor()), "sqlite"))


def bring_back(folder: Path, body: dict[str, Any]) -> None:
    connections.close_all()
    manifest.copy(folder / NAME, path())
