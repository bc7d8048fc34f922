"""The laws of the house."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from importlinter.cli import lint_imports

from phongtrao.kit import guards
from phongtrao.parts import PARTS
from phongtrao.site.cli import parser
from tools.messages import PO, collected

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "phongtrao"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c for c in PYPROJECT["tool"]["importlinter"]["contracts"]}
ROOMS = (
    "rules",
    "models",
    "access",
    "queries",
    "actions",
    "tasks",
    "forms",
    "views",
    "api",
    "commands",
    "urls",
)
OPEN_ROOMS = {"rules", "models", "access", "queries", "actions"}
BESIDE = {"apps", "tests", "migrations", "data", "templates", "static", "__init__", "__pycache__"}


def modules(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts):
            yield path


def imported(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(module, names) of every import, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names]


# The order ------------------------------------------------------------------------------------------------


def test_no_link_is_kept_in_the_repository() -> None:
    """A link to an environment, once merged, replaces the environment of whoever merges it."""
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    command = ["git", "-C", str(ROOT), "ls-files", "--stage"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line for line in listed if line.startswith("120000")] == []


def test_the_order_of_the_parts_is_the_import_law() -> None:
    layers = CONTRACTS["order"]["layers"]
    assert [layer for layer in reversed(layers) if layer in PARTS] == list(PARTS)
    assert CONTRACTS["rooms"]["containers"] == [f"phongtrao.{part}" for part in PARTS]


def test_the_docs_tell_the_parts_in_the_same_order() -> None:
    text = (ROOT / "docs/reference/parts.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `(\w+)`", text, re.MULTILINE) == list(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_of_another_part_only_the_open_rooms_are_entered(part: str) -> None:
    entered = []
    for path in modules(PACKAGE / part):
        for module, names in imported(path):
            pieces = module.split(".")
            if pieces[0] != "phongtrao" or len(pieces) < 2 or pieces[1] not in PARTS or pieces[1] == part:
                continue
            rooms = [pieces[2]] if len(pieces) > 2 else names
            entered += [(path.name, module, room) for room in rooms if room not in OPEN_ROOMS]
    assert entered == []


@pytest.mark.parametrize("part", PARTS)
def test_a_part_holds_rooms_and_nothing_else(part: str) -> None:
    names = {path.stem if path.suffix == ".py" else path.name for path in (PACKAGE / part).iterdir()}
    assert names - set(ROOMS) - BESIDE == set()


def test_migrations_never_depend_on_a_later_part() -> None:
    loader = MigrationLoader(None)
    order = {part: at for at, part in enumerate(PARTS)}
    ahead = [
        (key, needed)
        for key, migration in loader.disk_migrations.items()
        for needed in migration.dependencies
        if key[0] in order and needed[0] in order and order[needed[0]] > order[key[0]]
    ]
    assert ahead == []


def test_core_stands_on_the_standard_library_alone() -> None:
    strangers = [
        (path.name, module)
        for path in modules(PACKAGE / "core")
        for module, _ in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("phongtrao.core")
    ]
    assert strangers == []


CLOCKS = re.compile(r"\b(?:timezone|datetime|date|time)\.(?:now|today|utcnow|localdate|time)\(")
DOORS = {"views", "api", "tasks", "commands"}


def test_no_clock_is_read_below_the_doors() -> None:
    below = [
        str(path.relative_to(PACKAGE))
        for part in PARTS
        for path in modules(PACKAGE / part)
        if not DOORS & {*path.relative_to(PACKAGE / part).parts, path.stem}
        and CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert below == []


# Words ----------------------------------------------------------------------------------------------------


def told(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str, str], str]:
    """(msgid, context) -> what is said in Vietnamese; nothing fuzzy counts."""
    return {
        (e.msgid, e.msgctxt or ""): e.msgstr or e.msgstr_plural.get(0, "")
        for e in catalogue
        if not (isinstance(e, polib.POEntry) and (e.fuzzy or e.obsolete))
    }


def test_every_message_has_its_vietnamese() -> None:
    catalogue = told(polib.pofile(str(PO)))
    wanted = {(msgid, context) for msgid, _, context in collected()}
    assert sorted(wanted - {message for message, said in catalogue.items() if said}) == []
    assert sorted(set(catalogue) - wanted) == []


def test_an_officer_is_addressed_in_one_way() -> None:
    other = re.compile(r"\b(bạn|quý vị|anh chị)\b", re.IGNORECASE)
    assert [said for said in map(str, told(polib.pofile(str(PO))).values()) if other.search(said)] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert told(polib.mofile(str(PO.with_suffix(".mo")))) == told(polib.pofile(str(PO)))


def test_a_message_and_its_vietnamese_have_the_same_holes() -> None:
    hole = re.compile(r"%\(\w+\)[sd]")
    different = [
        e.msgid
        for e in polib.pofile(str(PO))
        if set(hole.findall(e.msgid + e.msgid_plural))
        != set(hole.findall(e.msgstr or e.msgstr_plural.get(0, "")))
    ]
    assert different == []


UNSPOKEN = {
    "Zalo",
    "Phongtrao",
    "CSV",
    "XLSX",
    "API",
    "Tiếng",
    "Việt",
    "English",
    "QR",
    "SHA",
    "Excel",
    "Word",
    "OpenAPI",
}


def test_templates_say_nothing_untranslated() -> None:
    loose = []
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{%\s*(comment|blocktranslate).*?{%\s*end\1\s*%}", " ", text, flags=re.DOTALL)
        text = re.sub(r"<(style|script|code).*?</\1>|<!--.*?-->|{#.*?#}", " ", text, flags=re.DOTALL)
        text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
        text = re.sub(r"""[\w-]+=(?:'[^']*'|"[^"]*")""", " ", text)
        text = re.sub(r"<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
        words = set(re.findall(r"[^\W\d_]{2,}", text)) - UNSPOKEN
        if words:
            loose.append((str(path.relative_to(PACKAGE)), sorted(words)))
    assert loose == []


# Docs -----------------------------------------------------------------------------------------------------


def docs() -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs/reference").glob("*.md")))


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    sources = [p for p in (*PACKAGE.rglob("*.py"), *(ROOT / "bin").iterdir()) if "tests" not in p.parts]
    used = {
        name
        for path in sources
        for name in re.findall(r"\b(PHONGTRAO_[A-Z_]+|DATABASE_URL)\b", path.read_text(encoding="utf-8"))
    }
    assert sorted(used - set(re.findall(r"`(PHONGTRAO_[A-Z_]+|DATABASE_URL)`", text))) == []


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    commands = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert [name for name in commands if f"`bin/phongtrao {name}" not in text] == []


def test_every_dependency_earns_its_line() -> None:
    text = (ROOT / "docs/reference/dependencies.md").read_text(encoding="utf-8")
    wanted = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["test"]]
    names = [re.split(r"[\[<>=]", line)[0] for line in wanted]
    assert [name for name in names if f"| {name} |" not in text] == []


