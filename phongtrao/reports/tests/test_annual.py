"""Who may write whose annual report: one's own place's, and with a subtree scope those below."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.figures.actions import freeze as freeze_now
from phongtrao.figures.queries import Asked
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.places import queries as places
from phongtrao.reports.queries import annual
from tests.cast import NOW, TODAY, Cast

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


@pytest.mark.parametrize("count", [1, 3])
def test_a_report_asks_the_database_as_much_for_one_figure_as_for_three(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    indicators = ["propaganda_sessions", "news_items", "models_total"][:count]
    write(
        *(entry(cast.pu_luong, cast.committee_pu_luong, 5, indicator=code) for code in indicators),
        by=cast.province_head,
    )
    places.world()
    with django_assert_num_queries(11):
        report = annual.annual_report(cast.thanh_hoa, Asked(2026), known_on=TODAY)
    assert len(report.sources) == count


def test_the_document_prints_its_freeze_and_the_figures_of_then(
    cast: Cast, client: Client, figures: None
) -> None:
    freeze = freeze_now(
        name="Số chốt 20/11/2026", purpose="phục vụ báo cáo số 45", by=cast.province_head, now=NOW
    )
    write(entry(cast.ba_dinh, cast.committee_ba_dinh, 7613, indicator="models_total"), by=cast.province_head)
    client.force_login(cast.province_head)
    given = {"place": "38", "year": "2026", "clock": "calendar"}

    def printed(**more: Any) -> str:
        response = client.get(reverse("reports:annual"), {**given, **more})
        document = docx.Document(BytesIO(response.content))
        tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])

    then, now = printed(freeze=str(freeze.pk)), printed()
    said = "đến thời điểm chốt ngày 20/11/2026 (Số chốt 20/11/2026, phục vụ báo cáo số 45)"
    assert (said in then, said in now) == (True, False)
    assert ("7.613" in then, "7.613" in now) == (False, True)
