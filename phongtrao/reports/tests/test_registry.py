"""What the registry of requests counts by itself, and the way back from its figures."""

from datetime import timedelta

import pytest

from phongtrao.figures import actions as ledger
from phongtrao.figures import queries as figures
from phongtrao.figures.models import Batch, Figure
from phongtrao.figures.queries import Asked
from phongtrao.kit.refusals import Refused
from phongtrao.reports import actions
from phongtrao.reports.rules import Reason
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_pages import signed_in
from tests.cast import NOW

YEAR = Asked(2026, "nd09")
CODES = ["reports_requested", "reports_submitted", "reports_on_time", "reports_accepted"]


def counted(stage: Stage, place: str = "thanh_hoa") -> list[int | None]:
    rows = figures.totals([getattr(stage.cast, place).key], CODES, YEAR)
    return [row.total.value for row in rows]


def events(code: str) -> list[Figure]:
    rows = Figure.objects.filter(indicator__code=code).select_related("evidence", "batch", "organisation")
    return list(rows.order_by("pk"))


def sent_and_returned(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    stage.send("one")
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


def test_asking_counts_one_report_of_each_unit_in_one_batch(stage: Stage) -> None:
    rows = events("reports_requested")
    assert [(row.organisation, row.value, row.basis) for row in rows] == [
        (stage.cast.committee_pu_luong, 1, "derived"),
        (stage.cast.committee_ba_dinh, 1, "derived"),
    ]
    batch = Batch.objects.get()
    assert (batch.act, batch.record) == ("reports counted as asked", stage.request.record)
    assert (counted(stage), counted(stage, "pu_luong")) == ([2, None, None, None], [1, None, None, None])


def test_only_the_first_sending_and_the_acceptance_count(stage: Stage) -> None:
    sent_and_returned(stage)
    assert counted(stage) == [2, 1, 1, None]
    stage.send("two")
    assert counted(stage) == [2, 1, 1, None]
    stage.accept()
    assert counted(stage) == [2, 1, 1, 1]
    acts = list(Batch.objects.order_by("recorded__number").values_list("act", flat=True))
    assert acts == [
        "reports counted as asked",
        "report counted as sent",
        "report counted as accepted",
        "report accepted",
    ]


def test_what_is_first_sent_after_the_due_moment_is_not_on_time(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    report = stage.report()
    late = report.duty.due_at + timedelta(seconds=1)
    actions.submit(report, base_version=report.version, key="k", by=stage.cast.head, now=late)
    assert counted(stage) == [2, 1, None, None]


def test_a_registry_figure_is_corrected_by_nobody(stage: Stage) -> None:
    figure = events("reports_requested")[0]
    by = stage.cast.province_head
    with pytest.raises(Refused, match="sổ đăng ký"):
        ledger.correct(
            figure,
            value=2,
            qualifier=figure.qualifier,
            reason="Nhầm",
            by=by,
            now=NOW,  # type: ignore[arg-type]
        )
    page = signed_in(by).get(f"/figures/{figure.pk}/").content.decode()
    assert f"/figures/{figure.pk}/corrections/" not in page


def test_a_registry_figure_leads_back_to_what_was_recorded(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "5"})
    sent = stage.send()
    [asked, _other], [event] = events("reports_requested"), events("reports_submitted")
    url = f"/reports/{sent.report_id}/submissions/1/"
    assert event.evidence is not None
    assert event.evidence.url == url
    assert f'<a href="{url}">' in signed_in(stage.cast.head).get(f"/figures/{event.pk}/").content.decode()
    assert asked.evidence is not None
    registered = asked.evidence.url
    board, own = f"/reports/requests/{stage.request.pk}/", f"/reports/{sent.report_id}/"
    assert signed_in(stage.cast.province_head).get(registered).headers["Location"] == board
    assert signed_in(stage.cast.clerk).get(registered).headers["Location"] == own
    assert signed_in(stage.cast.neighbour).get(registered).status_code == 404
