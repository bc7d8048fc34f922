"""The life of a report, move by move in any order, beside a model of it in plain Python."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from phongtrao.figures import queries as ledger
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.reports import actions
from phongtrao.reports.models import Acceptance, Report, Return, Submission
from phongtrao.reports.rules import Reason, Typed
from phongtrao.reports.tests.stage import FORM, Stage, raise_stage
from phongtrao.trail import queries as trail
from tests.cast import NOW, raise_curtain

FIELDS = {"outreach": "propaganda_sessions", "practices": "models_total"}
ANSWERABLE = {"not_started", "draft", "returned", "reopened"}


class Life(RuleBasedStateMachine):
    """Two sections, each with one number; every save, sending and decision on this or an older version."""

    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.report = self.stage.report()
        self.state, self.version = "not_started", 0
        self.values: dict[str, int] = {}
        self.saved: dict[str, int] = {}
        self.sent: list[dict[str, int]] = []
        self.accepted: list[dict[str, int]] = []
        self.returned = self.rows = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @rule(
        section=st.sampled_from(sorted(FIELDS)),
        number=st.none() | st.integers(0, 3),
        behind=st.integers(0, 2),
    )
    def save(self, section: str, number: int | None, behind: int) -> None:
        base, field = max(0, self.version - behind), FIELDS[section]
        same = self.values.get(section) == number
        stale = self.saved.get(section, 0) > base and not same
        if self.state not in ANSWERABLE or stale:
            with pytest.raises(Conflict):
                self._save(section, field, number, base)
            return
        self._save(section, field, number, base)
        if not same:
            self._moved("draft" if self.state == "not_started" else self.state)
            self.saved[section] = self.version
            self.values = {s: n for s, n in {**self.values, section: number}.items() if n is not None}

    @rule(behind=st.integers(0, 1))
    def submit(self, behind: int) -> None:
        base = self.version - behind
        whole = "outreach" in self.values
        if self.state in ANSWERABLE - {"not_started"} and whole and not behind:
            self._submit(base)
            self._moved("submitted")
            self.sent.append(dict(self.values))
        else:
            with pytest.raises((Conflict, Refused)):
                self._submit(base)

    @precondition(lambda self: self.sent)
    @rule(behind=st.integers(0, 1))
    def give_back(self, behind: int) -> None:
        if self.state == "submitted" and not behind:
            self._return(self.version)
            self._moved("returned")
            self.returned += 1
        else:
            with pytest.raises(Conflict):
                self._return(self.version - behind)

    @precondition(lambda self: self.sent)
    @rule(behind=st.integers(0, 3))
    def accept(self, behind: int) -> None:
        by, base = self.stage.cast.province_head, self.version - behind
        if self.state == "submitted" and not behind:
            actions.accept(self.report, base_version=base, by=by, now=NOW)
            self._moved("accepted")
            self.accepted.append(self.sent[-1])
        else:
            with pytest.raises(Conflict):
                actions.accept(self.report, base_version=base, by=by, now=NOW)

    @precondition(lambda self: self.sent)
    @rule(behind=st.integers(0, 1))
    def reopen(self, behind: int) -> None:
        if self.state == "accepted" and not behind:
            self._reopen(self.version)
            self._moved("reopened")
        else:
            with pytest.raises(Conflict):
                self._reopen(self.version - behind)

    @invariant()
    def the_database_tells_the_same(self) -> None:
        row = Report.objects.get(pk=self.report.pk)
        values = {
            s: row.draft["figures"][f]["value"]
            for s, f in FIELDS.items()
            if f in row.draft.get("figures", {})
        }
        assert (row.state, row.version, values) == (self.state, self.version, self.values)

    @invariant()
    def what_was_sent_stands(self) -> None:
        rows = Submission.objects.filter(report=self.report).order_by("number")
        assert [_values(row.answers) for row in rows] == self.sent
        assert Return.objects.filter(submission__report=self.report).count() == self.returned

    @invariant()
    def the_ledger_holds_what_was_accepted_last(self) -> None:
        rows = Acceptance.objects.filter(submission__report=self.report)
        assert rows.count() == len(self.accepted)
        expected = self.accepted[-1] if self.accepted else {}
        held = {(fact.indicator, fact.value) for fact in ledger.facts(list(FIELDS.values()))}
        assert held == {(FIELDS[section], number) for section, number in expected.items()}

    @invariant()
    def every_move_is_in_the_trail(self) -> None:
        assert trail.of_record(self.report.record).count() == self.rows

    def _moved(self, state: str) -> None:
        self.state, self.version, self.rows = state, self.version + 1, self.rows + 1

    def _save(self, section: str, field: str, number: int | None, base: int) -> None:
        figures = {field: Typed("" if number is None else str(number))}
        actions.save_section(
            self.report,
            section,
            figures=figures,
            narratives={},
            base_version=base,
            by=self.stage.cast.clerk,
            now=NOW,
        )

    def _submit(self, base: int) -> None:
        key = actions.new_key()
        actions.submit(self.report, base_version=base, key=key, by=self.stage.cast.head, now=NOW)

    def _reopen(self, base: int) -> None:
        by = self.stage.cast.province_head
        actions.reopen(self.report, base_version=base, reason="Đếm sót.", by=by, now=NOW)

    def _return(self, base: int) -> None:
        actions.return_(
            self.report,
            base_version=base,
            reason=Reason.WRONG,
            note="Xem lại.",
            fields=[],
            by=self.stage.cast.province_head,
            now=NOW,
        )


def _values(answers: dict[str, dict[str, dict[str, int]]]) -> dict[str, int]:
    return {s: answers["figures"][f]["value"] for s, f in FIELDS.items() if f in answers["figures"]}


@pytest.mark.django_db
def test_any_order_of_moves_leads_where_the_model_says() -> None:
    assert [section["id"] for section in FORM["sections"]] == list(FIELDS)
    Life.stage = raise_stage(raise_curtain())
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
