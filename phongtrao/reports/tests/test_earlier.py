import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from phongtrao.core.vietnamese import fold
from phongtrao.documents.tests.files import pdf
from phongtrao.figures.models import Figure
from phongtrao.figures.queries import inquire
from phongtrao.people.models import Officer
from phongtrao.places.models import PlaceName
from phongtrao.reports import actions
from phongtrao.reports.forms import DocumentForm
from phongtrao.reports.queries.earlier import Plan, plan
from phongtrao.reports.rules.columns import sheet_of
from phongtrao.reports.rules.earlier import key_under, read_earlier, title_of
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
SESSIONS, MODELS = "Buổi tuyên truyền", "Tổng số mô hình tự quản"
HEAD = ["Năm", "Mã đơn vị", "Tên đơn vị", title_of("propaganda_sessions"), title_of("models_total")]


def planned(by: Officer, *rows: list[str], head: list[str] | None = None, clock: str = "calendar") -> Plan:
    sheet = read_earlier([sheet_of([head or HEAD, *rows])])
    return plan(sheet, clock, by=by, today=TODAY)


def said(found: Plan) -> list[tuple[str, str, str, str]]:
    return [(e.place.full, str(e.window.end), e.key, e.words) for e in found.entries]


def book(*rows: list[Any]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(file)
    return file.getvalue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Gì đó [propaganda_sessions]", "propaganda_sessions"),
        ("[models_recognized|recognised_by=ministry]", "models_recognized|recognised_by=ministry"),
        ("[models_recognized|recognised_by=nobody]", None),
        (SESSIONS, "propaganda_sessions"),
        ("buoi tuyen truyen", "propaganda_sessions"),
        ("Họ và tên", None),
    ],
)
def test_a_column_is_known_by_its_key_or_its_name(title: str, key: str | None) -> None:
    assert key_under(title) == key


def test_each_row_is_read_on_the_last_day_of_its_year(cast: Cast) -> None:
    found = planned(
        cast.neighbour,
        ["2024", "37", "Ninh Bình", "40", ""],
        ["2024", "36", "", "hơn 1.200", "30"],
        ["2024", "", "Xã Minh Tân", "7", ""],
        ["2025", "37", "", "90", ""],
    )
    assert (found.wrong, said(found)) == (
        [],
        [
            ("Tỉnh Ninh Bình", "2024-12-31", "propaganda_sessions", "40"),
            ("Tỉnh Nam Định", "2024-12-31", "propaganda_sessions", "hơn 1.200"),
            ("Tỉnh Nam Định", "2024-12-31", "models_total", "30"),
            ("Xã Minh Tân", "2024-12-31", "propaganda_sessions", "7"),
            ("Tỉnh Ninh Bình", "2025-12-31", "propaganda_sessions", "90"),
        ],
    )
    assert found.entries[0].place.place == cast.old_ninh_binh


def test_what_can_not_be_read_is_asked_back_by_row_and_cell(cast: Cast) -> None:
    found = planned(
        cast.neighbour,
        ["24", "37", "", "40", ""],
        ["2026", "37", "", "40", ""],
        ["2024", "38", "", "40", ""],
        ["2024", "99", "", "40", ""],
        ["2024", "", "Xã Không Có", "40", ""],
        ["2024", "36", "Thanh Hóa", "40", ""],
        ["2024", "36", "", "1O", "-4"],
        ["2025", "13750", "", "5", ""],
    )
    assert said(found) == []
    assert [(t.cell, t.typed) for t in found.wrong] == [
        ("A2", "24 · 37"),
        ("A3", "2026 · 37"),
        ("A4", "2024 · 38"),
        ("A5", "2024 · 99"),
        ("A6", "2024 · Xã Không Có"),
        ("A7", "2024 · 36 · Thanh Hóa"),
        ("D8", "1O"),
        ("E8", "-4"),
        ("A9", "2025 · 13750"),
    ]


