"""Documents written in the form of their kind: from what is typed to a draft with its Word file, and back."""

import io
import zipfile
from typing import Any

import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from phongtrao.documents import actions, queries
from phongtrao.documents.actions import issuing
from phongtrao.documents.models import Content, Document
from phongtrao.documents.rules import BoxSort, kind_of, writings
from phongtrao.documents.tests import files
from phongtrao.documents.tests.office import SIGNED_PDF, Office, upload
from phongtrao.documents.tests.written import SAMPLES, typed
from phongtrao.letters.checking import STATE, check, examined
from phongtrao.letters.docx import write as word
from phongtrao.trail import queries as trail
from tests.cast import NOW, TODAY
from tests.letters.kinds_made import MADE
from tests.letters.opened import Opened
from tests.reading.test_old_office import office_suite

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


def test_each_kind_has_its_kind_in_the_register() -> None:
    assert [one.id for one in writings().values() if kind_of(one.kind) is None] == []
    assert {*MADE} - {*writings()} == {"asking", "reminding", "results", "met_standard"}


HOSTILE = (
    '#panic("x") $x^2$ {{ 7*7 }} {% include "/etc/passwd" %} <w:p>&amp;</w:p> ]]> \\u0041 '
    "{ INCLUDETEXT /etc/passwd } =cmd|' /C calc'!A0 \u202e\u2066abc\u2069 @import <!--x"
)
SHORT = "#x $y$ {{ 7*7 }} {% x %} <b>&amp; \u202e { PAGE } @x"
LINE_BOXES = (BoxSort.LINE, BoxSort.LINES, BoxSort.TEXT)
UNPRINTED = {
    one: {"subject"} for one in ("recognition", "dispatch_slip", "transfer_slip", "notification_slip")
}
NOT_FREE = ("symbol", "partners")


@pytest.mark.parametrize("writing", sorted(SAMPLES))
def test_hostile_words_in_every_box_stay_words(office: Office, clerk: Client, writing: str) -> None:
    free = [one for one in writings()[writing].boxes if one.sort in LINE_BOXES and one.name not in NOT_FREE]
    more = {one.name: HOSTILE if one.most > len(HOSTILE) + 5 else SHORT for one in free}
    if "notes" in more:
        more["notes"] = f"Một: {HOSTILE}"
    if writings()[writing].box("rows"):
        more["rows"] = f"{HOSTILE.replace(';', ',')}; b\n{HOSTILE.replace(';', ',')}; c"
    document = made(clerk, writing, signatory=str(office.signatory.pk), **more)
    content = file_of(document)
    archive = zipfile.ZipFile(io.BytesIO(content))
    xml = archive.read("word/document.xml").decode()
    fields = ("<w:fldSimple", "<w:instrText", "<w:hyperlink", "<w:object", "<w:altChunk")
    assert [name for name in fields if name in xml] == []
    assert all("passwd" not in archive.read(name).decode() for name in archive.namelist() if "rels" in name)
    parts = [archive.read(name).decode().lower() for name in archive.namelist() if name.startswith("word/")]
    asked = {one.name for one in free} - UNPRINTED.get(writing, set())
    assert sum(part.count("{{ 7*7 }}") for part in parts) >= len(asked)
    opened = queries.opened(document)
    assert opened is not None
    letter = queries.letter_of(document, opened, TODAY)
    assert letter is not None
    assert queries.portable(letter).startswith(b"%PDF")


def test_number_and_day_stand_in_the_word_file_once_it_is_issued(office: Office, clerk: Client) -> None:
    document = made(clerk)
    drafted = file_of(document)
    actions.check(document, base_version=document.version, by=office.cast.clerk, now=NOW)
    office.sign(office.again(document), SIGNED_PDF)
    page = clerk.post(
        reverse("documents:issue", args=[document.pk]),
        {"version": office.again(document).version, "issued_on": TODAY.isoformat(), "key": "i"},
        follow=True,
    )
    assert "type number and day into it" not in page.content.decode()
    head = {style: text for style, text in Opened(file_of(document)).lines if text}
    assert (head["Number"], drafted != file_of(document)) == ("Số: 01/BCĐ", True)
    day = f"ngày {TODAY.day:02d} tháng {TODAY.month} năm {TODAY.year}"
    assert [text for text in head.values() if text.endswith(day)] != []
    kept = [content.file.digest for content in queries.contents(document)]
    assert (len(kept), queries.unprinted(queries.contents(document))) == (3, False)
    assert [row.action for row in trail.of_record(document.record)][-2:] == [
        "document issued",
        "number printed",
    ]


