import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.core.figure import Basis
from phongtrao.documents.tests.files import office
from phongtrao.kit.refusals import Refused
from phongtrao.reports import actions, tasks
from phongtrao.reports.models import ImportFile
from phongtrao.reports.queries.import_words import cell_words
from phongtrao.reports.queries.workbook import papers
from phongtrao.reports.rules import State, Typed
from phongtrao.reports.rules.columns import COLUMNS, KEY, TOKEN
from phongtrao.reports.rules.workbook import rows_of
from phongtrao.reports.tests.books import blank, cell, filled, handed_in, row_of
from phongtrao.reports.tests.stage import Stage
from phongtrao.trail.models import Row
from tests.cast import NOW

pytestmark = pytest.mark.django_db
GOOD = {
    "propaganda_sessions": (48, None, "hơn", "Tăng do chiến dịch hè"),
    "outreach": "Đã làm",
    "models_total": "1.234",
}


def wrong(file: ImportFile) -> list[tuple[str, str]]:
    return [(key, code) for _cell, key, code, *_rest in file.result.get("wrong", [])]


def fault(file: ImportFile) -> tuple[str, str]:
    return file.state, file.result.get("fault", "")


def test_a_filled_in_workbook_goes_into_the_units_own_draft(stage: Stage) -> None:
    file = handed_in(stage.report(), filled(blank(stage.report()), GOOD), by=stage.cast.clerk)
    report = stage.report()
    assert (file.state, file.version, file.on_behalf, report.state) == ("taken", 1, False, State.DRAFT)
    figures = {k: (a["value"], a["qualifier"]) for k, a in report.draft["figures"].items()}
    assert figures == {"propaganda_sessions": (48, "more_than"), "models_total": (1234, "exact")}
    assert report.draft["narratives"] == {"outreach": "Đã làm"}
    assert report.draft["reasons"] == {"propaganda_sessions": "Tăng do chiến dịch hè"}
    assert [row[1] for row in file.result["taken"]] == ["propaganda_sessions", "outreach", "models_total"]
    acts = list(Row.objects.order_by("id").values_list("action", flat=True))
    assert acts[-2:] == ["files handed in", "report filled from a file"]


def test_the_same_file_again_changes_nothing_and_a_mended_one_is_taken(stage: Stage) -> None:
    made = blank(stage.report())
    handed_in(stage.report(), filled(made, GOOD), by=stage.cast.clerk)
    again = handed_in(stage.report(), filled(made, GOOD), by=stage.cast.clerk)
    mended = handed_in(stage.report(), filled(made, {**GOOD, "models_total": 40}), by=stage.cast.clerk)
    assert (again.state, mended.state, stage.report().version) == ("same", "taken", 2)
    assert stage.report().draft["figures"]["models_total"]["value"] == 40


def test_what_was_saved_on_the_page_since_is_not_overwritten(stage: Stage) -> None:
    made = blank(stage.report())
    stage.save({"propaganda_sessions": "7"})
    file = handed_in(stage.report(), filled(made, GOOD), by=stage.cast.clerk)
    assert fault(file) == ("refused", "changed")
    assert file.result["details"]["fields"].split(";")[0] == "Buổi tuyên truyền (7 / hơn 48)"
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] == 7


def test_a_deleted_row_leaves_its_field_and_an_emptied_box_empties_it(stage: Stage) -> None:
    stage.save({"propaganda_sessions": "7", "propaganda_participants": "90"})
    content = filled(
        blank(stage.report()),
        {"propaganda_participants": None},
        lambda _book, sheet: sheet.delete_rows(row_of(sheet, "propaganda_sessions")),
    )
    assert handed_in(stage.report(), content, by=stage.cast.clerk).state == "taken"
    assert sorted(stage.report().draft["figures"]) == ["propaganda_sessions"]


def formula(text: str) -> Any:
    return lambda _book, sheet: setattr(cell(sheet, "models_total"), "value", text)


def merge(_book: Any, sheet: Any) -> None:
    row = row_of(sheet, "disputes_received")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=5, end_column=5)


