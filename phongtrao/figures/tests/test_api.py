from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from phongtrao.figures.tests.ledger import entry, write
from phongtrao.people.models import ApiToken, Officer
from phongtrao.people.rules import digest_of
from tests.cast import Cast

SECRET = "a-long-secret-of-the-tests"
TOTALS = "/api/v1/figures/totals"


@pytest.fixture
def get(client: Client) -> Any:
    def ask(officer: Officer, path: str, **asked: Any) -> Any:
        now = timezone.now()
        ApiToken.objects.filter(digest=digest_of(SECRET)).delete()
        ApiToken.objects.create(
            officer=officer,
            name="test",
            digest=digest_of(SECRET),
            made_at=now,
            expires_at=now + timedelta(days=1),
        )
        return client.get(path, asked, headers={"Authorization": f"Bearer {SECRET}"})

    return ask


def test_without_a_token_nothing_is_told(client: Client, cast: Cast) -> None:
    for path in ("indicators", "indicators/models_new", "totals?place=38", "1"):
        assert client.get(f"/api/v1/figures/{path}").status_code == 401


def test_the_catalogue_is_searched_without_diacritics(get: Any, cast: Cast) -> None:
    found = get(cast.head, "/api/v1/figures/indicators", q="buoi tuyen truyen").json()["indicators"]
    assert "propaganda_sessions" in [row["id"] for row in found]
    one = get(cast.head, "/api/v1/figures/indicators/propaganda_sessions").json()
    assert (one["id"], one["aggregation"], one["decimals"]) == ("propaganda_sessions", "flow", 0)
    assert get(cast.head, "/api/v1/figures/indicators/nothing").status_code == 404


def test_totals_are_the_commands_answer(get: Any, cast: Cast) -> None:
    write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    body = get(cast.province_head, TOTALS, place="38", year=2026, indicator=["propaganda_sessions"]).json()
    [row] = body["totals"]
    assert (row["place"]["code"], row["value"], row["missing"]) == ("38", 12, 1)


def test_rows_of_a_level_are_those_within_the_officers_scope(get: Any, cast: Cast) -> None:
    asked = {"place": "VN", "year": 2026, "indicator": ["propaganda_sessions"], "by": "commune"}
    codes = {
        officer.username: [row["place"]["code"] for row in get(officer, TOTALS, **asked).json()["totals"]]
        for officer in (cast.head, cast.province_head, cast.viewer)
    }
    assert codes == {
        "puluong.lanhdao": ["14896"],
        "thanhhoa.lanhdao": ["14854", "14896"],
        "bo.theodoi": ["13753", "14362", "14854", "14896"],
    }


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"place": "37"}, 404),
        ({"place": "99"}, 422),
        ({"indicator": ["nothing"]}, 422),
        ({"clock": "moon"}, 422),
        ({"by": "village"}, 422),
        ({"map": "yesterday"}, 422),
        ({"year": "next"}, 422),
        ({"year": 99999999999}, 422),
        ({"place": "\0"}, 422),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_problem(
    get: Any, cast: Cast, asked: dict[str, Any], status: int
) -> None:
    question = {"place": "38", "year": 2026, "indicator": ["propaganda_sessions"], **asked}
    response = get(cast.province_head, TOTALS, **question)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status


def test_a_line_of_the_ledger_is_told_to_those_above_it_only(get: Any, cast: Cast) -> None:
    [figure] = write(entry(cast.pu_luong, cast.committee_pu_luong, 12), by=cast.province_head)
    body = get(cast.province_head, f"/api/v1/figures/{figure.pk}").json()
    assert (body["value"], body["place"]["code"], body["recorded_by"]) == (12, "14896", "Trần Thu Hà")
    assert get(cast.neighbour, f"/api/v1/figures/{figure.pk}").status_code == 404
