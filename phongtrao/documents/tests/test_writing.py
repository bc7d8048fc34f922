"""Documents written in the form of their kind: from what is typed to a draft with its Word file, and back."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from phongtrao.documents import queries
from phongtrao.documents.models import Content, Document
from phongtrao.documents.rules import writings
from phongtrao.documents.tests.office import Office
from phongtrao.documents.tests.written import SAMPLES, typed
from phongtrao.letters.checking import STATE, examined
from phongtrao.letters.docx import write as word
from phongtrao.trail import queries as trail
from tests.cast import TODAY
from tests.letters.opened import Opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(office: Office) -> Client:
    client = Client()
    client.force_login(office.cast.clerk)
    return client


def post(client: Client, name: str, /, *args: Any, **data: Any) -> HttpResponse:
    return client.post(reverse(f"documents:{name}", args=args), data)  # type: ignore[return-value]


def file_of(document: Document) -> bytes:
    content = Content.objects.filter(document=document).select_related("file").order_by("-sequence")[0]
    return queries.path_of(content.file.digest).read_bytes()


def made(client: Client, writing: str = "letter", **more: str) -> Document:
    answer = post(client, "write", writing, **typed(writing, **more), key="k")
    assert answer.status_code == 302, answer.content.decode()
    return Document.objects.get(pk=int(answer["Location"].split("/")[2]))


def test_every_kind_is_offered_with_its_sentence(clerk: Client) -> None:
    page = clerk.get(reverse("documents:writings")).content.decode()
    told = [(one.vi in page, one.says_vi in page) for one in writings().values()]
    assert (set(SAMPLES), told) == (set(writings()), [(True, True)] * len(writings()))


@pytest.mark.parametrize("writing", sorted(SAMPLES))
def test_a_draft_of_every_kind_breaks_nothing_of_the_layout(
    office: Office, clerk: Client, writing: str
) -> None:
    signatory = str(office.signatory.pk) if writings()[writing].box("signatory") else ""
    document = made(clerk, writing, signatory=signatory)
    assert [fault.code for fault in examined(file_of(document), STATE)] == []
    assert (document.kind, document.state) == (writings()[writing].kind, "draft")
    [act] = trail.of_record(document.record)
    assert act.action == "document drafted"


@pytest.mark.parametrize("writing", sorted(SAMPLES))
def test_a_form_opens_again_as_it_was_typed(clerk: Client, writing: str) -> None:
    document = made(clerk, writing)
    opened = queries.opened(document)
    assert opened is not None
    assert opened.boxes == {name: text for name, text in SAMPLES[writing].items() if text}
    page = clerk.get(reverse("documents:rewrite", args=[document.pk]))
    assert (page.status_code, page.context["changed"]) == (200, False)
    letter = queries.letter_of(document, opened, TODAY)
    assert letter is not None
    assert word(letter) == file_of(document)


def test_a_letter_says_what_was_typed(office: Office, clerk: Client) -> None:
    document = made(clerk, signatory=str(office.signatory.pk), urgency="HỎA TỐC")
    file = Opened(file_of(document))
    assert (document.subject, document.written.strip(), document.addressees) == (
        "đề nghị gửi báo cáo kết quả Ngày hội",
        "/BCĐ",
        ["Các thôn, bản"],
    )
    assert file.texts("LetterSubject") == ["V/v đề nghị gửi báo cáo kết quả Ngày hội"]
    assert file.texts("Body") == ["Ngày hội đã được tổ chức.", "Đề nghị báo cáo trước ngày 25 tháng 11./."]
    assert file.texts("Authority") == ["TM. BAN CHỈ ĐẠO XÃ PÙ LUÔNG", "TRƯỞNG BAN"]
    assert file.texts("Signer") == ["Lê Văn Sơn"]
    assert "HỎA TỐC" in [text for _style, text in file.lines]