def test_a_plan_without_sections_has_its_clauses_on_the_decrees_level(clerk: Client) -> None:
    made(
        clerk,
        "plan",
        chapters="1. Mục đích\nNâng cao nhận thức.\na) Yêu cầu\n2. Nội dung\nTổ chức tuyên truyền.",
    )
    written = file_of(Document.objects.get())
    heads = [line for line in Opened(written).lines if line[0].startswith("Heading")]
    assert heads == [("Heading3", "1. Mục đích"), ("Heading4", "a) Yêu cầu"), ("Heading3", "2. Nội dung")]
    assert {fault.code for fault in check(written)} <= {"signature.missing", "annex.mentioned"}


def test_the_same_press_prints_once_and_a_file_without_a_box_is_told(office: Office, clerk: Client) -> None:
    document = made(clerk)
    actions.check(document, base_version=document.version, by=office.cast.clerk, now=NOW)
    office.sign(office.again(document), SIGNED_PDF)
    for _press in range(2):
        actions.issue(
            document,
            base_version=office.again(document).version if not _press else 3,
            issued_on=TODAY,
            key="same",
            by=office.cast.clerk,
            now=NOW,
        )
    assert len(queries.contents(document)) == 3
    other = office.signed(upload=upload("bao-cao.docx", files.typed("BÁO CÁO")))
    page = clerk.post(
        reverse("documents:issue", args=[other.pk]),
        {"version": other.version, "issued_on": TODAY.isoformat(), "key": "o"},
        follow=True,
    )
    assert "Tệp Word không có ô nào chờ số" in page.content.decode()
    assert queries.unprinted(queries.contents(other))


def printed(client: Client, document: Document, version: int) -> str:
    page = reverse("documents:printing", args=[document.pk])
    return client.post(page, {"version": version}, follow=True).content.decode()


def test_a_number_that_was_not_printed_is_printed_later(
    office: Office, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends between the issue and the printing."""
    document = made(clerk)
    actions.check(document, base_version=document.version, by=office.cast.clerk, now=NOW)
    office.sign(office.again(document), SIGNED_PDF)
    with monkeypatch.context() as ended:
        ended.setattr(issuing, "print_number", lambda *_row, **_said: None)
        office.issue(office.again(document))
    page = reverse("documents:document", args=[document.pk])
    button = reverse("documents:printing", args=[document.pk])
    assert button in clerk.get(page).content.decode()
    version = office.again(document).version
    assert "đã sửa văn bản này" in printed(clerk, document, version - 1)
    for _press in range(2):
        assert button not in printed(clerk, document, version)
    assert len(queries.contents(document)) == 3
    assert [row.action for row in trail.of_record(document.record)].count("number printed") == 1


def test_a_file_that_is_no_document_says_so(office: Office, clerk: Client) -> None:
    issued = office.issued()
    assert "Không đọc được tệp Word" in printed(clerk, issued, issued.version)


def test_a_file_with_boxes_of_unknown_bodies_says_so_whenever_it_is_asked(
    office: Office, clerk: Client
) -> None:
    boxes = files.typed("Số:      /CTr-A", "Số:      /CTr-B")
    issued = office.issued(upload=upload("ke-hoach.docx", boxes))
    for _press in range(2):
        assert "có nhiều ô chờ số" in printed(clerk, issued, issued.version)
    for officer, seen in ((office.cast.viewer, False), (office.cast.clerk, True)):
        client = Client()
        client.force_login(officer)
        shown = client.get(reverse("documents:document", args=[issued.pk])).content.decode()
        assert "chưa mang số và ngày ban hành" in shown
        assert (reverse("documents:printing", args=[issued.pk]) in shown) is seen
    withdrawn = office.draft()
    assert "đã ban hành và còn hiệu lực" in printed(clerk, withdrawn, withdrawn.version)


@office_suite
def test_a_filed_word_document_is_printed_as_pdf(office: Office, clerk: Client) -> None:
    document = made(clerk)
    page = clerk.get(reverse("documents:document", args=[document.pk])).content.decode()
    address = reverse("documents:file-as-pdf", args=[document.pk, 1])
    assert f'href="{address}"' in page
    answer = clerk.get(address)
    text = " ".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(text.split())
    other = Client()
    other.force_login(office.cast.neighbour)
    assert other.get(address).status_code == 404


def test_without_libreoffice_no_pdf_is_offered(
    office: Office, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made(clerk)
    monkeypatch.setenv("PATH", "/nonexistent")
    address = reverse("documents:file-as-pdf", args=[document.pk, 1])
    assert address not in clerk.get(reverse("documents:document", args=[document.pk])).content.decode()
    assert "LibreOffice" in clerk.get(address, follow=True).content.decode()
    office.sign(office.checked("Khác"), SIGNED_PDF)
    scan = Content.objects.filter(signed=True)[0]
    assert (
        clerk.get(reverse("documents:file-as-pdf", args=[scan.document_id, scan.sequence])).status_code == 404
    )
