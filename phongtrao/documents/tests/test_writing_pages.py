"""The pages of writing: the picture before, what is kept of two who write at once, who may."""

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents import actions, queries
from phongtrao.documents.models import Document, Wording
from phongtrao.documents.rules import writings
from phongtrao.documents.tests.office import Office, upload
from phongtrao.documents.tests.test_writing import file_of, post
from phongtrao.documents.tests.written import SAMPLES, typed
from phongtrao.people.models import Officer
from tests.cast import NOW
from tests.letters.opened import Opened

pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def clerk(office: Office) -> Client:
    return signed_in(office.cast.clerk)


@pytest.fixture
def letter(office: Office) -> Document:
    return actions.write(
        office.cast.committee_pu_luong, writings()["letter"], typed("letter"), by=office.cast.clerk, now=NOW
    )


def rewrite(client: Client, document: Document, version: int, **more: str) -> HttpResponse:
    return post(client, "rewrite", document.pk, **typed("letter", **more), version=version)


def test_a_new_form_has_what_the_office_has(office: Office, clerk: Client) -> None:
    head = queries.head_of(office.cast.committee_pu_luong, NOW.date())
    actions.set_letterhead(
        office.cast.committee_pu_luong,
        valid_from=NOW.date(),
        superior=head.superior,
        issuer=head.issuer,
        abbreviation=head.abbreviation,
        place=head.place,
        profile=head.profile,
        recipients="Công an tỉnh",
        by=office.cast.clerk,
        now=NOW,
    )
    form = clerk.get(reverse("documents:write", args=["letter"])).context["form"]
    assert form.initial == {"recipients": "Công an tỉnh", "signatory": ""}
    who = office.signatory
    form = clerk.get(reverse("documents:write", args=["letter"])).context["form"]
    assert (form.initial["signatory"], form.fields["signatory"].choices[1:]) == (
        str(who.pk),
        [(str(who.pk), "Lê Văn Sơn, Trưởng ban")],
    )


def test_a_preview_shows_pages_and_faults_and_keeps_nothing(clerk: Client) -> None:
    answer = post(clerk, "write", "plan", **typed("plan"), preview="1", key="k")
    page = answer.content.decode()
    assert (answer.status_code, answer.context["pictures"].pages) == (200, 2)
    assert len(re.findall(r'src="data:image/png;base64,iVBOR[^"]+"', page)) == 2
    assert (SAMPLES["plan"]["subject"] in page, Document.objects.count(), 'value="k"' in page) == (
        True,
        0,
        True,
    )
    forgotten = typed("plan") | {"chapters": "I. MỤC ĐÍCH\nMột."}
    answer = post(clerk, "write", "plan", **forgotten, preview="1")
    assert [fault.code for fault in answer.context["looked"].faults] == [
        "signature.missing",
        "annex.mentioned",
    ]


def test_what_is_wrong_stands_at_its_box_and_all_is_kept(clerk: Client) -> None:
    said = typed("count_minutes") | {"valid": "8", "day": "x", "subject": ""}
    answer = post(clerk, "write", "count_minutes", **said)
    page = answer.content.decode()
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert dict(answer.context["form"].errors) == {
        "subject": ["Chưa nhập “Trích yếu nội dung”."],
        "day": ["“Ngày” không phải ngày hợp lệ; nhập như 02/12/2026."],
        "valid": ["“Số phiếu hợp lệ” là 8; không thể lớn hơn 7."],
    }
    assert ("Bản Nủa; 6" in page, 'value="Hà Thị Mai"' in page) == (True, True)


def test_a_form_sent_twice_is_one_draft(clerk: Client) -> None:
    answers = [post(clerk, "write", "letter", **typed("letter"), key="one") for _time in range(2)]
    assert (answers[0]["Location"], Document.objects.count()) == (answers[1]["Location"], 1)


def test_a_draft_is_written_anew_and_must_be_checked_again(
    office: Office, clerk: Client, letter: Document
) -> None:
    actions.check(letter, base_version=1, by=office.cast.clerk, now=NOW)
    assert rewrite(clerk, letter, 2, subject="trả lời Công văn số 5").status_code == 302
    again = office.again(letter)
    assert (again.state, again.subject, again.version) == ("draft", "trả lời Công văn số 5", 3)
    assert Opened(file_of(again)).texts("LetterSubject") == ["V/v trả lời Công văn số 5"]
    assert Wording.objects.get().boxes["subject"] == "trả lời Công văn số 5"


def test_of_two_who_write_the_second_sees_what_differs(
    office: Office, clerk: Client, letter: Document
) -> None:
    assert rewrite(signed_in(office.cast.head), letter, 1, text="Của lãnh đạo.").status_code == 302
    answer = rewrite(clerk, letter, 1, text="Của văn thư.")
    table = answer.context["differing"]
    assert (answer.status_code, table.rows) == (409, [["Nội dung", "Của văn thư.", "Của lãnh đạo."]])
    page = answer.content.decode()
    assert ("Của văn thư.</textarea>" in page, 'name="version" value="2"' in page) == (True, True)
    assert Wording.objects.get().boxes["text"] == "Của lãnh đạo."
    assert rewrite(clerk, letter, 2, text="Của cả hai.").status_code == 302
    assert Wording.objects.get().boxes["text"] == "Của cả hai."


