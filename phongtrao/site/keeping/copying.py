"""Making a backup while the server serves, and bringing one back into an empty home."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from phongtrao.documents.queries import path_of
from phongtrao.kit import guards
from phongtrao.kit.console import Refusal, progress, tell
from phongtrao.site import startup
from phongtrao.site.keeping import checking, facts, manifest


def backup(folder: Path, *, now: datetime) -> dict[str, Any]:
    """The database first, then the files its rows name: each was on disk before its row. Returns the
    manifest. A file that is damaged already is left out and named: the rest is kept all the same."""
    _make_empty(folder)
    tell(_("Copying the database"))
    gathered, named = checking.side().copy_to(folder)
    damaged = _copy_files(named, folder)
    kept = sorted(path for path in folder.rglob("*") if path.is_file())
    body = {
        "product": settings.VERSION,
        "made_at": now.isoformat(),
        "database": connection.vendor,
        **asdict(gathered),
        "files": {str(path.relative_to(folder)): manifest.digest(path) for path in kept},
        "damaged": damaged,
    }
    own = manifest.write(folder, body)
    return {**body, "sha256": own}


def restore(folder: Path) -> checking.Findings:
    """Only into an empty home; nothing is touched before the backup is proven whole. Ends with a check and
    with a comparison of what came back with what the manifest tells."""
    tell(_("Checking the backup"))
    fault = next(manifest.faults(folder), "")
    if fault:
        raise Refusal(fault)
    body = manifest.read(folder)
    _refuse_restore(body)
    tell(_("Bringing back the files"))
    _bring_back_files(folder, body)
    tell(_("Bringing back the database"))
    checking.side().bring_back(folder, body)
    guards.install(connection)
    findings = checking.home()
    if not findings.fault and _differs(findings.facts, body):
        raise Refusal(_("What was brought back is not what the manifest tells."), code=1)
    startup.migrate()
    return findings


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        full = any(folder.iterdir())
    except OSError as problem:
        raise Refusal(f"{folder}: {problem.strerror}.") from problem
    if full:
        raise Refusal(_("%(folder)s is not empty; name a new folder.") % {"folder": folder})


def _copy_files(named: list[str], folder: Path) -> list[str]:
    """Returns the digests of files that are missing or no longer what they were."""
    damaged = []
    with progress() as bar:
        for digest in bar.track(named, description=_("Files")):
            target = folder / "files" / digest[:2] / digest
            source = path_of(digest)
            if not source.is_file():
                damaged.append(digest)
            elif manifest.copy(source, target) != digest:
                target.unlink()
                damaged.append(digest)
    return damaged


def _refuse_restore(body: dict[str, Any]) -> None:
    if body["database"] != connection.vendor:
        raise Refusal(
            _("The backup is of %(theirs)s, this home uses %(ours)s; set DATABASE_URL to match.")
            % {"theirs": body["database"], "ours": connection.vendor}
        )
    unknown = startup.unknown_migrations(
        MigrationLoader(None), [(app, name) for app, name in body["migrations"]]
    )
    if unknown:
        raise Refusal(startup.newer_sentence(unknown))
    stored = Path(settings.FILES)
    if checking.side().holds_anything() or any(path.is_file() for path in stored.rglob("*")):
        raise Refusal(_("This home holds data already; restore into an empty one: nothing was changed."))


def _bring_back_files(folder: Path, body: dict[str, Any]) -> None:
    names = [name for name in body["files"] if name.startswith("files/")]
    with progress() as bar:
        for name in bar.track(names, description=_("Files")):
            digest = Path(name).name
            if manifest.copy(folder / name, path_of(digest)) != body["files"][name]:
                raise Refusal(_("%(name)s is not as it was backed up.") % {"name": name})


def _differs(found: facts.Facts, body: dict[str, Any]) -> bool:
    return any(value != body[name] for name, value in asdict(found).items())
