import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.figures import queries as figures
from phongtrao.figures.queries import Asked
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.people.rules import Role, Scope
from phongtrao.reports import actions, queries
from phongtrao.reports.models import Acceptance, Form, Report, Return, Submission
from phongtrao.reports.rules import Incomplete, KeyReused, Reason, Stale, State, Typed, Unfit
from phongtrao.reports.tests.stage import DUE, FORM, Stage, raise_stage
from phongtrao.trail import queries as trail
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def total(place: str, indicator: str = "propaganda_sessions") -> tuple[int | None, Qualifier]:
    found = figures.totals([place], [indicator], Asked(2026, clock="nd09"))[0].total
    return found.value, found.qualifier


def returned(stage: Stage, **given: Any) -> Return:
    report = stage.report()
    said = {
        "base_version": report.version,
        "reason": Reason.WRONG,
        "note": "Xem lại.",
        "fields": ["propaganda_sessions"],
        "by": stage.cast.province_head,
        "now": NOW,
    }
    return actions.return_(report, **{**said, **given})


def test_a_report_goes_up_and_the_totals_move(stage: Stage) -> None:
    assert total("p38") == (None, Qualifier.EXACT)
    stage.save({"propaganda_sessions": "hơn 1.200", "propaganda_participants": "1,2 triệu"})
    submission = stage.send()
    assert re.fullmatch(r"BC26-[2-9A-Z]{4}-[2-9A-Z]{4}", submission.receipt)
    assert total("p38") == (None, Qualifier.EXACT)
    acceptance = stage.accept()
    assert total("p38") == (1200, Qualifier.MORE_THAN)
    assert total("p38", "propaganda_participants") == (1_200_000, Qualifier.EXACT)
    assert acceptance.batch is not None
    assert acceptance.batch.organisation == stage.cast.committee_38
    assert [(row.action, row.officer) for row in trail.of_record(stage.report().record)] == [
        ("report saved", "puluong.canbo"),
        ("report sent", "puluong.lanhdao"),
        ("report accepted", "thanhhoa.lanhdao"),
    ]
    assert trail.first_break() is None


def test_a_return_leaves_the_totals_alone_and_the_report_comes_again(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "1.200"})
    stage.send()
    row = returned(stage, fields=["propaganda_sessions"])
    assert (row.reason, row.note, row.fields) == ("wrong", "Xem lại.", ["propaganda_sessions"])
    assert (stage.report().state, total("p38")) == (State.RETURNED, (None, Qualifier.EXACT))
    stage.save({"propaganda_sessions": "1.300"})
    [change] = queries.since_decision(stage.report(), stage.report().draft)
    assert (queries.written(change.field, change.theirs), queries.written(change.field, change.yours)) == (
        "1.200",
        "1.300",
    )
    assert stage.send("k2").number == 2
    stage.accept()
    assert total("p38") == (1300, Qualifier.EXACT)
    assert [event.kind for event in queries.history(stage.report())] == [
        "sent",
        "returned",
        "sent",
        "accepted",
    ]
    assert trail.of_record(stage.report().record).get(action="report returned").reason == "Xem lại."


def test_every_figure_has_evidence(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "1.200", "propaganda_participants": "5.000"})
    report = stage.report()
    actions.attach(
        report,
        "propaganda_sessions",
        file=None,
        locator="trang 2",
        line="Tổ chức 1.200 buổi",
        base_version=report.version,
        by=stage.cast.clerk,
        now=NOW,
    )
    submission = stage.send()
    batch = stage.accept().batch
    assert batch is not None
    source = f"Ban Chỉ đạo xã Pù Luông: Tổng kết phong trào năm 2026 ({submission.receipt})"
    found = {
        figure.indicator.code: (figure.evidence.source, figure.evidence.locator, figure.evidence.line)
        for figure in batch.figures.select_related("evidence", "indicator")
        if figure.evidence
    }
    assert found == {
        "propaganda_sessions": (source, "trang 2", "Tổ chức 1.200 buổi"),
        "propaganda_participants": (source, "I. Mục outreach", ""),
    }


