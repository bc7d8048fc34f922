"""A document from its draft to its end."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from phongtrao.documents import access, actions, queries
from phongtrao.documents.models import Document, Issue, Number, Relation, Signing, Withdrawal
from phongtrao.documents.rules import DocumentState, RelationKind, Unfit
from phongtrao.documents.tests.office import SIGNED_PDF, Office, upload
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.trail import queries as trail
from phongtrao.trail.models import Row
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def acts(document: Document) -> list[str]:
    return [row.action for row in trail.of_record(document.record)]


def test_from_draft_to_issue(office: Office) -> None:
    document = office.draft(addressees="Ủy ban nhân dân tỉnh", recipients="- Như trên;\n- Công an xã.")
    assert (document.state, document.number, document.symbol) == ("draft", None, "KH-BCĐ")
    assert (document.addressees, document.recipients) == (
        ["Ủy ban nhân dân tỉnh"],
        ["Như trên", "Công an xã"],
    )
    actions.check(document, base_version=1, note="Đúng thể thức", by=office.cast.clerk, now=NOW)
    document = office.again(document)
    office.sign(document, SIGNED_PDF)
    document = office.again(document)
    issue = office.issue(document)
    document = office.again(document)
    assert (document.state, document.written, document.issued_on) == ("issued", "01/KH-BCĐ", TODAY)
    assert (document.version, issue.said["number"], issue.said["signed"]) == (
        4,
        1,
        issue.signing.content.file.digest,
    )
    assert [content.sealed for content in queries.contents(document)] == [True, False]
    assert acts(document) == ["document drafted", "document checked", "document signed", "document issued"]
    assert trail.first_break() is None


def test_the_trail_holds_no_name_of_who_signed(office: Office) -> None:
    document = office.issued()
    rows = Row.objects.filter(chain=document.organisation.chain)
    assert [row for row in rows if "Sơn" in f"{row.action} {row.reason} {row.record}"] == []
    issue = Issue.objects.get(document=document)
    assert issue.said["signatory"] == office.signatory.pk
    assert "Sơn" not in str(issue.said)


def test_what_was_changed_is_checked_and_signed_anew(office: Office) -> None:
    document = office.signed()
    changed = actions.change(
        document,
        base_version=document.version,
        kind="KH",
        subject="Tổ chức ngày hội năm 2026",
        by=office.cast.clerk,
        now=NOW,
    )
    assert changed.state == "draft"
    with pytest.raises(Conflict, match="kiểm tra và ký trước"):
        office.issue(changed)


def test_an_issued_document_is_never_changed(office: Office) -> None:
    document = office.issued()
    given: dict[str, Any] = {"base_version": document.version, "by": office.cast.clerk, "now": NOW}
    with pytest.raises(Conflict):
        actions.change(document, kind="KH", subject="Khác", **given)
    with pytest.raises(Conflict):
        actions.relate(document, kind=RelationKind.ANSWERS, described="Công văn 1", **given)
    with pytest.raises(Conflict):
        actions.drop(document, reason="Nhầm", **given)


@pytest.mark.parametrize("table", ["issue", "signing", "content", "check", "number"])
def test_the_database_itself_refuses_to_change_what_was_done(office: Office, table: str) -> None:
    office.issued()
    for statement in (f"UPDATE documents_{table} SET id = id", f"DELETE FROM documents_{table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_keeps_number_and_state_together(office: Office) -> None:
    document = office.draft()
    for columns in ({"state": "issued"}, {"number": 3}, {"number": 3, "issued_on": TODAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**columns)


def test_a_version_that_is_not_the_last_is_refused(office: Office) -> None:
    document = office.draft()
    with pytest.raises(Conflict, match="sau khi anh/chị mở"):
        actions.check(document, base_version=7, by=office.cast.clerk, now=NOW)


def test_a_document_without_text_is_not_checked(office: Office) -> None:
    document = office.draft(upload=None)
    with pytest.raises(Unfit, match="đính kèm nội dung"):
        actions.check(document, base_version=1, by=office.cast.clerk, now=NOW)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "GNP"}, "loại văn bản"),
        ({"kind": "XX"}, "loại văn bản"),
        ({"subject": " "}, "trích yếu"),
        ({"subject": "Danh sách đối tượng cần quản lý"}, "hồ sơ về cá nhân"),
        ({"subject": "x" * 501}, "500"),
        ({"symbol": "!!"}, "ký hiệu"),
        ({"upload": upload("anh.png")}, "docx, xlsx, pdf"),
    ],
)
def test_a_draft_that_does_not_fit_is_refused_in_words(
    office: Office, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(Unfit, match=words):
        office.draft(**said)
    assert Document.objects.count() == 0


def test_the_same_key_drafts_once_and_another_body_is_refused(office: Office) -> None:
    first, again = office.draft(key="k"), office.draft(key="k")
    assert (first.pk, Document.objects.count()) == (again.pk, 1)
    with pytest.raises(Unfit, match="Khóa này"):
        office.draft("Khác", key="k")


def test_the_same_key_issues_once(office: Office) -> None:
    document = office.signed()
    first, again = office.issue(document, key="k"), office.issue(document, key="k")
    assert (first.pk, Number.objects.count()) == (again.pk, 1)


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 11, 21), "tương lai"), (date(2026, 11, 19), "trước ngày ký")]
)
def test_the_day_of_issue_lies_between_signing_and_today(office: Office, on: date, words: str) -> None:
    with pytest.raises(Unfit, match=words):
        office.issue(office.signed(), on=on)
    assert Number.objects.count() == 0


def test_who_signs_stands_in_the_offices_list_on_that_day(office: Office) -> None:
    document = office.checked()
    with pytest.raises(Unfit, match="không ký"):
        office.sign(document, on=date(2025, 12, 31))
    actions.end_signatory(office.signatory, last_day=date(2026, 6, 30), by=office.cast.clerk, now=NOW)
    with pytest.raises(Unfit, match="không ký"):
        office.sign(document)
    office.sign(document, on=date(2026, 6, 30))
    assert Signing.objects.get().post == "Trưởng ban"


def test_an_erased_name_is_gone_and_the_post_stays(office: Office) -> None:
    document = office.issued()
    with pytest.raises(Refused):
        actions.erase_signatory(office.signatory, by=office.cast.clerk, now=NOW)
    actions.erase_signatory(office.signatory, by=office.cast.head, now=NOW)
    signing = queries.last_signing(document)
    assert signing is not None
    assert (queries.signer(signing), signing.signatory.name) == ("Trưởng ban", "")
    with pytest.raises(Conflict):
        actions.erase_signatory(signing.signatory, by=office.cast.head, now=NOW)


def test_a_document_that_replaces_another_ends_it(office: Office) -> None:
    old = office.issued()
    new = office.draft("Tổ chức ngày hội (thay thế)")
    relation = {"kind": RelationKind.REPLACES, "own": old, "base_version": 1}
    actions.relate(new, **relation, by=office.cast.clerk, now=NOW)  # type: ignore[arg-type]
    new = office.again(new)
    actions.check(new, base_version=new.version, by=office.cast.clerk, now=NOW)
    office.sign(office.again(new))
    assert office.again(old).state == "issued"
    office.issue(office.again(new))
    ended = Withdrawal.objects.get()
    assert (office.again(old).state, ended.replaced_by_id, ended.document_id) == ("replaced", new.pk, old.pk)
    assert [one.words for one in queries.relations(office.again(old))] == ["bị thay thế bởi"]
    assert Issue.objects.get(document=new).said["relations"] == [["replaces", old.pk, None, ""]]


def test_relations_lead_to_own_incoming_and_described_documents(office: Office) -> None:
    own, came, document = office.issued(), office.arrive(), office.draft("Triển khai")
    kinds = (RelationKind.IMPLEMENTS, RelationKind.ANSWERS, RelationKind.ANNEX_OF)
    targets: tuple[dict[str, Any], ...] = (
        {"own": own},
        {"incoming": came},
        {"described": "Kế hoạch số 05/KH-BCA của Bộ Công an"},
    )
    for at, (kind, target) in enumerate(zip(kinds, targets, strict=True), start=1):
        actions.relate(document, kind=kind, **target, base_version=at, by=office.cast.clerk, now=NOW)
    assert [one.words for one in queries.relations(document)] == ["triển khai", "trả lời", "là phụ lục của"]
    first = Relation.objects.order_by("pk")[0].pk
    actions.unrelate(document, first, base_version=4, by=office.cast.clerk, now=NOW)
    assert Relation.objects.count() == 2
    with pytest.raises(Unfit, match="chọn một văn bản"):
        actions.relate(document, kind=kinds[0], base_version=5, by=office.cast.clerk, now=NOW)
    with pytest.raises(Unfit, match="đã ban hành"):
        actions.relate(
            document, kind=kinds[0], own=office.draft("Khác"), base_version=5, by=office.cast.clerk, now=NOW
        )


def test_a_withdrawn_document_says_why_and_only_a_head_withdraws(office: Office) -> None:
    document = office.issued()
    given: dict[str, Any] = {"base_version": document.version, "now": NOW}
    with pytest.raises(Refused, match="Chỉ lãnh đạo"):
        actions.withdraw(document, reason="Sai số liệu", by=office.cast.clerk, **given)
    with pytest.raises(Unfit, match="lý do"):
        actions.withdraw(document, reason=" ", by=office.cast.head, **given)
    actions.withdraw(document, reason="Sai số liệu", by=office.cast.head, **given)
    document = office.again(document)
    assert (document.state, document.number, document.withdrawal.reason) == ("withdrawn", 1, "Sai số liệu")
    assert queries.acts(document)[0].words == "thu hồi"


def test_a_draft_that_is_given_up_gives_its_number_up(office: Office) -> None:
    document = office.draft()
    actions.reserve(document.series, document=document, by=office.cast.clerk, now=NOW)
    actions.drop(document, base_version=1, reason="Không cần nữa", by=office.cast.clerk, now=NOW)
    number = Number.objects.select_related("cancellation").get()
    assert (office.again(document).state, number.state, number.cancellation.reason) == (
        DocumentState.DROPPED,
        "cancelled",
        "Không cần nữa",
    )


def test_drafts_are_an_offices_own_and_what_was_issued_is_seen_above(office: Office) -> None:
    cast, draft, issued = office.cast, office.draft(), office.issued()
    seen = {
        name: {row.pk for row in access.visible(getattr(cast, name))}
        for name in ("clerk", "province_head", "neighbour")
    }
    assert seen == {"clerk": {draft.pk, issued.pk}, "province_head": {issued.pk}, "neighbour": set()}
    with pytest.raises(Refused, match="Chỉ cán bộ của cơ quan"):
        actions.withdraw(issued, base_version=issued.version, reason="x", by=cast.province_head, now=NOW)


def test_nobody_sees_anything_with_a_closed_account(office: Office) -> None:
    office.issued()
    office.cast.clerk.is_active = False
    assert list(access.visible(office.cast.clerk)) == []
