"""A backup made while others write comes back whole; a changed byte is found; nothing is overwritten."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import translation

from phongtrao.documents import actions as documents
from phongtrao.documents.models import File
from phongtrao.documents.queries import path_of
from phongtrao.kit import guards
from phongtrao.kit.console import Refusal
from phongtrao.site.keeping import checking, copying, manifest
from phongtrao.trail import actions as trail
from phongtrao.trail.models import Head
from tests.cast import NOW, Cast
from tests.own_home import own_home, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "FILES", tmp_path / "home-files")
    return tmp_path / "home-files"


@pytest.fixture
def file(cast: Cast) -> File:
    upload = SimpleUploadedFile("nguồn.txt", "Tổ chức hơn 40.000 buổi tuyên truyền".encode())
    return documents.store(upload, organisation=cast.committee_38, by=cast.province_head, now=NOW)


@pytest.fixture
def backup(file: File, tmp_path: Path) -> Path:
    trail.seal(now=NOW)
    copying.backup(tmp_path / "backup", now=NOW)
    return tmp_path / "backup"


def write_row(chain: str, number: int) -> None:
    with transaction.atomic():
        trail.record(
            "note", record=f"note:{number}", chain=chain, by="thử", now=NOW, after={"number": number}
        )


class Writer(threading.Thread):
    """Writes trail rows one after another until told to stop; knows how many were acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.acknowledged, self.begun, self.enough = 0, threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                write_row("organisation:load", self.acknowledged)
                self.acknowledged += 1
                self.begun.set()
        finally:
            connection.close()


@pytest.fixture
def writer() -> Iterator[Writer]:
    thread = Writer()
    thread.start()
    assert thread.begun.wait(20)
    yield thread
    thread.enough.set()
    thread.join(30)


def facts_of(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("tables", "ledger", "heads", "seal", "migrations")}


def test_a_backup_made_while_others_write_comes_back_equal(
    file: File, writer: Writer, tmp_path: Path
) -> None:
    acknowledged_before = writer.acknowledged
    body = copying.backup(tmp_path / "backup", now=NOW)
    acknowledged_after = writer.acknowledged
    writer.enough.set()
    writer.join(30)
    assert writer.acknowledged == Head.objects.get(chain="organisation:load").number
    number_kept = body["heads"]["organisation:load"][0]
    # One may be committed and not yet counted, before as after.
    assert acknowledged_before <= number_kept <= acknowledged_after + 1
    with own_home(tmp_path / "home") as environment:
        restored = run(environment, "restore", str(tmp_path / "backup"), "--json")
        assert restored.returncode == 0, restored.stderr
        found = json.loads(restored.stdout)
        assert found["facts"] == facts_of(body)
        assert (found["ok"], found["files"], found["stray"]) == (True, 1, 0)
        assert json.loads(run(environment, "check", "--json").stdout)["facts"] == facts_of(body)
        bytes_back = tmp_path / "home" / "files" / file.digest[:2] / file.digest
        assert bytes_back.read_bytes() == path_of(file.digest).read_bytes()


def test_after_a_restore_guards_stand_and_new_rows_go_on_from_the_old(backup: Path, tmp_path: Path) -> None:
    rows = manifest.read(backup)["tables"]
    again = "from phongtrao.trail.models import *; "
    with own_home(tmp_path / "home") as environment:
        assert run(environment, "restore", str(backup)).returncode == 0
        update = run(environment, "manage", "shell", "-v0", "-c", f"{again}Row.objects.update(reason='khác')")
        assert "trail_row is append-only" in update.stderr
        insert = run(
            environment,
            "manage",
            "shell",
            "-v0",
            "-c",
            f"{again}Head.objects.create(chain='new', hash='0'*64); print(Head.objects.count())",
        )
        assert insert.stdout.split() == [str(rows["trail_head"] + 1)]


def test_a_restore_over_data_is_refused_and_changes_nothing(backup: Path, tmp_path: Path) -> None:
    with own_home(tmp_path / "home") as environment:
        assert run(environment, "restore", str(backup)).returncode == 0
        before = run(environment, "check", "--json").stdout
        refused = run(environment, "restore", str(backup))
        assert refused.returncode == 2
        assert refused.stderr.splitlines()[-1] == (
            "This home holds data already; restore into an empty one: nothing was changed."
        )
        assert run(environment, "check", "--json").stdout == before


