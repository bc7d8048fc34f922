"""A document that was written without number and day bears both afterwards, and nothing else of it changes."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from phongtrao.core.sandbox import Unfit, limited
from phongtrao.letters.blanks import Numbered, issue
from phongtrao.letters.checking import check
from phongtrao.letters.docx import write
from tests.letters.kinds import ALL
from tests.letters.opened import Opened

DAY = date(2026, 2, 5)
NUMBERED = {name: one for name, one in ALL.items() if one.symbol}
LEAD: Numbered = {"number": 7, "abbreviation": "BCĐ", "name": "Ban Chỉ đạo xã Pù Luông"}
FRONT: Numbered = {"number": 17, "abbreviation": "MTTQ", "name": "Ủy ban MTTQ Việt Nam xã Pù Luông"}
BOTH = [LEAD, FRONT]
NAMED = ("Số: 07/CTr", "Số: 17/CTr")


def alone(number: int) -> list[Numbered]:
    return [{**LEAD, "number": number}]


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


@pytest.mark.parametrize("name", sorted(NUMBERED))
def test_our_own_document_says_what_it_says_when_drawn_with_both(name: str) -> None:
    whole = replace(NUMBERED[name], number=7, issued_on=DAY)
    waiting = replace(whole, number=None, issued_on=None)
    filled = issue(write(waiting), DAY.isoformat(), alone(7))
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
            DAY.isoformat(),
            alone(7),
        )
    )
    assert lines == [*after, "Kính gửi: A", "Số liệu: 5/7 xã.", "Số 5/7 xã", "Số tổ/khu"]


@pytest.mark.parametrize(
    ("boxes", "after"),
    [
        (("Số:      /CTr-MTTQ", "Số: …/CTr-BCĐ"), ("Số: 17/CTr-MTTQ", "Số: 07/CTr-BCĐ")),
        (("BAN CHỈ ĐẠO XÃ PÙ LUÔNG\nSố:   /CTr", "UỶ BAN MTTQ\nVIỆT NAM XÃ PÙ LUÔNG\nSố:   /CTr"), NAMED),
        (
            ("Ủy ban MTTQ Việt Nam xã Pù Luông\nSố:  /CTr\nBan Chỉ đạo xã Pù Luông\nSố:  /CTr", "A"),
            NAMED[::-1],
        ),
        (("Số: …-…/CTr-BCĐ-MTTQ", "A"), ("Số: 07-17/CTr-BCĐ-MTTQ",)),
        (("Số:    /CTr-BCĐ-MTTQ", "A"), ("Số: 07/CTr-BCĐ-MTTQ",)),
        (("Số:    /CTr-MTTQ", "A"), ("Số: 17/CTr-MTTQ",)),
        (("Số: 17/CTr-MTTQ", "Số:  /CTr-BCĐ"), ("Số: 17/CTr-MTTQ", "Số: 07/CTr-BCĐ")),
        (("Số:    /CTr-BCĐ-MTTQ", "Số:    /QC-BCĐ"), ("Số: 07/CTr-BCĐ-MTTQ", "Số:    /QC-BCĐ")),
    ],
)
def test_each_issuer_of_a_joint_document_has_its_number_in_its_own_box(
    boxes: tuple[str, str], after: tuple[str, ...]
) -> None:
    lines = said(issue(joint(boxes), DAY.isoformat(), BOTH, "CTr-BCĐ-MTTQ"))
    assert tuple(line for line in "\n".join(lines).split("\n") if line.startswith("Số:")) == after


def test_an_annex_names_the_issuer_with_whom_it_goes() -> None:
    boxes = ("Số:      /CTr-MTTQ", "Số: …/CTr-BCĐ")
    annexes = ("(Kèm theo Chương trình số      /CTr-MTTQ)", "(Kèm theo Chương trình số      /CTr-MTTQ-X)")
    assert said(issue(joint(boxes, *annexes), DAY.isoformat(), BOTH))[-2:] == [
        "(Kèm theo Chương trình số 17/CTr-MTTQ)",
        annexes[1],
    ]


def joint(cells: tuple[str, str], *annexes: str) -> bytes:
    """As an office types it: a column for each issuer, its lines paragraphs of their own."""
    made = docx.Document()
    for cell, text in zip(made.add_table(rows=1, cols=2).rows[0].cells, cells, strict=True):
        first, *others = text.split("\n")
        cell.paragraphs[0].add_run(first)
        for other in others:
            cell.add_paragraph(other)
    for annex in annexes:
        made.add_paragraph(annex)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Số: 09/BC-BCĐ", "Huế, ngày tháng năm"), "numbered"),
        (("BÁO CÁO", "Huế, ngày tháng năm"), "no_number_box"),
        (("Số:   /CTr-BCA", "Số:   /CTr-MTTW"), "several_boxes"),
        (("Số:   /CTr-BCĐ", "Số:   /CTr-BCĐ"), "several_boxes"),
        (("Số:   /CTr-BCĐ", "Số:   /CTr-BCĐ-MTTQ"), "several_boxes"),
        (("Số: 09/CTr-MTTQ", "Số:   /CTr-BCĐ"), "numbered"),
    ],
)
def test_where_it_cannot_be_put_is_said(lines: tuple[str, str], code: str) -> None:
    with pytest.raises(Unfit) as refused:
        issue(typed(*lines), DAY.isoformat(), BOTH)
    assert refused.value.code == code


def test_it_runs_in_the_limited_child() -> None:
    made: bytes = limited(
        "phongtrao.letters.blanks:issue", typed("Số:   /BC-X", "A, ngày tháng năm"), "2026-12-31", alone(12)
    )
    assert said(made) == ["Số: 12/BC-X", "A, ngày 31 tháng 12 năm 2026"]
    with pytest.raises(Unfit, match="damaged"):
        limited("phongtrao.letters.blanks:issue", b"PK nothing", "2026-12-31", alone(1))