def test_a_preview_of_an_older_page_stays_old(office: Office, clerk: Client, letter: Document) -> None:
    rewrite(signed_in(office.cast.head), letter, 1, text="Của lãnh đạo.")
    page = post(clerk, "rewrite", letter.pk, **typed("letter"), version=1, preview="1").content.decode()
    assert 'name="version" value="1"' in page


def test_another_file_in_its_place_is_told(office: Office, clerk: Client, letter: Document) -> None:
    actions.change(
        letter,
        base_version=1,
        kind="CV",
        subject=letter.subject,
        upload=upload(),
        by=office.cast.clerk,
        now=NOW,
    )
    assert clerk.get(reverse("documents:rewrite", args=[letter.pk])).context["changed"] is True


@pytest.mark.parametrize("broken", [{"form": 2}, {"boxes": ["x"]}, {"writing": "gone"}])
def test_what_a_later_version_kept_is_left_to_its_file(clerk: Client, letter: Document, broken: Any) -> None:
    Wording.objects.update(**broken)
    assert clerk.get(reverse("documents:rewrite", args=[letter.pk])).status_code == 404
    page = clerk.get(reverse("documents:document", args=[letter.pk])).content.decode()
    assert (f"/documents/{letter.pk}/text/" in page, f"/documents/{letter.pk}/change/" in page) == (
        False,
        True,
    )


def test_boxes_that_are_no_text_are_left_aside(letter: Document) -> None:
    Wording.objects.update(boxes={"subject": 5, "text": "Một", "other": "x"})
    opened = queries.opened(letter)
    assert opened is not None
    assert (opened.boxes, queries.letter_of(letter, opened, NOW.date())) == ({"text": "Một"}, None)


def test_who_may_write(office: Office, letter: Document) -> None:
    viewer, neighbour = signed_in(office.cast.viewer), signed_in(office.cast.neighbour)
    addresses = [
        reverse("documents:rewrite", args=[letter.pk]),
        reverse("documents:written", args=[letter.pk]),
    ]
    assert [neighbour.get(one).status_code for one in addresses] == [404, 404]
    assert Client().get(reverse("documents:writings")).status_code == 302
    assert signed_in(office.cast.clerk).get(reverse("documents:write", args=["gone"])).status_code == 404
    codes = [
        viewer.get(reverse("documents:writings")).status_code,
        post(viewer, "write", "letter").status_code,
    ]
    assert codes == [403, 403]


def test_an_issued_document_is_not_written_any_more(office: Office, clerk: Client, letter: Document) -> None:
    actions.check(letter, base_version=1, by=office.cast.clerk, now=NOW)
    office.sign(office.again(letter))
    issued = office.issue(office.again(letter)).document
    assert clerk.get(reverse("documents:rewrite", args=[issued.pk])).status_code == 404
    answer = clerk.get(reverse("documents:written", args=[issued.pk]))
    assert (answer["Content-Type"], answer["Content-Disposition"].partition(";")[0]) == (
        "application/pdf",
        "attachment",
    )


def test_a_number_that_is_kept_stands_in_the_text(office: Office, clerk: Client, letter: Document) -> None:
    actions.reserve(letter.series, document=letter, by=office.cast.clerk, now=NOW)
    assert rewrite(clerk, letter, office.again(letter).version, subject="trả lời").status_code == 302
    assert Opened(file_of(letter)).texts("Number") == ["Số: 01/BCĐ"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            {"authority": "by_order"},
            ["Nhập chức vụ được ký thay, thừa lệnh hoặc thừa ủy quyền, ví dụ Trưởng ban."],
        ),
        ({"authority": "by_order", "for_post": "Chủ tịch"}, []),
        ({"authority": "own"}, []),
    ],
)
def test_a_signature_for_another_names_his_post(office: Office, clerk: Client, more: Any, fault: Any) -> None:
    said = typed("letter", signatory=str(office.signatory.pk), **more)
    answer = post(clerk, "write", "letter", **said)
    told = answer.context["form"].errors.get("for_post", []) if answer.status_code == 422 else []
    assert (answer.status_code, list(told)) == (422 if fault else 302, fault)


def test_a_signatory_of_another_office_is_refused(office: Office, clerk: Client) -> None:
    row = office.signatory
    row.organisation = office.cast.committee_38
    row.save()
    answer = post(clerk, "write", "letter", **typed("letter", signatory=str(row.pk)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["signatory"])


def test_the_form_asks_the_same_queries_for_every_kind(office: Office, clerk: Client) -> None:
    clerk.get(reverse("documents:write", args=["letter"]))
    counts = set()
    for writing in writings():
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("documents:write", args=[writing]))
        counts.add(len(asked))
    assert counts == {8}
