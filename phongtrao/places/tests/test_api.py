from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, token

VIET_NAM = {"code": "VN", "name": "Việt Nam", "level": "nation"}
NEW = {"code": "37", "name": "Tỉnh Ninh Bình", "level": "province"}


@pytest.fixture
def api(cast: Cast) -> Client:
    return Client(headers={"Authorization": f"Bearer {token(cast.viewer)}"})


def answer(response: Any) -> tuple[int, Any]:
    return response.status_code, response.json()


def test_a_place_is_found_by_its_old_name(api: Client) -> None:
    status, body = answer(api.get("/api/v1/places", {"q": "nam dinh"}))
    assert (status, body) == (
        200,
        {
            "places": [
                {
                    "code": "36",
                    "name": "Tỉnh Nam Định",
                    "level": "province",
                    "valid_from": None,
                    "valid_to": "2025-06-30",
                    "line": [VIET_NAM],
                    "since": None,
                    "successors": [NEW],
                }
            ]
        },
    )


def test_a_code_is_read_on_its_day(api: Client) -> None:
    status, body = answer(api.get("/api/v1/places/36", {"on": "2025-06-30"}))
    days = {"valid_from": None, "valid_to": "2025-06-30"}
    unit = {"code": "36", "name": "Tỉnh Nam Định", "level": "province", **days}
    assert (status, body) == (
        200,
        {
            **unit,
            "day": "2025-06-30",
            "line": [VIET_NAM],
            "names": [{**unit, "source": ""}],
            "parents": [{**VIET_NAM, **days}],
            "predecessors": [],
            "successors": [],
            "belongs": None,
        },
    )
    successors = api.get("/api/v1/places/37").json()["predecessors"]
    assert [(old["code"], old["on"], old["whole"]) for old in successors] == [
        ("36", "2025-07-01", True),
        ("37", "2025-07-01", True),
    ]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/api/v1/places/36", 404),
        ("/api/v1/places/999", 404),
        ("/api/v1/places/38?on=yesterday", 422),
        ("/api/v1/places", 422),
    ],
)
def test_what_can_not_be_answered_is_a_problem(api: Client, url: str, status: int) -> None:
    response = api.get(url)
    assert (response.status_code, response.json()["status"]) == (status, status)
    assert response["Content-Type"] == "application/problem+json"


def test_the_api_asks_for_a_token(cast: Cast) -> None:
    assert Client().get("/api/v1/places", {"q": "nam dinh"}).status_code == 401


@pytest.mark.parametrize("path", ["places?q=nam&on=9999-12-31", "places/38?on=0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused(api: Client, path: str) -> None:
    assert api.get(f"/api/v1/{path}").status_code == 422


@pytest.mark.parametrize(("path", "status"), [("places?q=%00", 200), ("places/3%008", 404)])
def test_a_sign_that_nobody_types_finds_no_place(api: Client, path: str, status: int) -> None:
    assert api.get(f"/api/v1/{path}").status_code == status
