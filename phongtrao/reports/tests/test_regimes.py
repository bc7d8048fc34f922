"""What is asked again and again: the rules of a regime, its life, and the press that asks a period."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window, clocks, read_clocks
from phongtrao.core.place import Level
from phongtrao.core.workdays import shipped
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.reports import actions, queries
from phongtrao.reports.actions import Terms
from phongtrao.reports.models import Form, FormRetirement, Regime, Request
from phongtrao.reports.rules import (
    Due,
    Flaw,
    Frequency,
    Rhythm,
    clock_valid,
    due_of,
    flaw,
    level_asked,
    periods,
    title_of,
)
from phongtrao.reports.tests.stage import FORM
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY, Cast

ND09 = clocks()["nd09"]
COMMUNE, PROVINCE = Due(Level.COMMUNE, 1, time(17)), Due(Level.PROVINCE, 2, time(17))
MONTHLY = Rhythm(ND09, Frequency.MONTH)
FESTIVAL = Rhythm(clocks()["calendar"], Frequency.CAMPAIGN, ((7, 1), (8, 19)))
SINCE = date(2026, 1, 1)
YEAR = Window(SINCE, date(2026, 12, 31))


# Rules --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "count", "first"),
    [
        (MONTHLY, 12, Window(date(2025, 12, 15), date(2026, 1, 14))),
        (Rhythm(ND09, Frequency.QUARTER), 4, Window(date(2025, 12, 15), date(2026, 3, 14))),
        (Rhythm(ND09, Frequency.HALF), 2, Window(date(2025, 12, 15), date(2026, 6, 14))),
        (Rhythm(ND09, Frequency.NINE_MONTHS), 1, Window(date(2025, 12, 15), date(2026, 9, 14))),
        (Rhythm(ND09, Frequency.YEAR), 1, Window(date(2025, 12, 15), date(2026, 12, 14))),
        (Rhythm(clocks()["tt124_kdc"], Frequency.YEAR), 1, Window(date(2025, 11, 1), date(2026, 10, 31))),
        (FESTIVAL, 1, Window(date(2026, 7, 1), date(2026, 8, 19))),
        (replace(FESTIVAL, own=((12, 20), (1, 10))), 1, Window(date(2025, 12, 20), date(2026, 1, 10))),
        (Rhythm(ND09, Frequency.AD_HOC), 0, None),
    ],
)
def test_a_year_of_a_clock_has_its_periods(rhythm: Rhythm, count: int, first: Window | None) -> None:
    found = list(periods(rhythm, 2026))
    assert (len(found), found[0].window if found else None) == (count, first)


@pytest.mark.parametrize(
    ("rhythm", "title"),
    [
        (MONTHLY, "Báo cáo tháng 1 năm 2026"),
        (Rhythm(ND09, Frequency.HALF), "Báo cáo 6 tháng đầu năm 2026"),
        (Rhythm(ND09, Frequency.YEAR), "Báo cáo năm 2026"),
        (FESTIVAL, "Báo cáo năm 2026"),
    ],
)
def test_a_request_is_called_by_its_period(rhythm: Rhythm, title: str) -> None:
    assert title_of("Báo cáo", rhythm.frequency, next(periods(rhythm, 2026))) == title


@pytest.mark.parametrize(
    ("cut_off", "due", "moment"),
    [
        (date(2026, 12, 14), COMMUNE, datetime(2026, 12, 15, 10, tzinfo=UTC)),
        (date(2026, 11, 14), COMMUNE, datetime(2026, 11, 16, 10, tzinfo=UTC)),  # a Saturday
        (date(2026, 2, 14), PROVINCE, datetime(2026, 2, 24, 10, tzinfo=UTC)),  # before the Lunar New Year
        (date(2026, 8, 19), Due(Level.COMMUNE, 3), datetime(2026, 8, 22, 16, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_counted_in_working_days(cut_off: date, due: Due, moment: datetime) -> None:
    assert due_of(due, cut_off, shipped()) == moment


@pytest.mark.parametrize(
    ("rhythm", "dues", "since", "found"),
    [
        (MONTHLY, [COMMUNE], SINCE, None),
        (MONTHLY, [PROVINCE, COMMUNE], SINCE, None),
        (MONTHLY, [], SINCE, Flaw.NOTHING_DUE),
        (MONTHLY, [Due(Level.COMMUNE, 0)], SINCE, Flaw.NO_WORKING_DAY),
        (MONTHLY, [Due(Level.COMMUNE, 61)], SINCE, Flaw.NO_WORKING_DAY),
        (MONTHLY, [COMMUNE, Due(Level.PROVINCE, 1)], SINCE, Flaw.NOT_IN_CASCADE),
        (Rhythm(clocks()["tt124_kdc"], Frequency.MONTH), [COMMUNE], SINCE, Flaw.NO_SUCH_PART),
        (Rhythm(ND09, Frequency.CAMPAIGN), [COMMUNE], SINCE, Flaw.OWN_DAYS),
        (replace(MONTHLY, own=((7, 1), (8, 19))), [COMMUNE], SINCE, Flaw.OWN_DAYS),
        (MONTHLY, [COMMUNE], date(2019, 1, 1), Flaw.CLOCK_NOT_VALID),
    ],
)
def test_a_regime_that_cannot_stand_says_why(
    rhythm: Rhythm, dues: list[Due], since: date, found: Flaw | None
) -> None:
    assert flaw(rhythm, dues, since, None) is found


@pytest.mark.parametrize(
    ("asker", "levels", "owner", "asked"),
    [
        (Level.NATION, [COMMUNE, PROVINCE], True, Level.PROVINCE),
        (Level.NATION, [COMMUNE], True, Level.COMMUNE),
        (Level.PROVINCE, [COMMUNE, PROVINCE], False, Level.COMMUNE),
        (Level.PROVINCE, [PROVINCE], True, Level.PROVINCE),
        (Level.PROVINCE, [PROVINCE], False, None),
        (Level.COMMUNE, [COMMUNE, PROVINCE], False, None),
        (Level.COMMUNE, [COMMUNE], True, Level.COMMUNE),
    ],
)
def test_each_office_asks_the_level_below(
    asker: Level, levels: list[Due], owner: bool, asked: Level | None
) -> None:
    found = level_asked(asker, {due.level: due for due in levels}, owner=owner)
    assert (found.level if found else None) is asked


def test_a_clock_has_days_of_validity() -> None:
    row = {
        "id": "old",
        "vi": "Cũ",
        "en": "Old",
        "year": {"month": 1, "day": 1, "begins": 0},
        "parts": [],
        "words": {"vi": {"year": "năm"}, "en": {"year": "year"}},
        "valid_from": "2020-01-01",
        "valid_to": "2024-12-31",
        "source": "",
        "confidence": "",
    }
    clock = read_clocks([row])["old"]
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    assert [clock_valid(clock, day) for day in days] == [False, True, True, False]


# Actions ------------------------------------------------------------------------------------------------------


def terms(**given: Any) -> Terms:
    said: dict[str, Any] = {
        "title": "Báo cáo nhanh",
        "form_code": "small",
        "clock": "nd09",
        "frequency": Frequency.MONTH,
        "basis": Basis.OWN,
        "dues": (COMMUNE, PROVINCE),
        "valid_from": date(2026, 11, 1),
        "kind": "steering_committee",
    }
    return Terms(**{**said, **given})


@pytest.fixture
def monthly(cast: Cast) -> Regime:
    """Thanh Hóa's, every month from November 2026 on."""
    actions.publish(FORM, now=NOW)
    return actions.make_regime(terms(), by=cast.province_head, now=NOW)


