"""Totals of a part of a year: a month, a quarter, a half-year, nine months."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from phongtrao.core.period import Part, Window, clocks, window
from phongtrao.figures import queries
from phongtrao.figures.queries import Asked, Unanswerable
from phongtrao.figures.tests.ledger import entry, write
from tests.cast import Cast, token

ND09 = clocks()["nd09"]


@pytest.fixture
def months(cast: Cast) -> None:
    """1, 2 and 4 sessions in January, February and April by NĐ 09, and 100 by the calendar's February."""
    rows = [
        entry(cast.pu_luong, cast.committee_pu_luong, n, clock="nd09", window=window(ND09, 2026, month=month))
        for month, n in ((1, 1), (2, 2), (4, 4))
    ]
    february = window(clocks()["calendar"], 2026, month=2)
    rows.append(entry(cast.ba_dinh, cast.committee_ba_dinh, 100, window=february))
    write(*rows, by=cast.province_head)


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize(
    ("clock", "period", "value", "left_out"),
    [
        ("nd09", "month-2", 2, 1),
        ("nd09", "quarter-1", 3, 1),
        ("nd09", "half-1", 7, 1),
        ("nd09", "nine_months", 7, 1),
        ("nd09", "year", 7, 1),
        ("calendar", "month-2", 100, 1),
        ("any", "quarter-1", 103, 1),
    ],
)
def test_the_months_within_are_added(clock: str, period: str, value: int, left_out: int) -> None:
    asked = queries.inquire(
        place="38", indicators=["propaganda_sessions"], year=2026, clock=clock, period=period
    )
    (row,) = asked.answer()
    assert row.total.value == value
    assert row.total.left_out == left_out


def test_a_clock_of_whole_years_has_no_month(cast: Cast) -> None:
    with pytest.raises(Unanswerable, match="chỉ có kỳ cả năm"):
        queries.inquire(
            place="38", indicators=["propaganda_sessions"], year=2026, clock="tt124_kdc", period="month-1"
        )


def test_a_period_that_is_none_is_named(cast: Cast) -> None:
    with pytest.raises(Unanswerable) as refused:
        queries.inquire(place="38", indicators=["propaganda_sessions"], year=2026, period="tháng 3")
    assert (refused.value.field, str(refused.value)[:28]) == ("period", "Không có kỳ “tháng 3”; các k")


@pytest.mark.parametrize(
    ("part", "number", "before", "year_before"),
    [
        (Part.MONTH, 1, (date(2025, 11, 15), date(2025, 12, 14)), (date(2024, 12, 15), date(2025, 1, 14))),
        (Part.HALF, 2, (date(2025, 12, 15), date(2026, 6, 14)), (date(2025, 6, 15), date(2025, 12, 14))),
        (None, 0, (date(2024, 12, 15), date(2025, 12, 14)), (date(2024, 12, 15), date(2025, 12, 14))),
    ],
)
def test_the_period_before_and_last_years(
    part: Part | None, number: int, before: tuple[date, date], year_before: tuple[date, date]
) -> None:
    asked = Asked(2026, "nd09", part=part, number=number)
    assert queries.a_period_before(asked).window == Window(*before)
    assert queries.a_year_before(asked).window == Window(*year_before)


@pytest.mark.usefixtures("months")
def test_the_page_totals_a_quarter_beside_last_years(client: Client, cast: Cast) -> None:
    client.force_login(cast.province_head)
    question = {"place": "38", "indicator": "propaganda_sessions", "year": "2026", "clock": "nd09"}
    page = client.get("/figures/totals/", {**question, "years": "2", "period": "quarter-1"})
    said = " ".join(page.content.decode().split())
    assert "Tổng hợp quý I năm 2026, Tỉnh Thanh Hóa" in said
    window = "từ 15/12/2025 đến 14/03/2026 (kỳ báo cáo quý I năm 2026 theo NĐ 09/2019/NĐ-CP)"
    assert (window in said, page.context["table"].rows[0][3].value.scaled) == (True, 3)
    lines = client.get(page.context["table"].rows[0][3].href)
    assert (lines.status_code, len(lines.context["table"].rows)) == (200, 2)


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize(("period", "status", "value"), [("month-4", 200, 4), ("month-44", 422, None)])
def test_a_program_asks_for_a_month(client: Client, cast: Cast, period: str, status: int, value: Any) -> None:
    answer = client.get(
        "/api/v1/figures/totals",
        {"place": "38", "year": 2026, "indicator": "propaganda_sessions", "clock": "nd09", "period": period},
        headers={"Authorization": f"Bearer {token(cast.province_head)}"},
    )
    found = answer.json().get("totals", [{"value": None}])
    assert (answer.status_code, found[0]["value"]) == (status, value)
