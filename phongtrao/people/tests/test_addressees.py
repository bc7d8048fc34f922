from datetime import date

import pytest
from django.test import Client

from phongtrao.people import queries
from phongtrao.people.rules import Role
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ALL = ["committee_38", "committee_37", "committee_ba_dinh", "committee_hoa_lu", "committee_pu_luong"]


@pytest.mark.parametrize(
    ("asker", "narrowed", "found"),
    [
        ("ministry", {}, [*ALL, "committee_vu_ban"]),
        ("ministry", {"level": "province"}, ["committee_38", "committee_37"]),
        (
            "ministry",
            {"level": "commune", "province": "38"},
            ["committee_ba_dinh", "committee_pu_luong"],
        ),
        ("ministry", {"province": "37"}, ["committee_37", "committee_hoa_lu", "committee_vu_ban"]),
        ("ministry", {"kind": "police"}, []),
        ("ministry", {"province": "99"}, []),
        ("committee_38", {}, ["committee_ba_dinh", "committee_pu_luong"]),
        ("committee_38", {"province": "37"}, []),
        ("committee_pu_luong", {}, []),
    ],
)
def test_who_can_be_asked(cast: Cast, asker: str, narrowed: dict[str, str], found: list[str]) -> None:
    asked = queries.addressees(getattr(cast, asker), day=TODAY, **narrowed)
    assert set(asked) == {getattr(cast, name) for name in found}


def test_nobody_is_asked_whose_place_did_not_stand_yet(cast: Cast) -> None:
    before = queries.addressees(cast.ministry, day=date(2025, 6, 30))
    assert list(before) == [cast.committee_38]


def test_a_closed_body_is_not_asked(cast: Cast) -> None:
    cast.committee_ba_dinh.valid_to = TODAY
    cast.committee_ba_dinh.save()
    assert list(queries.addressees(cast.committee_38, day=TODAY)) == [cast.committee_pu_luong]


@pytest.mark.parametrize(
    ("asker", "choices"),
    [("ministry", [("37", "Tỉnh Ninh Bình"), ("38", "Tỉnh Thanh Hóa")]), ("committee_38", [])],
)
def test_a_province_is_chosen_where_there_are_several(
    cast: Cast, asker: str, choices: list[tuple[str, str]]
) -> None:
    assert queries.provinces_below(getattr(cast, asker), TODAY) == choices


def test_the_page_of_asking_narrows_the_list(cast: Cast, client: Client) -> None:
    cast.viewer.role = Role.HEAD.value
    cast.viewer.save()
    client.force_login(cast.viewer)
    page = client.get("/reports/requests/", {"year": 2026, "level": "commune", "province": "38"})
    assert page.context["many"] == 2
    assert '<input type="hidden" name="province" value="38">' in page.content.decode()