def test_a_request_is_reminded_of_on_the_days_of_its_regime(cast: Cast) -> None:
    actions.publish(FORM, now=NOW)
    said = (terms(), terms(title="Mười ngày", reminders=(-10, 2)), terms(title="Không nhắc", reminders=()))
    made = [actions.make_regime(each, by=cast.province_head, now=NOW) for each in said]
    asked = [actions.ask_period(regime, 2026, 12, by=cast.province_head, now=NOW)[0] for regime in made]
    kept = [request.assignment.reminders for request in asked]
    assert kept == [[-5, -1, 0, 1, 3], [-10, 2], []]


def test_a_form_out_of_use_is_in_no_new_regime_and_asked_by_no_old_one(cast: Cast, monthly: Regime) -> None:
    form = Form.objects.get(code="small")
    FormRetirement.objects.create(code=form.code, form=form, reason="Cũ", by=cast.province_head, at=NOW)
    with pytest.raises(Refused, match="đã ngừng dùng"):
        actions.make_regime(terms(), by=cast.province_head, now=NOW)
    with pytest.raises(Refused, match="đã ngừng dùng"):
        actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    assert Request.objects.count() == 0


def test_a_period_is_asked_with_one_press_and_only_once(cast: Cast, monthly: Regime) -> None:
    asked, new = actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    again, newer = actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    assert (new, newer, again.pk, Request.objects.count()) == (True, False, asked.pk, 1)
    assert (asked.title, asked.part, asked.number) == ("Báo cáo nhanh tháng 12 năm 2026", "month", 12)
    assert asked.window == Window(date(2026, 11, 15), date(2026, 12, 14))
    assert asked.due_at == datetime(2026, 12, 15, 10, tzinfo=UTC)
    names = [report.organisation.name for report in asked.reports.order_by("organisation__sort_key")]
    assert names == ["Ban Chỉ đạo xã Ba Đình", "Ban Chỉ đạo xã Pù Luông"]


