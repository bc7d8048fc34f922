"""The signed paper is filed, compared with the data, chased apart; the report as Word, the receipt as PDF."""

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.actions import set_letterhead
from phongtrao.documents.rules import Profile
from phongtrao.documents.tests.files import png
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.letters.docx import write
from phongtrao.letters.report import compose
from phongtrao.people.models import Officer
from phongtrao.reports import access, actions, queries
from phongtrao.reports.models import Report, SignedPaper
from phongtrao.reports.rules import State
from phongtrao.reports.rules.paper_text import text_of
from phongtrao.reports.tests.stage import Stage
from phongtrao.trail.models import Row
from tests.cast import NOW
from tests.letters.opened import Opened

pytestmark = pytest.mark.django_db
SIGNED = date(2026, 11, 18)
WORD_NAME = "bao-cao-da-ky.docx"


def own_word(stage: Stage) -> bytes:
    report = stage.report()
    return write(compose(queries.own_report(report, report.draft)))


def upload(content: bytes, name: str = WORD_NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def file(
    stage: Stage, content: bytes | None = None, *, by: Officer | None = None, **typed: Any
) -> SignedPaper:
    said = {"number": 5, "symbol": "BC-BCĐ", "signed_on": SIGNED, **typed}
    content = own_word(stage) if content is None else content
    name = said.pop("name", WORD_NAME)
    return actions.file_paper(
        stage.report(), upload(content, name), by=by or stage.cast.clerk, now=NOW, **said
    )


def begin(stage: Stage) -> Report:
    return stage.save({"propaganda_sessions": "42", "propaganda_participants": "hơn 40.000"})


def test_its_word_bears_the_offices_own_layout_of_the_day_of_signing(stage: Stage) -> None:
    begin(stage)
    client = Client()
    client.force_login(stage.cast.clerk)

    def drawn() -> list[tuple[str, str]]:
        opened = Opened(client.get(reverse("reports:word", args=[stage.report().pk])).content)
        return [line for line in opened.lines if line[0] in ("Issuer", "Number", "PlaceDate", "Recipient")]

    for day, issuer in ((SIGNED, "Ban Chỉ đạo phong trào"), (date(2026, 11, 19), "Ban Chỉ đạo sau này")):
        set_letterhead(
            stage.cast.committee_pu_luong,
            valid_from=day,
            superior="",
            issuer=issuer,
            abbreviation="BCĐPT",
            place="Phố Đoàn",
            profile=Profile.STATE,
            recipients=["Đảng ủy xã"],
            by=stage.cast.clerk,
            now=NOW,
        )
    later = ("Issuer", "BAN CHỈ ĐẠO SAU NÀY")
    assert drawn() == [
        later,
        ("Number", "Số:       /BC-BCĐPT"),
        ("PlaceDate", "Phố Đoàn, ngày      tháng      năm      "),
        ("Recipient", "- Như trên;"),
        ("Recipient", "- Đảng ủy xã;"),
        ("Recipient", "- Lưu: VT."),
    ]
    file(stage)
    assert drawn()[0] == ("Issuer", "BAN CHỈ ĐẠO PHONG TRÀO")


# Actions ----------------------------------------------------------------------------------------------------


def test_a_year_asks_for_the_paper(stage: Stage) -> None:
    assert stage.request.needs_paper is True


def test_figures_without_paper_wait_until_it_is_filed(stage: Stage) -> None:
    begin(stage)
    assert stage.report().waits_for_paper is False
    stage.send()
    assert stage.report().waits_for_paper is True
    stage.accept()
    assert stage.report().waits_for_paper is True
    paper = file(stage)
    report = stage.report()
    assert (report.waits_for_paper, report.paper, str(paper)) == (False, paper, "05/BC-BCĐ")


def test_it_may_come_before_the_figures_are_sent(stage: Stage) -> None:
    begin(stage)
    file(stage)
    stage.send()
    assert stage.report().waits_for_paper is False


def test_a_newer_paper_replaces_and_all_are_kept(stage: Stage) -> None:
    begin(stage)
    first, second = file(stage), file(stage, number=6)
    assert stage.report().paper == second
    assert list(access.papers(stage.cast.clerk, stage.report())) == [second, first]


def test_the_trail_tells_it(stage: Stage) -> None:
    begin(stage)
    file(stage)
    row = Row.objects.filter(record=stage.report().record).latest("pk")
    assert (row.action, row.officer) == ("signed paper filed", stage.cast.clerk.trail_name)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"symbol": "<b>"}, "ký hiệu"),
        ({"number": 0}, "số nguyên"),
        ({"number": 100_000}, "số nguyên"),
        ({"signed_on": date(2026, 11, 21)}, "tương lai"),
        ({"signed_on": date(2025, 1, 1)}, "trước khi kỳ"),
        ({"name": "so-lieu.xlsx"}, "PDF"),
        ({"name": "khong-co-duoi"}, "PDF"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    stage: Stage, typed: dict[str, Any], says: str
) -> None:
    begin(stage)
    with pytest.raises(Refused, match=says):
        file(stage, **typed)
    assert SignedPaper.objects.count() == 0


def test_a_broken_file_is_refused(stage: Stage) -> None:
    begin(stage)
    with pytest.raises(Refused, match="bị hỏng"):
        file(stage, b"PK\x03\x04 nothing")


def test_nothing_is_filed_before_something_was_filled_in(stage: Stage) -> None:
    with pytest.raises(Conflict):
        file(stage, b"x")


def test_only_the_own_officers_file(stage: Stage) -> None:
    begin(stage)
    with pytest.raises(Refused):
        file(stage, by=stage.cast.province_head)


