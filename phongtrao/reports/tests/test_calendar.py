"""The year's deadlines on one page, as a table to download, and as a feed for calendar programs."""

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window
from phongtrao.core.place import Level
from phongtrao.people import actions as people
from phongtrao.people.actions.organisations import new
from phongtrao.people.models import Officer, OrganisationParent
from phongtrao.people.rules import Kind, Role
from phongtrao.plans import actions as plans
from phongtrao.plans.rules import ExtensionVerdict
from phongtrao.reports import actions, queries
from phongtrao.reports.actions import Terms
from phongtrao.reports.models import CalendarFeed, Regime, Request
from phongtrao.reports.rules import Due, Event, Frequency, Side, written_feed
from phongtrao.reports.tests.stage import FORM, Stage
from phongtrao.trail import queries as trail
from tests.cast import NOW, Cast

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def at_the_stage_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def monthly(stage: Stage) -> Regime:
    """Thanh Hóa's, beside the annual request of the stage: December 2026 is the first period still ahead."""
    terms = Terms(
        title="Báo cáo nhanh",
        form_code="small",
        clock="nd09",
        frequency=Frequency.MONTH,
        basis=Basis.OWN,
        dues=(Due(Level.COMMUNE, 1, time(17)),),
        valid_from=date(2026, 11, 1),
        kind="steering_committee",
    )
    return actions.make_regime(terms, by=stage.cast.province_head, now=NOW)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return " ".join(str(response.content.decode()).split())


def told(officer: Officer) -> list[tuple[str, str, str, bool]]:
    found = queries.entries(officer, YEAR, now=NOW)
    return [(entry.side.value, entry.title, entry.due, entry.asked) for entry in found]


def test_an_office_asks_and_a_unit_owes(stage: Stage, monthly: Regime) -> None:
    annual, foreseen = "Tổng kết phong trào năm 2026", "Báo cáo nhanh tháng 12 năm 2026"
    assert told(stage.cast.province_head) == [
        ("asked", foreseen, "17:00 ngày 15/12/2026", False),
        ("asked", annual, "20/12/2026", True),
    ]
    assert told(stage.cast.clerk) == [
        ("answers", foreseen, "17:00 ngày 15/12/2026", False),
        ("answers", annual, "20/12/2026", True),
    ]
    assert told(stage.cast.neighbour) == []


def test_a_period_that_is_asked_keeps_its_name_and_leads_to_its_report(stage: Stage, monthly: Regime) -> None:
    before = queries.entries(stage.cast.clerk, YEAR, now=NOW)[0]
    asked, _new = actions.ask_period(monthly, 2026, 12, by=stage.cast.province_head, now=NOW)
    after = queries.entries(stage.cast.clerk, YEAR, now=NOW)[0]
    report = asked.reports.get(organisation=stage.cast.committee_pu_luong)
    assert (before.uid, before.href, before.sequence) == (
        after.uid,
        f"/reports/regimes/{monthly.pk}/?year=2026",
        0,
    )
    assert (after.href, after.sequence, after.state_label) == (f"/reports/{report.pk}/", 1, "Chưa bắt đầu")
    assert told(stage.cast.province_head)[0][3] is True


def test_a_period_that_left_a_unit_out_is_not_foreseen_for_it(stage: Stage, monthly: Regime) -> None:
    cast = stage.cast
    asked, _new = actions.ask_period(monthly, 2026, 12, by=cast.province_head, now=NOW)
    assert told(newcomer(cast)) == []
    assert asked.reports.count() == 2


def newcomer(cast: Cast) -> Officer:
    """Of a committee that was set up after the period was asked."""
    organisation = new(Kind.STEERING_COMMITTEE, "Ban Chỉ đạo mới", "BCĐ", cast.pu_luong.pk)
    organisation.save(force_insert=True)
    OrganisationParent.objects.create(child=organisation, parent=cast.committee_38)
    return people.make_account(organisation, Role.CLERK, "", "", by=cast.province_head, now=NOW).officer


def extend(stage: Stage, until: date, verdict: ExtensionVerdict, *, at: datetime) -> None:
    link, duty = "/", stage.report().duty
    wish = plans.ask_extension(
        duty, until=until, hour=time(17), reason="Chờ số liệu", link=link, by=stage.cast.head, now=at
    )
    plans.decide_extension(wish, verdict, note="Chờ", link=link, by=stage.cast.province_head, now=at)


