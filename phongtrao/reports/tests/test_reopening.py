"""An accepted report is opened again, mended, and corrects its own figures in the ledger."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.figures import actions as figure_actions
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import Asked
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import actions
from phongtrao.reports.models import Acceptance, Reopening, ReopeningAsked
from phongtrao.reports.rules import Reason, Stale, State, Unfit
from phongtrao.reports.tests.stage import Stage, raise_stage
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
WHY = "Xã đếm thiếu hai buổi."


def total(indicator: str = "propaganda_sessions", known_on: date | None = None) -> int | None:
    return figures.totals(["p38"], [indicator], Asked(2026, clock="nd09", known_on=known_on))[0].total.value


def accepted(stage: Stage, sessions: str = "10", participants: str = "200") -> Acceptance:
    stage.save({"propaganda_sessions": sessions, "propaganda_participants": participants})
    stage.send()
    return stage.accept()


def reopened(stage: Stage, now: datetime = NOW, **given: Any) -> Reopening:
    report = stage.report()
    said = {"base_version": report.version, "reason": WHY, "by": stage.cast.province_head, "now": now}
    return actions.reopen(report, **{**said, **given})


def _rows(stage: Stage) -> int:
    return Figure.objects.filter(batch__record=stage.report().record).count()


def accepted_anew(stage: Stage, figures_typed: dict[str, str], key: str = "k2") -> Acceptance:
    stage.save(figures_typed)
    stage.send(key)
    report = stage.report()
    return actions.accept(report, base_version=report.version, by=stage.cast.province_head, now=LATER)


def test_what_was_accepted_stands_while_the_report_is_open_again(stage: Stage) -> None:
    accepted(stage)
    opened = reopened(stage)
    assert (opened.reason, opened.asked, stage.report().state) == (WHY, None, State.REOPENED)
    stage.save({"propaganda_sessions": "12", "propaganda_participants": "200"})
    assert total() == 10
    stage.send("k2")
    assert (total(), stage.report().state) == (10, State.SUBMITTED)


def test_a_changed_figure_supersedes_the_one_before(stage: Stage) -> None:
    first = accepted(stage).batch
    reopened(stage)
    second = accepted_anew(stage, {"propaganda_sessions": "12", "propaganda_participants": "200"}).batch
    assert first is not None
    assert second is not None
    [row] = second.figures.all()
    assert (row.value, row.reason, row.withdrawn) == (12, WHY, False)
    assert row.supersedes == first.figures.get(indicator__code="propaganda_sessions")
    assert (total(), total(known_on=TODAY)) == (12, 10)


def test_an_emptied_figure_is_withdrawn_and_is_no_zero(stage: Stage) -> None:
    accepted(stage)
    reopened(stage)
    batch = accepted_anew(stage, {"propaganda_sessions": "10"}).batch
    assert batch is not None
    [row] = batch.figures.all()
    assert (row.indicator.code, row.value, row.withdrawn) == ("propaganda_participants", 200, True)
    assert total("propaganda_participants") is None
    assert total("propaganda_participants", known_on=TODAY) == 200
    assert figures.standing().filter(batch__record=stage.report().record).count() == 1
    with pytest.raises(Refused):
        figure_actions.correct(
            row, value=5, qualifier=Qualifier.EXACT, reason="x", by=stage.cast.province_head, now=LATER
        )


def test_a_withdrawn_figure_can_be_stated_again_and_a_new_one_is_added(stage: Stage) -> None:
    accepted(stage)
    reopened(stage)
    accepted_anew(stage, {"propaganda_sessions": "10"})
    reopened(stage)
    stage.save({"models_total": "4"}, section="practices")
    batch = accepted_anew(
        stage, {"propaganda_sessions": "10", "propaganda_participants": "300"}, key="k3"
    ).batch
    assert batch is not None
    found = {row.indicator.code: (row.value, row.supersedes is not None) for row in batch.figures.all()}
    assert found == {"propaganda_participants": (300, True), "models_total": (4, False)}
    assert (total("propaganda_participants"), total("models_total")) == (300, 4)


def test_nothing_changed_writes_no_batch(stage: Stage) -> None:
    accepted(stage)
    reopened(stage)
    assert accepted_anew(stage, {"propaganda_sessions": "10", "propaganda_participants": "200"}).batch is None
    assert (stage.report().state, _rows(stage)) == (State.ACCEPTED, 2)


def test_a_correction_made_in_the_ledger_meanwhile_is_followed(stage: Stage) -> None:
    batch = accepted(stage).batch
    assert batch is not None
    first = batch.figures.get(indicator__code="propaganda_sessions")
    middle = figure_actions.correct(
        first, value=11, qualifier=Qualifier.EXACT, reason="Gõ nhầm", by=stage.cast.province_head, now=NOW
    )
    reopened(stage)
    newest = accepted_anew(stage, {"propaganda_sessions": "12", "propaganda_participants": "200"}).batch
    assert newest is not None
    assert newest.figures.get().supersedes == middle
    assert total() == 12


def test_another_organisation_s_figures_are_left_alone(cast: Cast) -> None:
    stage = raise_stage(cast, basis=Basis.STATEMENT)
    accepted(stage)
    other = Figure.objects.get(indicator__code="propaganda_sessions")
    figure_actions.record(
        [
            figure_actions.Entry(
                indicator="propaganda_sessions",
                place=cast.ba_dinh,
                organisation=cast.committee_ba_dinh,
                clock="nd09",
                window=stage.report().window,
                value=7,
                basis=Basis.DERIVED,
            )
        ],
        act="accepted",
        record="registry:1",
        organisation=cast.committee_38,
        by=cast.province_head,
        now=NOW,
    )
    reopened(stage)
    accepted_anew(stage, {"propaganda_sessions": "12", "propaganda_participants": "200"})
    derived = Figure.objects.get(basis="derived", indicator__code="propaganda_sessions")
    assert not Figure.objects.filter(supersedes=derived).exists()
    assert Figure.objects.filter(supersedes=other).count() == 1


def test_the_unit_asks_and_the_unit_above_decides(stage: Stage) -> None:
    accepted(stage)
    given: dict[str, Any] = {"reason": WHY, "now": NOW}
    report = stage.report()
    asked = actions.ask_to_reopen(report, base_version=report.version, by=stage.cast.head, **given)
    report = stage.report()
    with pytest.raises(Conflict):
        actions.ask_to_reopen(report, base_version=report.version, by=stage.cast.head, **given)
    declined = actions.keep_closed(report, base_version=report.version, by=stage.cast.province_head, **given)
    assert (declined.asked, stage.report().state) == (asked, State.ACCEPTED)
    report = stage.report()
    again = actions.ask_to_reopen(report, base_version=report.version, by=stage.cast.head, **given)
    assert reopened(stage).asked == again
    assert ReopeningAsked.objects.count() == 2
    assert [row.action for row in trail.of_record(report.record)][-4:] == [
        "reopening asked",
        "reopening declined",
        "reopening asked",
        "report reopened",
    ]


def test_who_may_open_again(stage: Stage) -> None:
    accepted(stage)
    with pytest.raises(Refused):
        reopened(stage, by=stage.cast.head)
    with pytest.raises(Unfit):
        reopened(stage, reason="  ")
    with pytest.raises(Stale):
        reopened(stage, base_version=0)
    report = stage.report()
    with pytest.raises(Refused):
        actions.ask_to_reopen(report, base_version=report.version, reason=WHY, by=stage.cast.clerk, now=NOW)
    with pytest.raises(Conflict):
        actions.keep_closed(
            report, base_version=report.version, reason=WHY, by=stage.cast.province_head, now=NOW
        )


def test_only_an_accepted_report_is_opened_again(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "10"})
    with pytest.raises(Conflict):
        reopened(stage)
    stage.send()
    with pytest.raises(Conflict):
        reopened(stage)


def test_what_was_opened_again_can_be_returned(stage: Stage) -> None:
    accepted(stage)
    reopened(stage)
    stage.save({"propaganda_sessions": "12", "propaganda_participants": "200"})
    stage.send("k2")
    report = stage.report()
    actions.return_(
        report,
        base_version=report.version,
        reason=Reason.WRONG,
        note="Xem lại.",
        fields=[],
        by=stage.cast.province_head,
        now=NOW,
    )
    assert (stage.report().state, total()) == (State.RETURNED, 10)
    accepted_anew(stage, {"propaganda_sessions": "13", "propaganda_participants": "200"}, key="k3")
    assert total() == 13