def test_whoever_decides_looks_at_a_new_paper_first(stage: Stage) -> None:
    begin(stage)
    sent = stage.send()
    seen = stage.report().version
    file(stage)
    with pytest.raises(Conflict):
        actions.accept(sent.report, base_version=seen, by=stage.cast.province_head, now=NOW)


# Pages ------------------------------------------------------------------------------------------------------


def test_the_clerk_downloads_files_and_sees_that_all_agrees(client: Client, stage: Stage) -> None:
    begin(stage)
    client.force_login(stage.cast.clerk)
    number = stage.report().pk
    word = client.get(reverse("reports:word", args=[number]))
    assert word["Content-Type"].endswith("wordprocessingml.document")
    assert "Số liệu báo cáo".upper() in text_of("docx", word.content)["text"]
    page = reverse("reports:papers", args=[number])
    sent = {
        "number": "05",
        "symbol": "05/bc-bcđ",
        "signed_on": "2026-11-18",
        "file": upload(word.content),
    }
    assert client.post(page, sent)["Location"] == page
    said = client.get(page).content.decode()
    assert "05/BC-BCĐ" in said and "pt-message--success" in said
    kept = client.get(reverse("reports:paper-file", args=[number, 1]))
    assert b"".join(kept.streaming_content) == word.content


def test_the_own_report_as_pdf_says_what_the_word_file_says(client: Client, stage: Stage) -> None:
    begin(stage)
    client.force_login(stage.cast.clerk)
    answer = client.get(reverse("reports:pdf", args=[stage.report().pk]))
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert answer["Content-Type"] == "application/pdf"
    assert "toàn xã đã tổ chức 42 buổi tuyên truyền với hơn 40.000 lượt người tham gia" in text


def test_what_was_typed_stays_when_it_is_refused(client: Client, stage: Stage) -> None:
    begin(stage)
    client.force_login(stage.cast.clerk)
    page = reverse("reports:papers", args=[stage.report().pk])
    answer = client.post(page, {"number": "năm", "symbol": "BC-BCĐ", "signed_on": "2026-11-18"})
    said = answer.content.decode()
    assert (answer.status_code, 'value="năm"' in said, "Gõ số của văn bản" in said) == (422, True, True)


def test_a_difference_is_shown_before_it_is_accepted(client: Client, stage: Stage) -> None:
    begin(stage)
    paper = own_word(stage)
    stage.save({"propaganda_sessions": "43", "propaganda_participants": "hơn 40.000"})
    stage.send()
    file(stage, paper)
    client.force_login(stage.cast.province_head)
    said = client.get(reverse("reports:submission", args=[stage.report().pk, 1])).content.decode()
    found = queries.compared(stage.report(), stage.report().paper, stage.report().draft)
    assert [(one.printed.number, one.said) for one in found.different] == [("43", "42")]
    assert "Văn bản ký khác số liệu" in said and said.index("Buổi tuyên truyền buổi 42") > 0


def test_a_scan_says_that_the_eye_must_compare(client: Client, stage: Stage) -> None:
    begin(stage)
    stage.send()
    file(stage, png(), name="scan.png")
    client.force_login(stage.cast.province_head)
    said = client.get(reverse("reports:papers", args=[stage.report().pk])).content.decode()
    assert "bản quét" in said and "hơn 40.000 lượt người" in said


def test_those_above_see_no_paper_of_a_draft_and_strangers_nothing(client: Client, stage: Stage) -> None:
    begin(stage)
    file(stage)
    number = stage.report().pk
    doors = [
        reverse("reports:papers", args=[number]),
        reverse("reports:paper-file", args=[number, 1]),
        reverse("reports:word", args=[number]),
        reverse("reports:pdf", args=[number]),
    ]
    client.force_login(stage.cast.province_head)
    assert [client.get(door).status_code for door in doors] == [200, 404, 404, 404]
    assert "05/BC-BCĐ" not in client.get(doors[0]).content.decode()
    client.force_login(stage.cast.neighbour)
    assert [client.get(door).status_code for door in doors] == [404] * 4


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_the_same_however_many_papers(client: Client, stage: Stage, times: int) -> None:
    begin(stage)
    for number in range(times):
        file(stage, number=number + 1)
    client.force_login(stage.cast.clerk)
    page = reverse("reports:papers", args=[stage.report().pk])
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) == 8


def test_the_missing_paper_is_marked_counted_and_chased(client: Client, stage: Stage) -> None:
    begin(stage)
    stage.send()
    client.force_login(stage.cast.province_head)
    board = reverse("reports:request", args=[stage.request.pk])
    rows = client.get(board, {"state": "without_paper"}).context["rows"]
    assert [row["unit"].name for row in rows] == ["Ban Chỉ đạo xã Pù Luông"]
    assert queries.counts([stage.request], now=NOW)[stage.request.pk].unsigned == 1
    client.force_login(stage.cast.clerk)
    assert f'href="{reverse("reports:papers", args=[stage.report().pk])}"' in client.get("/").content.decode()
    file(stage)
    assert queries.counts([stage.request], now=NOW)[stage.request.pk].unsigned == 0
    assert stage.report().state == State.SUBMITTED


def test_the_receipt_is_one_sheet_with_its_reference(client: Client, stage: Stage) -> None:
    begin(stage)
    sent = stage.send()
    client.force_login(stage.cast.head)
    door = reverse("reports:receipt-file", args=[sent.report_id, 1])
    answer = client.get(door)
    assert (answer["Content-Type"], client.get(door).content) == ("application/pdf", answer.content)
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    said = " ".join(document[0].get_textpage().get_text_range().split())
    assert len(document) == 1 and sent.receipt in said and "Ban Chỉ đạo xã Pù Luông" in said
    client.force_login(stage.cast.neighbour)
    assert client.get(door).status_code == 404
