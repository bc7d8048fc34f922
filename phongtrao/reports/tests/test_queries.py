"""How many questions a page puts to the database does not grow with its rows."""

from typing import Any

import pytest
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.reports import actions, queries
from phongtrao.reports.tests.stage import DUE, FORM
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def ask(cast: Cast, times: int, organisations: int = 1) -> None:
    chosen = [cast.committee_pu_luong, cast.committee_ba_dinh, cast.committee_38][:organisations]
    for time in range(times):
        actions.ask(
            actions.publish(FORM, now=NOW),
            asker=cast.committee_38,
            organisations=chosen,
            clock="nd09",
            year=2026,
            due=DUE,
            basis=Basis.OWN,
            title=f"Tổng kết {time}",
            by=cast.province_head,
            now=NOW,
        )


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_due_takes_three_queries(cast: Cast, times: int, django_assert_num_queries: Any) -> None:
    ask(cast, times)
    with django_assert_num_queries(3):
        queries.to_do(cast.head, now=NOW)


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("officer", ["head", "province_head"])
def test_the_list_of_reports(
    cast: Cast, times: int, officer: str, client: Client, django_assert_num_queries: Any
) -> None:
    ask(cast, times)
    client.force_login(getattr(cast, officer))
    with django_assert_num_queries(4 if officer == "head" else 5):
        client.get("/reports/")


@pytest.mark.parametrize("organisations", [1, 3])
def test_the_board(cast: Cast, organisations: int, client: Client, django_assert_num_queries: Any) -> None:
    ask(cast, 1, organisations)
    client.force_login(cast.province_head)
    number = cast.committee_38.requests.get().pk
    with django_assert_num_queries(9):
        client.get(f"/reports/requests/{number}/")
