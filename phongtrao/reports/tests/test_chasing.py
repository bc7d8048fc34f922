"""Reminding, by itself and by hand; closing with a snapshot; the board."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils.translation import override

from phongtrao.core.deadline import due_at
from phongtrao.core.figure import Basis
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.notices.models import Notice
from phongtrao.notices.queries import told
from phongtrao.notices.rules import Subject
from phongtrao.places.models import Place, PlaceName, PlaceParent
from phongtrao.plans.models import Chase, Duty
from phongtrao.plans.rules import DutyState
from phongtrao.reports import actions
from phongtrao.reports.models import Report
from phongtrao.reports.queries.board import board, sums_table
from phongtrao.reports.rules import Reason
from phongtrao.reports.rules.board import Grouping, Mark
from phongtrao.reports.tests.stage import DUE, FORM, Stage, raise_stage
from phongtrao.trail.queries import of_record
from tests.cast import BEFORE, NOW, Cast

pytestmark = pytest.mark.django_db


def on(day: date) -> datetime:
    """In the forenoon of a day."""
    return due_at(day) - timedelta(hours=14)


def steps() -> list[int]:
    reminders = Notice.objects.filter(subject=Subject.REMINDER.value).order_by("pk")
    return [row.data["step"] for row in reminders]


@pytest.mark.parametrize(
    ("days", "made"),
    [(-6, []), (-5, [-5]), (-3, [-5]), (-1, [-1]), (0, [0]), (1, [1]), (2, [1]), (3, [3]), (40, [3])],
)
def test_reminders_come_before_and_after_the_due_day(stage: Stage, days: int, made: list[int]) -> None:
    now = on(DUE + timedelta(days=days))
    actions.remind(now=now)
    assert actions.remind(now=now) == 0
    assert steps() == made * 2


def test_who_has_sent_is_not_reminded_nor_after_closing(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    actions.remind(now=on(DUE))
    reminders = Notice.objects.filter(subject=Subject.REMINDER.value)
    assert [row.organisation for row in reminders] == [stage.cast.committee_ba_dinh]
    actions.close(stage.request, by=stage.cast.province_head, now=on(DUE))
    assert actions.remind(now=on(DUE + timedelta(days=1))) == 0


# What came back ----------------------------------------------------------------------------------------------


def sent_back(stage: Stage, *, days: int = 0, key: str = "k1") -> None:
    """Sent today, and returned so many days after the due one."""
    stage.save({"propaganda_sessions": "5"})
    stage.send(key)
    report, moment = stage.report(), on(DUE + timedelta(days=days))
    actions.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Ghi lại số buổi.",
        fields=[],
        by=stage.cast.province_head,
        now=moment,
    )


def reminded(stage: Stage) -> list[Notice]:
    mine = Notice.objects.filter(organisation=stage.cast.committee_pu_luong, subject="reminder")
    return list(mine.order_by("pk"))


@pytest.mark.parametrize(
    ("returned", "days", "made"),
    [(-10, -5, [-5]), (-10, 1, [1]), (-3, -3, []), (-3, -1, [-1]), (7, 7, []), (7, 8, [1]), (7, 10, [3])],
)
def test_what_came_back_is_reminded_of_on_the_same_days(
    stage: Stage, returned: int, days: int, made: list[int]
) -> None:
    sent_back(stage, days=returned)
    now = on(DUE + timedelta(days=days))
    actions.remind(now=now)
    assert actions.remind(now=now) == 0
    assert [row.data["step"] for row in reminded(stage)] == made


def test_the_reminder_says_that_it_came_back(stage: Stage) -> None:
    sent_back(stage)
    actions.remind(now=on(DUE + timedelta(days=1)))
    assert [line.words for line in told(reminded(stage))] == [
        "Bị trả lại ngày 20/12/2026, chờ sửa và gửi lại: “Tổng kết phong trào năm 2026” (hạn 20/12/2026)."
    ]


def sent_again(stage: Stage) -> None:
    stage.send("k2")


def closed(stage: Stage) -> None:
    actions.close(stage.request, by=stage.cast.province_head, now=on(DUE))


def released(stage: Stage) -> None:
    Duty.objects.filter(report=stage.report()).update(state=DutyState.RELEASED.value)


@pytest.mark.parametrize("act", [sent_again, closed, released])
def test_nobody_is_reminded_once_it_was_sent_again_or_closed(
    stage: Stage, act: Callable[[Stage], None]
) -> None:
    sent_back(stage)
    act(stage)
    actions.remind(now=on(DUE + timedelta(days=1)))
    assert reminded(stage) == []


def test_what_was_opened_again_is_reminded_of_too(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    stage.accept()
    report = stage.report()
    by, opened = stage.cast.province_head, on(DUE + timedelta(days=2))
    actions.reopen(report, base_version=report.version, reason="Nhầm kỳ.", by=by, now=opened)
    actions.remind(now=opened + timedelta(days=1))
    assert [line.words for line in told(reminded(stage))] == [
        "Mở lại từ ngày 22/12/2026, chờ sửa và gửi lại: “Tổng kết phong trào năm 2026” (hạn 20/12/2026)."
    ]


@pytest.mark.parametrize("times", [1, 3])
def test_reminding_asks_as_much_for_many(cast: Cast, times: int, django_assert_num_queries: Any) -> None:
    for time in range(times):
        sent_back(raise_stage(cast, title=f"Báo cáo {time}"), key=f"k{time}")
    with django_assert_num_queries(4):
        actions.remind(now=on(DUE + timedelta(days=1)))


def test_by_hand_it_is_chased_as_what_came_back(stage: Stage) -> None:
    sent_back(stage)
    actions.chase(stage.request, [stage.report()], by=stage.cast.province_head, now=on(DUE))
    chased = Notice.objects.filter(subject="chased")
    assert [line.words for line in told(chased)] == [
        "Ban Chỉ đạo 138 tỉnh Thanh Hóa nhắc: “Tổng kết phong trào năm 2026” trả lại ngày 20/12/2026, chờ sửa và "
        "gửi lại."
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_board_and_messages_say_that_it_came_back(stage: Stage, language: str) -> None:
    sent_back(stage)
    client = signed_in(stage)
    client.cookies["django_language"] = language
    page = client.get(f"/reports/requests/{stage.request.pk}/?state=returned")
    words = {"vi": "trả lại, chờ sửa", "en": "returned, waits to be mended"}[language]
    assert page.context["rows"][0]["remarks"] == [words]
    named = [line for line in page.context["message"].split("\n") if line.startswith("- ")]
    assert named == ["- Ban Chỉ đạo xã Ba Đình", "- Ban Chỉ đạo xã Pù Luông (trả lại, chờ sửa)"]
    message = client.get(f"/reports/{stage.report().pk}/").context["message"].split("\n")
    assert message[2] == "Báo cáo đã được trả lại, chờ sửa: mời các đồng chí sửa và gửi lại."


def test_a_chase_is_an_act_and_happens_once_a_day(stage: Stage) -> None:
    reports, by = Report.objects.all(), stage.cast.province_head
    assert actions.chase(stage.request, reports, by=by, now=NOW) == 2
    with pytest.raises(Refused):
        actions.chase(stage.request, reports, by=by, now=NOW)
    assert actions.chase(stage.request, reports, by=by, now=NOW + timedelta(days=1)) == 2
    assert (Chase.objects.count(), Notice.objects.filter(subject="chased").count()) == (4, 4)
    acts = [row.action for row in of_record(stage.request.record)]
    assert acts == ["report asked", "units reminded", "units reminded"]


def test_whoever_has_sent_is_not_chased(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    with pytest.raises(Refused):
        actions.chase(stage.request, [stage.report()], by=stage.cast.province_head, now=NOW)


@pytest.mark.parametrize(
    ("officer", "problem"), [("head", Http404), ("viewer", Refused), ("neighbour", Http404)]
)
def test_only_the_office_that_asked_chases(stage: Stage, officer: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        actions.chase(stage.request, Report.objects.all(), by=getattr(stage.cast, officer), now=NOW)


def test_closing_keeps_how_far_everyone_had_come(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    closing = actions.close(stage.request, by=stage.cast.province_head, now=NOW)
    stage.send()
    closing.refresh_from_db()
    assert closing.snapshot["counts"] == {
        "not_started": 1,
        "draft": 1,
        "submitted": 0,
        "returned": 0,
        "accepted": 0,
        "reopened": 0,
    }
    assert {unit["state"] for unit in closing.snapshot["units"]} == {"draft", "not_started"}
    with pytest.raises(Conflict):
        actions.close(stage.request, by=stage.cast.province_head, now=NOW)


def of_closing(stage: Stage) -> list[tuple[int, str]]:
    rows = Notice.objects.filter(subject=Subject.CLOSED.value).order_by("organisation__pk")
    return [(row.organisation_id, line.words) for row, line in zip(rows, told(rows), strict=True)]


NOT_SENT = (
    "“Tổng kết phong trào năm 2026” đã được chốt. Đơn vị vẫn gửi được báo cáo, có đánh dấu “sau khi chốt”."
)


def test_a_unit_whose_report_came_back_is_told_of_the_closing(stage: Stage) -> None:
    sent_back(stage, days=-2)
    actions.close(stage.request, by=stage.cast.province_head, now=on(DUE))
    assert dict(of_closing(stage)) == {
        stage.cast.committee_pu_luong.pk: (
            "“Tổng kết phong trào năm 2026” đã được chốt. Báo cáo của đơn vị bị trả lại ngày 18/12/2026; đơn vị vẫn "
            "sửa và gửi lại được."
        ),
        stage.cast.committee_ba_dinh.pk: NOT_SENT,
    }
    stage.send("k2")
    assert stage.report().state == "submitted"


def test_a_unit_whose_report_is_open_again_is_told_of_the_closing(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    stage.accept()
    report = stage.report()
    by, opened = stage.cast.province_head, on(DUE + timedelta(days=2))
    actions.reopen(report, base_version=report.version, reason="Nhầm kỳ.", by=by, now=opened)
    actions.close(stage.request, by=by, now=opened)
    with override("en"):
        assert dict(of_closing(stage))[stage.cast.committee_pu_luong.pk] == (
            "“Tổng kết phong trào năm 2026” was closed. Your report, open again since 22 December 2026, can still "
            "be mended and sent again."
        )


@pytest.mark.parametrize("act", [sent_again, released])
def test_who_has_nothing_to_send_is_not_told_of_the_closing(
    stage: Stage, act: Callable[[Stage], None]
) -> None:
    sent_back(stage)
    act(stage)
    actions.close(stage.request, by=stage.cast.province_head, now=on(DUE))
    assert of_closing(stage) == [(stage.cast.committee_ba_dinh.pk, NOT_SENT)]


def test_what_comes_after_closing_is_marked(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    actions.close(stage.request, by=stage.cast.province_head, now=NOW - timedelta(hours=1))
    stage.send()
    found = board(stage.request, now=NOW)
    assert [unit.number for unit in found.narrowed(Mark.AFTER_CLOSING)] == [stage.report().pk]


@pytest.mark.parametrize("officer", ["head", "clerk", "viewer", "neighbour"])
def test_only_the_head_of_the_asker_closes(stage: Stage, officer: str) -> None:
    with pytest.raises((Refused, Http404)):
        actions.close(stage.request, by=getattr(stage.cast, officer), now=NOW)


# The board ---------------------------------------------------------------------------------------------------


def old_district(cast: Cast, name: str, code: str, *communes: tuple[Place, str]) -> None:
    """A district until 30/6/2025 in which the communes that became today's stood."""
    district = Place.objects.create(key=f"d{code}", level="district", valid_to=BEFORE)
    PlaceName.objects.create(
        place=district, code=code, name=name, kind="Huyện", valid_to=BEFORE, folded=name, sort_key=name
    )
    PlaceParent.objects.create(child=district, parent=cast.nam_dinh, valid_to=BEFORE)
    for commune, _key in communes:
        PlaceParent.objects.filter(child=commune).update(parent=district)