def test_an_ambiguous_name_is_asked_back_with_the_codes(cast: Cast) -> None:
    cast.hop_hung.names.update(name="Minh Tân", folded="minh tan")
    [trouble] = planned(cast.neighbour, ["2024", "", "Minh Tân", "7", ""]).wrong
    assert re.findall(r"\d{5}", trouble.words) == ["13750", "13756"]


def test_columns_that_are_no_indicator_are_left_out_by_title(cast: Cast) -> None:
    head = [*HEAD, "Họ tên người phụ trách"]
    found = planned(cast.neighbour, ["2024", "37", "", "40", "", "Nguyễn Văn A"], head=head)
    assert (found.left_out, len(found.entries)) == (["Họ tên người phụ trách"], 1)


@pytest.mark.parametrize(
    ("head", "row", "said_by"),
    [
        (["N¨m", "M· ®¬n vÞ", "Tªn ®¬n vÞ", "Buæi tuyªn truyÒn"], ["2024", "", "X· Minh T©n", "h¬n 7"], "tcvn3"),
        (["Naêm", "Maõ ñôn vò", "Teân ñôn vò", "Buoåi tuyeân truyeàn"], ["2024", "", "Xaõ Minh Taân", "treân 7"],
         "vni"),
    ],
)  # fmt: skip
def test_titles_names_and_cells_in_an_old_encoding_are_converted_and_told(
    cast: Cast, head: list[str], row: list[str], said_by: str
) -> None:
    found = planned(cast.neighbour, row, head=head)
    assert (found.wrong, found.left_out) == ([], [])
    assert said(found) == [("Xã Minh Tân", "2024-12-31", "propaganda_sessions", "hơn 7")]
    told = [(c.cell, c.encoding, c.before) for c in found.converted]
    assert told == [
        *((f"{column}1", said_by, title) for column, title in zip("ABCD", head, strict=True)),
        ("D2", said_by, row[3]),
        ("C2", said_by, row[2]),
    ]
    assert [c.after for c in found.converted[:4]] == ["Năm", "Mã đơn vị", "Tên đơn vị", SESSIONS]


def test_the_map_decides_of_a_name_that_may_be_read_in_two_ways(cast: Cast) -> None:
    """ "HuÕ" alone is not sure enough to be converted unseen; that a unit bears the name makes it sure."""
    PlaceName.objects.filter(place=cast.nam_dinh).update(name="Huế", folded=fold("Huế"))
    found = planned(cast.neighbour, ["2024", "36", "HuÕ", "5", ""], ["2024", "37", "HuÕ", "5", ""])
    assert [(e.place.place_id, e.words) for e in found.entries] == [(cast.nam_dinh.pk, "5")]
    assert [(c.cell, c.before, c.after) for c in found.converted] == [("C2", "HuÕ", "Huế")]
    assert [(t.cell, t.typed) for t in found.wrong] == [("A3", "2024 · 37 · HuÕ")]


def test_a_cell_that_may_be_read_in_two_ways_is_named(cast: Cast) -> None:
    found = planned(cast.neighbour, ["2024", "36", "", "Đã họp, Tæ chøc tuyªn truyÒn", ""])
    assert (found.converted, said(found)) == ([], [])
    assert [(t.cell, "TCVN3" in t.words) for t in found.wrong] == [("D2", True)]


def test_nobody_enters_a_neighbours_years(cast: Cast) -> None:
    assert said(planned(cast.province_head, ["2024", "36", "", "40", ""])) == []


def kept(cast: Cast, name: str = "Năm trước.xlsx") -> Any:
    upload = SimpleUploadedFile(name, book(HEAD))
    [found] = actions.keep([upload], by=cast.neighbour, now=NOW)
    assert found.file is not None
    return found.file