def test_each_extension_moves_the_deadline_its_sequence_and_when_it_changed(stage: Stage) -> None:
    first, second = NOW + timedelta(days=1), NOW + timedelta(days=2)
    extend(stage, date(2026, 12, 21), ExtensionVerdict.GRANTED, at=first)
    extend(stage, date(2026, 12, 22), ExtensionVerdict.REFUSED, at=second)
    (entry,) = queries.entries(stage.cast.clerk, YEAR, now=NOW)
    assert (entry.due, entry.sequence, entry.changed) == ("17:00 ngày 21/12/2026", 2, first)
    extend(stage, date(2026, 12, 21) + timedelta(days=2), ExtensionVerdict.GRANTED, at=second)
    (entry,) = queries.entries(stage.cast.clerk, YEAR, now=NOW)
    assert (entry.due, entry.sequence, entry.changed) == ("17:00 ngày 23/12/2026", 3, second)


def test_what_becomes_of_a_report_changes_its_deadline_but_does_not_move_it(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "4"})
    stage.send()
    report, later = stage.report(), NOW + timedelta(hours=3)
    actions.accept(report, base_version=report.version, by=stage.cast.province_head, now=later)
    (entry,) = queries.entries(stage.cast.clerk, YEAR, now=NOW)
    assert (entry.sequence, entry.changed) == (1, later)


# The page -----------------------------------------------------------------------------------------------------


def test_the_page_shows_months_and_leads_on(stage: Stage, monthly: Regime) -> None:
    page = text(signed_in(stage.cast.clerk).get("/reports/calendar/"))
    assert re.findall(r'<h2 class="govuk-heading-m" id="month-\d+">([^<]*)</h2>', page) == [
        "Tháng 12 năm 2026"
    ]
    assert f'href="/reports/{stage.report().pk}/">Tổng kết phong trào năm 2026' in page
    assert "từ 15/11/2026 đến 14/12/2026 (kỳ báo cáo tháng 12 năm 2026 theo NĐ 09/2019/NĐ-CP)" in page
    to_receive = text(signed_in(stage.cast.clerk).get("/reports/calendar/", {"side": "asked"}))
    assert "Đơn vị không có hạn báo cáo nào trong năm này." in to_receive


def test_of_a_year_whose_holidays_are_not_known_it_says_so(stage: Stage, monthly: Regime) -> None:
    office = signed_in(stage.cast.province_head)
    pages = [text(office.get("/reports/calendar/", {"year": str(year)})) for year in (2027, 2028)]
    assert ["Chưa có lịch nghỉ Tết Nguyên đán" in page for page in pages] == [False, True]
    assert pages[0].count("Báo cáo nhanh tháng") == 12


@pytest.mark.parametrize("year", ["9999", "-1", "abc", "20260", "²⁰²⁶"])
def test_a_year_that_is_none_is_this_year(stage: Stage, year: str) -> None:
    page = text(signed_in(stage.cast.clerk).get("/reports/calendar/", {"year": year}))
    assert "Lịch báo cáo năm 2026" in page