def sums(stage: Stage, by: Grouping, now: datetime = NOW) -> list[tuple[Any, ...]]:
    table = sums_table(board(stage.request, now=now), by)
    return [(row[0], row[1], row[2], row[-2], row[-1]) for row in table.rows]


def test_sums_per_province_and_what_is_late(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    assert sums(stage, Grouping.PROVINCE) == [("Tỉnh Thanh Hóa", 1, 2, 1, 0)]
    late = on(DUE + timedelta(days=2))
    assert sums(stage, Grouping.PROVINCE, late) == [("Tỉnh Thanh Hóa", 1, 2, 1, 1)]


def test_timeliness_is_of_the_first_submission(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    report = stage.report()
    Report.objects.filter(pk=report.pk).update(state="returned")
    after = board(stage.request, now=on(DUE + timedelta(days=2)))
    (unit,) = [unit for unit in after.units if unit.number == report.pk]
    assert (unit.in_time, unit.late(after.now), unit.missing) == (True, False, True)


def test_the_former_district_is_found_by_the_successions(cast: Cast) -> None:
    old_district(cast, "Vụ Bản", "359", (cast.minh_tan, ""), (cast.hop_hung, ""))
    form = actions.publish(FORM, now=NOW)
    request = actions.ask(
        form,
        asker=cast.committee_37,
        organisations=[cast.committee_vu_ban, cast.committee_hoa_lu],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.OWN,
        title="Tổng kết",
        by=cast.neighbour,
        now=NOW,
    )
    rows = [(row[0], row[2]) for row in sums_table(board(request, now=NOW), Grouping.DISTRICT).rows]
    assert sorted(rows) == [("Huyện Vụ Bản", 1), ("Nơi khác", 1)]


def signed_in(stage: Stage, officer: str = "province_head") -> Client:
    client = Client()
    client.force_login(getattr(stage.cast, officer))
    return client


def test_the_board_as_a_file_says_what_the_page_says(stage: Stage) -> None:
    page = signed_in(stage).get(f"/reports/requests/{stage.request.pk}/?format=csv")
    rows = list(csv.reader(StringIO(page.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Ban Chỉ đạo xã Ba Đình", "Ban Chỉ đạo xã Pù Luông"]


def test_the_sums_stand_with_their_chart(stage: Stage) -> None:
    page = signed_in(stage).get(f"/reports/requests/{stage.request.pk}/?by=province")
    assert [bar.label for bar in page.context["chart"].bars] == ["Tỉnh Thanh Hóa"]


def test_chasing_from_the_page(stage: Stage) -> None:
    client, address = signed_in(stage), f"/reports/requests/{stage.request.pk}/chases/"
    assert client.post(address, {"reports": ["x", "9" * 30]}).status_code == 403
    assert client.post(address, {"reports": [stage.report().pk]}).status_code == 302
    chased = Notice.objects.filter(subject=Subject.CHASED.value)
    assert [row.organisation for row in chased] == [stage.cast.committee_pu_luong]
    assert client.post(address, {"all": "1"}).status_code == 302
    assert chased.all().count() == 2
    assert client.post(address, {"all": "1"}).status_code == 403


@pytest.mark.parametrize(("officer", "status"), [("province_head", 302), ("viewer", 403), ("neighbour", 404)])
@pytest.mark.parametrize("act", ["closing", "map-changes"])
def test_who_may_close_and_follow(stage: Stage, officer: str, status: int, act: str) -> None:
    page = signed_in(stage, officer).post(f"/reports/requests/{stage.request.pk}/{act}/")
    assert page.status_code == status


def test_the_message_names_who_is_missing_and_has_a_short_link(stage: Stage) -> None:
    page = signed_in(stage).get(f"/reports/requests/{stage.request.pk}/", HTTP_HOST="localhost")
    message = page.context["message"].split("\n")
    assert message == [
        "Kính gửi các đồng chí,",
        "Ban Chỉ đạo 138 tỉnh Thanh Hóa đề nghị gửi “Tổng kết phong trào năm 2026”, số liệu "
        f"{page.context['window']}. Hạn gửi: 20/12/2026.",
        "Còn 2 đơn vị chưa gửi:",
        "- Ban Chỉ đạo xã Ba Đình",
        "- Ban Chỉ đạo xã Pù Luông",
        f"Mời các đồng chí nhập tại: http://localhost/g/{stage.request.pk}/",
        "Trân trọng cảm ơn.",
    ]


def test_the_short_link_leads_each_to_his_own(stage: Stage) -> None:
    address = f"/g/{stage.request.pk}/"
    there = {name: signed_in(stage, name).get(address) for name in ("head", "province_head", "neighbour")}
    assert there["head"]["Location"] == f"/reports/{stage.report().pk}/"
    assert there["province_head"]["Location"] == f"/reports/requests/{stage.request.pk}/"
    assert there["neighbour"].status_code == 404
    assert signed_in(stage).get("/g/x9/").status_code == 404
    assert Client().get(address)["Location"].startswith("/people/sign-in/")


# More time, on the pages -------------------------------------------------------------------------------------


def test_more_time_from_page_to_page(stage: Stage) -> None:
    report = stage.report()
    head, above = signed_in(stage, "head"), signed_in(stage)
    ask = f"/reports/{report.pk}/extensions/"
    kept = head.post(ask, {"until": "2026-12-01", "reason": "Chờ số liệu"})
    assert kept.status_code == 200
    assert "Chờ số liệu" in kept.content.decode()
    assert head.post(ask, {"until": "2026-12-24", "reason": "Chờ số liệu"}).status_code == 302
    home = above.get("/").content.decode()
    decision = f"/reports/{report.pk}/extensions/1/decision/"
    assert decision in home
    assert above.post(decision, {"verdict": "granted"}).status_code == 302
    page = head.get(f"/reports/{report.pk}/").content.decode()
    assert "Trần Thu Hà đồng ý gia hạn đến 24/12/2026" in page
    row = above.get(f"/reports/requests/{stage.request.pk}/?state=extended").context["rows"][0]
    assert row["remarks"] == ["gia hạn đến 24/12/2026"]
    assert above.get(decision).status_code == 200
    assert above.post(decision, {"verdict": "granted"}).status_code == 200


def test_a_unit_is_told_what_is_asked_and_what_came_back(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    report = stage.report()
    actions.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Ghi lại số buổi.",
        fields=[],
        by=stage.cast.province_head,
        now=NOW,
    )
    told = Notice.objects.filter(organisation=stage.cast.committee_pu_luong).order_by("pk")
    assert [(row.subject, row.data["note"]) for row in told] == [
        ("asked", ""),
        ("returned", "Ghi lại số buổi."),
    ]
    assert {row.link for row in told} == {f"/reports/{report.pk}/"}
