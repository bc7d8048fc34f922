"""The layout of any Word file, of a draft's text, and the head of an office as a picture."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents import queries
from phongtrao.documents.models import Signatory
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


BODY = "TM. BAN CHỈ ĐẠO XÃ PÙ LUÔNG"


@pytest.mark.parametrize(
    ("authority", "post", "lines"),
    [
        (Authority.OWN, "Trưởng phòng", ("TRƯỞNG PHÒNG",)),
        (Authority.ACTING, "Trưởng phòng", ("Q. TRƯỞNG PHÒNG",)),
        (Authority.FOR, "Phó Trưởng phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        (Authority.FOR, "Ủy viên Thường trực", ("KT. TRƯỞNG BAN", "ỦY VIÊN THƯỜNG TRỰC")),
        (Authority.BY_ORDER, "Chánh Văn phòng", ("TL. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG")),
        (Authority.BY_AUTHORISATION, "Ủy viên", ("TUQ. TRƯỞNG BAN", "ỦY VIÊN")),
        (Authority.ON_BEHALF, "Trưởng ban", (BODY, "TRƯỞNG BAN")),
        (Authority.ON_BEHALF, "Phó Trưởng ban", (BODY, "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        (Authority.ON_BEHALF, "Ủy viên", (BODY, "ỦY VIÊN")),
    ],
)
def test_the_signers_own_post_stands_below_the_one_for_whom_he_signs(
    office: Office, authority: Authority, post: str, lines: tuple[str, ...]
) -> None:
    """The office's only other signatory is its head."""
    assert office.signatory.post == "Trưởng ban"
    signatory = Signatory(name="Lê Thị C", post=post, authority=authority.value)
    [signed] = queries.frame_of(office.cast.committee_pu_luong, TODAY, signatory=signatory).signatures
    assert (*signed.authority, *signed.posts) == lines


def test_where_the_head_is_not_known_his_post_stays_blank(office: Office) -> None:
    signatory = Signatory(name="Lê Thị C", post="Chánh Văn phòng", authority=Authority.BY_ORDER.value)
    [signed] = queries.frame_of(office.cast.committee_pu_luong, TODAY, signatory=signatory).signatures
    assert (*signed.authority, *signed.posts) == ("TL. …………", "CHÁNH VĂN PHÒNG")
