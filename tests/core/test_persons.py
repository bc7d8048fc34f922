"""What may not be asked about a person, whatever way it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core import indicator
from phongtrao.core.persons import denied
from phongtrao.core.vietnamese.search import without_marks
from tests.core.labels import BAD, GOOD

WAYS = {
    "as typed": str,
    "capitals": str.upper,
    "without marks": without_marks,
    "letters and marks apart": lambda text: unicodedata.normalize("NFD", text),
    "with a number before it": lambda text: f"1. {text}",
    "with a colon": lambda text: f"{text}:",
}


def share(found: list[str], of: list[str]) -> float:
    return len(found) / len(of)


@pytest.mark.parametrize("way", WAYS)
def test_questions_about_a_person_are_found(way: str) -> None:
    missed = [label for label in BAD if denied(WAYS[way](label)) is None]
    assert (len(BAD) >= 150, share(missed, BAD) <= 0.01) == (True, True), missed


@pytest.mark.parametrize("way", WAYS)
def test_counts_pass(way: str) -> None:
    refused = [label for label in GOOD if denied(WAYS[way](label)) is not None]
    assert (len(GOOD) >= 150, share(refused, GOOD) <= 0.01) == (True, True), refused


@pytest.mark.parametrize(
    "head", ["hoten", "ho_ten", "HoTen", "ngay-sinh", "NgaySinh", "so_cccd", "SoCCCD", "dantoc"]
)
def test_the_head_of_a_column_is_read_run_together(head: str) -> None:
    assert denied(head) is not None


@pytest.mark.parametrize(
    ("label", "matter", "words"),
    [
        ("Số người vi phạm, họ tên từng người", "name", "họ tên"),
        ("Số CCCD", "identity", "Số CCCD"),
        ("Số hộ dân tộc thiểu số", "origin", "hộ dân tộc"),
        ("List of suspects", "list", "List of suspects"),
    ],
)
def test_it_says_which_words_and_why(label: str, matter: str, words: str) -> None:
    found = denied(label)
    assert found is not None
    assert (found.matter.id, found.words) == (matter, words)


def test_guidance_may_say_what_to_leave_out_but_not_ask_after_it() -> None:
    assert denied("Chỉ ghi số lượng. Không ghi tên người.") is None
    assert denied("Không ghi số, ghi họ tên người dự") is not None
    assert denied("Không ghi tên người. Nêu ngày sinh.") is not None


def test_the_names_of_the_catalogue_count() -> None:
    known = indicator.load()
    assert [i.id for i in known.indicators if denied(i.name_vi) or denied(i.name_en)] == []


@given(st.sampled_from(BAD), st.sampled_from(["  {}  ", "({})", "{} *", "{}?", "\u200b{}", "a) {}", "{}\n"]))
def test_what_stands_around_a_label_hides_nothing(label: str, around: str) -> None:
    assert denied(around.format(label)) is not None


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = denied(text)
    assert found is None or found.words != ""
