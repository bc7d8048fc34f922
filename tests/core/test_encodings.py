"""Old encodings of Vietnamese: recognised, converted, or left to somebody who knows."""

import contextlib
import csv
import gzip
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.core.vietnamese import OldEncoding, Unreadable, decode, recognise
from phongtrao.core.vietnamese.encodings import TCVN3
from phongtrao.core.vietnamese.syllables import is_syllable
from tests.core.old_text import as_cp1258, as_tcvn3, as_utf8, as_vni, bytes_of_cp1258

ROOT = Path(__file__).resolve().parents[2]
WAYS: dict[OldEncoding, Callable[[str], str]] = {
    OldEncoding.TCVN3: as_tcvn3,
    OldEncoding.VNI: as_vni,
    OldEncoding.CP1258: as_cp1258,
    OldEncoding.UTF8: as_utf8,
}
SENTENCES = (
    "Toàn dân bảo vệ an ninh Tổ quốc",
    "Xã có 12 mô hình tự quản, trong đó 8 mô hình hoạt động hiệu quả",
    "Tổ chức 45 buổi tuyên truyền với hơn 3.200 lượt người tham dự",
    "Khen thưởng 08 tập thể và 12 cá nhân; vận động quỹ được 35 triệu đồng",
    "Năm nay Đặng, Võ, Quỳnh, Nguyễn, Ngưỡng và khuỷu tay ngoằn ngoèo",
    "Tỉnh Đắk Lắk, xã Krông Ana và phường Buôn Ma Thuột đã ký giao ước",
)
ORDINARY = (
    "",
    "Public order in the neighbourhood",
    "François Hollande, Hélène Noël, René et Zoé",
    "Où est le thé à Hué ? C'était déjà l'été, là-bas.",
    "Loïc goûte la crème brûlée au théâtre du Châtelet",
    "Muñoz, Núñez, Señor; Straße, Köln, Groß; São João; Björn, Åse, Søren, Øst",
    "Dvořák, Łódź, İstanbul, Київ, 東京",
    "10 µm, 5 µg, 3×4, ½ giờ, 25 °C, m², §5, ©2024, Vinamilk®, 1ª, 2º, «An toàn»",
    "Đắk Lắk, Krông Nô, Kon Plông, Ea H'Leo, Pleiku",
)


