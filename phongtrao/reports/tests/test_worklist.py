"""What is found when a report is sent, and the worklist of whoever asked for it."""

from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from phongtrao.core.figure import Basis
from phongtrao.kit import guards
from phongtrao.people.models import Organisation, OrganisationParent
from phongtrao.reports import access, actions, queries
from phongtrao.reports.models import Submission
from phongtrao.reports.queries import About
from phongtrao.reports.rules import Concern, Reason, read
from phongtrao.reports.tests.stage import Stage
from phongtrao.reports.tests.test_beside import known
from tests.cast import NOW

pytestmark = pytest.mark.django_db
JUMP = "400 chênh lệch lớn so với 40 của cùng kỳ năm trước. Đề nghị giải thích hoặc sửa."
SWAPPED = "Số buổi tuyên truyền không thể lớn hơn số lượt người dự; có thể hai số bị đổi chỗ."


def sent_odd(stage: Stage, reason: str = "") -> Submission:
    """Ten times last year's sessions, and fewer attendances than sessions."""
    known(stage.cast, stage.cast.pu_luong, {2025: 40})
    report = stage.save({"propaganda_sessions": "400", "propaganda_participants": "300"})
    if reason:
        draft = {**report.draft, "reasons": {"propaganda_sessions": reason}}
        type(report).objects.filter(pk=report.pk).update(draft=draft)
    return stage.send()


def rows(stage: Stage) -> list[tuple[str, str, str, str]]:
    items = queries.worklist(stage.cast.province_head)
    return [(item.organisation, str(item.label), item.words, item.reason) for item in items]


def test_what_is_found_is_kept_with_what_was_sent(stage: Stage) -> None:
    assert [row["fault"] for row in sent_odd(stage).findings] == ["check", "odd"]
    name, sessions = "Ban Chỉ đạo xã Pù Luông", "Buổi tuyên truyền"
    assert rows(stage) == [(name, sessions, SWAPPED, ""), (name, sessions, JUMP, "")]


def test_what_was_explained_stands_apart(stage: Stage) -> None:
    sent_odd(stage, "Năm cao điểm")
    by = stage.cast.province_head
    assert dict(queries.concerns(by)) == {True: 2}
    assert [row[3] for row in rows(stage)] == ["Năm cao điểm", "Năm cao điểm"]
    items = queries.worklist(by)
    assert queries.chosen(items, explained=False) == []
    assert len(queries.chosen(items, explained=True)) == 2


def test_the_list_is_chosen_by_kind_unit_and_request(stage: Stage) -> None:
    sent_odd(stage)
    items = queries.worklist(stage.cast.province_head)
    contradiction, jump = items
    assert queries.chosen(items, explained=False, concern=Concern.JUMP) == [jump]
    assert queries.chosen(items, explained=False, concern=Concern.CONTRADICTION) == [contradiction]
    assert queries.chosen(items, explained=False, unit="pu luong") == items
    assert queries.chosen(items, explained=False, unit="ba dinh") == []
    assert queries.chosen(items, explained=False, request=str(stage.request.pk)) == items
    assert queries.chosen(items, explained=False, request="0") == []


def test_nothing_is_open_once_it_was_decided(stage: Stage) -> None:
    sent_odd(stage)
    stage.accept()
    assert rows(stage) == []


def test_a_returned_report_is_not_in_the_list(stage: Stage) -> None:
    sent_odd(stage)
    report = stage.report()
    by = stage.cast.province_head
    actions.return_(
        report, base_version=report.version, reason=Reason.WRONG, note="Sửa", fields=[], by=by, now=NOW
    )
    assert rows(stage) == []


def test_only_whoever_asked_has_it_in_his_list(stage: Stage) -> None:
    sent_odd(stage)
    assert queries.worklist(stage.cast.neighbour) == []
    assert queries.worklist(stage.cast.viewer) == []
    assert queries.worklist(stage.cast.clerk) == []


def test_the_findings_of_a_submission_never_change(stage: Stage) -> None:
    sent = sent_odd(stage)
    assert guards.standing(connection) >= guards.wanted(connection)
    with pytest.raises(IntegrityError, match="append-only"):
        Submission.objects.filter(pk=sent.pk).update(findings=[])


def test_the_page_leads_to_the_figure(stage: Stage, client: Client) -> None:
    sent_odd(stage)
    report = stage.report()
    client.force_login(stage.cast.province_head)
    page = client.get("/reports/findings/", {"concern": "jump"}).content.decode()
    target = f"/reports/{report.pk}/submissions/1/"
    assert page.count(f'href="{target}#said-propaganda_sessions"') == 1
    assert JUMP in page
    shown = client.get(target).content.decode()
    assert shown.count('id="said-propaganda_sessions"') == 1
    assert JUMP in shown
    assert "Có 2 số liệu cần xem lại" in client.get("/").content.decode()
    assert "Chưa có gì ở đây" in client.get("/reports/findings/", {"explained": "1"}).content.decode()


