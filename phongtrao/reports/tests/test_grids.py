"""What is asked of a figure is asked of a box in a grid too: doubts, reasons, totals, what a registry counted."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.figures.queries import newest_of
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.people.rules import Role, Scope
from phongtrao.reports import actions, queries
from phongtrao.reports.models import Report, Submission
from phongtrao.reports.rules import Typed
from phongtrao.reports.tests.above import officer_of
from phongtrao.reports.tests.stage import FORM, Stage, figure, raise_stage, section
from phongtrao.reports.tests.test_beside import nd09
from phongtrao.reports.tests.test_content import AWARDS
from phongtrao.reports.tests.test_pages import signed_in
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
CELL = "award_form=merit_province"
KEY = f"commended_collectives|{CELL}"
NAME = "commended_collectives--award_form-merit_province"
GRID: dict[str, Any] = {
    **FORM,
    "id": "grid",
    "sections": [section("awards", "I", AWARDS), section("rest", "II", figure("news_items", required=True))],
}
JUMP = "400 chênh lệch lớn so với 4 của cùng kỳ năm trước. Đề nghị giải thích hoặc sửa."


def said(cast: Cast, value: int, year: int, **more: Any) -> None:
    """A figure of the cell in the ledger."""
    known = {
        "indicator": "commended_collectives",
        "cell": CELL,
        "clock": "nd09",
        "window": nd09(year),
        **more,
    }
    write(entry(cast.pu_luong, cast.committee_pu_luong, value, **known), by=cast.province_head)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Last year 4 collectives had the province's certificate; now 400 are typed."""
    raised = raise_stage(cast, content=GRID)
    said(cast, 4, 2025)
    raised.save({KEY: "400"}, section="awards")
    return raised


def cell(client: Client, report: Report) -> str:
    """The table's cell in which the box stands."""
    page = " ".join(client.get(f"/reports/{report.pk}/sections/awards/").content.decode().split())
    (found,) = [td for td in re.findall(r"<td data-column.*?</td>", page) if f'name="{NAME}_0"' in td]
    return found


def explain(client: Client, report: Report, why: str) -> int:
    typed = {"version": report.version, f"{NAME}_0": "400", f"{NAME}_1": "exact", f"reason-{NAME}": why}
    return client.post(f"/reports/{report.pk}/sections/awards/", typed).status_code


def test_a_doubt_stands_in_its_cell_with_a_box_for_the_reason(stage: Stage) -> None:
    clerk, report = signed_in(stage.cast.clerk), stage.report()
    found = cell(clerk, report)
    assert (JUMP in found, "Xem lại" in found, f'name="reason-{NAME}"' in found) == (True, True, True)
    assert explain(clerk, report, "Đợt khen 10 năm") == 302
    assert stage.report().draft["reasons"] == {KEY: "Đợt khen 10 năm"}
    found = cell(clerk, report)
    assert ("Đã giải thích" in found, "Xem lại" in found, ">Đợt khen 10 năm</textarea>" in found) == (
        True,
        False,
        True,
    )


def test_a_number_that_was_mended_is_asked_about_no_more(stage: Stage) -> None:
    stage.save({KEY: "5"}, section="awards")
    found = cell(signed_in(stage.cast.clerk), stage.report())
    assert ("Xem lại" in found, f'name="reason-{NAME}"' in found) == (False, False)
    assert "Cùng kỳ năm trước (15/12/2024–14/12/2025): 4; tăng 1<" in found


def test_the_reason_is_kept_when_sending_fails_and_goes_with_the_number(stage: Stage) -> None:
    cast, report = stage.cast, stage.report()
    clerk, head = signed_in(cast.clerk), signed_in(cast.head)
    explain(clerk, report, "Đợt khen 10 năm")
    sending = f"/reports/{report.pk}/submissions/"
    refused = head.post(sending, {"version": stage.report().version, "key": "k1"})
    assert (refused.status_code, Submission.objects.count()) == (422, 0)
    assert "Đợt khen 10 năm" in refused.content.decode()
    assert ">Đợt khen 10 năm</textarea>" in cell(clerk, report)
    stage.save({"news_items": "3"}, section="rest")
    sent = head.post(sending, {"version": stage.report().version, "key": "k1"})
    assert sent.status_code == 302
    (item,) = queries.worklist(cast.province_head)
    assert (item.words, item.reason) == (JUMP, "Đợt khen 10 năm")
    shown = signed_in(cast.province_head).get(item.href.partition("#")[0]).content.decode()
    assert (f'id="{item.href.partition("#")[2]}"' in shown, "Giải thích: Đợt khen 10 năm" in shown) == (
        True,
        True,
    )
    stage.accept()
    kept = newest_of(report.record)["commended_collectives", CELL]
    assert (kept.value, kept.reason) == (400, "Đợt khen 10 năm")


def test_a_refused_save_shows_the_reason_again(stage: Stage) -> None:
    report = stage.report()
    typed = {"version": report.version, f"{NAME}_0": "bốn trăm rưỡi xe", f"reason-{NAME}": "Đợt khen 10 năm"}
    page = signed_in(stage.cast.clerk).post(f"/reports/{report.pk}/sections/awards/", typed)
    kept = page.content.decode()
    assert (page.status_code, ">Đợt khen 10 năm</textarea>" in kept, 'value="bốn trăm rưỡi xe"' in kept) == (
        200,
        True,
        True,
    )


def test_what_a_registry_counted_is_shown_in_its_cell_and_not_typed(stage: Stage) -> None:
    said(stage.cast, 3, 2026, basis=Basis.DERIVED)
    found = cell(signed_in(stage.cast.clerk), stage.report())
    assert "Hệ thống đếm: 3; không phải nhập" in found
    assert found.index("<details") < found.index(f'name="{NAME}_0"') < found.index("</details>")


def test_nothing_earlier_is_not_said_in_every_cell(stage: Stage) -> None:
    page = signed_in(stage.cast.clerk).get(f"/reports/{stage.report().pk}/sections/awards/").content.decode()
    assert page.count("Chưa có kỳ trước để so sánh.") == 0


def test_the_total_below_stands_in_its_cell_and_is_taken_there(cast: Cast) -> None:
    above = actions.ask(
        actions.publish(GRID, now=NOW),
        asker=cast.ministry,
        organisations=[cast.committee_38],
        clock="nd09",
        year=2026,
        due=date(2026, 12, 20),
        basis=Basis.STATEMENT,
        title="Các tỉnh",
        by=officer_of(cast.ministry, "bo.lanhdao", Role.HEAD, Scope.SUBTREE),
        now=NOW,
    )
    said(cast, 7, 2026)
    report = above.reports.get()
    office = signed_in(cast.province_head)
    found = cell(office, report)
    assert (
        "Tổng hợp từ các báo cáo đã chấp nhận bên dưới: 7" in found,
        f'name="sum" value="{KEY}"' in found,
    ) == (
        True,
        True,
    )
    office.post(f"/reports/{report.pk}/sections/awards/", {"version": 0, "sum": KEY})
    report.refresh_from_db()
    assert report.draft["figures"][KEY]["value"] == 7
    actions.save_section(
        report,
        "awards",
        figures={KEY: Typed("9")},
        narratives={},
        base_version=report.version,
        by=cast.province_head,
        now=NOW,
    )
    found = cell(office, report)
    assert f'name="reason-{NAME}"' in found
