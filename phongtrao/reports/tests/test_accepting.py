"""Many reports are accepted together, each by itself."""

import re
from typing import Any

import pytest
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.figures.models import Batch
from phongtrao.letters.docx import write
from phongtrao.letters.report import compose
from phongtrao.people.models import Officer, Organisation
from phongtrao.reports import actions, queries
from phongtrao.reports.actions import Result, Tick
from phongtrao.reports.models import Acceptance, Report
from phongtrao.reports.rules import Reason, State, Typed
from phongtrao.reports.tests.stage import DUE, FORM, Stage
from phongtrao.reports.tests.test_api import Program
from phongtrao.reports.tests.test_papers import file, own_word, upload
from phongtrao.trail.models import Row
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
ACCEPT, CHECK = "/reports/acceptances/", "/reports/acceptances/check/"


def sent(
    cast: Cast,
    title: str,
    *,
    unit: Organisation | None = None,
    by: Officer | None = None,
    paper: bool = False,
) -> Report:
    """A request of the province for one unit, filled in and sent."""
    unit, by = unit or cast.committee_pu_luong, by or cast.head
    asked = actions.ask(
        actions.publish(FORM, now=NOW),
        asker=cast.committee_38,
        organisations=[unit],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.OWN,
        title=title,
        needs_paper=paper,
        by=cast.province_head,
        now=NOW,
    )
    saved = actions.save_section(
        asked.reports.get(),
        "outreach",
        figures={"propaganda_sessions": Typed("10")},
        narratives={},
        base_version=0,
        by=by,
        now=NOW,
    )
    actions.submit(saved, base_version=saved.version, key=title, by=by, now=NOW)
    return Report.objects.get(pk=saved.pk)


def accept(cast: Cast, *ticks: tuple[int, int]) -> list[Result]:
    given = [Tick(number, version) for number, version in ticks]
    return [one.result for one in actions.accept_many(given, by=cast.province_head, now=NOW)]


def seen(report: Report) -> tuple[int, int]:
    return report.pk, report.version


def send_back(cast: Cast, report: Report) -> Report:
    actions.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Xem lại.",
        fields=(),
        by=cast.province_head,
        now=NOW,
    )
    return Report.objects.get(pk=report.pk)


# Actions ----------------------------------------------------------------------------------------------------


def test_each_gets_its_own_batch_and_trail(cast: Cast) -> None:
    reports = [sent(cast, title) for title in ("A", "B")]
    before = Batch.objects.count()
    assert accept(cast, *map(seen, reports)) == [Result.ACCEPTED, Result.ACCEPTED]
    assert Acceptance.objects.values("batch").distinct().count() == 2
    assert (
        Row.objects.filter(action="report accepted", record__in=[one.record for one in reports]).count() == 2
    )
    assert Batch.objects.count() == before + 4  # of each the figures, and that it was accepted


def test_what_stops_one_stops_no_other(cast: Cast) -> None:
    returned, mended, fine = (sent(cast, title) for title in ("A", "B", "C"))
    own = sent(cast, "D", unit=cast.committee_38, by=cast.province_head)
    was = seen(mended)
    again = send_back(cast, mended)
    actions.submit(again, base_version=again.version, key="again", by=cast.head, now=NOW)
    gone = seen(send_back(cast, returned))
    assert accept(cast, gone, was, seen(own), (999_999, 1), seen(fine)) == [
        Result.NOT_WAITING,
        Result.CHANGED,
        Result.OWN,
        Result.UNKNOWN,
        Result.ACCEPTED,
    ]
    states = Report.objects.in_bulk([returned.pk, mended.pk, own.pk, fine.pk])
    assert [states[one.pk].state for one in (returned, mended, own, fine)] == [
        State.RETURNED,
        State.SUBMITTED,
        State.SUBMITTED,
        State.ACCEPTED,
    ]


def test_pressed_twice_each_is_accepted_once(cast: Cast) -> None:
    report = sent(cast, "A")
    assert [accept(cast, seen(report)) for _time in range(2)] == [[Result.ACCEPTED]] * 2
    assert Acceptance.objects.count() == 1
    assert accept(cast, (report.pk, 1)) == [Result.NOT_WAITING]  # what was sent was never seen


