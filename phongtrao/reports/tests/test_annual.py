"""Who may write whose annual report: one's own place's, and with a subtree scope those below."""

from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.figures.tests.ledger import entry, write
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def asked(client: Client, place: str) -> tuple[int, str]:
    response = client.get(reverse("reports:annual"), {"place": place, "year": "2026", "clock": "calendar"})
    if response.status_code != 200:
        return response.status_code, ""
    opened = docx.Document(BytesIO(response.content))
    return 200, "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)


@pytest.fixture
def figures(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 42),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 17),
        by=cast.province_head,
    )


@pytest.mark.parametrize(
    ("officer", "place", "status"),
    [
        ("clerk", "14896", 200),
        ("clerk", "14854", 404),
        ("clerk", "38", 404),
        ("clerk", "VN", 404),
        ("province_head", "38", 200),
        ("province_head", "14854", 200),
        ("province_head", "VN", 404),
        ("neighbour", "38", 404),
        ("viewer", "VN", 200),
    ],
)
def test_who_may_write_whose_report(
    cast: Cast, client: Client, figures: None, officer: str, place: str, status: int
) -> None:
    client.force_login(getattr(cast, officer))
    assert asked(client, place)[0] == status


def test_lines_of_other_bodies_of_the_commune_are_counted_and_not_told(cast: Cast, client: Client) -> None:
    own, other = write(
        entry(cast.pu_luong, cast.committee_pu_luong, 42),
        entry(cast.pu_luong, cast.committee_38, 7),
        by=cast.province_head,
    )
    client.force_login(cast.clerk)
    text = asked(client, "14896")[1]
    assert f"dòng {own.pk} của sổ số liệu" in text
    assert f"dòng {other.pk} của sổ số liệu" not in text
    assert "1 dòng của đơn vị khác" in text
