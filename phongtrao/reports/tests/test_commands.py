"""`bin/phongtrao report`: documents written to a file, and what it refuses."""

import argparse
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from django.utils import translation

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


def test_nothing_known_is_one_sentence(cast: Cast) -> None:
    assert refusal("annual", *THANH_HOA, "-o", "a.docx") == (
        "Nothing is known of 38 in 2026: neither a figure nor an accepted narrative."
    )
