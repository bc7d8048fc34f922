"""`bin/phongtrao report`: documents written to a file, and what it refuses."""

import argparse
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from django.utils import translation

from phongtrao.core.period import Window
from phongtrao.figures.tests.ledger import entry, write
from phongtrao.kit.console import Refusal
from phongtrao.reports import commands
from tests.cast import Cast

pytestmark = pytest.mark.django_db
THANH_HOA = ("--place", "38", "--year", "2026")


def run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["report", *arguments])
    with translation.override("en"):
        options.run(options)


def refusal(*arguments: str) -> str:
    with pytest.raises(Refusal) as raised:
        run(*arguments)
    return str(raised.value)


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.fixture
def figures(cast: Cast) -> None:
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 42),
        entry(cast.ba_dinh, cast.committee_ba_dinh, 17),
        by=cast.province_head,
    )


def test_the_annual_report_as_word_and_as_pdf_say_the_same(
    cast: Cast, figures: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, pdf = tmp_path / "a.docx", tmp_path / "a.pdf"
    run("annual", *THANH_HOA, "-o", str(word))
    run("annual", *THANH_HOA, "--pdf", "-o", str(pdf))
    assert capsys.readouterr().out == f"{word}\n{pdf}\n"
    told = next(p.text for p in docx.Document(BytesIO(word.read_bytes())).paragraphs if "59 buổi" in p.text)
    assert " ".join(told.split()) in " ".join(pdf_text(pdf.read_bytes()).split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--pdf", "-o", "a.docx"), "a.docx is a name for Word; with --pdf give one that ends in .pdf."),
        (("-o", "a.pdf"), "a.pdf is a name for PDF; add --pdf, or give one that ends in .docx."),
        (("-o", "nowhere/a.docx"), "nowhere/a.docx: No such file or directory"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(
    cast: Cast, figures: None, arguments: tuple[str, ...], sentence: str
) -> None:
    assert refusal("annual", *THANH_HOA, *arguments) == sentence


def test_half_a_year_and_days_have_their_own_verbs(cast: Cast, tmp_path: Path) -> None:
    half, days = Window(date(2025, 12, 15), date(2026, 6, 14)), Window(date(2026, 7, 1), date(2026, 8, 19))
    write(
        entry(cast.pu_luong, cast.committee_pu_luong, 50, clock="nd09", window=half),
        entry(cast.pu_luong, cast.committee_pu_luong, 9, window=days),
        by=cast.province_head,
    )
    file = tmp_path / "a.docx"

    def written(*arguments: str) -> list[str]:
        run(*arguments, "--place", "38", "-o", str(file))
        return [
            one.text for one in docx.Document(BytesIO(file.read_bytes())).paragraphs if "buổi" in one.text
        ]

    assert written("half-year", "--year", "2026") == [
        "Trong 6 tháng đầu năm 2026, toàn tỉnh đã tổ chức 50 buổi tuyên truyền [1]."
    ]
    assert written("days", "--from", "2026-07-01", "--to", "2026-08-19") == [
        "Từ 01/07/2026 đến 19/08/2026, toàn tỉnh đã tổ chức 9 buổi tuyên truyền [1]."
    ]


@pytest.mark.parametrize(("first", "last"), [("2026-07-01", "hôm nay"), ("2026-07-02", "2026-07-01")])
def test_days_that_are_none_are_one_sentence(cast: Cast, first: str, last: str) -> None:
    assert refusal("days", "--place", "38", "--from", first, "--to", last, "-o", "a.docx") == (
        f"“{first}” to “{last}” are no days of a report; write them like 2026-07-01."
    )


def test_nothing_known_is_one_sentence(cast: Cast) -> None:
    assert refusal("annual", *THANH_HOA, "-o", "a.docx") == (
        "Nothing is known of 38 in 2026: neither a figure nor an accepted narrative."
    )
