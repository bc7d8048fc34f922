"""A province's own report: the ministry asks Thanh Hóa to state what its communes, asked on the small stage, did."""

from dataclasses import dataclass
from typing import Any

from phongtrao.core.figure import Basis
from phongtrao.people.models import Officer
from phongtrao.people.rules import Role, Scope
from phongtrao.reports import actions
from phongtrao.reports.models import Acceptance, Report, Request, Submission
from phongtrao.reports.rules import Typed
from phongtrao.reports.tests.stage import DUE, FORM, Stage, figure, section
from tests.cast import NOW

COUNTED = section(
    "counted",
    "III",
    figure("reports_requested", required=True),
    figure("reports_submitted", required=True),
    figure("reports_accepted"),
)
FORM_ABOVE: dict[str, Any] = {**FORM, "id": "above", "sections": [*FORM["sections"], COUNTED]}


@dataclass
class Above:
    stage: Stage
    request: Request
    minister: Officer

    def report(self) -> Report:
        found = Report.objects.select_related(
            "request__form", "request__asker", "organisation__place", "duty"
        )
        return found.get(request=self.request, organisation=self.stage.cast.committee_38)

    @property
    def by(self) -> Officer:
        return self.stage.cast.province_head

    def save(
        self, figures: dict[str, str], *, section: str = "outreach", reasons: dict[str, str] | None = None
    ) -> Report:
        report = self.report()
        return actions.save_section(
            report,
            section,
            figures={key: Typed(text) for key, text in figures.items()},
            narratives={},
            reasons=reasons or {},
            base_version=report.version,
            by=self.by,
            now=NOW,
        )

    def take(self, *keys: str, keep_typed: bool = False) -> int:
        report = self.report()
        return actions.take_totals(
            report, keys, keep_typed=keep_typed, base_version=report.version, by=self.by, now=NOW
        )[1]

    def send(self) -> Submission:
        report = self.report()
        return actions.submit(report, base_version=report.version, key=actions.new_key(), by=self.by, now=NOW)

    def accept(self) -> Acceptance:
        report = self.report()
        return actions.accept(report, base_version=report.version, by=self.minister, now=NOW)

    def commune_accepted(
        self,
        sessions: str,
        *,
        organisation: str = "committee_pu_luong",
        told: str = "",
        under: str = "outreach",
        who: Officer | None = None,
    ) -> Submission:
        """One commune's report is filled in, sent and accepted."""
        report = self.stage.report(organisation)
        by = who or self.stage.cast.head
        narratives = {under: told} if told else {}
        actions.save_section(
            report,
            "outreach",
            figures={"propaganda_sessions": Typed(sessions)},
            narratives=narratives,
            base_version=report.version,
            by=by,
            now=NOW,
        )
        report = self.stage.report(organisation)
        sent = actions.submit(report, base_version=report.version, key=actions.new_key(), by=by, now=NOW)
        report = self.stage.report(organisation)
        actions.accept(report, base_version=report.version, by=self.stage.cast.province_head, now=NOW)
        return sent


def officer_of(organisation: Any, username: str, role: Role, scope: Scope) -> Officer:
    return Officer.objects.create(
        username=username,
        name=username,
        organisation=organisation,
        role=role.value,
        scope=scope.value,
        password="!",
    )


def raise_above(
    stage: Stage, *, basis: Basis = Basis.STATEMENT, content: dict[str, Any] = FORM_ABOVE
) -> Above:
    cast = stage.cast
    minister = officer_of(cast.ministry, "bo.lanhdao", Role.HEAD, Scope.SUBTREE)
    request = actions.ask(
        actions.publish(content, now=NOW),
        asker=cast.ministry,
        organisations=[cast.committee_38, cast.committee_37],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=basis,
        title="Báo cáo năm 2026 của các tỉnh",
        by=minister,
        now=NOW,
    )
    return Above(stage, Request.objects.get(pk=request.pk), minister)
