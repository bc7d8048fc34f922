from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from phongtrao.people import actions
from phongtrao.people.models import Officer
from tests.cast import Cast


def bearer(officer: Officer, *, may_write: bool = False) -> dict[str, str]:
    _token, secret = actions.make_token(officer, "test", days=1, may_write=may_write, now=timezone.now())
    return {"Authorization": f"Bearer {secret}"}


def get(client: Client, path: str, headers: dict[str, str] | None = None) -> Any:
    return client.get(f"/api/v1/people/{path}", headers=headers or {})


def test_a_token_tells_whose_it_is(client: Client, cast: Cast) -> None:
    assert get(client, "me", bearer(cast.clerk)).json() == {
        "username": "puluong.canbo",
        "name": "Hà Thị Mai",
        "post": "",
        "role": "clerk",
        "scope": "own",
        "organisation": {
            "number": cast.committee_pu_luong.pk,
            "kind": "steering_committee",
            "name": "Ban Chỉ đạo xã Pù Luông",
            "abbreviation": "BCĐ",
            "place": cast.pu_luong.pk,
            "closed": None,
        },
        "may_write": False,
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer pt_wrong"}, {"Authorization": "Basic x"}])
def test_without_a_valid_token_nothing_is_told(client: Client, cast: Cast, headers: dict[str, str]) -> None:
    response = get(client, "me", headers)
    assert (response.status_code, response["Content-Type"], response["WWW-Authenticate"]) == (
        401,
        "application/problem+json",
        "Bearer",
    )


def test_a_session_is_no_token(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    assert get(client, "me").status_code == 401


def test_handing_over_ends_the_token_at_once(client: Client, cast: Cast) -> None:
    headers = bearer(cast.clerk)
    actions.hand_over(cast.clerk, "Vi Văn Bình", "", by=cast.head, now=timezone.now())
    assert get(client, "me", headers).status_code == 401


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("clerk", ["Ban Chỉ đạo xã Pù Luông"]),
        (
            "province_head",
            ["Ban Chỉ đạo 138 tỉnh Thanh Hóa", "Ban Chỉ đạo xã Ba Đình", "Ban Chỉ đạo xã Pù Luông"],
        ),
    ],
)
def test_organisations_in_scope(client: Client, cast: Cast, who: str, names: list[str]) -> None:
    answer = get(client, "organisations", bearer(getattr(cast, who))).json()
    assert answer["count"] == len(names)
    assert [row["name"] for row in answer["organisations"]] == names


def test_organisations_are_searched_and_paged(client: Client, cast: Cast) -> None:
    headers = bearer(cast.viewer)
    assert get(client, "organisations?q=hoa+lu", headers).json()["count"] == 1
    page = get(client, "organisations?limit=2&offset=6", headers).json()
    assert (page["count"], len(page["organisations"])) == (7, 1)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "limit=x"])
def test_a_wrong_page_is_a_problem(client: Client, cast: Cast, query: str) -> None:
    response = get(client, f"organisations?{query}", bearer(cast.clerk))
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["errors"][0]["where"][0] == "query"


@pytest.mark.parametrize("rows", [1, 3])
def test_organisations_ask_as_often_for_one_as_for_three(
    client: Client, cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    headers = bearer(cast.clerk if rows == 1 else cast.province_head)
    with django_assert_num_queries(3):  # the token with its officer, the rows, their number
        assert len(get(client, "organisations", headers).json()["organisations"]) == rows
