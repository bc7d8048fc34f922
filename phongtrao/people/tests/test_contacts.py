"""The number that an officer entered himself: who sees it, and that it goes when he goes."""

import pytest
from django.test import Client

from phongtrao.kit.refusals import Refused
from phongtrao.people import actions, queries
from phongtrao.people.rules import dialled
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("(0237) 3123 456", "02373123456"),
        ("0912.345.678", "0912345678"),
        ("", ""),
        ("912345678", None),
        ("0912 34", None),
        ("0912 345 67O", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
    ],
)
def test_a_number_as_it_is_dialled(typed: str, number: str | None) -> None:
    assert dialled(typed) == number


def enter(cast: Cast) -> None:
    actions.describe(
        cast.clerk, "Hà Thị Mai", "", "vi", now=NOW, contact_number="+84 912 345 678", email="mai@coquan.vn"
    )


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [("head", True), ("province_head", True), ("viewer", False), ("neighbour", False)],
)
def test_only_the_units_directly_above_and_below_see_it(cast: Cast, viewer: str, seen: bool) -> None:
    enter(cast)
    found = queries.contacts(getattr(cast, viewer), [cast.committee_pu_luong])
    numbers = [contact.number for rows in found.values() for contact in rows]
    assert numbers == (["0912345678"] if seen else [])


def test_the_unit_below_sees_the_one_above_but_not_its_neighbour(cast: Cast) -> None:
    enter(cast)
    actions.describe(cast.province_head, "Hà", "", "vi", now=NOW, contact_number="0237 3123 456")
    cast.neighbour.organisation = cast.committee_ba_dinh
    found = queries.contacts(cast.neighbour, [cast.committee_38, cast.committee_pu_luong])
    assert list(found) == [cast.committee_38.pk]


def handed_over(cast: Cast) -> None:
    actions.hand_over(cast.clerk, "Lò Văn Inh", "", by=cast.province_head, now=NOW)


def closed(cast: Cast) -> None:
    actions.close_account(cast.clerk, reason="chuyển công tác", by=cast.province_head, now=NOW)


def unit_closed(cast: Cast) -> None:
    unit = cast.committee_pu_luong
    actions.close(unit, TODAY, reason="sáp nhập", version=unit.version, by=cast.province_head, now=NOW)


@pytest.mark.parametrize("leave", [handed_over, closed, unit_closed])
def test_it_is_erased_when_the_holder_leaves(cast: Cast, leave: object) -> None:
    enter(cast)
    leave(cast)  # type: ignore[operator]
    cast.clerk.refresh_from_db()
    assert (cast.clerk.contact_number, cast.clerk.email) == ("", "")


def test_what_is_no_number_is_refused_and_kept_in_the_box(cast: Cast, client: Client) -> None:
    with pytest.raises(Refused):
        actions.describe(cast.clerk, "Mai", "", "vi", now=NOW, contact_number="gọi tôi")
    client.force_login(cast.clerk)
    page = client.post(
        "/people/account/", {"name": "Mai", "language": "vi", "contact_number": "09123", "email": "mai"}
    )
    assert set(page.context["form"].errors) == {"contact_number", "email"}
    assert 'value="09123"' in page.content.decode()


def test_the_page_of_the_unit_calls_with_one_tap(cast: Cast, client: Client) -> None:
    enter(cast)
    client.force_login(cast.province_head)
    page = client.get(f"/people/organisations/{cast.committee_pu_luong.pk}/").content.decode()
    assert 'href="tel:0912345678"' in page
    assert 'href="https://zalo.me/0912345678"' in page