def test_they_are_statements_with_the_file_as_their_source(cast: Cast) -> None:
    found = planned(cast.neighbour, ["2024", "36", "", "hơn 1.200", ""], ["2025", "14362", "", "7", ""])
    batch = actions.enter_earlier(found, kept(cast), seen=found.digest(), by=cast.neighbour, now=NOW)
    rows = list(batch.figures.select_related("evidence", "organisation").order_by("pk"))
    assert batch.act == "earlier years entered"
    assert [(r.value, r.qualifier, r.basis, r.start, r.place, r.organisation) for r in rows] == [
        (1200, "more_than", "statement", date(2024, 1, 1), cast.nam_dinh, cast.committee_37),
        (7, "exact", "statement", date(2025, 1, 1), cast.hoa_lu, cast.committee_hoa_lu),
    ]
    evidence = rows[0].evidence
    assert evidence is not None
    assert (evidence.locator, evidence.source) == (
        "D2",
        "Số liệu các năm trước, nhập lại từ tệp “Năm trước.xlsx”",
    )


def test_what_is_known_is_not_stated_twice_and_what_differs_is_told(cast: Cast) -> None:
    first = planned(cast.neighbour, ["2024", "36", "", "12", "30"])
    actions.enter_earlier(first, kept(cast), seen=first.digest(), by=cast.neighbour, now=NOW)
    again = planned(cast.neighbour, ["2024", "36", "", "12", "31"], clock="nd09")
    assert (again.known, said(again)) == (1, [])
    assert [(t.cell, t.typed, t.standing) for t in again.conflicts] == [("E2", "31", "30")]
    asked = inquire(place="36", indicators=["propaganda_sessions"], year=2024)
    assert asked.answer()[0].total.value == 12


def test_a_province_and_its_communes_are_not_added_together(cast: Cast) -> None:
    found = planned(
        cast.neighbour,
        ["2024", "36", "", "12", ""],
        ["2024", "13750", "", "4", ""],
        ["2024", "13756", "", "5", ""],
    )
    actions.enter_earlier(found, kept(cast), seen=found.digest(), by=cast.neighbour, now=NOW)
    total = inquire(place="36", indicators=["propaganda_sessions"], year=2024).answer()[0].total
    assert (total.value, {basis: beside.value for basis, beside in total.beside.items()}) == (
        9,
        {"statement": 12},
    )


# Pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def forms(db: None) -> None:
    actions.load_forms(now=NOW)


def test_a_sheet_is_shown_then_recorded_and_marked(cast: Cast) -> None:
    head = signed_in(cast.neighbour)
    content = book(HEAD, [2024, "36", "Nam Định", 1234, "x"])
    page = text(
        head.post("/reports/earlier/", {"file": SimpleUploadedFile("cũ.xlsx", content), "clock": "nd09"})
    )
    assert Figure.objects.count() == 0
    assert ("1.234" in page, "E2" in page) == (True, True)
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    answer = head.post("/reports/earlier/entry/", {"shown": shown[1]})
    figure = Figure.objects.get()
    assert (answer.status_code, figure.value, figure.start) == (302, 1234, date(2023, 12, 15))
    assert "Nhập lại" in text(head.get(f"/figures/{figure.pk}/"))
    twice = head.post("/reports/earlier/entry/", {"shown": shown[1]})
    assert (twice.status_code, Figure.objects.count()) == (409, 1)


def test_the_template_comes_back_as_it_went_out(cast: Cast) -> None:
    address = "/reports/earlier/template/?clock=calendar&level=province&first=2024&last=2025"
    response = signed_in(cast.neighbour).get(address)
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[:3] for row in rows] == [
        ["2024", "36", "Tỉnh Nam Định"],
        ["2024", "37", "Tỉnh Ninh Bình"],
        ["2025", "37", "Tỉnh Ninh Bình"],
    ]
    filled = book(*[[cell.value for cell in row] for row in sheet.iter_rows()][:3], [*rows[0][:3], 5])
    page = text(
        signed_in(cast.neighbour).post(
            "/reports/earlier/", {"file": SimpleUploadedFile("a.xlsx", filled), "clock": "calendar"}
        )
    )
    assert page.count("Tỉnh Nam Định (36)") == 1