def test_what_is_seen_can_be_downloaded(stage: Stage, monthly: Regime) -> None:
    clerk = signed_in(stage.cast.clerk)
    rows = clerk.get("/reports/calendar/", {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert rows[2].startswith("Tổng kết phong trào năm 2026,2026-12-20T23:59+07:00,2026-12-20,Cần gửi,")
    book = openpyxl.load_workbook(io.BytesIO(clerk.get("/reports/calendar/", {"format": "xlsx"}).content))
    assert book.worksheets[0]["A5"].value == "Tổng kết phong trào năm 2026"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_much_for_one_as_for_three(cast: Cast, count: int) -> None:
    form = actions.publish(FORM, now=NOW)
    for n in range(count):
        terms = Terms(
            f"Báo cáo {n}",
            "small",
            "nd09",
            Frequency.MONTH,
            Basis.OWN,
            (Due(Level.COMMUNE, 1),),
            date(2026, 11, 1),
        )
        regime = actions.make_regime(terms, by=cast.province_head, now=NOW)
        actions.ask_period(regime, 2026, 12, by=cast.province_head, now=NOW)
    assert form.version == 1
    for officer, queried in ((cast.province_head, 10), (cast.clerk, 11)):
        client = signed_in(officer)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/reports/calendar/").status_code == 200
        assert len(asked) == queried


# The feed -----------------------------------------------------------------------------------------------------


def feed_of(officer: Officer) -> str:
    """The address as the page shows it, once."""
    page = text(signed_in(officer).post("/reports/calendar/feeds/", {"name": "điện thoại"}))
    found = re.search(r'<code class="pt-mono" id="link">http://testserver([^<]+)</code>', page)
    assert found is not None
    return found[1]


def events(address: str) -> list[Any]:
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_program_reads_deadlines_without_signing_in(stage: Stage, monthly: Regime) -> None:
    month, year = events(feed_of(stage.cast.clerk))[:2]
    assert str(month["SUMMARY"]) == "Cần gửi: Báo cáo nhanh tháng 12 năm 2026"
    assert month["DTSTART"].dt == datetime(2026, 12, 15, 10, tzinfo=UTC)
    assert month["DTSTART"].to_ical() == b"20261215T100000Z"
    assert (year["DTSTART"].dt, year["DTSTART"].params["VALUE"]) == (date(2026, 12, 20), "DATE")
    assert str(year["URL"]) == f"http://testserver/reports/{stage.report().pk}/"
    assert (int(month["SEQUENCE"]), int(year["SEQUENCE"])) == (0, 1)


def test_a_calendar_program_learns_of_an_extension(stage: Stage) -> None:
    address, later = feed_of(stage.cast.clerk), NOW + timedelta(days=1)
    (before,) = events(address)
    extend(stage, date(2026, 12, 23), ExtensionVerdict.GRANTED, at=later)
    (after,) = events(address)
    assert after["UID"] == before["UID"]
    assert (before["LAST-MODIFIED"].dt, after["LAST-MODIFIED"].dt) == (NOW, later)
    assert [int(event["SEQUENCE"]) for event in (before, after)] == [1, 2]
    assert after["DTSTART"].to_ical() == b"20261223T100000Z"


def test_names_stay_the_same_from_one_look_to_the_next(stage: Stage, monthly: Regime) -> None:
    address = feed_of(stage.cast.clerk)
    first, again = ([str(event["UID"]) for event in events(address)] for _look in range(2))
    assert (first, len(set(first))) == (again, len(first))


def test_it_tells_no_more_than_its_officer_sees(stage: Stage, monthly: Regime) -> None:
    assert events(feed_of(stage.cast.neighbour)) == []
    stage.save({"propaganda_sessions": "4711"})
    address = feed_of(stage.cast.province_head)
    assert b"4711" not in Client().get(address).content


@pytest.mark.parametrize("end", ["revoked", "closed", "handed over", "guessed"])
def test_it_ends_with_the_officers_access(stage: Stage, end: str) -> None:
    cast, address = stage.cast, feed_of(stage.cast.clerk)
    assert Client().get(address).status_code == 200
    if end == "revoked":
        signed_in(cast.clerk).post(f"/reports/calendar/feeds/{CalendarFeed.objects.get().pk}/revocation/")
    elif end == "closed":
        people.close_account(cast.clerk, reason="chuyển công tác", by=cast.province_head, now=NOW)
    elif end == "handed over":
        people.hand_over(cast.clerk, "Người mới", "", by=cast.province_head, now=NOW)
    else:
        address = "/reports/calendar/khong-co.ics"
    assert Client().get(address).status_code == 404


def test_a_link_is_shown_once_kept_as_a_digest_and_told_in_the_trail(stage: Stage) -> None:
    address = feed_of(stage.cast.clerk)
    secret = address.removeprefix("/reports/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    page = text(signed_in(stage.cast.clerk).get("/reports/calendar/feeds/"))
    assert (secret in page, "điện thoại" in page, secret in str(vars(feed))) == (False, True, False)
    assert [row.action for row in trail.of_record(feed.record)] == ["calendar link made"]


def test_nobody_revokes_another_officers_link(stage: Stage) -> None:
    feed_of(stage.cast.clerk)
    address = f"/reports/calendar/feeds/{CalendarFeed.objects.get().pk}/revocation/"
    assert signed_in(stage.cast.head).post(address).status_code == 404
    clerk = signed_in(stage.cast.clerk)
    assert [clerk.post(address).status_code for _press in range(2)] == [302, 409]


def test_ten_links_are_enough_and_a_name_is_needed(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    assert "Hãy ghi thiết bị hoặc chương trình" in text(clerk.post("/reports/calendar/feeds/", {"name": " "}))
    for n in range(10):
        actions.make_feed(stage.cast.clerk, f"lịch {n}", now=NOW)
    refused = text(clerk.post("/reports/calendar/feeds/", {"name": "máy khác"}))
    assert ("Anh/chị đã có 10 liên kết" in refused, CalendarFeed.objects.count()) == (True, 10)


def test_a_title_with_signs_of_the_format_stays_a_title() -> None:
    event = Event(
        uid="a@b",
        title="Báo cáo; tháng 1, “nhanh”\nBEGIN:VEVENT",
        text="một\nhai",
        url="http://x/",
        due_at=datetime(2026, 12, 15, 10, tzinfo=UTC),
        sequence=0,
        changed=NOW,
    )
    (row,) = icalendar.Calendar.from_ical(written_feed("Lịch", [event], now=NOW)).walk("VEVENT")
    assert (str(row["SUMMARY"]), str(row["DESCRIPTION"])) == (event.title, "một\nhai")


def test_a_request_of_no_regime_is_named_by_its_number(stage: Stage) -> None:
    (entry,) = queries.entries(stage.cast.clerk, YEAR, now=NOW)
    assert entry.uid.startswith(f"request-{Request.objects.get().pk}-{Side.ANSWERS}@")
