"""When a signed paper is needed, and what a file says against the data: by table, and with files of our own
writers."""

import io
from typing import Any

import docx
import pytest

from phongtrao.letters.docx import write
from phongtrao.letters.pdf import printed as as_pdf
from phongtrao.letters.report import compose, printed, rows, said
from phongtrao.reports.queries.own_report import own_report
from phongtrao.reports.rules import (
    Comparison,
    Frequency,
    Printed,
    State,
    compare,
    needs_paper,
    read_symbol,
    waits_for_paper,
)
from phongtrao.reports.rules.paper_text import text_of
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW

SESSIONS, PEOPLE, RATIO, OPEN = (
    Printed("a", "Buổi tuyên truyền", "buổi", "42"),
    Printed("b", "Lượt người dự", "lượt người", "hơn 40.000"),
    Printed("c", "Khu dân cư đạt", "%", "46/50 (92%)"),
    Printed("d", "Vụ việc hòa giải", "vụ", ""),
)
TABLE = (SESSIONS, PEOPLE, RATIO, OPEN)
GOOD = """1 Buổi tuyên truyền buổi 42
2 Lượt người dự lượt người hơn 40.000
3 Khu dân cư đạt % 46/50 (92%)
4 Vụ việc hòa giải vụ"""


@pytest.mark.parametrize(
    ("frequency", "needed"),
    [("year", True), ("half", True), ("nine_months", True), ("month", False), ("campaign", False)],
)
def test_which_reports_need_a_signed_paper(frequency: str, needed: bool) -> None:
    assert needs_paper(Frequency(frequency)) is needed


@pytest.mark.parametrize("state", list(State))
def test_only_what_was_sent_waits(state: State) -> None:
    assert waits_for_paper(state, True, False) is (state in (State.SUBMITTED, State.ACCEPTED))
    assert not waits_for_paper(state, True, True) and not waits_for_paper(state, False, False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("BC-BCĐ", "BC-BCĐ"),
        (" bc-bcđ ", "BC-BCĐ"),
        ("05/BC-BCĐ", "BC-BCĐ"),
        ("Số: 5/BC-UBND", "BC-UBND"),
        ("BC-CAX-TH", "BC-CAX-TH"),
        ("", None),
        ("123", None),
        ("<b>", None),
        ("B" * 41, None),
    ],
)
def test_a_symbol_as_it_is_typed(typed: str, read: str | None) -> None:
    assert read_symbol(typed) == read


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(one.printed.key, one.verdict.value, one.said) for one in found.figures]


def test_a_table_that_says_the_same() -> None:
    found = compare(GOOD, TABLE, [])
    assert told(found) == [("a", "equal", "42"), ("b", "equal", "hơn 40.000"), ("c", "equal", "46/50")]
    assert found.agrees


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("buổi 42", "buổi 45", ("a", "different", "45")),
        ("buổi 42", "buổi 4O2", ("a", "different", "4O2")),
        ("buổi 42", "buổi", ("a", "different", "")),
        ("buổi 42", "buổi 42.", ("a", "equal", "42")),
        ("hơn 40.000", "gần 40.000", ("b", "different", "gần 40.000")),
        ("hơn 40.000", "40.000", ("b", "different", "40.000")),
        ("hơn 40.000", "trên 40.000", ("b", "equal", "trên 40.000")),
        ("hơn 40.000", "hơn 40000", ("b", "equal", "hơn 40000")),
        ("46/50 (92%)", "46/51 (90%)", ("c", "different", "46/51")),
        ("46/50 (92%)", "46/50", ("c", "equal", "46/50")),
        ("hòa giải vụ", "hòa giải vụ 7", ("d", "different", "7")),
        ("2 Lượt người dự lượt người", "2 Số người tới dự", ("b", "not_found", "")),
        ("1 Buổi tuyên truyền", "1. Buổi tuyên truyền", ("a", "equal", "42")),
        ("Buổi tuyên truyền buổi", "Buổi\ntuyên   truyền\u00a0buổi", ("a", "equal", "42")),
    ],
)
def test_one_line_that_was_changed(ours: str, theirs: str, expected: tuple[str, str, str]) -> None:
    found = compare(GOOD.replace(ours, theirs), TABLE, [])
    assert expected in told(found)
    assert {row for row in told(found) if row[0] != expected[0]} <= {
        ("a", "equal", "42"),
        ("b", "equal", "hơn 40.000"),
        ("c", "equal", "46/50"),
    }