def test_the_database_holds_one_request_a_period(cast: Cast, monthly: Regime) -> None:
    asked, _new = actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    other, _new = actions.ask_period(monthly, 2027, 1, by=cast.province_head, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=other.pk).update(start=asked.start, end=asked.end)


def test_a_request_asks_the_newest_version_of_the_form(cast: Cast, monthly: Regime) -> None:
    newest = actions.publish({**FORM, "title_en": "Newer"}, now=NOW)
    asked, _new = actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    assert (asked.form_id, newest.version) == (newest.pk, 2)


def test_the_ministry_asks_provinces_and_a_province_its_communes_by_one_regime(cast: Cast) -> None:
    actions.publish(FORM, now=NOW)
    head = Officer.objects.create(
        username="bo", name="Bộ", organisation=cast.ministry, role="head", scope="subtree", password="!"
    )
    regime = actions.make_regime(terms(), by=head, now=NOW)
    of_provinces, _new = actions.ask_period(regime, 2026, 12, by=head, now=NOW)
    of_communes, _new = actions.ask_period(regime, 2026, 12, by=cast.neighbour, now=NOW)
    assert [
        (r.due_at.astimezone(UTC).day, sorted(x.organisation.name for x in r.reports.all()))
        for r in (of_provinces, of_communes)
    ] == [
        (16, ["Ban Chỉ đạo 138 tỉnh Ninh Bình", "Ban Chỉ đạo 138 tỉnh Thanh Hóa"]),
        (15, ["Ban Chỉ đạo phường Hoa Lư", "Ban Chỉ đạo xã Vụ Bản"]),
    ]


def test_whoever_stands_elsewhere_does_not_see_it_and_nobody_asks_for_another(
    cast: Cast, monthly: Regime
) -> None:
    with pytest.raises(Http404):
        actions.ask_period(monthly, 2026, 12, by=cast.neighbour, now=NOW)
    with pytest.raises(Refused):
        actions.ask_period(monthly, 2026, 12, by=cast.head, now=NOW)
    with pytest.raises(Refused):
        actions.ask_period(monthly, 2026, 12, by=cast.viewer, now=NOW)


