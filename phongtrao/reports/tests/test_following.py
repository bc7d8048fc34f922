"""A commune is merged away in mid-period: it answers for its days, its successor for the rest."""

from datetime import date
from typing import Any

import pytest

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window
from phongtrao.figures.models import AskedOrganisation, Figure
from phongtrao.people.models import Organisation, OrganisationParent
from phongtrao.people.rules import Kind
from phongtrao.places.models import Place, PlaceName, PlaceParent, Succession
from phongtrao.plans.models import Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import actions
from phongtrao.reports.models import Report, Request
from phongtrao.reports.tests.stage import DUE, FORM, Stage
from phongtrao.trail.queries import of_record
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2026, 10, 31), date(2026, 11, 1)
YEAR = Window(date(2025, 12, 15), date(2026, 12, 14))


def merge(cast: Cast, *, into: str = "Pù Luông mới") -> Organisation:
    """Pù Luông and Ba Đình become one commune on 1/11/2026, with a steering committee of its own."""
    new = Place.objects.create(key="c14897-2026", level="commune", valid_from=FIRST)
    PlaceName.objects.create(
        place=new, code="14897", name=into, kind="Xã", valid_from=FIRST, folded=into.lower(), sort_key=into
    )
    PlaceParent.objects.create(child=new, parent=cast.thanh_hoa, valid_from=FIRST)
    for old in (cast.pu_luong, cast.ba_dinh):
        Place.objects.filter(pk=old.pk).update(valid_to=LAST)
        PlaceName.objects.filter(place=old).update(valid_to=LAST)
        PlaceParent.objects.filter(child=old).update(valid_to=LAST)
        Succession.objects.create(old=old, new=new, on=FIRST, kind="merge", whole=True)
    made = Organisation.objects.create(
        kind=Kind.STEERING_COMMITTEE.value,
        name=f"Ban Chỉ đạo xã {into}",
        abbreviation="BCĐ",
        place=new,
        folded=into.lower(),
        sort_key=into,
    )
    OrganisationParent.objects.create(child=made, parent=cast.committee_38)
    return made


def days(request: Request) -> dict[str, tuple[date, date, str]]:
    rows = Duty.objects.filter(assignment=request.assignment)
    return {
        duty.organisation.name: (duty.start, duty.end, duty.state)
        for duty in rows.select_related("organisation")
    }


CUT = (YEAR.start, LAST, "open")
REST = (FIRST, YEAR.end, "open")


def test_the_old_units_keep_their_days_and_the_successor_is_asked_for_the_rest(stage: Stage) -> None:
    made = merge(stage.cast)
    assert actions.follow_map(stage.request, by=stage.cast.province_head, now=NOW) == 3
    assert days(stage.request) == {
        "Ban Chỉ đạo xã Pù Luông": CUT,
        "Ban Chỉ đạo xã Ba Đình": CUT,
        made.name: REST,
    }
    successor = Report.objects.get(organisation=made)
    old = {duty.organisation for duty in successor.duty.succeeds.all()}
    assert old == {stage.cast.committee_pu_luong, stage.cast.committee_ba_dinh}
    assert AskedOrganisation.objects.filter(organisation=made).count() == 1
    assert made.notices.get().subject == "passed"
    assert list(of_record(stage.request.record))[-1].action == "request followed the map"


def test_followed_again_nothing_happens(stage: Stage) -> None:
    merge(stage.cast)
    assert actions.follow_maps(now=NOW) == 3
    told = len(of_record(stage.request.record))
    assert actions.follow_maps(now=NOW) == 0
    assert len(of_record(stage.request.record)) == told


def test_where_the_map_stands_nothing_happens(stage: Stage) -> None:
    assert actions.follow_map(stage.request, by=stage.cast.province_head, now=NOW) == 0
    assert set(days(stage.request).values()) == {(YEAR.start, YEAR.end, "open")}


def test_the_figures_of_the_old_unit_carry_its_own_days(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    merge(stage.cast)
    actions.follow_maps(now=NOW)
    stage.send()
    stage.accept()
    figure = Figure.objects.get(basis=Basis.OWN.value)
    assert (figure.start, figure.end) == (YEAR.start, LAST)


def test_an_accepted_report_stands_as_it_is(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    stage.accept()
    made = merge(stage.cast)
    actions.follow_maps(now=NOW)
    assert days(stage.request)["Ban Chỉ đạo xã Pù Luông"] == (YEAR.start, YEAR.end, "done")
    assert [duty.organisation for duty in Duty.objects.get(organisation=made).succeeds.all()] == [
        stage.cast.committee_ba_dinh
    ]


def test_where_nobody_is_left_to_answer_the_successor_answers_for_all(stage: Stage) -> None:
    made = merge(stage.cast)
    Organisation.objects.filter(place=stage.cast.ba_dinh).update(valid_to=LAST)
    actions.follow_maps(now=NOW)
    found = days(stage.request)
    assert found["Ban Chỉ đạo xã Ba Đình"] == (YEAR.start, LAST, DutyState.RELEASED.value)
    assert found[made.name] == (YEAR.start, YEAR.end, "open")


def ask(cast: Cast, *organisations: Organisation, **given: Any) -> Request:
    said: dict[str, Any] = {
        "asker": cast.committee_38,
        "clock": "nd09",
        "year": 2026,
        "due": DUE,
        "basis": Basis.OWN,
        "title": "Tổng kết",
    }
    return actions.ask(
        actions.publish(FORM, now=NOW),
        organisations=organisations,
        by=cast.province_head,
        now=NOW,
        **{**said, **given},
    )


def test_merged_already_when_asked_each_is_asked_for_its_days(cast: Cast) -> None:
    made = merge(cast)
    for unit in (cast.committee_pu_luong, cast.committee_ba_dinh):
        unit.refresh_from_db()
    request = ask(cast, cast.committee_pu_luong, cast.committee_ba_dinh, made)
    assert set(days(request).values()) == {CUT, REST}


def test_the_successor_alone_is_asked_for_the_whole_period(cast: Cast) -> None:
    made = merge(cast)
    assert days(ask(cast, made)) == {made.name: (YEAR.start, YEAR.end, "open")}


def test_the_page_shows_both_windows(stage: Stage, client: Any) -> None:
    made = merge(stage.cast)
    actions.follow_maps(now=NOW)
    client.force_login(stage.cast.province_head)
    board = client.get(f"/reports/requests/{stage.request.pk}/")
    shown = {row["unit"].name: row["remarks"] for row in board.context["rows"]}
    assert shown[made.name] == ["từ 01/11/2026 đến 14/12/2026"]
    assert shown["Ban Chỉ đạo xã Pù Luông"] == ["từ 15/12/2025 đến 31/10/2026"]
    page = client.get(f"/reports/{stage.report().pk}/").content.decode()
    assert f"{made.name} báo cáo phần còn lại, từ 01/11/2026 đến 14/12/2026" in page