@cache
def names() -> list[str]:
    with gzip.open(ROOT / "phongtrao/places/data/names.csv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return sorted({unicodedata.normalize("NFC", row["name"]) for row in rows})


@pytest.mark.parametrize("encoding", OldEncoding)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_comes_back(encoding: OldEncoding, sentence: str) -> None:
    found = recognise(WAYS[encoding](sentence))
    assert found is not None
    assert (found.encoding, found.text, found.sure) == (encoding, sentence, True)


@given(st.sampled_from([*OldEncoding]), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_a_text_of_lines_comes_back(encoding: OldEncoding, lines: list[str]) -> None:
    text = "\r\n".join(lines) + "\n"
    found = recognise(WAYS[encoding](text))
    assert found is not None
    assert (found.encoding, found.text) == (encoding, text)


@pytest.mark.parametrize("text", [*ORDINARY, *SENTENCES])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert recognise(text) is None
    assert recognise(unicodedata.normalize("NFD", text)) is None


def test_no_word_of_our_interface_and_no_unit_is_mistaken() -> None:
    catalogue = polib.pofile(str(ROOT / "phongtrao/site/locale/vi/LC_MESSAGES/django.po"))
    said = [text for entry in catalogue for text in (entry.msgid, entry.msgstr)]
    assert [text for text in (*said, *names()) if recognise(text)] == []


@pytest.mark.parametrize(
    ("encoding", "restored"), [("tcvn3", 0.86), ("vni", 0.87), ("cp1258", 0.8), ("utf8", 1)]
)
def test_names_of_units_come_back_or_are_asked_about(encoding: str, restored: float) -> None:
    """One word may be another language's, and capitals of TCVN3 are small letters: never wrong when sure."""
    way = WAYS[OldEncoding(encoding)]
    typed = [(name, way(name)) for name in names() if way(name) != name]
    found = [(name, recognise(old)) for name, old in typed]
    wrong = [(n, f.text) for n, f in found if f and f.sure and f.text.lower() != n.lower()]
    assert wrong == []
    assert sum(f is not None and f.text.lower() == n.lower() for n, f in found) >= restored * len(typed)


def test_pasted_lines_are_converted_and_the_others_stay() -> None:
    text = f"{SENTENCES[0]}\n{as_tcvn3(SENTENCES[1])}\n\n{SENTENCES[2]}\n"
    found = recognise(text)
    assert found is not None
    assert found.text == f"{SENTENCES[0]}\n{SENTENCES[1]}\n\n{SENTENCES[2]}\n"


def test_within_a_line_only_the_old_words_are_converted_and_somebody_is_asked() -> None:
    found = recognise(f"Năm 2026, tại phường, {as_tcvn3('Đội dân phòng tổ chức tuyên truyền')} đã được khen")
    assert found is not None
    assert found.text == "Năm 2026, tại phường, Đội dân phòng tổ chức tuyên truyền đã được khen"
    assert not found.sure


def test_capitals_of_tcvn3() -> None:
    """Where the letters around say it; a line that .VnTimeH showed in capitals stays a question."""
    assert_text = {
        "TØNH Hµ NAM": ("TỈNH HÀ NAM", False),
        "UBND tØnh Hµ Nam": ("UBND tỉnh Hà Nam", False),
        "uû ban nh©n d©n": ("uỷ ban nhân dân", True),
    }
    found = {old: recognise(old) for old in assert_text}
    assert {old: f and (f.text, f.shouted) for old, f in found.items()} == assert_text


def test_two_tables_that_both_fit_are_not_chosen_between() -> None:
    found = recognise("Giao Thuû")  # TCVN3: Thuỷ; VNI: Thủ
    assert found is not None
    assert not found.sure


def test_signs_of_a_symbol_font_are_the_same_signs() -> None:
    old = "".join(chr(0xF000 + ord(sign)) if ord(sign) > 127 else sign for sign in as_tcvn3(SENTENCES[0]))
    found = recognise(old)
    assert found is not None
    assert found.text == SENTENCES[0]


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_may_come(text: str) -> None:
    found = recognise(text)
    assert found is None or 0 < found.confidence <= 1


@given(st.binary(max_size=200))
def test_any_bytes_may_come(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert isinstance(decode(content).text, str)


TEXT = "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (bytes_of_cp1258(TEXT), "cp1258"),
        (as_tcvn3(TEXT).encode("latin-1"), "tcvn3"),
        (as_tcvn3(TEXT).encode(), "tcvn3"),
        (as_vni(TEXT).encode("latin-1"), "vni"),
        (as_vni(TEXT).encode("utf-16"), "vni"),
    ],
)
def test_bytes_are_read_by_what_they_say(content: bytes, encoding: str) -> None:
    found = decode(content)
    assert (unicodedata.normalize("NFC", found.text), found.encoding) == (TEXT, encoding)


@pytest.mark.parametrize("content", ["Καλημέρα κόσμε".encode("cp1253"), "Добрый день".encode("koi8-r")])
def test_bytes_of_nobody_are_not_guessed(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)


SYLLABLES = "nguyễn hòa hoà thúy thuý quý giếng gìn khuỷu ngoằn yên Đắk xoong ỷ"
NO_SYLLABLES = "aò bàt café zoé nguyeễn ệiv mère Köln"


@pytest.mark.parametrize(
    ("word", "fits"),
    [
        *((word, True) for word in SYLLABLES.split()),
        *((word, False) for word in NO_SYLLABLES.split()),
    ],
)
def test_a_syllable_is_known_by_its_spelling(word: str, fits: bool) -> None:
    assert is_syllable(word) is fits


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv of glibc is the second opinion on the table")
def test_the_table_of_tcvn3_agrees_with_glibc() -> None:
    codes = bytes(code for code, letter in TCVN3.items() if letter)
    told = subprocess.run(
        ["iconv", "-f", "TCVN-5712", "-t", "UTF-8"], input=codes, capture_output=True, check=True
    )
    assert unicodedata.normalize("NFC", told.stdout.decode()) == "".join(TCVN3.values())
