"""What every command of the command line shares: data to stdout, everything else to stderr, refusals as one
sentence with an exit code."""

import json
import sys
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Refusal(Exception):
    """One clear sentence for stderr; the command ends with `code`."""

    def __init__(self, sentence: str, *, code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code


def must_be_set_up(table: str, *, real: bool = False) -> None:
    """Refuse where the database has no tables yet; `real`: for what the demo has no use for."""
    if not _stands(table):
        raise Refusal(
            _("Nothing is set up here yet: run first “bin/phongtrao serve”.")
            if real
            else _("Nothing is set up here yet: run first “bin/phongtrao demo” or “serve”.")
        )


def _stands(table: str) -> bool:
    """SQLite would make the file that it is asked about."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        return False
    return table in connection.introspection.table_names()


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """For the person who waits, not for the pipe."""
    sys.stderr.write(text + "\n")


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