def test_only_the_head_of_the_office_that_asked_accepts(cast: Cast) -> None:
    report = sent(cast, "A")
    for by, result in ((cast.head, Result.NOT_ALLOWED), (cast.neighbour, Result.UNKNOWN)):
        assert [one.result for one in actions.accept_many([Tick(*seen(report))], by=by, now=NOW)] == [result]
    assert Report.objects.get(pk=report.pk).state == State.SUBMITTED


# What is doubtful ------------------------------------------------------------------------------------------


def doubts(cast: Cast, *reports: Report) -> list[tuple[str, list[str], str]]:
    found = queries.candidates(cast.province_head, dict(map(seen, reports)))
    return [(one.title, one.doubts, one.barred) for one in found]


def test_what_can_not_be_stands_first_then_what_is_doubtful(cast: Cast) -> None:
    clear, unsigned, own = (
        sent(cast, "A"),
        sent(cast, "B", paper=True),
        sent(cast, "C", unit=cast.committee_38, by=cast.province_head),
    )
    actions.comment(clear, "propaganda_sessions", text="Đúng không?", by=cast.province_head, now=NOW)
    talked, clear = clear, sent(cast, "D")
    assert doubts(cast, clear, own, unsigned, talked) == [
        ("C", [], "Anh/chị là người gửi báo cáo này nên phải do lãnh đạo khác của đơn vị chấp nhận."),
        ("A", ["Hai bên còn đang trao đổi về 1 mục."], ""),
        ("B", ["Chưa có văn bản ký."], ""),
        ("D", [], ""),
    ]


def test_a_paper_that_differs_and_a_correction_are_doubtful(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "42"})
    paper = own_word(stage)
    stage.save({"propaganda_sessions": "43"})
    stage.send()
    file(stage, paper)
    assert doubts(stage.cast, stage.report())[0][1] == ["Văn bản ký khác số liệu: Buổi tuyên truyền."]
    stage.accept()
    actions.reopen(
        stage.report(),
        base_version=stage.report().version,
        reason="Đếm lại.",
        by=stage.cast.province_head,
        now=NOW,
    )
    stage.save({"propaganda_sessions": "42"})
    stage.send("k2")
    assert doubts(stage.cast, stage.report())[0][1] == [
        "Đã được chấp nhận trước đây: chấp nhận lần này sẽ sửa số liệu trong sổ."
    ]


@pytest.mark.parametrize("times", [1, 3])
def test_doubts_take_as_many_queries_for_many(cast: Cast, times: int, django_assert_num_queries: Any) -> None:
    ticked = dict(seen(sent(cast, str(time), paper=True)) for time in range(times))
    for report in Report.objects.filter(pk__in=ticked):
        word = write(compose(queries.own_report(report, report.draft)))
        given = {"number": 5, "symbol": "BC-BCĐ", "signed_on": NOW.date(), "by": cast.clerk, "now": NOW}
        actions.file_paper(report, upload(word), **given)
        ticked[report.pk] = Report.objects.get(pk=report.pk).version
    with django_assert_num_queries(7):
        found = queries.candidates(cast.province_head, ticked)
    assert [(one.barred, one.doubts) for one in found] == [("", [])] * times


# Pages -----------------------------------------------------------------------------------------------------


def ticks(html: str) -> list[tuple[str, bool]]:
    boxes = re.findall(r'<input type="checkbox" name="accept" value="([0-9.]+)"( checked)?', html)
    return [(value, bool(checked)) for value, checked in boxes]


def tick(report: Report) -> str:
    return "{}.{}".format(*seen(report))


def test_from_the_list_to_the_result(cast: Cast, client: Client) -> None:
    first, second = sent(cast, "A", paper=True), sent(cast, "B")
    client.force_login(cast.province_head)
    chosen = [tick(first), tick(second)]
    assert ticks(client.get(ACCEPT).content.decode()) == [(one, False) for one in chosen]
    shown = client.post(CHECK, {"accept": chosen}).content.decode()
    assert ticks(shown) == [(chosen[0], False), (chosen[1], True)]
    assert Acceptance.objects.count() == 0
    for _time in range(2):
        done = client.post(ACCEPT, {"accept": chosen})
        assert (done.status_code, done.content.decode().count("2 báo cáo đã được chấp nhận")) == (200, 1)
    assert Acceptance.objects.count() == 2
    assert ticks(client.get(ACCEPT).content.decode()) == []


