"""The receipt as a PDF: what it says, and that the same receipt is the same file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from phongtrao.letters.pdf.receipt import Receipt, write

RECEIPT = Receipt(
    language="vi",
    title="Biên nhận báo cáo",
    code_name="Số biên nhận",
    code="BC26-7F3K-9Q2M",
    lines=(("Đơn vị", "Ban Chỉ đạo xã Pù Luông"), ("Thời điểm gửi", "10:00 ngày 20/11/2026")),
    note="Số liệu được giữ nguyên như khi gửi.",
    address="http://127.0.0.1:8000/reports/1/submissions/1/receipt/",
    address_name="Quét mã để mở biên nhận",
    at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC),
)


def text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return document[0].get_textpage().get_text_bounded().replace("\r\n", "\n")


def test_it_says_its_reference_and_each_line() -> None:
    said = text(write(RECEIPT))
    assert [word for word in ("BIÊN NHẬN BÁO CÁO", RECEIPT.code, RECEIPT.note) if word not in said] == []
    assert [piece for line in RECEIPT.lines for piece in line if piece not in said] == []


def test_the_same_receipt_is_the_same_file() -> None:
    assert write(RECEIPT) == write(replace(RECEIPT))


def test_another_moment_or_word_is_another_file() -> None:
    first = write(RECEIPT)
    assert write(replace(RECEIPT, at=RECEIPT.at + timedelta(seconds=1))) != first
    assert write(replace(RECEIPT, code="BC26-7F3K-9Q2N")) != first


@pytest.mark.parametrize("typed", ['#read("/etc/passwd")', "$x$ *b* _i_ @ref <l>", '"\\u{1}', "a\nb"])
def test_what_is_typed_is_only_text(typed: str) -> None:
    said = text(write(replace(RECEIPT, lines=(("Đơn vị", typed),))))
    assert "".join(typed.split()) in "".join(said.split())


def test_it_has_only_the_font_that_is_shipped() -> None:
    assert b"Tinos" in write(RECEIPT)
    assert b"Libertinus" not in write(RECEIPT)