def test_ratios_percentages_and_cells_reach_the_ledger(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "1"})
    stage.save(
        {"areas_meeting_standard": "46/50", "models_recognized|recognised_by=ministry": "2"},
        section="practices",
    )
    stage.send()
    batch = stage.accept().batch
    assert batch is not None
    rows = batch.figures.order_by("pk").values_list("indicator__code", "cell", "kind", "value", "denominator")
    assert sorted(rows) == [
        ("areas_meeting_standard", "", "ratio", 4600, 5000),
        ("models_recognized", "recognised_by=ministry", "count", 2, None),
        ("propaganda_sessions", "", "count", 1, None),
    ]


def test_a_statement_that_is_illustrative_says_so_in_the_ledger(cast: Cast) -> None:
    stage = raise_stage(cast, basis=Basis.STATEMENT, illustrative=True)
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    batch = stage.accept().batch
    assert batch is not None
    figure = batch.figures.get()
    assert (figure.basis, figure.illustrative, figure.clock) == ("statement", True, "nd09")


def test_the_same_key_gives_the_same_receipt(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    report = stage.report()
    version = report.version
    first, again = (
        actions.submit(report, base_version=version, key="k", by=stage.cast.head, now=NOW)
        for _time in range(2)
    )
    assert (first.pk, first.receipt) == (again.pk, again.receipt)
    with pytest.raises(KeyReused):
        actions.submit(report, base_version=version + 1, key="k", by=stage.cast.head, now=NOW)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 81, "a\nb"])
def test_a_key_must_be_a_key(stage: Stage, key: str) -> None:
    stage.save({"propaganda_sessions": "5"})
    with pytest.raises(Unfit):
        stage.send(key)


def test_nothing_is_sent_that_lacks_a_required_field(stage: Stage) -> None:
    stage.save({"propaganda_participants": "5"})
    with pytest.raises(Incomplete) as refused:
        stage.send()
    assert [finding.fields for finding in refused.value.findings] == [("propaganda_sessions",)]
    assert stage.report().state == State.DRAFT


def test_what_changed_after_the_check_is_not_sent(stage: Stage) -> None:
    old = stage.save({"propaganda_sessions": "5"})
    stage.save({"propaganda_sessions": "6"})
    with pytest.raises(Stale):
        actions.submit(stage.report(), base_version=old.version, key="k", by=stage.cast.head, now=NOW)


def test_what_was_sent_anew_is_not_accepted_by_an_old_page(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    old = stage.report().version
    returned(stage)
    stage.save({"propaganda_sessions": "6"})
    stage.send("k2")
    with pytest.raises(Stale):
        actions.accept(stage.report(), base_version=old, by=stage.cast.province_head, now=NOW)
    with pytest.raises(Stale):
        returned(stage, base_version=old)
    assert Acceptance.objects.count() == 0


def test_a_save_that_changes_nothing_writes_nothing(stage: Stage) -> None:
    first = stage.save({"propaganda_sessions": "1200"})
    again = stage.save({"propaganda_sessions": "1.200"})
    assert (first.version, again.version, trail.of_record(first.record).count()) == (1, 1, 1)


def test_a_clerk_fills_but_does_not_send(stage: Stage) -> None:
    report = stage.save({"propaganda_sessions": "5"})
    with pytest.raises(Refused):
        actions.submit(report, base_version=report.version, key="k", by=stage.cast.clerk, now=NOW)


def test_those_above_do_not_fill(stage: Stage) -> None:
    with pytest.raises(Refused):
        stage.save({"propaganda_sessions": "5"}, by=stage.cast.province_head)


def test_nobody_accepts_what_he_sent_himself(cast: Cast) -> None:
    request = actions.ask(
        actions.publish(FORM, now=NOW),
        asker=cast.committee_38,
        organisations=[cast.committee_38],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.STATEMENT,
        title="Báo cáo của tỉnh",
        by=cast.province_head,
        now=NOW,
    )
    report = Report.objects.get(request=request)
    actions.save_section(
        report,
        "outreach",
        figures={"propaganda_sessions": Typed("5")},
        narratives={},
        base_version=0,
        by=cast.province_head,
        now=NOW,
    )
    actions.submit(report, base_version=1, key="k", by=cast.province_head, now=NOW)
    with pytest.raises(Refused):
        actions.accept(report, base_version=2, by=cast.province_head, now=NOW)
    other = Officer.objects.create(
        username="thanhhoa.pho",
        name="Đỗ Văn Bình",
        organisation=cast.committee_38,
        role=Role.HEAD.value,
        scope=Scope.SUBTREE.value,
        password="!",
    )
    assert actions.accept(report, base_version=2, by=other, now=NOW).by == other


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.DRAFT, State.RETURNED, State.ACCEPTED])
def test_only_what_is_sent_is_decided(stage: Stage, state: State) -> None:
    Report.objects.filter(pk=stage.report().pk).update(state=state.value)
    with pytest.raises(Conflict):
        stage.accept()
    with pytest.raises(Conflict):
        returned(stage)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_is_sent_is_not_filled(stage: Stage, state: State) -> None:
    Report.objects.filter(pk=stage.report().pk).update(state=state.value)
    with pytest.raises(Conflict):
        stage.save({"propaganda_sessions": "5"})
    with pytest.raises(Conflict):
        actions.detach(stage.report(), "propaganda_sessions", base_version=0, by=stage.cast.clerk, now=NOW)