def test_a_report_is_attached_and_its_figures_typed_beside_it(cast: Cast) -> None:
    head = signed_in(cast.neighbour)
    body = {
        "unit": "36",
        "year": "2024",
        "clock": "calendar",
        "figure-propaganda_sessions_0": "46",
        "figure-propaganda_sessions_1": "more_than",
    }
    page = text(
        head.post("/reports/earlier/document/", {**body, "file": SimpleUploadedFile("Báo cáo.pdf", pdf())})
    )
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    head.post("/reports/earlier/entry/", {"shown": shown[1]})
    figure = Figure.objects.select_related("evidence__file").get()
    assert figure.evidence is not None and figure.evidence.file is not None
    assert (figure.value, figure.qualifier, figure.place) == (46, "more_than", cast.nam_dinh)
    assert figure.evidence.file.name == "Báo cáo.pdf"


def test_only_a_head_records_and_only_the_office_comes_here(cast: Cast) -> None:
    cast.neighbour.role = "clerk"
    cast.neighbour.save()
    clerk = signed_in(cast.neighbour)
    content = book(HEAD, [2024, "36", "", 12, None])
    page = text(
        clerk.post("/reports/earlier/", {"file": SimpleUploadedFile("a.xlsx", content), "clock": "nd09"})
    )
    assert ('name="shown"' in page, "Chỉ lãnh đạo" in page) == (False, True)
    assert clerk.post("/reports/earlier/entry/", {"shown": "x"}).status_code == 403
    assert signed_in(cast.viewer).get("/reports/earlier/").status_code == 403


def test_the_preview_shows_what_was_converted(cast: Cast) -> None:
    content = book(["N¨m", "Tªn ®¬n vÞ", SESSIONS], [2024, "Nam §Þnh", 3])
    body = {"file": SimpleUploadedFile("cu.xlsx", content), "clock": "nd09"}
    response = signed_in(cast.neighbour).post("/reports/earlier/", body)
    assert response.context["converted"].rows == [
        ["A1", "TCVN3", "N¨m", "Năm"],
        ["B1", "TCVN3", "Tªn ®¬n vÞ", "Tên đơn vị"],
        ["B2", "TCVN3", "Nam §Þnh", "Nam Định"],
    ]
    assert text(response).count("Các ô đã chuyển mã") == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04"), ("a.csv", b"a;b\n1;2\n"), ("a.pdf", pdf()), ("a.exe", b"MZ")],
)
def test_a_file_that_is_none_is_told_why(cast: Cast, name: str, content: bytes) -> None:
    answer = signed_in(cast.neighbour).post(
        "/reports/earlier/", {"file": SimpleUploadedFile(name, content), "clock": "nd09"}
    )
    assert (answer.status_code, "govuk-error-message" in text(answer)) == (422, True)


def test_a_document_without_a_figure_is_asked_back(cast: Cast) -> None:
    answer = signed_in(cast.neighbour).post(
        "/reports/earlier/document/",
        {"unit": "36", "year": "2024", "clock": "nd09", "file": SimpleUploadedFile("a.pdf", pdf())},
    )
    form: DocumentForm = answer.context["form"]
    assert (answer.status_code, len(form.non_field_errors())) == (422, 1)


def test_a_fresh_page_of_a_document_has_nothing_in_its_boxes(cast: Cast) -> None:
    """As a browser sends them back: a part and its whole are empty too."""
    page = signed_in(cast.neighbour).get("/reports/earlier/document/").content.decode()
    boxes = re.findall(r'<input type="text" name="(figure-[^"]+)"', page)
    filled = re.findall(r'<input type="text" name="figure-[^"]+" value=', page)
    assert (any(name.endswith("_1") for name in boxes), filled) == (True, [])
