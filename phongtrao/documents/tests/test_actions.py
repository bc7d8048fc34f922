import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from phongtrao.core.vetting import Code
from phongtrao.documents import actions
from phongtrao.documents.models import File
from phongtrao.documents.queries import download, path_of
from phongtrao.documents.tests.files import office, pdf
from phongtrao.kit.file_words import sentence
from phongtrao.trail import queries as trail
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FILES = tmp_path / "files"
    settings.FILES.mkdir()
    return tmp_path / "files"


def store(cast: Cast, name: str = "báo cáo.pdf", content: bytes = b"") -> File:
    upload = SimpleUploadedFile(name, content or pdf())
    return actions.store(upload, organisation=cast.committee_pu_luong, by=cast.clerk, now=NOW)


def test_a_file_is_kept_once_under_its_digest(cast: Cast, folder: Path) -> None:
    first, again = store(cast), store(cast)
    other = store(cast, "bản sao.pdf")
    assert (first.pk, first.digest) == (again.pk, other.digest)
    assert other.pk != first.pk
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] == [
        f"{first.digest[:2]}/{first.digest}"
    ]
    assert path_of(first.digest).read_bytes() == pdf()
    assert [row.action for row in trail.of_record(f"documents.file:{first.pk}")] == ["file kept"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.docm", office(), Code.MACROS), ("a.pdf", b"<html>", Code.NOT_WHAT_IT_SAYS)],
)
def test_a_refused_upload_leaves_nothing(
    cast: Cast, folder: Path, name: str, content: bytes, code: Code
) -> None:
    with pytest.raises(actions.NotKept) as refused:
        store(cast, name, content)
    assert (refused.value.code, File.objects.count(), list(folder.rglob("*"))) == (code, 0, [])


def test_a_file_too_large_is_refused_unread(cast: Cast, settings: Any) -> None:
    settings.LARGEST_UPLOAD = 10
    with pytest.raises(actions.NotKept) as refused:
        store(cast)
    assert refused.value.code is Code.TOO_LARGE


def test_every_code_has_its_own_sentence() -> None:
    assert len({str(sentence(code)) for code in Code}) == len(Code)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\Users\\mai\\a.pdf", "a.pdf"), ("../../a.pdf", "a.pdf"), ("x" * 300 + ".pdf", "x" * 196 + ".pdf")],
)
def test_a_name_has_no_folder_and_fits(cast: Cast, given: str, kept: str) -> None:
    upload = SimpleUploadedFile("a.pdf", pdf())
    upload._name = given  # type: ignore[attr-defined]
    assert actions.store(upload, organisation=cast.committee_pu_luong, by=cast.clerk, now=NOW).name == kept


def test_the_sweep_takes_only_old_files_without_a_row(cast: Cast, folder: Path) -> None:
    kept = path_of(store(cast).digest)
    old, young = folder / "00" / "00old", folder / "00" / "00young"
    old.parent.mkdir()
    for path, days in ((old, 8), (young, 6), (kept, 30)):
        path.touch()
        then = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    assert actions.sweep(NOW) == 1
    assert [path.exists() for path in (old, young, kept)] == [False, True, True]


def test_a_file_kept_again_is_young_again(cast: Cast) -> None:
    path = path_of(store(cast).digest)
    os.utime(path, (0, 0))
    store(cast, "tên khác.pdf")
    assert path.stat().st_mtime > 0


def test_a_file_is_always_a_download(cast: Cast) -> None:
    response = download(store(cast))
    assert b"".join(response) == pdf()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"bao-cao.pdf\"; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.pdf"
    )


def test_a_file_gone_from_disk_is_absent(cast: Cast) -> None:
    file = store(cast)
    path_of(file.digest).unlink()
    with pytest.raises(Http404):
        download(file)