def sent_odd_again(stage: Stage, times: int) -> None:
    sent_odd(stage)
    first = Submission.objects.get()
    for number in range(times - 1):
        again = {"key": f"k{number + 2}", "receipt": f"again-{number}", "number": number + 2, "pk": None}
        Submission.objects.create(
            **{f.attname: getattr(first, f.attname) for f in Submission._meta.concrete_fields} | again
        )


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_takes_two_queries(stage: Stage, times: int, django_assert_num_queries: Any) -> None:
    sent_odd_again(stage, times)
    with django_assert_num_queries(2):
        assert len(queries.worklist(stage.cast.province_head)) == 2 * times


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_the_list_asks_as_much_for_many(
    stage: Stage, client: Client, times: int, django_assert_num_queries: Any
) -> None:
    sent_odd_again(stage, times)
    client.force_login(stage.cast.province_head)
    with django_assert_num_queries(4):
        page = client.get("/reports/findings/")
    assert len(page.context["page"]) == 2 * times


@pytest.mark.parametrize("figures", [1, 3])
def test_the_page_of_a_submission_asks_as_much_for_many(
    stage: Stage, client: Client, figures: int, django_assert_num_queries: Any
) -> None:
    for key in ("propaganda_sessions", "propaganda_participants")[:figures]:
        known(stage.cast, stage.cast.pu_luong, {2025: 40}, indicator=key)
    typed = {"propaganda_sessions": "400", "propaganda_participants": "900"}
    stage.save(dict(list(typed.items())[:figures]))
    if figures == 3:
        stage.save({"disputes_received": "7"}, section="practices")
    stage.send()
    client.force_login(stage.cast.province_head)
    address = f"/reports/{stage.report().pk}/submissions/1/"
    with django_assert_num_queries(11):
        page = client.get(address)
    rows = [
        row for part in page.context["parts"] for ch in part.chapters for s in ch.sections for row in s.rows
    ]
    assert sum(bool(row.text) for row in rows) == figures


def answered(stage: Stage, organisation: Any, sessions: int) -> None:
    """A neighbour's report, sent."""
    report = stage.request.reports.get(organisation=organisation)
    figures = {"propaganda_sessions": {"value": sessions, "denominator": None, "kind": "count"}}
    figures["propaganda_sessions"] |= {"qualifier": "exact", "text": str(sessions), "whole": ""}
    Submission.objects.create(
        report=report,
        number=1,
        answers={"figures": figures},
        digest="",
        receipt=f"BC-{organisation.pk}",
        key=f"k-{organisation.pk}",
        body="",
        version=1,
        by=stage.cast.head,
        at=NOW,
    )
    type(report).objects.filter(pk=report.pk).update(state="submitted")


def lines_for(stage: Stage, officer: Any) -> list[str]:
    report = access.get(officer, stage.report().pk)
    content = read(report.request.form.content)
    about = About(report, content, ("propaganda_sessions",), report.draft, officer)
    found = queries.beside(about).get("propaganda_sessions", [])
    return [line.words for line in found if line.kind == "neighbours"]


def test_whoever_asked_sees_what_the_neighbours_say_and_nobody_else(stage: Stage) -> None:
    cast = stage.cast
    form = stage.request.form
    stage.request = actions.ask(
        form,
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong, cast.committee_ba_dinh, *more(stage)],
        clock="nd09",
        year=2026,
        due=stage.request.due_at.date(),
        basis=Basis.OWN,
        title="Tổng kết",
        by=cast.province_head,
        now=NOW,
    )
    stage.save({"propaganda_sessions": "50"})
    others = [cast.committee_ba_dinh, *more(stage)]
    for organisation, sessions in zip(others[:2], (18, 42), strict=True):
        answered(stage, organisation, sessions)
    assert lines_for(stage, cast.province_head) == []
    answered(stage, others[2], 90)
    assert lines_for(stage, cast.province_head) == ["3 đơn vị cùng cấp: mức giữa 42, từ 18 đến 90"]
    assert lines_for(stage, cast.clerk) == []
    assert lines_for(stage, cast.viewer) == []


def more(stage: Stage) -> list[Any]:
    """Two more bodies at Ba Đình."""
    cast, found = stage.cast, []
    for name in ("Công an xã Ba Đình", "MTTQ xã Ba Đình"):
        row, made = Organisation.objects.get_or_create(
            name=name, defaults={"kind": "police", "abbreviation": "", "place": cast.ba_dinh, "folded": name}
        )
        if made:
            OrganisationParent.objects.create(child=row, parent=cast.committee_38)
        found.append(row)
    return found
