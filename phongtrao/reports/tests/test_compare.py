"""Unit against unit, and this period against earlier ones."""

from typing import Any

import pytest
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.figures.queries import Compared, Days
from phongtrao.figures.rules import Reading
from phongtrao.reports import actions, queries
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_beside import known, nd09
from phongtrao.reports.tests.test_worklist import answered, more
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def url(stage: Stage) -> str:
    return f"/reports/requests/{stage.request.pk}/comparison/"


def filled(stage: Stage) -> None:
    known(stage.cast, stage.cast.pu_luong, {2025: 40})
    stage.save({"propaganda_sessions": "hơn 45"})
    stage.send()


def test_what_was_sent_stands_beside_last_year(stage: Stage) -> None:
    filled(stage)
    number, other = stage.report().pk, stage.report("committee_ba_dinh").pk
    (ba_dinh, pu_luong) = queries.compared_units(stage.request, "propaganda_sessions")
    assert ba_dinh == Compared("Ban Chỉ đạo xã Ba Đình", None, None, None, href=f"/reports/{other}/")
    assert pu_luong.now is not None and pu_luong.now.value == 45
    assert pu_luong.year_before == Reading(40)
    assert pu_luong.href == f"/reports/{number}/submissions/1/"
    assert pu_luong.note == "đã gửi, chưa được chấp nhận"


def test_what_is_still_written_is_no_number_yet(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "45"})
    assert [row.now for row in queries.compared_units(stage.request, "propaganda_sessions")] == [None, None]


def test_a_year_has_only_last_year_before_it(stage: Stage) -> None:
    assert queries.days_of_request(stage.request) == Days(nd09(2026), None, nd09(2025))


def test_the_page_says_the_change_in_words(stage: Stage, client: Client) -> None:
    filled(stage)
    client.force_login(stage.cast.province_head)
    page = client.get(url(stage)).content.decode()
    assert "tăng khoảng 12,5 %" in page
    assert "Kỳ này: 15/12/2025–14/12/2026" in page and "Cùng kỳ năm trước: 15/12/2024–14/12/2025" in page
    sheet = client.get(url(stage), {"format": "csv"}).content.decode().splitlines()
    assert sheet == [
        "\ufeffĐơn vị,Kỳ này,Kỳ này: ghi chú,Cùng kỳ năm trước,So với cùng kỳ năm trước",
        "Ban Chỉ đạo xã Ba Đình,,,,",
        'Ban Chỉ đạo xã Pù Luông,45,"hơn; đã gửi, chưa được chấp nhận",40,"tăng khoảng 12,5 %"',
    ]
    assert client.get(url(stage), {"format": "xlsx"}).content[:2] == b"PK"


def test_any_figure_of_the_form_can_be_chosen(stage: Stage, client: Client) -> None:
    client.force_login(stage.cast.province_head)
    chosen = "models_recognized|recognised_by=ministry"
    page = client.get(url(stage), {"figure": chosen}).content.decode()
    assert f'<option value="{chosen}" selected>' in page
    assert client.get(url(stage), {"figure": "nothing"}).status_code == 200


def test_a_unit_does_not_see_its_neighbours(stage: Stage, client: Client) -> None:
    for officer in (stage.cast.head, stage.cast.neighbour):
        client.force_login(officer)
        assert client.get(url(stage)).status_code == 404


@pytest.mark.parametrize("sent", [1, 2])
def test_the_rows_take_four_queries(stage: Stage, sent: int, django_assert_num_queries: Any) -> None:
    filled(stage)
    if sent == 2:
        known(stage.cast, stage.cast.ba_dinh, {2025: 7}, organisation=stage.cast.committee_ba_dinh)
    with django_assert_num_queries(4):
        queries.compared_units(stage.request, "propaganda_sessions")


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_asks_as_much_for_many_units(
    stage: Stage, client: Client, units: int, django_assert_num_queries: Any
) -> None:
    cast = stage.cast
    request = actions.ask(
        stage.request.form,
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, *more(stage)][:units],
        clock="nd09",
        year=2026,
        due=stage.request.due_at.date(),
        basis=Basis.OWN,
        title="Ba đơn vị",
        by=cast.province_head,
        now=NOW,
    )
    stage.request = request
    filled(stage)
    for organisation in more(stage)[: units - 1]:
        answered(stage, organisation, 9)
        known(cast, cast.ba_dinh, {2025: 7}, organisation=organisation)
    client.force_login(cast.province_head)
    with django_assert_num_queries(7):
        page = client.get(url(stage))
    assert [bool(row[1].value) for row in page.context["table"].rows] == [True] * units
