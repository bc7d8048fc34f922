"""What stands beside a figure: what the unit said before, and what is asked of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import Window, clocks, window
from phongtrao.figures import queries as figures
from phongtrao.figures.actions import Entry
from phongtrao.figures.rules import Past, Reading
from phongtrao.figures.tests.ledger import write
from phongtrao.places.models import Place, Succession
from phongtrao.reports import access, queries
from phongtrao.reports.queries import About
from phongtrao.reports.rules import read
from phongtrao.reports.tests.stage import Stage
from tests.cast import REFORM, Cast

pytestmark = pytest.mark.django_db

KEYS = ("propaganda_sessions", "propaganda_participants")


def nd09(year: int) -> Window:
    return window(clocks()["nd09"], year)


def known(cast: Cast, place: Place, values: dict[int, int], **more: Any) -> None:
    """Sessions of earlier years in the ledger."""
    entries = [
        Entry(
            **{
                "indicator": "propaganda_sessions",
                "place": place,
                "organisation": cast.committee_pu_luong,
                "clock": "nd09",
                "window": nd09(year),
                "value": value,
                "basis": Basis.OWN,
                **more,
            }
        )
        for year, value in values.items()
    ]
    write(*entries, by=cast.province_head)


def lines(stage: Stage, answers: dict[str, Any] | None = None) -> dict[str, list[tuple[str, str]]]:
    report = stage.report()
    content = read(report.request.form.content)
    draft = report.draft if answers is None else answers
    found = queries.beside(About(report, content, KEYS, draft, stage.cast.clerk))
    return {key: [(line.kind.value, line.words) for line in rows] for key, rows in found.items()}


def test_the_same_period_last_year_and_how_it_changed(stage: Stage) -> None:
    known(stage.cast, stage.cast.pu_luong, {2025: 40})
    stage.save({"propaganda_sessions": "45"})
    assert lines(stage) == {
        "propaganda_sessions": [
            ("past", "Cùng kỳ năm trước (15/12/2024–14/12/2025): 40; tăng 12,5 %"),
        ],
        "propaganda_participants": [("past", "Chưa có kỳ trước để so sánh.")],
    }
    with override("en"):
        assert lines(stage)["propaganda_sessions"] == [
            ("past", "Same period last year (15 December 2024–14 December 2025): 40; up 12.5 %"),
        ]


def test_nothing_earlier_is_said_once(stage: Stage) -> None:
    assert lines(stage) == {"propaganda_sessions": [("past", "Chưa có kỳ trước để so sánh.")]}


def test_a_jump_is_asked_about_until_it_is_explained(stage: Stage) -> None:
    known(stage.cast, stage.cast.pu_luong, {2025: 40})
    stage.save({"propaganda_sessions": "400"})
    words = "400 chênh lệch lớn so với 40 của cùng kỳ năm trước. Đề nghị giải thích hoặc sửa."
    assert lines(stage)["propaganda_sessions"][1] == ("doubt", words)
    draft = {**stage.report().draft, "reasons": {"propaganda_sessions": "Năm cao điểm"}}
    assert lines(stage, draft)["propaganda_sessions"][1] == ("explained", words)


def past(stage: Stage, year: int = 2026) -> Past | None:
    unit = figures.Unit(stage.cast.committee_vu_ban.pk, stage.cast.vu_ban.key, Basis.OWN)
    found = figures.pasts([unit], ["propaganda_sessions"], "nd09", nd09(year))[unit]
    return found.get(("propaganda_sessions", ""))


def test_a_merged_place_has_the_past_of_all_that_became_it(stage: Stage) -> None:
    cast = stage.cast
    known(cast, cast.minh_tan, {2024: 30}, organisation=cast.committee_37)
    assert past(stage) is None
    known(cast, cast.hop_hung, {2024: 12}, organisation=cast.committee_37, qualifier=Qualifier.MORE_THAN)
    assert past(stage, 2025) == Past(
        Reading(42, qualifier=Qualifier.MORE_THAN),
        Reading(42, qualifier=Qualifier.MORE_THAN),
        (Reading(42, qualifier=Qualifier.MORE_THAN),),
    )


def test_a_place_of_which_a_part_went_elsewhere_has_no_comparable_past(stage: Stage) -> None:
    cast = stage.cast
    known(cast, cast.minh_tan, {2024: 30}, organisation=cast.committee_37)
    known(cast, cast.hop_hung, {2024: 12}, organisation=cast.committee_37)
    Succession.objects.create(old=cast.hop_hung, new=cast.hoa_lu, on=REFORM, kind="transfer", whole=False)
    Succession.objects.filter(old=cast.hop_hung, new=cast.vu_ban).update(whole=False)
    assert past(stage, 2025) is None


def test_its_own_word_stands_before_what_others_say_of_its_place(stage: Stage) -> None:
    cast = stage.cast
    known(cast, cast.vu_ban, {2025: 500}, organisation=cast.committee_37, basis=Basis.STATEMENT)
    assert past(stage) == Past(Reading(500), Reading(500), (Reading(500),))
    known(cast, cast.vu_ban, {2025: 40}, organisation=cast.committee_vu_ban)
    assert past(stage) == Past(Reading(40), Reading(40), (Reading(40),))


def test_only_windows_of_the_same_sort_are_compared(stage: Stage) -> None:
    cast, own = stage.cast, stage.cast.committee_vu_ban
    month = window(clocks()["nd09"], 2025, month=9)
    known(cast, cast.vu_ban, {2025: 4}, organisation=own, window=month)
    known(cast, cast.vu_ban, {2025: 50}, organisation=own, clock="calendar")
    assert past(stage) is None
    unit = figures.Unit(own.pk, cast.vu_ban.key, Basis.OWN)
    october = window(clocks()["nd09"], 2025, month=10)
    found = figures.pasts([unit], ["propaganda_sessions"], "nd09", october)[unit]
    assert found == {("propaganda_sessions", ""): Past(before=Reading(4), earlier=(Reading(4),))}


@pytest.mark.parametrize(("figures_known", "asked"), [(1, 2), (3, 3)])
def test_the_past_takes_two_queries_and_one_for_keys_where_some_are_known(
    stage: Stage, figures_known: int, asked: int, django_assert_num_queries: Any
) -> None:
    for code in (*KEYS, "models_total")[:figures_known]:
        known(stage.cast, stage.cast.pu_luong, {2025: 40}, indicator=code)
    report = access.get(stage.cast.clerk, stage.report().pk)
    with django_assert_num_queries(asked):
        queries.past_of(report, (*KEYS, "models_total"))


def test_an_officer_explains_on_the_page_and_is_not_asked_again(stage: Stage, client: Client) -> None:
    cast, url = stage.cast, f"/reports/{stage.report().pk}/sections/outreach/"
    known(cast, cast.pu_luong, {2025: 40})
    stage.save({"propaganda_sessions": "400"})
    client.force_login(cast.clerk)
    page = client.get(url).content.decode()
    assert page.count('name="reason-propaganda_sessions"') == 1
    assert "Xem lại" in page
    typed = {
        "version": stage.report().version,
        "propaganda_sessions_0": "400",
        "propaganda_sessions_1": "exact",
        "reason-propaganda_sessions": "  Cao điểm theo Kế hoạch 12\r\n",
    }
    assert client.post(url, typed).status_code == 302
    assert stage.report().draft["reasons"] == {"propaganda_sessions": "Cao điểm theo Kế hoạch 12"}
    page = client.get(url).content.decode()
    assert "Xem lại" not in page and "Đã giải thích" in page
    check = client.get(f"/reports/{stage.report().pk}/check/").content.decode()
    assert "1 số đã được giải thích" in check and "Đề nghị xem lại" not in check


def test_a_page_without_the_box_keeps_what_was_explained(stage: Stage, client: Client) -> None:
    url = f"/reports/{stage.report().pk}/sections/outreach/"
    client.force_login(stage.cast.clerk)
    typed = {"version": 0, "propaganda_sessions_0": "4", "reason-propaganda_sessions": "Vì sao"}
    client.post(url, typed)
    client.post(url, {"version": 1, "propaganda_sessions_0": "5"})
    assert stage.report().draft["reasons"] == {"propaganda_sessions": "Vì sao"}
    client.post(url, {"version": 2, "propaganda_sessions_0": "5", "reason-propaganda_sessions": ""})
    assert stage.report().draft["reasons"] == {}


def test_two_officers_who_explain_differently_choose(stage: Stage, client: Client) -> None:
    url = f"/reports/{stage.report().pk}/sections/outreach/"
    client.force_login(stage.cast.clerk)
    client.post(url, {"version": 0, "reason-propaganda_sessions": "Một lý do"})
    answer = client.post(url, {"version": 0, "reason-propaganda_sessions": "Lý do khác"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Giải thích cho “Buổi tuyên truyền" in page and 'name="keep-reason-propaganda_sessions"' in page
    kept = {
        "version": 1,
        "reason-propaganda_sessions": "Lý do khác",
        "keep-reason-propaganda_sessions": "theirs",
    }
    client.post(url, kept)
    assert stage.report().draft["reasons"] == {"propaganda_sessions": "Một lý do"}


def test_windows_go_back_by_their_own_sort() -> None:
    march = window(clocks()["calendar"], 2026, month=3)
    assert [days.start for days in figures.earlier_windows("calendar", march, 4)] == [
        date(2026, 2, 1),
        date(2026, 1, 1),
        date(2025, 12, 1),
        date(2025, 11, 1),
    ]