@pytest.mark.parametrize(
    ("values", "change", "expected"),
    [
        ({"models_total": "1O"}, None, [("models_total", "letter")]),
        ({"models_total": -3}, None, [("models_total", "negative")]),
        ({"models_total": "nhiều"}, None, [("models_total", "not_a_number")]),
        ({"models_total": 1.234}, None, [("models_total", "too_many_decimals")]),
        ({"models_total": datetime.date(2026, 12, 5)}, None, [("models_total", "day")]),
        ({"models_total": "#REF!"}, None, [("models_total", "error")]),
        ({"areas_meeting_standard": (51, 50)}, None, [("areas_meeting_standard", "part_above_whole")]),
        ({"areas_meeting_standard": (46, None)}, None, [("areas_meeting_standard", "whole_missing")]),
        ({"propaganda_sessions": (3, None, "chắc thế")}, None, [("propaganda_sessions", "qualifier")]),
        ({"outreach": "x" * 51}, None, [("outreach", "narrative_too_long")]),
        ({"outreach": "Đã họp, Tæ chøc tuyªn truyÒn"}, None, [("outreach", "tcvn3")]),
        ({"outreach": "Đã họp, Toå chöùc tuyeân truyeàn"}, None, [("outreach", "vni")]),
        ({"outreach": "số 038095001234"}, None, [("outreach", "identity")]),
        ({"disputes_received": 4, "disputes_resolved": 5}, None, [("disputes_resolved", "contradiction")]),
        ({}, formula("=2+3"), [("models_total", "not_calculated")]),
        ({}, merge, [("disputes_received", "merged"), ("disputes_resolved", "merged")]),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_its_file_is_taken(
    stage: Stage, values: dict[str, Any], change: Any, expected: list[tuple[str, str]]
) -> None:
    content = filled(blank(stage.report()), {"propaganda_participants": 9, **values}, change)
    file = handed_in(stage.report(), content, by=stage.cast.clerk)
    assert (fault(file), wrong(file)) == (("refused", "cells"), expected)
    assert (stage.report().draft, stage.report().version) == ({}, 0)


@pytest.mark.parametrize(
    ("typed", "encoding"), [("Tæ chøc tuyªn truyÒn", "tcvn3"), ("Toå chöùc tuyeân truyeàn", "vni")]
)
def test_a_cell_in_an_old_encoding_is_converted_and_told(stage: Stage, typed: str, encoding: str) -> None:
    content = filled(blank(stage.report()), {"propaganda_sessions": 3, "outreach": typed})
    file = handed_in(stage.report(), content, by=stage.cast.clerk)
    assert stage.report().draft["narratives"] == {"outreach": "Tổ chức tuyên truyền"}
    assert file.result["converted"] == [["E13", encoding, typed, "Tổ chức tuyên truyền"]]


def test_a_text_that_is_too_long_is_told_by_how_much(stage: Stage) -> None:
    values = {"propaganda_sessions": (3, None, None, "y" * 2003), "outreach": "x" * 51}
    file = handed_in(stage.report(), filled(blank(stage.report()), values), by=stage.cast.clerk)
    assert [cell_words(row[1], row[2], row[3], row[4]) for row in file.result["wrong"]] == [
        "Nhiều nhất 2.000 ký tự; đang thừa 3 ký tự. Hãy viết ngắn lại.",
        "Nhiều nhất 50 ký tự; đang thừa 1 ký tự. Hãy viết ngắn lại.",
    ]


def test_all_wrong_cells_are_named_at_once_by_their_address(stage: Stage) -> None:
    values = {"propaganda_sessions": "1O", "models_total": -3, "outreach": "x" * 51}
    file = handed_in(stage.report(), filled(blank(stage.report()), values), by=stage.cast.clerk)
    assert [row[:3] for row in file.result["wrong"]] == [
        ["E11", "propaganda_sessions", "letter"],
        ["E13", "outreach", "narrative_too_long"],
        ["E16", "models_total", "negative"],
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12 ", 12), ("1.234", 1234), ("  2 nghìn", 2000), ("'=5", None), ("=cmd|' /C calc'!A0", None)],
)
def test_text_numbers_are_read_and_commands_never_run(stage: Stage, typed: str, read: int | None) -> None:
    def put(_book: Any, sheet: Any) -> None:
        box = cell(sheet, "models_total")
        box.value, box.data_type = typed, "s"

    file = handed_in(stage.report(), filled(blank(stage.report()), {}, put), by=stage.cast.clerk)
    answer = stage.report().draft.get("figures", {}).get("models_total")
    assert (file.state, answer and answer["value"]) == ("taken" if read else "refused", read)


def test_decomposed_letters_are_composed(stage: Stage) -> None:
    content = filled(blank(stage.report()), {"outreach": "Đã tổ chức".encode().decode()})
    handed_in(
        stage.report(), filled(content, {"outreach": "To\u0302\u0309 chu\u031b\u0301c"}), by=stage.cast.clerk
    )
    assert stage.report().draft["narratives"]["outreach"] == "Tổ chức"


def test_a_renamed_sheet_in_1904_days_with_a_column_of_its_own_is_read(stage: Stage) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.title = "Bảng của tôi"
        book.epoch = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 (Excel's days have no zone)
        book.create_sheet("Nháp", 0)
        sheet.cell(8, 12).value = "Số căn cước người phụ trách"
        sheet.cell(11, 12).value = "038095001234"

    file = handed_in(
        stage.report(), filled(blank(stage.report()), {"models_total": 3}, change), by=stage.cast.clerk
    )
    assert (file.state, file.result["left_out"]) == ("taken", ["Số căn cước người phụ trách"])
    assert "038095001234" not in str(stage.report().draft) + str(file.result)


def test_whose_workbook_it_is_is_found_by_its_hidden_code(stage: Stage) -> None:
    other = stage.report("committee_ba_dinh")
    clerk = stage.cast.clerk
    foreign = handed_in(stage.report(), filled(blank(other), GOOD), by=clerk)
    assert fault(foreign) == ("refused", "gone")  # to this unit its neighbour's report does not exist
    by_asker = handed_in(stage.report(), filled(blank(other), GOOD), by=stage.cast.province_head)
    assert (fault(by_asker), by_asker.result["details"]) == (
        ("refused", "other_unit"),
        {"unit": "Ban Chỉ đạo xã Ba Đình"},
    )

    def forge(_book: Any, sheet: Any) -> None:
        for row in range(9, sheet.max_row + 1):
            if sheet.cell(row, 10).value:
                sheet.cell(row, 10).value = sheet.cell(row, 10).value.replace("-", "-1", 1)

    assert fault(handed_in(stage.report(), filled(blank(other), GOOD, forge), by=clerk)) == (
        "refused",
        "forged",
    )


def test_a_workbook_of_another_request_or_year_is_named(stage: Stage) -> None:
    other = actions.ask(
        stage.request.form,
        asker=stage.cast.committee_38,
        organisations=[stage.cast.committee_pu_luong],
        clock="nd09",
        year=2025,
        due=datetime.date(2026, 12, 20),
        basis=Basis.OWN,
        title="Tổng kết năm 2025",
        by=stage.cast.province_head,
        now=NOW,
    )
    file = handed_in(stage.report(), filled(blank(other.reports.get()), GOOD), by=stage.cast.clerk)
    assert fault(file) == ("refused", "other_request")
    assert file.result["details"]["title"] == "Tổng kết năm 2025"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK", "not_workbook"),
        ("a.xlsm", b"PK", "not_workbook"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04 damaged", "damaged"),
        ("a.xlsx", office("xl/workbook.xml", **{"xl/vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", office("xl/workbook.xml", **{"xl/a.xml": b"0" * 30_000_000}), "inflates"),
        ("a.csv", "Nội dung;Số\nMột;2\n".encode(), "no_table"),
        ("a.zip", b"PK\x03\x04 damaged", "zip_damaged"),
    ],
)
def test_a_file_that_is_none_is_named_with_its_reason(
    stage: Stage, name: str, content: bytes, code: str
) -> None:
    assert fault(handed_in(stage.report(), content, by=stage.cast.clerk, name=name)) == ("refused", code)


def test_a_hundred_megabytes_are_refused_unread(stage: Stage) -> None:
    upload = SimpleUploadedFile("a.xlsx", b"x")
    upload.size = 100 * 1024 * 1024
    [kept] = actions.keep([upload], by=stage.cast.clerk, now=NOW)
    assert (kept.file, kept.fault) == (None, "too_large")


def test_an_empty_code_column_is_named(stage: Stage) -> None:
    def empty(_book: Any, sheet: Any) -> None:
        for row in range(9, sheet.max_row + 1):
            sheet.cell(row, 9).value = None

    assert fault(
        handed_in(stage.report(), filled(blank(stage.report()), GOOD, empty), by=stage.cast.clerk)
    ) == (
        "refused",
        "nothing_left",
    )
    without = filled(blank(stage.report()), {}, lambda _book, sheet: sheet.delete_cols(9, 2))
    file = handed_in(stage.report(), without, by=stage.cast.clerk)
    assert (fault(file), file.result["details"]) == (("refused", "no_table"), {"lacking": f"{KEY}, {TOKEN}"})


# On behalf -----------------------------------------------------------------------------------------------------


def test_the_asker_enters_for_a_unit_that_has_not_begun(stage: Stage) -> None:
    head = stage.cast.province_head
    content = filled(blank(stage.report(), draft=False), GOOD)
    file = handed_in(stage.report(), content, by=head, many=True)
    assert (file.state, file.on_behalf, stage.report().saved_by) == ("taken", True, head)
    assert Row.objects.order_by("id").last().action == "report entered on behalf"  # type: ignore[union-attr]
    mended = handed_in(stage.report(), filled(content, {"models_total": 5}), by=head, many=True)
    assert mended.state == "taken"


def test_a_draft_that_the_unit_began_is_the_units(stage: Stage) -> None:
    content = filled(blank(stage.report(), draft=False), GOOD)
    stage.save({"propaganda_sessions": "7"})
    file = handed_in(stage.report(), content, by=stage.cast.province_head, many=True)
    assert fault(file) == ("refused", "not_open")


def test_after_the_unit_touched_it_the_asker_enters_no_more_and_a_sent_one_stays(stage: Stage) -> None:
    head = stage.cast.province_head
    made = blank(stage.report(), draft=False)
    handed_in(stage.report(), filled(made, GOOD), by=head, many=True)
    stage.save({"propaganda_sessions": "49"})
    late = handed_in(stage.report(), filled(made, {**GOOD, "models_total": 1}), by=head, many=True)
    stage.send()
    own = handed_in(stage.report(), filled(blank(stage.report()), {"models_total": 2}), by=head, many=True)
    assert [fault(late), fault(own)] == [("refused", "not_open"), ("refused", "not_open")]


def test_only_who_answers_or_asked_hands_in(stage: Stage) -> None:
    for by in (stage.cast.clerk, stage.cast.viewer, stage.cast.neighbour):
        with pytest.raises(Exception) as refused:
            actions.must_hand_in(by, stage.request, None)
        assert type(refused.value).__name__ in ("Http404", "Refused")
    with pytest.raises(Refused):
        actions.must_hand_in(stage.cast.viewer, stage.request, stage.report())


# Many ----------------------------------------------------------------------------------------------------------


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_zip_is_read_file_by_file_and_one_bad_file_harms_no_other(stage: Stage) -> None:
    good = {
        name: filled(blank(stage.report(name), draft=False), {"models_total": n})
        for n, name in enumerate(("committee_pu_luong", "committee_ba_dinh"), start=5)
    }
    bomb = office("xl/workbook.xml", **{"xl/a.xml": b"0" * 30_000_000})
    content = zipped(
        **{
            "xa/a.xlsx": good["committee_pu_luong"],
            "xa/~$a.xlsx": b"lock",
            "__MACOSX/xa/a.xlsx": b"x",
            "b.xlsx": bomb,
            "c.xlsx": good["committee_ba_dinh"],
            "Thumbs.db": b"x",
        }
    )
    head = stage.cast.province_head
    kept = actions.keep([SimpleUploadedFile("Gửi Zalo.zip", content)], by=head, now=NOW)
    given = tasks.hand_in(stage.request, kept, report=None, by=head)
    assert tasks.read_import.call(given.pk) == 2
    assert [(row.name, row.state) for row in given.files.order_by("number")] == [
        ("a.xlsx", "taken"),
        ("b.xlsx", "refused"),
        ("c.xlsx", "taken"),
    ]
    assert stage.report("committee_ba_dinh").draft["figures"]["models_total"]["value"] == 6


def test_a_job_begun_again_goes_on_where_it_stopped(stage: Stage) -> None:
    content = filled(blank(stage.report()), GOOD)
    file = handed_in(stage.report(), content, by=stage.cast.clerk)
    assert tasks.read_import.call(file.of_id) == 0
    assert (stage.report().version, stage.report().draft["figures"]["models_total"]["value"]) == (1, 1234)


def test_a_csv_with_the_same_columns_is_read_like_the_workbook(stage: Stage) -> None:
    [(_report, paper)] = papers([stage.report()], drafts=True)
    rows = [[*COLUMNS], *rows_of(paper)]
    next(row for row in rows if row[8] == "models_total")[4] = "1234,0"
    text = "\n".join(";".join(f'"{value}"' for value in row) for row in rows)
    file = handed_in(stage.report(), text.encode(), by=stage.cast.clerk, name="phieu.csv")
    assert wrong(file) == [("models_total", "too_many_decimals")]
    file = handed_in(
        stage.report(), text.replace("1234,0", "1234").encode("utf-16"), by=stage.cast.clerk, name="p.csv"
    )
    assert (file.state, stage.report().draft["figures"]["models_total"]["value"]) == ("taken", 1234)


def test_what_stands_in_the_draft_comes_back_unchanged(stage: Stage) -> None:
    report = stage.report()
    figures = {"models_total": Typed("hơn 1.234"), "areas_meeting_standard": Typed("46/50")}
    actions.save_section(
        report, "practices", figures=figures, narratives={}, base_version=0, by=stage.cast.clerk, now=NOW
    )
    file = handed_in(stage.report(), blank(stage.report()), by=stage.cast.clerk)
    assert (file.state, stage.report().version) == ("same", 1)