@pytest.mark.parametrize(("year", "number"), [(2026, 10), (2026, 13), (2026, 0)])
def test_a_period_that_it_does_not_hold_for_is_refused(
    cast: Cast, monthly: Regime, year: int, number: int
) -> None:
    """October's cut-off lies before the regime's first day."""
    with pytest.raises(Refused, match="không có kỳ đó"):
        actions.ask_period(monthly, year, number, by=cast.province_head, now=NOW)


def test_it_is_changed_by_another_row_from_a_day_on(cast: Cast, monthly: Regime) -> None:
    actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    later = terms(dues=(Due(Level.COMMUNE, 3),), valid_from=date(2027, 1, 1))
    changed = actions.change_regime(monthly, later, by=cast.province_head, now=NOW)
    monthly.refresh_from_db()
    assert (monthly.valid_to, changed.valid_from, changed.replaces_id) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
        monthly.pk,
    )
    days = [
        [
            slot.due_at.astimezone(UTC).date()
            for slot in queries.slots(regime, cast.committee_38, [2026, 2027])
        ]
        for regime in (monthly, changed)
    ]
    assert (days[0], days[1][:2]) == (
        [date(2026, 11, 16), date(2026, 12, 15)],
        [date(2027, 1, 19), date(2027, 2, 17)],
    )
    assert [row.action for row in trail.of_record(changed.record)] == ["regime changed"]


def test_what_was_asked_is_not_taken_back(cast: Cast, monthly: Regime) -> None:
    actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    with pytest.raises(Refused, match="14/12/2026"):
        actions.end_regime(monthly, date(2026, 12, 13), by=cast.province_head, now=NOW)
    actions.end_regime(monthly, date(2026, 12, 14), by=cast.province_head, now=NOW)
    with pytest.raises(Conflict):
        actions.end_regime(monthly, date(2026, 12, 31), by=cast.province_head, now=NOW)
    assert [slot.period.number for slot in queries.slots(monthly, cast.committee_38, [2026, 2027])] == [
        11,
        12,
    ]


def test_only_its_office_changes_it(cast: Cast, monthly: Regime) -> None:
    with pytest.raises(Refused):
        actions.end_regime(monthly, date(2027, 1, 1), by=cast.head, now=NOW)
    with pytest.raises(Http404):
        actions.end_regime(monthly, date(2027, 1, 1), by=cast.neighbour, now=NOW)


@pytest.mark.parametrize(
    "given",
    [
        {"title": " "},
        {"clock": "sao"},
        {"form_code": "none"},
        {"dues": (Due(Level.COMMUNE, 0),)},
        {"clock": "tt124_kdc"},
        {"valid_from": date(2018, 1, 1)},
    ],
)
def test_a_regime_that_makes_no_sense_is_refused(cast: Cast, given: dict[str, Any]) -> None:
    actions.publish(FORM, now=NOW)
    with pytest.raises(Refused):
        actions.make_regime(terms(**given), by=cast.province_head, now=NOW)
    assert Regime.objects.count() == 0


def test_a_shipped_regime_is_adopted_once(cast: Cast) -> None:
    actions.load_forms(NOW)
    annual = next(found for found in queries.proposals(cast.committee_38) if found.id == "annual")
    made = actions.adopt(annual, by=cast.province_head, now=NOW)
    assert (made.owner_id, made.valid_from, made.form_code) == (cast.committee_38.pk, TODAY, "annual_report")
    assert [found.id for found in queries.proposals(cast.committee_38) if found.id == "annual"] == []
    with pytest.raises(Conflict):
        actions.adopt(annual, by=cast.province_head, now=NOW)