def test_a_version_that_was_not_seen_is_never_accepted(cast: Cast, client: Client) -> None:
    report = sent(cast, "A")
    old = tick(report)
    again = send_back(cast, report)
    actions.submit(again, base_version=again.version, key="again", by=cast.head, now=NOW)
    client.force_login(cast.province_head)
    assert ticks(client.post(CHECK, {"accept": old}).content.decode()) == []
    shown = client.post(ACCEPT, {"accept": old}).content.decode()
    assert shown.count("1 báo cáo chưa được chấp nhận:") == 1
    assert Report.objects.get(pk=report.pk).state == State.SUBMITTED


@pytest.mark.parametrize(
    "typed", [{}, {"accept": "x"}, {"accept": ["1", ".", "1.-1", "²1.1", "9" * 30 + ".1"]}]
)
def test_what_is_no_tick_is_passed_over(cast: Cast, client: Client, typed: dict[str, Any]) -> None:
    client.force_login(cast.province_head)
    for path in (CHECK, ACCEPT):
        answer = client.post(path, typed)
        assert (answer.status_code, "Chưa đánh dấu báo cáo nào" in answer.content.decode()) == (200, True)


def test_foreign_reports_are_absent(cast: Cast, client: Client) -> None:
    report = sent(cast, "Riêng của Thanh Hóa")
    client.force_login(cast.neighbour)
    for path in (CHECK, ACCEPT):
        shown = client.post(path, {"accept": tick(report)}).content.decode()
        assert (report.request.title in shown, report.organisation.name in shown) == (False, False)
    client.force_login(cast.clerk)
    assert [client.post(path, {"accept": tick(report)}).status_code for path in (CHECK, ACCEPT)] == [403, 403]


def test_the_board_has_a_tick_for_what_was_sent(stage: Stage, client: Client) -> None:
    stage.save({"propaganda_sessions": "10"})
    stage.send()
    board = f"/reports/requests/{stage.request.pk}/"
    client.force_login(stage.cast.province_head)
    assert ticks(client.get(board).content.decode()) == [(tick(stage.report()), False)]
    assert CHECK in client.get(board).content.decode()
    client.force_login(stage.cast.viewer)
    assert ticks(client.get(board).content.decode()) == []


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_and_the_check_take_as_many_queries_for_many(
    cast: Cast, client: Client, times: int, django_assert_num_queries: Any
) -> None:
    chosen = [tick(sent(cast, str(time), paper=True)) for time in range(times)]
    client.force_login(cast.province_head)
    with django_assert_num_queries(5):
        client.get(ACCEPT)
    with django_assert_num_queries(6):
        client.post(CHECK, {"accept": chosen})


# Programs --------------------------------------------------------------------------------------------------


def test_through_the_api(cast: Cast) -> None:
    first, second = sent(cast, "A"), sent(cast, "B")
    above = Program(cast.province_head)
    listed = {row["number"]: row["version"] for row in above.get("").json()["reports"]}
    assert listed == dict(map(seen, (first, second)))
    body = [{"number": first.pk, "version": first.version}, {"number": second.pk, "version": 1}]
    answers = [above.post("/acceptances", body) for _time in range(2)]
    assert answers[0].json() == answers[1].json()
    assert [(row["number"], row["result"], row["batch"] is None) for row in answers[0].json()] == [
        (first.pk, "accepted", False),
        (second.pk, "changed", True),
    ]
    assert above.post("/acceptances", []).status_code == 422
    assert above.post("/acceptances", body * 101).status_code == 422


def test_a_program_opens_an_accepted_report_again(cast: Cast) -> None:
    report = sent(cast, "A")
    above, below = Program(cast.province_head), Program(cast.head)
    path = f"/{report.pk}/reopening"
    said = {"version": report.version, "reason": "Xã đếm lại."}
    assert above.post(path, said).status_code == 409
    accept(cast, seen(report))
    said["version"] = report.version + 1
    assert below.post(path, said).status_code == 403
    assert above.post(path, said | {"reason": " "}).status_code == 422
    assert above.post(path, said).json() == {
        "state": "reopened",
        "version": report.version + 2,
        "batch": None,
    }
    assert above.post(path, said).status_code == 409
    assert Program(cast.neighbour).post(path, said).status_code == 404
