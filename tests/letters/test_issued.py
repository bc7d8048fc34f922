"""A document that was written without number and day bears both afterwards, and nothing else of it changes."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from phongtrao.core.sandbox import Unfit, limited
from phongtrao.letters.blanks import issue
from phongtrao.letters.checking import check
from phongtrao.letters.docx import write
from tests.letters.kinds import ALL
from tests.letters.opened import Opened

DAY = date(2026, 2, 5)
ALONE = {name: one for name, one in ALL.items() if len(one.issuers) == 1 and one.symbol}


def typed(*lines: str) -> bytes:
    """A file as an office types it: the head in a table of two columns, each line cut into runs."""
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, lines[:2], strict=False):
        for at in range(0, len(text), 3):
            cell.paragraphs[0].add_run(text[at : at + 3]).bold = at % 2 == 0
    for line in lines[2:]:
        made.add_paragraph(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def said(content: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(content))
    return [cell.text for row in body.tables[0].rows for cell in row.cells] + [
        p.text for p in body.paragraphs
    ]


@pytest.mark.parametrize("name", sorted(ALONE))
def test_our_own_document_says_what_it_says_when_drawn_with_both(name: str) -> None:
    whole = replace(ALONE[name], number=7, issued_on=DAY)
    waiting = replace(whole, number=None, issued_on=None)
    filled = issue(write(waiting), 7, DAY.isoformat())
    assert Opened(filled).lines == Opened(write(whole)).lines
    assert [fault.code for fault in check(filled)] == [fault.code for fault in check(write(whole))]


@pytest.mark.parametrize(
    ("number", "day", "after"),
    [
        (
            "Số:      /BC-BCĐ",
            "Huế, ngày     tháng 02 năm 2026",
            ("Số: 07/BC-BCĐ", "Huế, ngày 05 tháng 02 năm 2026"),
        ),
        ("Số: ……/BC-BCĐ", "Huế, ngày … tháng … năm …", ("Số: 07/BC-BCĐ", "Huế, ngày 05 tháng 02 năm 2026")),
        (
            "Số:/CV-UBND",
            "Huế, ngày.....tháng.....năm 2026",
            ("Số: 07/CV-UBND", "Huế, ngày 05 tháng 02 năm 2026"),
        ),
        ("Số ___-BC/TU", "Huế, ngày 4 tháng 2 năm 2026", ("Số 07-BC/TU", "Huế, ngày 4 tháng 2 năm 2026")),
        (
            "Số: 07/BC-BCĐ",
            "Huế, ngày    tháng 2 năm 2026",
            ("Số: 07/BC-BCĐ", "Huế, ngày 05 tháng 2 năm 2026"),
        ),
    ],
)
def test_a_document_that_an_office_typed(number: str, day: str, after: tuple[str, str]) -> None:
    lines = said(
        issue(
            typed(number, day, "Kính gửi: A", "Số liệu: 5/7 xã.", "Số 5/7 xã", "Số tổ/khu"),
            7,
            DAY.isoformat(),
        )
    )
    assert lines == [*after, "Kính gửi: A", "Số liệu: 5/7 xã.", "Số 5/7 xã", "Số tổ/khu"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Số: 09/BC-BCĐ", "Huế, ngày tháng năm"), "numbered"),
        (("BÁO CÁO", "Huế, ngày tháng năm"), "no_number_box"),
        (("Số:   /CTr-BCA", "Số:   /CTr-MTTW"), "no_number_box"),
    ],
)
def test_where_it_cannot_be_put_is_said(lines: tuple[str, str], code: str) -> None:
    with pytest.raises(Unfit) as refused:
        issue(typed(*lines), 7, DAY.isoformat())
    assert refused.value.code == code


def test_it_runs_in_the_limited_child() -> None:
    made: bytes = limited(
        "phongtrao.letters.blanks:issue", typed("Số:   /BC-X", "A, ngày tháng năm"), 12, "2026-12-31"
    )
    assert said(made) == ["Số: 12/BC-X", "A, ngày 31 tháng 12 năm 2026"]
    with pytest.raises(Unfit, match="damaged"):
        limited("phongtrao.letters.blanks:issue", b"PK nothing", 1, "2026-12-31")