def test_every_shipped_regime_can_stand(cast: Cast) -> None:
    actions.load_forms(NOW)
    shipped_ones = queries.proposals(cast.committee_38)
    assert len(shipped_ones) == 8
    for found in shipped_ones:
        assert found.published, found.form
        own = tuple((int(day[:2]), int(day[3:])) for day in found.own) if found.own else None
        rhythm = Rhythm(clocks()[found.clock], found.frequency, own)  # type: ignore[arg-type]
        assert flaw(rhythm, found.dues, TODAY, None) is None, found.id


def test_a_commune_is_offered_none(cast: Cast) -> None:
    assert queries.proposals(cast.committee_pu_luong) == []


# By hand ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "says"),
    [(date(2026, 12, 14), "từ ngày 15/12/2026 trở đi"), (date(2026, 12, 10), "từ ngày 15/12/2026 trở đi")],
)
def test_a_due_date_typed_by_hand_leaves_a_working_day(cast: Cast, due: date, says: str) -> None:
    with pytest.raises(Refused, match=says):
        by_hand(cast, due=due)


def test_a_clock_that_was_not_in_force_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="không có hiệu lực vào ngày 14/12/2018"):
        by_hand(cast, due=date(2026, 12, 20), year=2018)


def by_hand(cast: Cast, *, due: date, year: int = 2026) -> Request:
    return actions.ask(
        actions.publish(FORM, now=NOW),
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        clock="nd09",
        year=year,
        due=due,
        basis=Basis.OWN,
        title="Báo cáo",
        by=cast.province_head,
        now=NOW,
    )


# Pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def at_the_stage_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return " ".join(str(response.content.decode()).split())


TYPED = {
    "title": "Báo cáo nhanh",
    "form": "small",
    "frequency": "month",
    "clock": "nd09",
    "basis": "own",
    "kind": "",
    "valid_from": "2026-11-01",
    "days_commune": "1",
    "hour_commune": "17:00",
    "days_province": "",
    "hour_province": "",
}


@pytest.mark.usefixtures("at_the_stage_day")
def test_from_an_empty_page_to_a_request(cast: Cast) -> None:
    actions.publish(FORM, now=NOW)
    office = signed_in(cast.province_head)
    assert "Đơn vị chưa có chế độ báo cáo nào" in text(office.get("/reports/regimes/"))
    made = office.post("/reports/regimes/new/", TYPED, follow=True)
    regime = Regime.objects.get()
    assert made.redirect_chain[-1][0] == f"/reports/regimes/{regime.pk}/"
    assert "hiện có 2 đơn vị cấp dưới" in text(made)
    assert "Không gửi yêu cầu; đã quá hạn" in text(made)  # November, due on the 16th
    listed = text(office.get("/reports/regimes/"))
    assert "Tháng 12, năm 2026" in listed
    asked = office.post(f"/reports/regimes/{regime.pk}/requests/", {"year": "2026", "number": "12"})
    request = Request.objects.get()
    assert asked["Location"] == f"/reports/requests/{request.pk}/"
    again = office.post(
        f"/reports/regimes/{regime.pk}/requests/", {"year": "2026", "number": "12"}, follow=True
    )
    assert "Kỳ này đã được gửi yêu cầu" in text(again)
    assert f'href="/reports/requests/{request.pk}/"' in text(office.get(f"/reports/regimes/{regime.pk}/"))


@pytest.mark.usefixtures("at_the_stage_day")
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days_commune": "0"}, "ít nhất một ngày"),
        ({"days_commune": ""}, "Hãy ghi hạn báo cáo cho ít nhất một cấp."),
        ({"days_province": "1"}, "Hạn của cấp xã phải trước hạn của cấp tỉnh"),
        ({"clock": "tt124_kdc"}, "không có kỳ như vậy"),
        ({"frequency": "campaign"}, "Đợt cao điểm cần ngày đầu và ngày cuối"),
        ({"frequency": "campaign", "first_day": "30/2"}, "Hãy ghi ngày và tháng, ví dụ 01/07."),
        ({"frequency": "campaign", "first_day": "1/7"}, "Hãy ghi cả ngày đầu và ngày cuối"),
        ({"title": ""}, "Hãy đặt tên cho chế độ báo cáo."),
        ({"valid_from": "2018-01-01"}, "chưa hoặc không còn hiệu lực"),
    ],
)
def test_what_was_typed_wrongly_stays_with_the_reason(cast: Cast, wrong: dict[str, str], says: str) -> None:
    actions.publish(FORM, now=NOW)
    answer = signed_in(cast.province_head).post(
        "/reports/regimes/new/", {**TYPED, "source": "QĐ 01", **wrong}
    )
    assert (answer.status_code, says in text(answer), 'value="QĐ 01"' in text(answer)) == (200, True, True)


