"""What must stand before anyone is served: safe settings and database, tables and guards, reference data."""

import os
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.figures.actions import load_catalogue
from phongtrao.kit import guards
from phongtrao.kit.console import Refusal, tell
from phongtrao.places import actions as places
from phongtrao.places.models import Loaded
from phongtrao.reports import actions as reports
from phongtrao.site import home, server
from phongtrao.site.settings import sqlite_options

DEMO_WORLD = "demo"  # the row of places.Loaded that says: this database holds the demo's world
LOOPBACK_NAMES = {"127.0.0.1", "localhost", "[::1]", "::1"}
OLDEST_POSTGRES = 150_000
SYNCHRONOUS = {"off": 0, "normal": 1, "full": 2, "extra": 3}


def run(*, demo: bool = False, port: int | None = None) -> NoReturn:
    """Prepare, then serve until stopped. The port is taken first: where it is in use, nothing is touched."""
    refuse_settings(demo=demo)
    listener = server.listen(port, demo=demo)
    prepare(demo=demo)
    server.serve(port=port, demo=demo, listener=listener)


def prepare(*, demo: bool) -> None:
    """Refuse what is unsafe, bring tables, guards and reference data up to date. Harmless when all stands."""
    refuse_settings(demo=demo)
    try:
        home.prepared(settings.PHONGTRAO_HOME)
    except home.HomeProblem as problem:
        raise Refusal(str(problem)) from problem
    refuse_database(connection)
    migrate()
    if not demo and Loaded.objects.filter(name=DEMO_WORLD).exists():
        raise Refusal(_demo_sentence())
    load_reference_data()
    warn_owner(connection)


def refuse_settings(*, demo: bool) -> None:
    if demo:
        return
    if settings.DEBUG:
        raise Refusal(_("PHONGTRAO_DEBUG is on: it shows the insides to anyone; unset it to serve."))
    if settings.DEMO or ("PHONGTRAO_HOME" not in os.environ and home.demo_home() == settings.PHONGTRAO_HOME):
        raise Refusal(_demo_sentence())
    if not server.is_loopback(settings.BIND) and not set(settings.ALLOWED_HOSTS) - LOOPBACK_NAMES:
        raise Refusal(
            _("PHONGTRAO_BIND is %(address)s, so PHONGTRAO_HOSTS must name the host that people type.")
            % {"address": settings.BIND}
        )


def refuse_database(database: Any) -> None:
    """Acknowledged means on disk: a database set to forget is refused, as it says itself."""
    with database.cursor() as cursor:
        fault = _sqlite_fault(cursor) if database.vendor == "sqlite" else _postgres_fault(cursor)
    if fault:
        raise Refusal(fault)


def migrate() -> None:
    """Make or alter tables where a migration is outstanding; put guards back where one is missing."""
    executor = MigrationExecutor(connection)
    unknown = unknown_migrations(executor.loader, executor.loader.applied_migrations)
    if unknown:
        raise Refusal(newer_sentence(unknown))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        tell(_("Preparing the tables"))
        call_command("migrate", verbosity=0, interactive=False)
    missing = guards.wanted(connection) - guards.standing(connection)
    if missing:
        tell(_("Guards were missing and are put back: %(names)s") % {"names": ", ".join(sorted(missing))})
        guards.install(connection)


def unknown_migrations(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of the migrations a database has, those that this version does not know."""
    known, ours = loader.disk_migrations, loader.migrated_apps
    return sorted(key for key in applied if key[0] in ours and key not in known)


def newer_sentence(unknown: list[tuple[str, str]]) -> str:
    names = ", ".join(f"{app}.{name}" for app, name in unknown)
    return _("A newer version prepared this data (%(names)s); use that version.") % {"names": names}


def load_reference_data() -> None:
    """Idempotent by digest: the catalogue of indicators, the map, the forms."""
    now = timezone.now()
    load_catalogue(now=now)
    places.load(now=now)
    reports.load_forms(now=now)


def warn_owner(database: Any) -> None:
    if database.vendor != "postgresql":
        return
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user"
        )
        owned = cursor.fetchone()[0]
    if owned:
        tell(_("This role owns the tables and could lift their guards; docs/howto/serve.md shows another."))


def _sqlite_fault(cursor: Any) -> str:
    wanted = {
        name: value.lower()
        for name, value in re.findall(r"PRAGMA (\w+)=(\w+)", sqlite_options()["init_command"])
    }
    found = {}
    for name in wanted:
        cursor.execute(f"PRAGMA {name}")
        found[name] = str(cursor.fetchone()[0])
    synchronous = {str(number): word for word, number in SYNCHRONOUS.items()}
    found["synchronous"] = synchronous[found["synchronous"]]
    if found == wanted:
        return ""
    return _("SQLite would not keep what it acknowledged: it has %(found)s where %(wanted)s is safe.") % {
        "found": _listed(found),
        "wanted": _listed(wanted),
    }


def _postgres_fault(cursor: Any) -> str:
    cursor.execute(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
        " current_setting('synchronous_commit'), current_setting('fsync'),"
        " current_setting('full_page_writes')"
    )
    number, version, synchronous, fsync, whole_pages = cursor.fetchone()
    if number < OLDEST_POSTGRES:
        return _("PostgreSQL %(version)s is too old; version 15 or newer is needed.") % {"version": version}
    unsafe = {
        "synchronous_commit": synchronous not in ("on", "remote_apply"),
        "fsync": fsync != "on",
        "full_page_writes": whole_pages != "on",
    }
    for name, bad in unsafe.items():
        if bad:
            return _("PostgreSQL would not keep what it acknowledged: set %(name)s = on.") % {"name": name}
    return ""


def _listed(found: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(found.items()))


def _demo_sentence() -> str:
    return _(
        "This is the demo's data, whose passwords anyone knows; to serve, unset PHONGTRAO_DEMO and set "
        "PHONGTRAO_HOME to a folder of your own."
    )
