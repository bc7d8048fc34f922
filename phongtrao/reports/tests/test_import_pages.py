import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from phongtrao.core.figure import Basis
from phongtrao.people.models import Officer
from phongtrao.reports import actions, tasks
from phongtrao.reports.models import Import
from phongtrao.reports.rules.columns import COLUMNS, TOKEN
from phongtrao.reports.tests.books import blank, cell, filled, handed_in
from phongtrao.reports.tests.stage import Stage
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def opened(response: Any) -> Any:
    return load_workbook(io.BytesIO(b"".join(response) if response.streaming else response.content))


def work() -> None:
    """What the worker does, inside the test's transaction."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.args_kwargs["args"])


def upload(client: Client, address: str, *files: tuple[str, bytes]) -> Any:
    return client.post(address, {"workbooks": [SimpleUploadedFile(*file) for file in files]})


def test_the_workbook_is_locked_but_for_its_boxes_and_knows_whose_it_is(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "hơn 40"})
    response = signed_in(stage.cast.clerk).get(f"/reports/{stage.report().pk}/workbook/")
    book = opened(response)
    sheet = book.worksheets[0]
    assert (sheet.protection.sheet, book.worksheets[1].sheet_state) == (True, "veryHidden")
    assert sorted(book.defined_names) == [
        f"phongtrao_{name}" for name in ("form", "report", "request", "token", "unit", "window")
    ]
    assert (cell(sheet, "propaganda_sessions").value, cell(sheet, "propaganda_sessions", "Mức độ").value) == (
        40,
        "hơn",
    )
    assert [
        cell(sheet, "propaganda_sessions", title).protection.locked
        for title in ("Nội dung", "Số liệu hoặc nội dung")
    ] == [True, False]
    assert [
        (sheet.column_dimensions[letter].hidden, sheet.column_dimensions[letter].max) for letter in "EI"
    ] == [(False, 5), (True, 10)]
    assert sheet["A1"].value == "Tổng kết phong trào năm 2026"
    assert sheet["A2"].value == "Đơn vị báo cáo: Ban Chỉ đạo xã Pù Luông"
    rules = {str(rule.sqref): (rule.type, rule.operator) for rule in sheet.data_validations.dataValidation}
    assert rules["E11"] == ("whole", "greaterThanOrEqual")


def test_last_periods_figure_stands_beside_the_box(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "hơn 1.200"})
    stage.send()
    stage.accept()
    later = actions.ask(
        stage.request.form,
        asker=stage.cast.committee_38,
        organisations=[stage.cast.committee_pu_luong],
        clock="nd09",
        year=2027,
        due=date(2027, 12, 20),
        basis=Basis.OWN,
        title="Năm 2027",
        by=stage.cast.province_head,
        now=NOW,
    ).reports.get()
    book = opened(signed_in(stage.cast.clerk).get(f"/reports/{later.pk}/workbook/"))
    assert cell(book.worksheets[0], "propaganda_sessions", "Kỳ trước").value == "hơn 1.200"


def test_whoever_does_not_see_the_draft_gets_empty_boxes(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "40"})
    address = f"/reports/{stage.report().pk}/workbook/"
    book = opened(signed_in(stage.cast.province_head).get(address))
    assert cell(book.worksheets[0], "propaganda_sessions").value is None
    assert [signed_in(by).get(address).status_code for by in (stage.cast.neighbour, stage.cast.viewer)] == [
        404,
        404,
    ]


def test_the_csv_has_the_same_columns(stage: Stage) -> None:
    response = signed_in(stage.cast.clerk).get(f"/reports/{stage.report().pk}/workbook/?format=csv")
    assert text(response).splitlines()[0].lstrip("\ufeff") == ",".join(COLUMNS)


def test_all_workbooks_of_those_who_have_not_begun_come_as_one_zip(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "40"})
    address = f"/reports/requests/{stage.request.pk}/workbooks/"
    response = signed_in(stage.cast.province_head).get(address)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.namelist() == ["0001-Ban Chỉ đạo xã Ba Đình - Tổng kết phong trào năm 2026.xlsx"]
    assert signed_in(stage.cast.clerk).get(address).status_code == 404


def test_a_workbook_is_handed_in_read_by_the_worker_and_told_cell_by_cell(stage: Stage) -> None:
    clerk = signed_in(stage.cast.clerk)
    content = filled(blank(stage.report()), {"models_total": "1O", "propaganda_sessions": 4})
    answer = upload(clerk, f"/reports/{stage.report().pk}/imports/", ("phiếu.xlsx", content))
    given = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/imports/{given.pk}/")
    waiting = text(clerk.get(answer["Location"]))
    assert 'hx-trigger="every 2s"' in waiting
    assert 'value="0" max="1"' in waiting
    work()
    page = text(clerk.get(answer["Location"]))
    assert "hx-trigger" not in page
    assert 'value="1" max="1"' in page
    assert "1 ô bị sai" in page
    told = text(clerk.get(f"{answer['Location']}files/1/"))
    assert re.search(r">E16<.*?Có phải là 10\?", told, re.DOTALL) is not None


def test_the_asker_hands_in_a_folder_and_the_history_says_so(stage: Stage) -> None:
    head = signed_in(stage.cast.province_head)
    names = ("committee_pu_luong", "committee_ba_dinh")
    files = [
        (f"{name}.xlsx", filled(blank(stage.report(name), draft=False), {"models_total": 7}))
        for name in names
    ]
    address = f"/reports/requests/{stage.request.pk}/imports/"
    assert "webkitdirectory" in text(head.get(address))
    answer = head.post(address, {"folder": [SimpleUploadedFile(*file) for file in files]})
    work()
    page = text(head.get(answer["Location"]))
    assert (page.count("1 ô đã ghi vào bản nháp"), "Đã nhận (2)" in page) == (2, True)
    report = stage.report()
    assert "Nhập thay" in text(signed_in(stage.cast.clerk).get(f"/reports/{report.pk}/"))
    assert text(head.get(address)).count("2/2 tệp") == 1


def test_nothing_chosen_or_a_stranger_is_told_why(stage: Stage) -> None:
    address = f"/reports/{stage.report().pk}/imports/"
    empty = signed_in(stage.cast.clerk).post(address, {})
    assert (empty.status_code, "Chọn ít nhất một" in text(empty)) == (422, True)
    assert signed_in(stage.cast.neighbour).get(address).status_code == 404
    viewer = signed_in(stage.cast.viewer).get(address)
    assert viewer.status_code == 404
    stage.save({"propaganda_sessions": "1"})
    assert signed_in(stage.cast.province_head).get(address).status_code == 403


def test_what_was_handed_in_is_seen_by_nobody_else(stage: Stage) -> None:
    file = handed_in(stage.report(), filled(blank(stage.report()), {"models_total": 7}), by=stage.cast.clerk)
    pages = (f"/reports/imports/{file.of_id}/", f"/reports/imports/{file.of_id}/files/1/")
    for page in pages:
        found = [
            signed_in(by).get(page).status_code
            for by in (stage.cast.head, stage.cast.province_head, stage.cast.neighbour)
        ]
        assert found == [200, 404, 404]


def test_the_hidden_code_is_no_formula_for_a_spreadsheet(stage: Stage) -> None:
    sheet = opened(signed_in(stage.cast.clerk).get(f"/reports/{stage.report().pk}/workbook/")).worksheets[0]
    assert cell(sheet, "models_total", TOKEN).data_type == "s"


@pytest.mark.parametrize("many", [1, 3])
def test_an_imports_page_asks_as_much_for_three_files_as_for_one(stage: Stage, many: int) -> None:
    made = filled(blank(stage.report()), {"models_total": 7})
    files = [SimpleUploadedFile(f"{n}.xlsx", made) for n in range(many)]
    kept = actions.keep(files, by=stage.cast.clerk, now=NOW)
    given = tasks.hand_in(stage.request, kept, report=stage.report(), by=stage.cast.clerk)
    tasks.read_import.call(given.pk)
    clerk = signed_in(stage.cast.clerk)
    with CaptureQueriesContext(connection) as asked:
        clerk.get(f"/reports/imports/{given.pk}/")
    assert len(asked) == 6
