import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from phongtrao.core.period import local_day
from phongtrao.documents.tests.office import Office
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


@pytest.mark.parametrize("count", [1, 3])
def test_documents_that_came_in_stand_there_a_week_before_they_are_due(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    office, today, arrived_on = Office(cast), local_day(timezone.now()), date(2020, 1, 2)
    days = [today + timedelta(days=late) for late in (-1, 7, 7)][:count]
    due = [office.arrive("Việc gần", arrived_on=arrived_on, due=day) for day in days]
    office.arrive("Việc còn xa", arrived_on=arrived_on, due=today + timedelta(days=8))
    client = Client()
    client.force_login(cast.clerk)
    with django_assert_num_queries(8):
        page = client.get("/").content.decode()
    assert re.findall(r"/documents/incoming/(\d+)/", page) == [str(row.pk) for row in due]
    other = home(cast.province_head).content.decode()
    assert "/documents/incoming/" not in other
