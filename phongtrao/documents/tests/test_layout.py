"""The layout of any Word file, of a draft's text, and the head of an office as a picture."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents import queries
from phongtrao.documents.rules import Authority, Profile
from phongtrao.documents.tests.files import office as damaged
from phongtrao.documents.tests.files import pdf
from phongtrao.documents.tests.office import Office, upload
from phongtrao.letters.document import Document as Letter
from phongtrao.letters.document import Paragraph, Run
from phongtrao.letters.docx import write
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


def letter(office: Office) -> Letter:
    frame = queries.frame_of(office.cast.committee_pu_luong, TODAY, signatory=office.signatory, number=5)
    return frame.document("plan", "Tổ chức ngày hội", (Paragraph((Run("Thực hiện nhiệm vụ năm."),)),))


@pytest.fixture
def clerk(office: Office) -> Client:
    client = Client()
    client.force_login(office.cast.clerk)
    return client


def test_the_offices_frame_is_the_head_of_its_letters(office: Office) -> None:
    drawn = letter(office)
    [issuer], [signed] = drawn.issuers, drawn.signatures
    assert (issuer.above, issuer.name, drawn.number_and_symbol, drawn.issue_place) == (
        "Ủy ban nhân dân xã Pù Luông",
        "Ban Chỉ đạo xã Pù Luông",
        "05/KH-BCĐ",
        "Pù Luông",
    )
    assert (signed.authority, signed.posts, signed.name) == (
        ("TM. BAN CHỈ ĐẠO XÃ PÙ LUÔNG",),
        ("TRƯỞNG BAN",),
        "Lê Văn Sơn",
    )


def test_what_the_engine_writes_for_an_office_has_no_fault(office: Office, clerk: Client) -> None:
    document = office.draft(upload=upload("ke-hoach.docx", write(letter(office))))
    looked = queries.looked_at(write(letter(office)), Profile.STATE)
    assert (looked.breaks, looked.refused) == (0, "")
    page = clerk.get(reverse("documents:layout", args=[document.pk])).content.decode()
    assert "Nghị định 30/2020/NĐ-CP" in page


def test_faults_are_told_with_their_articles(clerk: Client, office: Office) -> None:
    wrong = queries.frame_of(office.cast.committee_pu_luong, date(2026, 1, 1)).document("plan", "", ())
    answer = clerk.post(
        reverse("documents:checking"), {"profile": "state", "file": upload("a.docx", write(wrong))}
    )
    page = answer.content.decode()
    assert (answer.status_code, "Phụ lục I" in page) == (200, True)


@pytest.mark.parametrize(("name", "content"), [("a.docx", damaged()), ("a.docx", pdf()), ("a.docx", b"x")])
def test_a_file_that_is_no_word_file_is_refused_in_words(clerk: Client, name: str, content: bytes) -> None:
    answer = clerk.post(reverse("documents:checking"), {"profile": "state", "file": upload(name, content)})
    assert (answer.status_code, "govuk-error-summary" in answer.content.decode()) == (422, True)


def test_a_text_that_is_no_word_file_has_no_page(office: Office, clerk: Client) -> None:
    document = office.draft(upload=upload("a.pdf"))
    assert clerk.get(reverse("documents:layout", args=[document.pk])).status_code == 404


def test_the_head_is_shown_as_a_picture(clerk: Client) -> None:
    answer = clerk.get(reverse("documents:letterhead-picture"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("image/png", "inline")
    assert answer.content.startswith(PNG)


@pytest.mark.parametrize(
    ("authority", "posts"),
    [
        (Authority.FOR, ("KT. TRƯỞNG BAN",)),
        (Authority.BY_ORDER, ("TL. TRƯỞNG BAN",)),
        (Authority.OWN, ("TRƯỞNG BAN",)),
    ],
)
def test_the_authority_stands_before_the_post(
    office: Office, authority: Authority, posts: tuple[str, ...]
) -> None:
    signatory = office.signatory
    signatory.authority = authority.value
    [signed] = queries.frame_of(office.cast.committee_pu_luong, TODAY, signatory=signatory).signatures
    assert (signed.authority, signed.posts) == ((), posts)
