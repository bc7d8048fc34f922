"""Any text goes into a document and comes out as it went in."""

import unicodedata
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.letters.document import Column, Issuer, Paragraph, Row, Run, Table
from phongtrao.letters.docx import write
from phongtrao.letters.text import clean, closed, lowered, paragraphs, sentence, shortened
from tests.letters.made import letter
from tests.letters.opened import Opened

ANYTHING = st.text(st.characters(), max_size=60)
WRITABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=60)
HOSTILE = [
    "</w:t></w:r><w:p/>",
    "&amp; &lt; ]]> <!-- -->",
    '{ INCLUDETEXT "secret.txt" }',
    '{{ 7 * 7 }} {% raw %} #import "x"',
    "=1+1",
    "\u202eđảo ngược\u202c",
    "a" * 5000,
    "  hai khoảng trắng  ",
]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ra mắt tổ tự quản.", "Ra mắt tổ tự quản."),
        ("Ra mắt tổ tự quản, nhân rộng", "Ra mắt tổ tự quản…"),
        ("a" * 30, "a" * 20 + "…"),
        ("", ""),
    ],
)
def test_a_long_text_is_known_by_its_first_words(text: str, short: str) -> None:
    assert shortened(text, 20) == short


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ho\u0300a", "Hòa"),
        ("một\tdòng\r\nhai", "một dòng hai"),
        ("ẩn\x00\x08\x7f\x9f đi", "ẩn đi"),
        ("nửa\ud800 đôi", "nửa đôi"),
        ("không\ufffe\U0001ffff phải chữ", "không phải chữ"),
    ],
)
def test_what_no_document_can_hold_is_left_out(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@given(WRITABLE)
def test_a_text_without_controls_is_only_composed(typed: str) -> None:
    assert clean(typed) == unicodedata.normalize("NFC", typed)


@given(ANYTHING, ANYTHING)
def test_any_text_survives_in_paragraphs_and_cells(first: str, second: str) -> None:
    table = Table((Column(first, 1),), (Row(((Run(second),),)),))
    file = Opened(write(letter(body=(Paragraph((Run(first), Run(second, bold=True))), table))))
    assert file.texts("Body") == [clean(first) + clean(second)]
    assert (file.texts("HeadCell"), file.texts("Cell")) == ([clean(first)], [clean(second)])


@given(ANYTHING)
def test_any_text_survives_in_the_head(typed: str) -> None:
    file = Opened(write(letter(issuers=(Issuer(typed),), subject=typed, symbol=typed)))
    assert file.texts("Issuer") == [clean(typed).upper()]
    assert file.texts("Subject") == [text for text in (clean(typed),) if text]
    assert file.texts("Number") == [clean(f"Số: 05/{typed}")]


@given(ANYTHING)
def test_the_same_text_gives_the_same_bytes(typed: str) -> None:
    assert write(letter(subject=typed)) == write(letter(subject=typed))


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_only_text(typed: str) -> None:
    read = docx.Document(BytesIO(write(letter(body=(Paragraph((Run(typed),)),)))))
    written = [one.text for one in read.paragraphs if one.style and one.style.name == "VB Nội dung"]
    assert written == [typed]


def test_paragraphs_are_the_lines_that_someone_typed() -> None:
    assert paragraphs("Một.\r\n\r\n  Hai\tba.  \n") == ["Một.", "Hai ba."]


@pytest.mark.parametrize("typed", ["như trên", "như trên.", "như trên./.", "như trên ;"])
def test_the_last_words_end_the_document(typed: str) -> None:
    assert closed(typed) == "như trên./."


def test_a_sentence_has_a_capital_and_a_full_stop() -> None:
    assert sentence(" trong năm 2021; ") == "Trong năm 2021."
    assert lowered("Tổ tự quản") == "tổ tự quản"
    assert lowered("ANTT cơ sở") == "ANTT cơ sở"
