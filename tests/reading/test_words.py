"""Every reason and every place has its words."""

import re
from pathlib import Path

import pytest

from phongtrao.core.sandbox import Crashed, TooSlow, Unfit
from phongtrao.kit.file_words import notes, unread, where
from phongtrao.reading.files import Document, FileKind, Note, Place

ROOT = Path(__file__).resolve().parents[2] / "phongtrao/reading"
CODES = {
    code
    for path in ROOT.rglob("*.py")
    for code in re.findall(r'Unfit\("(\w+)"', path.read_text(encoding="utf-8"))
}


def test_every_reason_of_the_reader_has_a_sentence_of_its_own() -> None:
    details = {"pages": 600, "most": 500, "newer": "docx"}
    fallback = unread(Crashed("x"))
    assert (
        sorted(
            code for code in CODES - {"damaged", "unreadable"} if unread(Unfit(code, **details)) == fallback
        )
        == []
    )
    assert unread(TooSlow("x")) == fallback


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(0, 1, sheet="BC", cell="B5"), "trang tính BC, ô B5"),
        (Place(0, 1, part="table", table=1, row=2, column=3), "bảng 1, dòng 2, cột 3"),
        (Place(0, 1, page=2, line=14), "trang 2, dòng 14"),
        (Place(0, 1, page=2, line=14, scanned=True), "trang 2, dòng 14, từ bản quét"),
        (Place(0, 1, part="header"), "đầu trang"),
        (Place(0, 1, part="footnote", paragraph=2), "chú thích 2"),
        (Place(0, 1, paragraph=3), "đoạn 3"),
        (Place(0, 1, line=7), "dòng 7"),
        (None, ""),
    ],
)
def test_a_place_in_words(place: Place | None, words: str) -> None:
    assert where(place) == words


def test_every_note_has_its_words() -> None:
    document = Document(FileKind.PDF, "", (), "tcvn3", frozenset(Note), (2, 3))
    assert len(set(notes(document))) == len(Note)