@pytest.mark.usefixtures("at_the_stage_day")
def test_a_campaign_comes_every_year(cast: Cast) -> None:
    actions.publish(FORM, now=NOW)
    days = {"frequency": "campaign", "clock": "calendar", "first_day": "1/7", "last_day": "19-8"}
    page = signed_in(cast.province_head).post("/reports/regimes/new/", {**TYPED, **days}, follow=True)
    regime = Regime.objects.get()
    assert (regime.first_day, regime.last_day) == ("07-01", "08-19")
    page = signed_in(cast.province_head).get(f"/reports/regimes/{regime.pk}/", {"year": "2027"})
    assert "từ 01/07/2027 đến 19/08/2027" in text(page)
    asked, _new = actions.ask_period(regime, 2027, 0, by=cast.province_head, now=NOW)
    assert asked.window == Window(date(2027, 7, 1), date(2027, 8, 19))


@pytest.mark.usefixtures("at_the_stage_day")
def test_change_and_end_are_pages(cast: Cast, monthly: Regime) -> None:
    office = signed_in(cast.province_head)
    page = text(office.get(f"/reports/regimes/{monthly.pk}/change/"))
    assert ('value="Báo cáo nhanh"' in page, 'value="17:00:00"' in page or 'value="17:00"' in page) == (
        True,
        True,
    )
    changed = office.post(
        f"/reports/regimes/{monthly.pk}/change/", {**TYPED, "days_commune": "2", "valid_from": "2027-01-01"}
    )
    latest = Regime.objects.get(replaces=monthly)
    assert changed["Location"] == f"/reports/regimes/{latest.pk}/"
    refused = office.post(f"/reports/regimes/{latest.pk}/end/", {"last": "2026-01-01"})
    assert (refused.status_code, "từ ngày 01/01/2027" in text(refused)) == (200, True)
    office.post(f"/reports/regimes/{latest.pk}/end/", {"last": "2027-06-30"})
    latest.refresh_from_db()
    assert latest.valid_to == date(2027, 6, 30)


@pytest.mark.usefixtures("at_the_stage_day")
def test_reminder_days_are_typed_on_the_page_of_a_regime(cast: Cast, monthly: Regime) -> None:
    office = signed_in(cast.province_head)
    address = f"/reports/regimes/{monthly.pk}/change/"
    assert 'value="-5, -1, 0, 1, 3"' in text(office.get(address))
    typed = {**TYPED, "valid_from": "2027-01-01"}
    refused = office.post(address, {**typed, "reminders": "hôm trước"})
    assert 'value="hôm trước"' in text(refused)
    assert "nhiều nhất 10 mốc" in refused.context["form"].errors["reminders"][0]
    page = office.post(address, {**typed, "reminders": "2; -10, 0"}, follow=True)
    changed = Regime.objects.get(replaces=monthly)
    assert (changed.reminders, monthly.reminders) == ([-10, 0, 2], [-5, -1, 0, 1, 3])
    assert "10 ngày trước hạn; đúng ngày hạn; 2 ngày sau hạn" in text(page)


