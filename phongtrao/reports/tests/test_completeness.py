"""Who reported: the frozen list, the first time sent, nothing clamped."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.kit import guards
from phongtrao.kit.tables import Amount
from phongtrao.plans.models import Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import actions
from phongtrao.reports.models import AtClosing, Request
from phongtrao.reports.queries import Series, completeness
from phongtrao.reports.queries.completeness import Tally
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
FORM = Series("small", "year", "Báo cáo nhỏ")


def requests(stage: Stage, officer: str = "province_head") -> Any:
    return completeness.of_series(getattr(stage.cast, officer), FORM)


def ask(cast: Cast, year: int) -> Request:
    return actions.ask(
        Request.objects.latest("pk").form,
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, cast.committee_ba_dinh],
        clock="calendar",
        year=year,
        due=date(2027, 1, 31),
        basis=Basis.OWN,
        title=f"Năm {year}",
        by=cast.province_head,
        now=NOW,
    )


def together(stage: Stage) -> Tally:
    return completeness.together(completeness.by_period(requests(stage)), "")


def done(stage: Stage, organisation: str, *, days_late: int = -1, **more: Any) -> None:
    duty = Duty.objects.get(assignment__request=stage.request, organisation=getattr(stage.cast, organisation))
    more |= {"done_at": duty.due_at + timedelta(days=days_late)}
    Duty.objects.filter(pk=duty.pk).update(**{"state": DutyState.DONE.value, **more})


def test_nothing_is_there_before_something_was_sent(stage: Stage) -> None:
    assert together(stage) == Tally("", expected=2, received=0, on_time=0, accepted=0, open=2)
    assert together(stage).received_share == 0


def test_the_first_time_sent_counts_whatever_came_after(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "4"})
    stage.send()
    stage.accept()
    found = together(stage)
    assert found == Tally("", expected=2, received=1, on_time=1, accepted=1, open=2)
    assert (found.received_share, found.on_time_share) == (500, 500)


def test_who_was_late_reported_but_not_in_time(stage: Stage) -> None:
    done(stage, "committee_pu_luong", days_late=1)
    assert together(stage) == Tally("", expected=2, received=1, on_time=0, accepted=0, open=2)


def test_more_than_all_is_told_as_it_is(stage: Stage) -> None:
    done(stage, "committee_pu_luong")
    done(stage, "committee_ba_dinh", state=DutyState.RELEASED.value)
    found = together(stage)
    assert found == Tally("", expected=1, received=2, on_time=2, accepted=0, open=2)
    assert found.received_share == 2000


def test_by_unit_and_by_province(stage: Stage) -> None:
    ask(stage.cast, 2025)
    done(stage, "committee_pu_luong")
    assert completeness.by_unit(requests(stage)) == [
        Tally("Ban Chỉ đạo xã Ba Đình", 2, 0, 0, 0, open=2),
        Tally("Ban Chỉ đạo xã Pù Luông", 2, 1, 1, 0, open=2),
    ]
    assert completeness.by_province(requests(stage, "viewer")) == [
        Tally("Tỉnh Thanh Hóa", 4, 1, 1, 0, open=4)
    ]


def test_over_the_periods(stage: Stage) -> None:
    ask(stage.cast, 2025)
    done(stage, "committee_pu_luong")
    assert [(tally.name, tally.received) for tally in completeness.by_period(requests(stage))] == [
        ("từ 01/01/2025 đến 31/12/2025 (năm dương lịch)", 0),
        ("từ 15/12/2025 đến 14/12/2026 (kỳ báo cáo năm theo NĐ 09/2019/NĐ-CP)", 1),
    ]


# Closed ------------------------------------------------------------------------------------------------------


def close(request: Request, cast: Cast, *, days: int = 40) -> None:
    actions.close(request, by=cast.province_head, now=NOW + timedelta(days=days))


def test_a_closed_request_stays_as_it_stood_whatever_came_after(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "4"})
    stage.send()
    close(stage.request, stage.cast)
    closed = Tally("", expected=2, received=1, on_time=1, accepted=0, closed=2)
    assert together(stage) == closed
    stage.accept()
    Duty.objects.filter(report__organisation=stage.cast.committee_ba_dinh).update(
        state=DutyState.RELEASED.value
    )
    assert together(stage) == closed


def test_what_came_after_closing_stands_apart(stage: Stage) -> None:
    close(stage.request, stage.cast)
    done(stage, "committee_ba_dinh", days_late=60)
    assert together(stage) == Tally("", expected=2, received=0, on_time=0, accepted=0, after=1, closed=2)
    assert completeness.by_unit(requests(stage)) == [
        Tally("Ban Chỉ đạo xã Ba Đình", 1, 0, 0, 0, after=1, closed=1),
        Tally("Ban Chỉ đạo xã Pù Luông", 1, 0, 0, 0, closed=1),
    ]
    assert completeness.by_province(requests(stage)) == [
        Tally("Tỉnh Thanh Hóa", 2, 0, 0, 0, after=1, closed=2)
    ]


def test_who_was_late_when_it_was_closed_stays_late(stage: Stage) -> None:
    done(stage, "committee_pu_luong", days_late=1)
    close(stage.request, stage.cast)
    assert together(stage) == Tally("", expected=2, received=1, on_time=0, accepted=0, closed=2)


def test_who_was_asked_only_after_the_closing_was_not_expected(stage: Stage) -> None:
    close(stage.request, stage.cast)
    with guards.lifted(connection):
        AtClosing.objects.filter(duty__organisation=stage.cast.committee_ba_dinh).delete()
    done(stage, "committee_ba_dinh", days_late=60)
    assert together(stage) == Tally("", expected=1, received=0, on_time=0, accepted=0, after=1, closed=2)


def kept() -> list[tuple[Any, ...]]:
    rows = AtClosing.objects.order_by("duty")
    return list(rows.values_list("duty", "expected", "received", "on_time", "accepted"))


def test_closings_from_before_are_read_out_of_their_snapshots(stage: Stage) -> None:
    second, third = ask(stage.cast, 2025), ask(stage.cast, 2026)
    stage.save({"propaganda_sessions": "4"})
    stage.send()
    stage.accept()
    of_ba_dinh = Duty.objects.filter(organisation=stage.cast.committee_ba_dinh)
    of_ba_dinh.filter(assignment=second.assignment).update(state=DutyState.RELEASED.value)
    late = third.assignment.due_at + timedelta(days=1)
    of_ba_dinh.filter(assignment=third.assignment).update(state=DutyState.DONE.value, done_at=late)
    for request in (stage.request, second, third):
        close(request, stage.cast)
    standing = kept()
    assert [row[1:] for row in standing] == [
        (True, True, True, True),
        (True, False, False, False),
        (True, False, False, False),
        (False, False, False, False),
        (True, False, False, False),
        (True, True, False, False),
    ]
    with guards.lifted(connection):
        AtClosing.objects.exclude(duty__assignment=third.assignment).delete()
    migration: Any = import_module("phongtrao.reports.migrations.0017_closings_before")
    migration.fill(apps, None)
    migration.fill(apps, None)
    assert kept() == standing


@pytest.mark.parametrize(
    ("rows_by", "mark"),
    [
        ("period", ["", "theo số liệu lúc chốt", "một phần theo số liệu lúc chốt"]),
        ("unit", ["một phần theo số liệu lúc chốt"] * 3),
        ("province", ["một phần theo số liệu lúc chốt"]),
    ],
)
def test_the_page_marks_what_is_told_as_closed(
    stage: Stage, client: Client, rows_by: str, mark: list[str]
) -> None:
    ask(stage.cast, 2025)
    close(stage.request, stage.cast)
    done(stage, "committee_ba_dinh", days_late=60)
    client.force_login(stage.cast.province_head)
    page = client.get("/reports/completeness/", {"by": rows_by})
    table = page.context["table"]
    rows = [*table.rows, *([table.total] if table.total else ())]
    assert [row[0].note for row in rows] == mark
    assert rows[-1][1:] == [4, 0, Amount(0, 1), 0, Amount(0, 1), 0, 1]
    said = '<dt>Sau khi chốt</dt><dd class="pt-kpi__value">1</dd>'
    assert said in page.content.decode()


def test_only_what_one_asked_oneself_or_those_below(stage: Stage) -> None:
    assert completeness.series(stage.cast.province_head) == [FORM]
    assert completeness.series(stage.cast.viewer) == [FORM]
    assert completeness.series(stage.cast.neighbour) == []
    assert completeness.series(stage.cast.head) == []


@pytest.mark.parametrize("rows_by", ["period", "province", "unit"])
def test_the_page_and_its_download(stage: Stage, client: Client, rows_by: str) -> None:
    done(stage, "committee_pu_luong")
    client.force_login(stage.cast.province_head)
    page = client.get("/reports/completeness/", {"by": rows_by}).content.decode()
    assert '<dd class="pt-kpi__value">50 %</dd><dd class="pt-kpi__note">1/2 đơn vị</dd>' in page
    sheet = client.get("/reports/completeness/", {"by": rows_by, "format": "csv"}).content.decode()
    first, *lines = sheet.splitlines()
    assert first.endswith('Đơn vị được yêu cầu,Đã gửi,"Đã gửi, %",Đúng hạn,"Đúng hạn, %",Đã chấp nhận')
    assert lines[-1].endswith("2,1,50.0,1,50.0,0")


def test_who_asked_nothing_sees_that_nothing_was_asked(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.neighbour)
    assert "Chưa có yêu cầu báo cáo nào" in client.get("/reports/completeness/").content.decode()


@pytest.mark.parametrize("rows_by", ["period", "province", "unit"])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("closed", [False, True])
def test_the_page_asks_as_much_for_many(
    stage: Stage, client: Client, rows_by: str, times: int, closed: bool, django_assert_num_queries: Any
) -> None:
    for year in range(2025, 2025 + times - 1):
        ask(stage.cast, year)
    for request in Request.objects.all() if closed else ():
        close(request, stage.cast)
    client.force_login(stage.cast.province_head)
    with django_assert_num_queries({"period": 5, "province": 7, "unit": 5}[rows_by]):
        client.get("/reports/completeness/", {"by": rows_by})
