"""What arrives."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from phongtrao.documents import access, actions, queries
from phongtrao.documents.models import Handling, Incoming
from phongtrao.documents.queries import Wanted
from phongtrao.documents.rules import RelationKind, Unfit
from phongtrao.documents.tests.office import Office, upload
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def found(office: Office, **wanted: Any) -> list[int]:
    rows = queries.arrived(office.cast.clerk, Wanted(**wanted), TODAY)
    return [row.arrival.number for row in rows]


def test_what_arrives_takes_the_next_arrival_number(office: Office) -> None:
    first, second = office.arrive(), office.arrive("Kế hoạch", upload=upload("ke-hoach.pdf"))
    assert (first.number, second.number, first.folded) == (
        1,
        2,
        "12 ubnd nc bao cao ket qua phong trao uy ban nhan dan tinh thanh hoa",
    )
    assert office.issued().number == 1
    assert [row.action for row in trail.of_record(first.record)] == ["incoming document registered"]


def test_the_same_key_registers_once(office: Office) -> None:
    assert office.arrive(key="k").pk == office.arrive(key="k").pk
    assert Incoming.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"arrived_on": date(2026, 11, 21)}, "tương lai"),
        ({"issued_on": date(2026, 11, 21)}, "trước ngày ban hành"),
        ({"due": date(2026, 11, 1)}, "trước ngày đến"),
        ({"kind": "XX"}, "loại văn bản"),
        ({"issuer": ""}, "cơ quan ban hành"),
        ({"subject": "Danh sách đối tượng cần quản lý"}, "hồ sơ về cá nhân"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(office: Office, said: dict[str, Any], words: str) -> None:
    with pytest.raises(Unfit, match=words):
        office.arrive(**said)
    assert Incoming.objects.count() == 0


def test_an_entry_is_corrected_but_for_its_number_and_day(office: Office) -> None:
    row = office.arrive()
    given: dict[str, Any] = {
        "issuer": "Công an tỉnh",
        "subject": "Hướng dẫn",
        "by": office.cast.clerk,
        "now": NOW,
    }
    changed = actions.correct_incoming(row, base_version=1, **given)
    assert (changed.issuer, changed.number, changed.arrived_on, changed.version) == (
        "Công an tỉnh",
        1,
        TODAY,
        2,
    )
    with pytest.raises(Conflict):
        actions.correct_incoming(row, base_version=1, **given)


def test_it_is_dealt_with_once(office: Office) -> None:
    row = office.arrive(due=TODAY)
    given: dict[str, Any] = {"by": office.cast.clerk, "now": NOW}
    with pytest.raises(Unfit):
        actions.finish_incoming(row, base_version=1, done_on=date(2026, 11, 19), **given)
    actions.finish_incoming(row, base_version=1, done_on=TODAY, note="Đã trả lời", **given)
    with pytest.raises(Conflict, match="đã được giải quyết"):
        actions.finish_incoming(row, base_version=2, done_on=TODAY, **given)
    assert Handling.objects.get().note == "Đã trả lời"


def test_what_is_due_is_found_the_next_due_first(office: Office) -> None:
    office.arrive(arrived_on=date(2026, 11, 1), due=date(2026, 11, 25))
    office.arrive(arrived_on=date(2026, 11, 2), due=date(2026, 11, 10))
    office.arrive(arrived_on=date(2026, 11, 3))
    done = office.arrive(arrived_on=date(2026, 11, 4), due=date(2026, 11, 5))
    actions.finish_incoming(done, base_version=1, done_on=TODAY, by=office.cast.clerk, now=NOW)
    assert (found(office, state="open"), found(office, state="late"), found(office, state="done")) == (
        [2, 1],
        [2],
        [4],
    )
    assert found(office) == [4, 3, 2, 1]
    assert [row.number for row in queries.due_soon(office.cast.clerk, date(2026, 11, 20))] == [2]
    assert [row.number for row in queries.due_soon(office.cast.clerk, date(2026, 11, 25))] == [2, 1]
    assert queries.due_soon(office.cast.province_head, date(2026, 11, 25)) == []


def test_it_is_found_by_number_symbol_words_issuer_and_day(office: Office) -> None:
    office.arrive(
        "Tổ chức ngày hội", sign="05/KH-BCĐ", issuer="Ban Chỉ đạo tỉnh", arrived_on=date(2026, 3, 1)
    )
    office.arrive("Báo cáo tháng", sign="77/CAT-PV05", issuer="Công an tỉnh", kind="BC")
    assert found(office, q="ngay hoi") == [1]
    assert found(office, q="Ngày hội") == [1]
    assert found(office, q="5/KH-BCĐ") == [1]
    assert found(office, q="77") == [2]
    assert found(office, q="2") == [2]
    assert found(office, issuer="cong an") == [2]
    assert found(office, kind="BC") == [2]
    assert found(office, last=date(2026, 6, 30)) == [1]
    assert found(office, first=date(2026, 6, 30)) == [2]


def test_it_is_an_offices_own(office: Office) -> None:
    row = office.arrive()
    assert list(access.incoming(office.cast.province_head)) == []
    with pytest.raises(Http404):
        access.get_incoming(office.cast.neighbour, row.pk)
    with pytest.raises(Refused):
        actions.finish_incoming(row, base_version=1, done_on=TODAY, by=office.cast.province_head, now=NOW)


def test_the_answer_leads_back(office: Office) -> None:
    row, document = office.arrive(), office.draft("Trả lời")
    actions.relate(
        document, kind=RelationKind.ANSWERS, incoming=row, base_version=1, by=office.cast.clerk, now=NOW
    )
    assert queries.answers(row) == []
    document = office.again(document)
    actions.check(document, base_version=2, by=office.cast.clerk, now=NOW)
    office.sign(office.again(document))
    office.issue(office.again(document))
    assert [(one.words, one.document) for one in queries.answers(row)] == [("được trả lời bởi", document.pk)]
