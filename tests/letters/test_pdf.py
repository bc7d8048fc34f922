"""The PDF against the Word file: both are drawn from the same sheets and say the same."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from phongtrao.letters.document import Document, Issuer, Paragraph, Run
from phongtrao.letters.docx import write as write_docx
from phongtrao.letters.layout import LOOKS
from phongtrao.letters.pdf.letter import write
from tests.letters import kinds
from tests.letters.made import letter
from tests.letters.opened import Opened
from tests.letters.test_text import HOSTILE

INVISIBLE = re.compile("[\\s\u00a0\u200b\u202a-\u202e\ufffe\ufeff]+")
"""pdfium writes U+FFFE for a mark that it does not show."""


TOP_MARGIN = 25 * 72 / 25.4  # points


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def tops(content: bytes) -> list[str]:
    """What stands in the top margins."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded(bottom=page.get_height() - TOP_MARGIN) for page in document]


def below(content: bytes) -> str:
    """All but what stands in the top margins."""
    document = pypdfium2.PdfDocument(content)
    inside = (page.get_textpage().get_text_bounded(top=page.get_height() - TOP_MARGIN) for page in document)
    return bare("".join(inside))


def bare(text: str) -> str:
    return INVISIBLE.sub("", text)


def word(document: Document) -> str:
    """The Word file's text in the order of the page: the head's row by row, as a reader sees it."""
    return bare("".join(text for _style, text in Opened(write_docx(document)).lines))


def portable(document: Document) -> str:
    """The PDF's text without what stands in its margins."""
    return below(write(replace(document, contact="")))


@pytest.mark.parametrize("kind", sorted(kinds.ALL))
def test_both_files_say_the_same(kind: str) -> None:
    document = kinds.ALL[kind]
    assert portable(document) == word(document)


def test_number_and_day_keep_their_distance_from_the_line_above() -> None:
    """As in the Word file, whose number has 6 points above it."""

    def top(content: bytes, words: str) -> float:
        with pypdfium2.PdfDocument(content) as opened:
            text = opened[0].get_textpage()
            index, count = text.search(words).get_next()
            return max(text.get_charbox(at, loose=True)[3] for at in range(index, index + count))

    drawn = write(letter(issuers=(Issuer("A", "B"),)))
    below_the_motto = top(drawn, "Độc lập") - top(drawn, "Số:")
    assert below_the_motto > LOOKS["Motto"].size + LOOKS["Number"].before


@pytest.mark.parametrize("times", [1, 8])
def test_the_line_of_contact_stands_whole_on_the_first_page(times: int) -> None:
    """Too long for the bottom margin it takes its room from the text."""
    contact = "Số 17 đường Hạc Thành, tỉnh Thanh Hóa; " * times + "hết."
    body = (Paragraph((Run("Thực hiện nhiệm vụ năm."),)),) * 60
    with pypdfium2.PdfDocument(write(letter(contact=contact, body=body))) as opened:
        read = (page.get_textpage().get_text_bounded() for page in list(opened)[:2])
        first, later = (" ".join(text.split()) for text in read)
    assert (first.count("Hạc Thành"), "hết." in first, "Hạc Thành" in later) == (times, True, False)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_only_text(typed: str) -> None:
    found, wanted = below(write(letter(body=(Paragraph((Run(typed),)),)))), bare(typed)
    turned = wanted[::-1] if "\u202e" in typed else wanted  # as its own mark turns it
    assert found.count(turned) == 1


def test_a_table_repeats_its_head_on_every_page() -> None:
    found = pages(write(letter(body=(kinds.rows(200),))))
    assert len(found) == 5
    assert [page.count("Tên khu dân cư") for page in found] == [1] * 5


def test_the_page_number_stands_on_top_from_page_two_and_starts_again_in_an_annex() -> None:
    long = letter(body=(kinds.rows(60),), annexes=kinds.REPORT.annexes)
    assert [top.strip() for top in tops(write(long))] == ["", "2", "", ""]


def test_marks_and_the_contact_line_stand_in_the_margins() -> None:
    first, *others = pages(write(replace(kinds.OFFICIAL_LETTER, marks=("MẪU",), body=(kinds.rows(60),))))
    contact = kinds.OFFICIAL_LETTER.contact
    assert (first.count("MẪU"), first.count(contact)) == (1, 1)
    assert [(page.count("MẪU"), page.count(contact)) for page in others] == [(1, 0)] * len(others)


def test_the_same_document_is_the_same_file_and_says_who_issued_it() -> None:
    first = write(kinds.REPORT)
    metadata = pypdfium2.PdfDocument(first).get_metadata_dict()
    assert first == write(replace(kinds.REPORT))
    assert (metadata["Title"], metadata["Author"]) == ("Báo cáo Kết quả công tác năm 2021", "Ban Chỉ đạo 138")
    assert write(kinds.REPORT, at=datetime(2026, 1, 1, tzinfo=UTC)) != first


def test_headings_are_bookmarks() -> None:
    found = [one.get_title() for one in pypdfium2.PdfDocument(write(kinds.REPORT)).get_toc()]
    assert found == [
        "Phần I TÌNH HÌNH, KẾT QUẢ",
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "2. Tuyên truyền",
        "đ) Trên hệ thống truyền thanh",
        "Phụ lục I",
        "Phụ lục II",
    ]


def test_a_word_longer_than_any_line_is_broken_inside_the_page() -> None:
    document = pypdfium2.PdfDocument(write(letter(body=(Paragraph((Run("a" * 5000),)),))))
    edges = [right for page in document for _left, _bottom, right, _top in boxes(page)]
    assert max(edges) <= (210 - 20) * 72 / 25.4 + 1


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    text = page.get_textpage()
    return [text.get_charbox(at) for at in range(text.count_chars())]