# What it never does ---------------------------------------------------------------------------------------

DENIED = re.compile(
    r"birth|cccd|cmnd|identity_?card|national_?id|passport|ethnic|dan_?toc|religio|ton_?giao|opinion_of|"
    r"political|health|disease|gender|sex\b|gps|phone|home_?address|face|fingerprint|photo|tip_?text|accus|suspect"
)
PERSONAL = {"people.Officer", "people.ActivationCode", "people.ApiToken"}
PERSON = re.compile(r"\b(?:first_?name|last_?name|full_?name|person|resident|citizen|member_name|ho_?ten)\b")


def columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        if model._meta.app_label in PARTS:
            for field in model._meta.get_fields():
                yield model._meta.label, field.name


def test_no_column_holds_what_is_never_kept() -> None:
    assert [(model, name) for model, name in columns() if DENIED.search(name)] == []


def test_no_table_but_accounts_is_about_persons() -> None:
    assert [(m, n) for m, n in columns() if m not in PERSONAL and PERSON.search(n)] == []


# The database ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_guards_stand_on_every_append_only_table() -> None:
    assert len(guards.tables()) >= 8
    assert guards.wanted(connection) == guards.standing(connection)


@pytest.mark.django_db(transaction=True)
def test_guards_stand_again_after_a_flush() -> None:
    assert guards.wanted(connection) == guards.standing(connection)


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_imports_keep_the_contracts() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0