@pytest.mark.usefixtures("at_the_stage_day")
def test_a_regime_whose_form_is_out_of_use_says_what_to_do(cast: Cast, monthly: Regime) -> None:
    ask = f'action="/reports/regimes/{monthly.pk}/requests/"'
    office = signed_in(cast.province_head)
    pages = ["/reports/regimes/", f"/reports/regimes/{monthly.pk}/"]
    assert [ask in text(office.get(page)) for page in pages] == [True, True]
    (foreseen,) = queries.entries(cast.province_head, YEAR, now=NOW)
    form = Form.objects.get(code="small")
    FormRetirement.objects.create(code=form.code, form=form, reason="Cũ", by=cast.province_head, at=NOW)
    change, end = (f'href="/reports/regimes/{monthly.pk}/{act}/"' for act in ("change", "end"))
    for page in pages:
        shown = text(office.get(page))
        found = (ask in shown, "Biểu mẫu đã ngừng dùng" in shown, change in shown, end in shown)
        assert found == (False, True, True, True)
    below = text(signed_in(cast.clerk).get("/reports/regimes/"))
    assert "Ban Chỉ đạo 138 tỉnh Thanh Hóa cần chọn biểu mẫu khác" in below
    assert change not in below
    assert (foreseen.day, queries.entries(cast.province_head, YEAR, now=NOW)) == (date(2026, 12, 15), [])


@pytest.mark.usefixtures("at_the_stage_day")
def test_no_form_is_fallen_into_when_the_standing_one_is_out_of_use(cast: Cast, monthly: Regime) -> None:
    form = Form.objects.get(code="small")
    FormRetirement.objects.create(code=form.code, form=form, reason="Cũ", by=cast.province_head, at=NOW)
    actions.publish({**FORM, "id": "other"}, now=NOW)
    office = signed_in(cast.province_head)
    address = f"/reports/regimes/{monthly.pk}/change/"
    assert office.get(address).context["form"].fields["form"].choices == [
        ("", "Chọn biểu mẫu"),
        ("other", "Báo cáo nhỏ"),
    ]
    refused = office.post(address, {**TYPED, "form": "", "valid_from": "2027-01-01"})
    assert refused.context["form"].errors["form"] == ["Hãy chọn một biểu mẫu đã ban hành."]


@pytest.mark.usefixtures("at_the_stage_day")
def test_pages_keep_to_whom_they_concern(cast: Cast, monthly: Regime) -> None:
    address = f"/reports/regimes/{monthly.pk}/"
    asked = [
        signed_in(officer).get(address).status_code for officer in (cast.clerk, cast.viewer, cast.neighbour)
    ]
    assert asked == [200, 200, 404]
    assert signed_in(cast.clerk).get(f"{address}change/").status_code == 403
    assert signed_in(cast.viewer).get("/reports/regimes/new/").status_code == 403
    assert signed_in(cast.province_head).post(f"{address}requests/", {"year": "x"}).status_code == 404


@pytest.mark.usefixtures("at_the_stage_day")
def test_a_proposal_is_adopted_by_one_press(cast: Cast) -> None:
    actions.load_forms(NOW)
    office = signed_in(cast.province_head)
    assert "Áp dụng: Báo cáo tổng kết phong trào" in text(office.get("/reports/regimes/"))
    office.post("/reports/regimes/proposals/annual/adoption/")
    again = office.post("/reports/regimes/proposals/annual/adoption/")
    assert (Regime.objects.get().proposal, again.status_code) == ("annual", 403)


@pytest.mark.usefixtures("at_the_stage_day")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_much_for_one_as_for_three(cast: Cast, count: int) -> None:
    actions.publish(FORM, now=NOW)
    for n in range(count):
        regime = actions.make_regime(terms(title=f"Báo cáo {n}"), by=cast.province_head, now=NOW)
        actions.ask_period(regime, 2026, 12, by=cast.province_head, now=NOW + timedelta(seconds=n))
    office = signed_in(cast.province_head)
    with CaptureQueriesContext(connection) as asked:
        assert office.get("/reports/regimes/").status_code == 200
    assert len(asked) == 10