@pytest.mark.parametrize(
    "given", [{"note": "  "}, {"note": "x" * 2001}, {"fields": ["unknown"]}], ids=["empty", "long", "field"]
)
def test_a_return_says_what_must_be_mended(stage: Stage, given: dict[str, Any]) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    with pytest.raises(Unfit):
        returned(stage, **given)
    assert stage.report().state == State.SUBMITTED


def test_publishing_the_same_content_again_changes_nothing(cast: Cast) -> None:
    assert [form.pk for form in actions.load_forms(NOW)] == [form.pk for form in actions.load_forms(NOW)]
    first = actions.publish(FORM, now=NOW)
    other = actions.publish({**FORM, "title_vi": "Báo cáo khác"}, now=NOW)
    assert (first.version, other.version, Form.objects.filter(code="small").count()) == (1, 2, 2)


@pytest.mark.parametrize(
    "given",
    [
        {"organisations": []},
        {"organisations": "neighbour"},
        {"clock": "none"},
        {"year": 99999},
        {"due": date(2020, 1, 1)},
        {"basis": Basis.DERIVED},
        {"title": " "},
        {"year": 2020},
    ],
    ids=["none", "neighbour", "clock", "year", "due", "basis", "title", "place-not-yet"],
)
def test_what_can_not_be_asked(cast: Cast, given: dict[str, Any]) -> None:
    if given.get("organisations") == "neighbour":
        given = {"organisations": [cast.committee_vu_ban]}
    said: dict[str, Any] = {
        "asker": cast.committee_38,
        "organisations": [cast.committee_pu_luong],
        "clock": "nd09",
        "year": 2026,
        "due": DUE,
        "basis": Basis.OWN,
        "title": "Tổng kết",
        "by": cast.province_head,
        "now": NOW,
    }
    with pytest.raises(Refused):
        actions.ask(actions.publish(FORM, now=NOW), **{**said, **given})


def test_asking_is_in_the_trail_and_the_list_is_frozen(stage: Stage) -> None:
    names = [report.organisation.name for report in stage.request.reports.order_by("organisation__sort_key")]
    assert names == ["Ban Chỉ đạo xã Ba Đình", "Ban Chỉ đạo xã Pù Luông"]
    assert [row.action for row in trail.of_record(stage.request.record)] == ["report asked"]


def test_an_officer_s_first_page(stage: Stage) -> None:
    def to_do(officer: Officer) -> tuple[list[State], list[State], list[State]]:
        found = queries.to_do(officer, now=NOW)
        return tuple(
            [line.state for line in lines] for lines in (found.to_fill, found.returned, found.waiting)
        )  # type: ignore[return-value]

    assert to_do(stage.cast.clerk) == ([State.NOT_STARTED], [], [])
    stage.save({"propaganda_sessions": "5"})
    assert to_do(stage.cast.head) == ([State.DRAFT], [], [])
    stage.send()
    assert (to_do(stage.cast.head), to_do(stage.cast.province_head)) == (
        ([], [], []),
        ([], [], [State.SUBMITTED]),
    )
    returned(stage)
    assert to_do(stage.cast.clerk) == ([], [State.RETURNED], [])
    assert to_do(stage.cast.province_head) == ([], [], [])


def test_counts_of_a_request(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send()
    counted = queries.counts([stage.request], now=datetime(2026, 12, 20, 17, 0, tzinfo=UTC))[stage.request.pk]
    assert (counted.asked, counted.sent, counted.late) == (2, 1, 1)
