"""Everything leaves again."""

import io
import os
import zipfile
from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from phongtrao.documents import access, actions, commands, queries, tasks
from phongtrao.documents.models import Package
from phongtrao.documents.queries import path_of
from phongtrao.documents.rules import file_name, folder_name
from phongtrao.documents.tests.files import pdf
from phongtrao.documents.tests.office import Office, upload
from phongtrao.kit.console import Refusal
from phongtrao.kit.refusals import Refused
from phongtrao.trail import queries as trail
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def packed(office: Office) -> zipfile.ZipFile:
    file = io.BytesIO()
    queries.pack(office.cast.committee_pu_luong, file)
    return zipfile.ZipFile(file)


def test_the_zip_holds_every_file_every_register_and_an_index(office: Office) -> None:
    office.issued()
    office.arrive("Kế hoạch / tuyên truyền", upload=upload("công văn.pdf"))
    archive = packed(office)
    assert sorted(archive.namelist()) == [
        "index.html",
        "index.xlsx",
        "so/2026-van-ban-den.xlsx",
        "so/2026-van-ban-di.xlsx",
        "so/van-ban-den.xlsx",
        "so/van-ban-di.xlsx",
        "van-ban-den/2026-00001-12-ubnd-nc-ke-hoach-tuyen-truyen/01-cong-van.pdf",
        "van-ban-di/00001-01-kh-bcd-to-chuc-ngay-hoi/01-ke-hoach.docx",
        "van-ban-di/00001-01-kh-bcd-to-chuc-ngay-hoi/02-da-ky.pdf",
    ]
    assert archive.read("van-ban-di/00001-01-kh-bcd-to-chuc-ngay-hoi/02-da-ky.pdf") == pdf()
    page = archive.read("index.html").decode()
    assert [page.count(f'href="{name}"') for name in archive.namelist() if not name.startswith("index")] == [
        1
    ] * 7
    sheet = load_workbook(io.BytesIO(archive.read("so/2026-van-ban-di.xlsx"))).active
    assert [cell.value for cell in sheet[4]][:1] == [1]


def test_what_others_have_stays_out_and_a_lost_file_is_named(office: Office) -> None:
    document = office.issued()
    for content in queries.contents(document):
        path_of(content.file.digest).unlink()
    archive = packed(office)
    assert [name for name in archive.namelist() if name.startswith("van-ban-di/")] == []
    assert archive.read("index.html").decode().count("tệp này không còn") == 2
    other = io.BytesIO()
    queries.pack(office.cast.committee_38, other)
    assert len(zipfile.ZipFile(other).namelist()) == 4


def test_it_tells_how_far_it_has_come(office: Office) -> None:
    for n in range(3):
        office.issued(f"Văn bản {n}")
    heard: list[tuple[int, int]] = []
    queries.pack(
        office.cast.committee_pu_luong, io.BytesIO(), lambda done, total: heard.append((done, total))
    )
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_the_job_packs_once_and_the_file_is_downloaded(office: Office) -> None:
    office.issued()
    package = actions.ask_package(office.cast.committee_pu_luong, by=office.cast.clerk, now=NOW)
    client = Client()
    client.force_login(office.cast.clerk)
    page, file = (reverse(f"documents:{name}", args=[package.pk]) for name in ("package", "package-file"))
    assert ("<progress" in client.get(page).content.decode(), client.get(file).status_code) == (True, 404)
    assert (tasks.make_package.call(package.pk), tasks.make_package.call(package.pk)) == ("done", "done")
    package.refresh_from_db()
    assert (package.done, package.total, client.get(page).status_code) == (1, 1, 200)
    answer = client.get(file)
    assert (answer["Content-Type"], len(b"".join(answer))) == ("application/zip", package.size)
    client.force_login(office.cast.neighbour)
    assert client.get(page).status_code == 404
    assert [row.action for row in trail.of_record(package.record)] == ["package asked"]


def test_the_page_asks_for_one_at_a_time(office: Office) -> None:
    client = Client()
    client.force_login(office.cast.clerk)
    answers = [client.post(reverse("documents:packages"))["Location"] for _twice in range(2)]
    assert (answers[0], Package.objects.count()) == (answers[1], 1)
    client.force_login(office.cast.viewer)
    assert client.post(reverse("documents:packages")).status_code == 403
    with pytest.raises(Refused):
        actions.ask_package(office.cast.committee_38, by=office.cast.clerk, now=NOW)
    assert list(access.packages(office.cast.province_head)) == []


def test_the_sweep_takes_an_old_zip(office: Office) -> None:
    package = actions.ask_package(office.cast.committee_pu_luong, by=office.cast.clerk, now=NOW)
    tasks.make_package.call(package.pk)
    package.refresh_from_db()
    then = (timezone.now() - timedelta(days=8)).timestamp()
    os.utime(path_of(package.digest), (then, then))
    assert actions.sweep(timezone.now()) == 1
    client = Client()
    client.force_login(office.cast.clerk)
    assert client.get(reverse("documents:package-file", args=[package.pk])).status_code == 404
    assert (
        "không còn được giữ" in client.get(reverse("documents:package", args=[package.pk])).content.decode()
    )


def test_the_command_packs_and_refuses_in_words(office: Office, tmp_path: Path) -> None:
    office.issued()
    target = tmp_path / "a.zip"
    commands.run_export(Namespace(organisation=office.cast.committee_pu_luong.pk, output=target))
    assert len(zipfile.ZipFile(target).namelist()) == 7
    for number in (999_999, 0, 2**70):
        with pytest.raises(Refusal, match="Không có cơ quan"):
            commands.run_export(Namespace(organisation=number, output=target))


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("00001", "05/KH-BCĐ", "Tổ chức: ngày hội?"), "00001-05-kh-bcd-to-chuc-ngay-hoi"), (("../..", ""), "")],
)
def test_a_folder_has_plain_letters(parts: tuple[str, ...], name: str) -> None:
    assert folder_name(*parts) == name
    assert file_name(3, "../Kế hoạch.DOCX") == "03-ke-hoach.docx"
