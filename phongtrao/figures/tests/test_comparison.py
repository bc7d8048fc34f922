"""Totals of this period against earlier ones, by place."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from phongtrao.core.figure import Basis, ValueKind
from phongtrao.core.period import Part, clocks, window
from phongtrao.figures import queries
from phongtrao.figures.queries import Asked, Days
from phongtrao.figures.rules import Reading
from phongtrao.figures.tests.ledger import entry, write, year
from tests.cast import Cast

pytestmark = pytest.mark.django_db
URL = "/figures/totals/comparison/"
ASKED = {"place": "38", "indicator": "propaganda_sessions", "year": "2026", "clock": "calendar"}


def two_years(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 90),
        entry(cast.pu_luong, cast.committee_pu_luong, 80, window=year(2025)),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 12),
        by=cast.province_head,
    )


def test_places_side_by_side(cast: Cast, client: Client) -> None:
    two_years(cast)
    client.force_login(cast.province_head)
    page = client.get(URL, {**ASKED, "level": "commune"}).content.decode()
    assert "tăng 12,5 %" in page and "chưa có kỳ trước để so sánh" in page
    sheet = client.get(URL, {**ASKED, "level": "commune", "format": "csv"}).content.decode().splitlines()
    assert sheet == [
        "\ufeffĐịa bàn,Kỳ này,Cùng kỳ năm trước,So với cùng kỳ năm trước",
        "Xã Ba Đình,12,,chưa có kỳ trước để so sánh",
        'Xã Pù Luông,90,80,"tăng 12,5 %"',
    ]


def test_a_month_has_the_month_before_and_the_same_month_of_last_year(cast: Cast) -> None:
    clock = clocks()["calendar"]
    sought = ((2026, 9), (2026, 8), (2025, 9))
    months = {days: window(clock, days[0], month=days[1]) for days in sought}
    values = zip(months.values(), (30, 24, 20), strict=True)
    write(
        *(entry(cast.pu_luong, cast.committee_pu_luong, value, window=days) for days, value in values),
        by=cast.province_head,
    )
    asked = Asked(2026, part=Part.MONTH, number=9)
    days, [(_row, found)] = queries.compared_totals(["p38"], "propaganda_sessions", asked)
    assert days == Days(*months.values())
    assert (found.now, found.before, found.year_before) == (Reading(30), Reading(24), Reading(20))


def test_a_merged_place_is_compared_with_all_that_became_it(cast: Cast) -> None:
    write(
        entry(cast.vu_ban, cast.committee_vu_ban, 50, window=year(2025)),
        entry(cast.minh_tan, cast.committee_37, 30, window=year(2024)),
        entry(cast.hop_hung, cast.committee_37, 12, window=year(2024)),
        by=cast.neighbour,
    )
    asked = Asked(2025, map=date(2025, 12, 31))
    _days, [(_row, found)] = queries.compared_totals([cast.vu_ban.key], "propaganda_sessions", asked)
    assert (found.now, found.year_before) == (Reading(50), Reading(42))


def test_shares_change_by_points(cast: Cast, client: Client) -> None:
    def share(part: int, whole: int, **more: Any) -> Any:
        kind = {"indicator": "areas_meeting_standard", "kind": ValueKind.RATIO, "denominator": whole * 100}
        return entry(cast.pu_luong, cast.committee_pu_luong, part * 100, **kind, **more)

    write(share(46, 50), share(9, 10, window=year(2025)), by=cast.province_head)
    client.force_login(cast.province_head)
    page = client.get(URL, {**ASKED, "indicator": "areas_meeting_standard"}).content.decode()
    assert "tăng 2 điểm phần trăm" in page and "46/50 (92 %)" in page


def test_what_lies_outside_is_absent(cast: Cast, client: Client) -> None:
    client.force_login(cast.province_head)
    assert client.get(URL, {**ASKED, "place": "37"}).status_code == 404


def test_what_cannot_be_read_is_said_beside_its_box(cast: Cast, client: Client) -> None:
    client.force_login(cast.province_head)
    assert "không phải là năm" in client.get(URL, {**ASKED, "year": "26"}).content.decode()
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("level", ["", "commune"])
def test_the_page_asks_as_much_for_many_places(
    cast: Cast, client: Client, level: str, django_assert_num_queries: Any
) -> None:
    two_years(cast)
    client.force_login(cast.province_head)
    with django_assert_num_queries(16 if level else 13):
        client.get(URL, {**ASKED, "level": level})


def test_a_statement_of_a_province_is_compared_too(cast: Cast) -> None:
    own = {"basis": Basis.STATEMENT, "window": year(2024)}
    write(entry(cast.thanh_hoa, cast.committee_38, 700, **own), by=cast.province_head)
    _days, [(_row, found)] = queries.compared_totals(["p38"], "propaganda_sessions", Asked(2025))
    assert (found.now, found.year_before) == (None, Reading(700))