def test_a_name_that_begins_another_is_found_by_its_ordinal_only() -> None:
    table = (Printed("x", "Mô hình", "mô hình", "5"), Printed("y", "Mô hình mô hình mới", "mô hình", "2"))
    assert told(compare("1 Mô hình mô hình 5 2 Mô hình mô hình mới mô hình 2", table, [])) == [
        ("x", "equal", "5"),
        ("y", "equal", "2"),
    ]
    assert told(compare("Mô hình mô hình mới mô hình 2", table, []))[0] == ("x", "not_found", "")


@pytest.mark.parametrize(
    ("paper", "differs"),
    [
        ("Năm 2026, đã tổ chức 42 buổi với hơn 900 lượt.", False),
        ("Năm 2026, đã tổ chức 43 buổi với hơn 900 lượt.", True),
        ("Năm 2026, đã tổ chức 42 buổi với gần 900 lượt.", True),
        ("Trong năm, xã mở được 43 buổi.", False),
    ],
)
def test_a_sentence_of_ours_with_other_numbers(paper: str, differs: bool) -> None:
    ours = "Năm 2026, đã tổ chức 42 buổi với hơn 900 lượt."
    found = compare(paper, (), [ours])
    assert [one.said for one in found.sentences] == ([paper] if differs else [])


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_scan_is_left_to_the_eye(text: str) -> None:
    found = compare(text, TABLE, ["Có 42 buổi."])
    assert (found.readable, found.agrees) == (False, False)
    assert [row[1] for row in told(found)] == ["not_found"] * 3


@pytest.mark.parametrize("text", ["1 " * 100_000, "9" * 300_000, "Buổi tuyên truyền buổi " * 15_000])
def test_a_hostile_text_costs_little(text: str) -> None:
    assert len(compare(text, TABLE, ["Có 42 buổi, 43 lượt, 44 nơi."]).figures) <= 4


# With real files ------------------------------------------------------------------------------------------------


@pytest.fixture
def paper(stage: Stage) -> Any:
    stage.save({"propaganda_sessions": "42", "propaganda_participants": "hơn 40.000"})
    stage.save(
        {
            "models_total": "12",
            "models_recognized|recognised_by=ministry": "2",
            "areas_meeting_standard": "46/50",
        },
        section="practices",
    )
    return own_report(stage.report(), stage.report().draft)


def lines(report: Any) -> list[Printed]:
    return [Printed(line.key, line.full_name, line.unit, printed(line)) for line in rows(report)]


def changed(content: bytes, ours: str, theirs: str) -> bytes:
    """As an office does it in Word: another number in a cell or in a sentence."""
    document = docx.Document(io.BytesIO(content))
    paragraphs = [*document.paragraphs]
    for table in document.tables:
        paragraphs += [one for row in table.rows for cell in row.cells for one in cell.paragraphs]
    for paragraph in paragraphs:
        if ours in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(ours, theirs)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.django_db
def test_our_word_file_says_what_the_data_say(paper: Any) -> None:
    text = text_of("docx", write(compose(paper)))["text"]
    found = compare(text, lines(paper), said(paper))
    assert (found.agrees, len(found.equal)) == (True, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ours", "theirs", "figures", "sentences"),
    [
        ("hơn 40.000", "gần 40.000", ["propaganda_participants"], 1),
        ("46/50 (92%)", "47/50 (94%)", ["areas_meeting_standard"], 0),
        ("42 buổi", "52 buổi", [], 1),
    ],
)
def test_a_number_changed_in_word_is_found(
    paper: Any, ours: str, theirs: str, figures: list[str], sentences: int
) -> None:
    text = text_of("docx", changed(write(compose(paper)), ours, theirs))["text"]
    found = compare(text, lines(paper), said(paper))
    assert [one.printed.key for one in found.different] == figures
    assert len(found.sentences) == sentences


def test_a_pdf_gives_its_text_and_no_seal() -> None:
    data = {
        "language": "vi",
        "title": "Báo cáo",
        "code_name": "Số",
        "code": "05/BC-BCĐ",
        "marks": [],
        "lines": [["1 Buổi tuyên truyền buổi", "42"]],
        "note": "",
        "dots": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "address": "",
        "address_name": "",
    }
    found = text_of("pdf", as_pdf("receipt.typ", data, at=NOW))
    assert told(compare(found["text"], [SESSIONS], [])) == [("a", "equal", "42")]
    assert found["sealed"] is False
    sealed = b"/ByteRange [0 1 2 3] /SubFilter /ETSI.CAdES.detached"
    assert text_of("pdf", as_pdf("receipt.typ", data, at=NOW) + sealed)["sealed"] is True


def test_a_picture_has_no_text() -> None:
    assert text_of("png", b"\x89PNG") == {"text": "", "sealed": False}
