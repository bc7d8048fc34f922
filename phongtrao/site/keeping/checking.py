"""Is everything still there, and as it was written?"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from phongtrao.documents.queries import path_of
from phongtrao.figures.queries import ledger
from phongtrao.kit import guards
from phongtrao.kit.console import Refusal, progress, tell
from phongtrao.kit.moments import moment
from phongtrao.site.keeping import facts, manifest, postgres, sqlite
from phongtrao.trail import queries as trail


@dataclass(frozen=True)
class Findings:
    """`fault`: the first thing wrong, as one sentence, else empty. `stray`: files that no row names."""

    fault: str
    facts: facts.Facts
    files: int
    stray: int

    def as_json(self) -> dict[str, Any]:
        return {"ok": not self.fault, **asdict(self)}


def side() -> Any:
    """The module that knows the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgres


def home() -> Findings:
    """The live home, while serving too: a file row's bytes are on disk before the row commits."""
    if connection.vendor == "sqlite" and not sqlite.path().is_file():
        raise Refusal(_("There is no database at %(path)s yet.") % {"path": sqlite.path()})
    with moment(connection) as cursor:
        ask = facts.of_cursor(cursor)
        if not facts.tables(ask, connection.vendor):
            raise Refusal(_("The database is empty: there is nothing to check."))
        tell(_("Checking the database"))
        fault = side().integrity_fault(ask)
        named = facts.file_digests(ask)
        gathered = facts.gather(ask, connection.vendor)
        fault = fault or _guard_fault() or _trail_fault() or _ledger_fault()
    fault = fault or next(_file_faults(named), "")
    stored = {path.name for path in Path(settings.FILES).rglob("*") if path.is_file()}
    return Findings(fault, gathered, len(named), len(stored - set(named)))


def _guard_fault() -> str:
    missing = sorted(guards.wanted(connection) - guards.standing(connection))
    if not missing:
        return ""
    return _("The guard %(name)s of an append-only table is missing.") % {"name": missing[0]}


def _trail_fault() -> str:
    found = trail.first_break()
    return "" if found is None else trail.break_sentence(found)


def _ledger_fault() -> str:
    number = ledger.altered_batch()
    if number is None:
        return ""
    return _("The figures of batch %(number)s are not those that the trail tells of.") % {"number": number}


def _file_faults(named: list[str]) -> Iterator[str]:
    with progress() as bar:
        for digest in bar.track(named, description=_("Files")):
            path = path_of(digest)
            if not path.is_file():
                yield _("The file %(digest)s is missing.") % {"digest": digest}
            elif manifest.digest(path) != digest:
                yield _("The file %(digest)s is not as it was received.") % {"digest": digest}
