import re
from typing import Any

import pytest
from django.test import Client

from phongtrao.people.models import Officer
from phongtrao.reports.tests.stage import Stage, raise_stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Thanh Hóa asked two communes; Pù Luông has sent its report."""
    stage = raise_stage(cast)
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    return stage


def reports_on(response: Any) -> list[str]:
    return re.findall(r'href="/reports/(\d[^"]*)"', response.content.decode())


def home(officer: Officer) -> Any:
    client = Client()
    client.force_login(officer)
    return client.get("/")


def test_what_waits_for_a_decision_leads_to_where_one_decides(stage: Stage) -> None:
    assert reports_on(home(stage.cast.province_head)) == [f"{stage.report().pk}/submissions/1/"]


def test_what_must_be_filled_in_leads_to_the_report(stage: Stage) -> None:
    sibling = stage.cast.head
    sibling.organisation = stage.cast.committee_ba_dinh
    sibling.save()
    assert reports_on(home(sibling)) == [f"{stage.report('committee_ba_dinh').pk}/"]


@pytest.mark.parametrize(("officer", "asked"), [("province_head", 1), ("viewer", 0), ("neighbour", 0)])
def test_only_what_ones_own_unit_asked_stands_on_the_first_page(
    stage: Stage, officer: str, asked: int
) -> None:
    assert len(home(getattr(stage.cast, officer)).context["asked"]) == asked
