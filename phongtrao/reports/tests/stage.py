"""What the tests of reports share: a small form, a request of Thanh Hóa, and a report of Pù Luông."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.core.figure import Basis
from phongtrao.people.models import Officer
from phongtrao.reports import actions
from phongtrao.reports.models import Acceptance, Report, Request, Submission
from phongtrao.reports.rules import Typed
from tests.cast import NOW, Cast

DUE = date(2026, 12, 20)


def figure(indicator: str, *, required: bool = False, breakdown: str | None = None) -> dict[str, Any]:
    return {"kind": "figure", "indicator": indicator, "breakdown": breakdown, "required": required}


def narrative(id: str, *, required: bool = False) -> dict[str, Any]:
    return {"kind": "narrative", "id": id, "vi": id, "en": id, "required": required, "max_chars": 50}


def section(id: str, number: str, *fields: dict[str, Any]) -> dict[str, Any]:
    titles = {
        "title_vi": f"Mục {id}",
        "title_en": f"Section {id}",
        "guidance_vi": "Ghi số.",
        "guidance_en": "Count.",
    }
    return {"id": id, "number": number, "part": "I", **titles, "fields": list(fields)}


FORM: dict[str, Any] = {
    "id": "small",
    "version": 1,
    "title_vi": "Báo cáo nhỏ",
    "title_en": "Small report",
    "parts": [{"id": "I", "title_vi": "Kết quả", "title_en": "Results"}],
    "sections": [
        section(
            "outreach",
            "I",
            figure("propaganda_sessions", required=True),
            figure("propaganda_participants"),
            narrative("outreach"),
        ),
        section(
            "practices",
            "II",
            figure("models_total"),
            figure("models_recognized", breakdown="recognised_by"),
            figure("disputes_received"),
            figure("disputes_resolved"),
            figure("areas_meeting_standard"),
        ),
    ],
}


@dataclass
class Stage:
    cast: Cast
    request: Request

    def report(self, organisation: str = "committee_pu_luong") -> Report:
        found = Report.objects.select_related("request__form", "request__asker", "organisation__place")
        return found.get(request=self.request, organisation=getattr(self.cast, organisation))

    def save(
        self, figures: dict[str, str], *, section: str = "outreach", by: Officer | None = None
    ) -> Report:
        report = self.report()
        return actions.save_section(
            report,
            section,
            figures={key: Typed(text) for key, text in figures.items()},
            narratives={},
            base_version=report.version,
            by=by or self.cast.clerk,
            now=NOW,
        )

    def send(self, key: str = "k1") -> Submission:
        report = self.report()
        return actions.submit(report, base_version=report.version, key=key, by=self.cast.head, now=NOW)

    def accept(self) -> Acceptance:
        report = self.report()
        return actions.accept(report, base_version=report.version, by=self.cast.province_head, now=NOW)


def raise_stage(
    cast: Cast,
    *,
    basis: Basis = Basis.OWN,
    illustrative: bool = False,
    title: str = "Tổng kết phong trào năm 2026",
    content: dict[str, Any] = FORM,
) -> Stage:
    form = actions.publish(content, now=NOW)
    request = actions.ask(
        form,
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, cast.committee_ba_dinh],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=basis,
        title=title,
        by=cast.province_head,
        now=NOW,
        illustrative=illustrative,
    )
    return Stage(cast, request)