def test_a_home_that_holds_only_files_is_no_empty_home(backup: Path, tmp_path: Path) -> None:
    kept = tmp_path / "home" / "files" / "ab" / "ab12"
    kept.parent.mkdir(parents=True)
    kept.write_text("of someone")
    with own_home(tmp_path / "home") as environment:
        assert run(environment, "restore", str(backup)).returncode == 2
    assert kept.read_text() == "of someone"


def test_a_byte_changed_anywhere_in_a_backup_is_found(backup: Path) -> None:
    paths = sorted(path for path in backup.rglob("*") if path.is_file())
    assert next(manifest.faults(backup), "") == ""
    missed = []
    for path in paths:
        whole = path.read_bytes()
        for position in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            flipped = bytearray(whole)
            flipped[position] ^= 0x01
            path.write_bytes(flipped)
            if not next(manifest.faults(backup), ""):
                missed.append((path.name, position))
        path.write_bytes(whole)
    assert missed == []
    assert next(manifest.faults(backup), "") == ""


def test_a_file_gone_from_a_backup_or_added_to_it_is_found(backup: Path, file: File) -> None:
    kept = backup / "files" / file.digest[:2] / file.digest
    (backup / "more.txt").write_text("x")
    kept.rename(kept.with_name("elsewhere"))
    with translation.override("en"):
        found = set(manifest.faults(backup))
    assert found == {
        f"files/{file.digest[:2]}/elsewhere does not belong to the backup.",
        f"files/{file.digest[:2]}/{file.digest} is missing from the backup.",
        "more.txt does not belong to the backup.",
    }


def test_a_backup_that_was_not_finished_is_no_backup(backup: Path) -> None:
    (backup / manifest.NAME).unlink()
    assert len(list(manifest.faults(backup))) == 1


def test_a_backup_goes_into_an_empty_folder_only(backup: Path) -> None:
    before = sorted(backup.rglob("*"))
    with pytest.raises(Refusal):
        copying.backup(backup, now=NOW)
    assert sorted(backup.rglob("*")) == before


def test_a_damaged_file_is_named_and_the_rest_backed_up(file: File, tmp_path: Path) -> None:
    path_of(file.digest).write_bytes(b"not what was received")
    body = copying.backup(tmp_path / "backup", now=NOW)
    assert body["damaged"] == [file.digest]
    assert [name for name in body["files"] if name.startswith("files/")] == []
    assert next(manifest.faults(tmp_path / "backup"), "") == ""


def test_a_whole_home_has_no_fault(file: File, files: Path) -> None:
    (files / "zz").mkdir()
    (files / "zz" / "zz").write_text("no row names this")
    findings = checking.home()
    assert (findings.fault, findings.files, findings.stray) == ("", 1, 1)
    assert findings.facts.tables["documents_file"] == 1


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_file_that_is_not_what_was_received_is_found(file: File, harm: str) -> None:
    if harm == "changed":
        path_of(file.digest).write_bytes(b"\0")
    else:
        path_of(file.digest).unlink()
    assert file.digest in checking.home().fault


def test_a_guard_taken_away_is_found(cast: Cast) -> None:
    try:
        with connection.cursor() as cursor:
            on = " ON trail_row" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER guard_trail_row_update{on}")
        assert "guard_trail_row_update" in checking.home().fault
    finally:
        guards.install(connection)


def test_a_row_of_the_trail_that_was_changed_is_found(file: File) -> None:
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_row SET reason = 'other'")
    assert "organisation" in checking.home().fault


def test_check_tells_a_damaged_backup_from_what_is_none(backup: Path, tmp_path: Path) -> None:
    (backup / "files").rename(tmp_path / "elsewhere")
    codes = []
    with own_home(tmp_path / "home") as environment:
        for folder in (backup, tmp_path, tmp_path / "nowhere"):
            checked = run(environment, "check", str(folder))
            codes.append((checked.returncode, checked.stdout))
    assert codes == [(1, ""), (2, ""), (2, "")]


def test_an_empty_home_has_nothing_to_back_up(tmp_path: Path) -> None:
    with own_home(tmp_path / "home") as environment:
        refused = run(environment, "backup", str(tmp_path / "backup"))
    assert (refused.returncode, refused.stderr) == (
        2,
        "Nothing is set up here yet: run first “bin/phongtrao demo” or “serve”.\n",
    )
    assert not (tmp_path / "backup").exists()
