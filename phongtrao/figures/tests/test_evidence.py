"""The file behind a figure: a download for whoever may see the figure's line, absent for everyone else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from phongtrao.documents.actions import store
from phongtrao.figures.models import Evidence, Figure
from phongtrao.figures.tests.ledger import entry, write
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(cast: Cast, tmp_path: Path, settings: Any) -> Figure:
    settings.FILES = tmp_path
    upload = SimpleUploadedFile("nguồn.txt", "Tổ chức 42 buổi tuyên truyền.".encode())
    file = store(upload, organisation=cast.committee_pu_luong, by=cast.clerk, now=NOW)
    evidence = Evidence.objects.create(source="Báo cáo", file=file, confirmed_by=cast.clerk.username)
    return write(entry(cast.pu_luong, cast.committee_pu_luong, 42, evidence=evidence), by=cast.province_head)[
        0
    ]


@pytest.mark.parametrize(
    ("officer", "status"), [("clerk", 200), ("province_head", 200), ("viewer", 200), ("neighbour", 404)]
)
def test_who_may_fetch_the_file(
    cast: Cast, client: Client, figure: Figure, officer: str, status: int
) -> None:
    client.force_login(getattr(cast, officer))
    assert client.get(reverse("figures:evidence-file", args=[figure.pk])).status_code == status


def test_the_page_of_the_figure_leads_to_it(cast: Cast, client: Client, figure: Figure) -> None:
    client.force_login(cast.province_head)
    address = reverse("figures:evidence-file", args=[figure.pk])
    assert f'href="{address}"' in client.get(reverse("figures:figure", args=[figure.pk])).content.decode()
    response = client.get(address)
    assert b"".join(response).decode() == "Tổ chức 42 buổi tuyên truyền."  # type: ignore[arg-type]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_stranger_is_sent_to_sign_in(client: Client, figure: Figure) -> None:
    assert client.get(reverse("figures:evidence-file", args=[figure.pk])).status_code == 302


def test_a_figure_without_a_file_has_none(cast: Cast, client: Client) -> None:
    bare = write(entry(cast.pu_luong, cast.committee_pu_luong, 1), by=cast.province_head)[0]
    client.force_login(cast.province_head)
    assert client.get(reverse("figures:evidence-file", args=[bare.pk])).status_code == 404
