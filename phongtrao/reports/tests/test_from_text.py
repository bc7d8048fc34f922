from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from phongtrao.core.figure import Basis, Qualifier
from phongtrao.core.period import Window
from phongtrao.core.place import Level
from phongtrao.core.sandbox import Unfit as NotRead
from phongtrao.documents.models import File
from phongtrao.figures.models import Evidence
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people.models import Officer
from phongtrao.places import actions as keep_places
from phongtrao.places.access import Keeper
from phongtrao.places.rules.areas import Draft
from phongtrao.reading import AwardForm, Doubt, Finding, Kind, Scope, Span
from phongtrao.reading.files import Document, FileKind
from phongtrao.reports import access, actions, tasks
from phongtrao.reports.models import Attachment, ReadFigure, Reading, Report, Synonym
from phongtrao.reports.queries import annual_figures
from phongtrao.reports.rules import Typed, Unfit, read
from phongtrao.reports.rules.award_cells import award_cell
from phongtrao.reports.rules.from_text import (
    About,
    Look,
    Piece,
    Proposed,
    Unit,
    in_bulk,
    key_for,
    looks,
    named,
    number,
    pieces,
    quoted,
    scope_look,
    storable,
    typed_of,
    within,
)
from phongtrao.reports.tests.stage import DUE, FORM, Stage, raise_stage, section
from phongtrao.reports.tests.texts import PRACTICES, SESSIONS, TEXT, figure, handed_in, was_read
from phongtrao.trail.models import Row
from tests.cast import NOW, Cast

WINDOW = Window(date(2025, 12, 15), date(2026, 12, 14))
ABOUT = About(
    read(FORM),
    WINDOW,
    "Pù Luông",
    Level.COMMUNE,
    {
        "own": Unit("Xã Pù Luông", "", None),
        "old": Unit("Xã Thành Lâm", "Xã Pù Luông", Look.PART_OF_PLACE),
    },
)
PLAIN = Finding(
    span=Span(10, 12),
    text="46",
    value=Decimal(46),
    kind=Kind.COUNT,
    qualifier=Qualifier.EXACT,
    noun="buổi tuyên truyền",
    indicator="propaganda_sessions",
    score=4.0,
    confidence=0.95,
    grounds=(),
)


def looked(**changes: Any) -> list[Look]:
    return looks(replace(PLAIN, **changes), ABOUT, {}, scanned=False)


@pytest.mark.parametrize(
    ("value", "written"),
    [("46", "46"), ("40000", "40.000"), ("1.5", "1,5"), ("100", "100"), ("35E9", "35.000.000.000")],
)
def test_a_number_is_written_as_here(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("changes", "indicator", "typed"),
    [
        ({}, "propaganda_sessions", Typed("46")),
        ({"qualifier": Qualifier.MORE_THAN}, "propaganda_sessions", Typed("46", "", "more_than")),
        (
            {"kind": Kind.RATIO, "denominator": Decimal(50)},
            "areas_meeting_standard",
            Typed("46", "50"),
        ),
        ({"kind": Kind.RATIO, "denominator": Decimal(50)}, "propaganda_sessions", Typed("46")),
        ({"kind": Kind.PERCENT, "value": Decimal("57.69")}, "areas_meeting_standard", Typed("57,69 %")),
    ],
)
def test_a_finding_fills_the_boxes_of_its_indicator(
    changes: dict[str, Any], indicator: str, typed: Typed
) -> None:
    assert typed_of(replace(PLAIN, **changes), indicator) == typed


@pytest.mark.parametrize(
    ("indicator", "key"),
    [("models_total", "models_total"), ("camera_total", ""), ("models_recognized", "models_recognized")],
)
def test_the_whole_of_an_indicator_is_proposed(indicator: str, key: str) -> None:
    assert key_for(replace(PLAIN, indicator=indicator), ABOUT.content, "") == key


MERIT = "Chủ tịch UBND tỉnh tặng Bằng khen cho 8 tập thể"


@pytest.mark.parametrize(
    ("form", "text", "cell"),
    [
        (AwardForm.MERIT, MERIT, "merit_province"),
        (AwardForm.MERIT, "8 tập thể được Bằng khen của Thủ tướng Chính phủ", "merit_pm"),
        (AwardForm.MERIT, "Bộ Công an tặng Bằng khen cho 8 tập thể", "merit_ministry"),
        (AwardForm.MERIT, "UBND xã trình UBND tỉnh, nay 8 tập thể có Bằng khen", "merit_province"),
        (AwardForm.MERIT, "Bằng khen của Bộ Công an và của UBND tỉnh: 8 tập thể", ""),
        (AwardForm.MERIT, "Bằng khen của Bộ Công an, UBND tỉnh cho 8 tập thể", ""),
        (AwardForm.MERIT, "UBND tỉnh đã tặng 3 Bằng khen. Có 8 tập thể được Bằng khen", ""),
        (AwardForm.MERIT, "UBND tỉnh tặng Bằng khen cho 8 tập thể; UBND xã tặng Giấy khen", "merit_province"),
        (AwardForm.COMMENDATION, "Giám đốc Công an tỉnh tặng Giấy khen 8 tập thể", "commendation_police"),
        (AwardForm.COMMENDATION, "UBND phường tặng Giấy khen cho 8 tập thể", "commendation_commune"),
        (AwardForm.COMMENDATION, "Tặng Giấy khen cho 8 tập thể", ""),
        (AwardForm.FLAG, "Cờ thi đua của Chính phủ cho 8 tập thể", "flag_government"),
        (AwardForm.FLAG, "Cờ thi đua của Bộ Công an cho 8 tập thể", "flag_ministry"),
        (AwardForm.INSIGNIA, "Kỷ niệm chương Bảo vệ an ninh Tổ quốc cho 8 người", "insignia"),
        (AwardForm.INSIGNIA, "Kỷ niệm chương cho 8 người", ""),
        (AwardForm.HONOUR, "Biểu dương 8 tập thể", "honour"),
        (AwardForm.OTHER, "Thư khen cho 8 tập thể", "letter"),
        (AwardForm.OTHER, "Khen 8 tập thể", ""),
        (AwardForm.MIXED, MERIT, ""),
        (None, MERIT, ""),
    ],
)
def test_a_commendation_goes_to_the_box_of_its_form(form: AwardForm | None, text: str, cell: str) -> None:
    at = text.index("8")
    assert award_cell(form, text, at, at + 1) == (f"award_form={cell}" if cell else "")


AWARDS: dict[str, Any] = {
    **FORM,
    "id": "awards",
    "sections": [
        section(
            "awards",
            "I",
            {
                "kind": "grid",
                "id": "awards",
                "breakdown": "award_form",
                "vi": "Khen thưởng",
                "en": "Commendations",
                "values": ["merit_province", "commendation_police"],
                "total": True,
                "columns": [{"indicator": "commended_collectives"}, {"indicator": "commended_individuals"}],
            },
        ),
    ],
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"upper": Decimal(50)}, [Look.RANGE]),
        ({"doubts": (Doubt.INHERITED,)}, [Look.INHERITED]),
        ({"doubts": (Doubt.PARTS_DIFFER,)}, [Look.PARTS_DIFFER]),
        ({"period": "2026"}, []),
        ({"period": "2021"}, [Look.OTHER_PERIOD]),
        ({"period": "2006-2016"}, [Look.OTHER_PERIOD]),
        ({"period": "2026", "note": "6 tháng đầu năm"}, [Look.PART_OF_PERIOD]),
        ({"scope": Scope("xã Pù Luông", Span(0, 3), "own")}, []),
        ({"scope": Scope("xã Ba Đình", Span(0, 3))}, [Look.OTHER_SCOPE]),
    ],
)
def test_what_a_person_must_look_at(changes: dict[str, Any], expected: list[Look]) -> None:
    assert looked(**changes) == expected


def test_a_part_of_a_whole_of_the_same_kind_is_looked_at() -> None:
    part = replace(PLAIN, span=Span(30, 31), whole=PLAIN.span)
    assert looks(part, ABOUT, {PLAIN.span: PLAIN}, scanned=True) == [Look.SCANNED, Look.PART_OF_SAME]


@pytest.mark.parametrize(
    ("period", "inside"),
    [
        ("2026", True),
        ("2025", True),
        ("2024", False),
        ("2025-2026", True),
        ("2020-2026", False),
        ("?", False),
    ],
)
def test_a_period_is_within_the_window(period: str, inside: bool) -> None:
    assert within(period, WINDOW) is inside


@pytest.mark.parametrize(
    ("text", "key", "look"),
    [
        ("Pù Luông", None, None),
        ("xã Pù Luông", "own", None),
        ("phường Pù Luông", "own", None),
        ("thôn Pù Luông", "own", Look.PART_OF_PLACE),
        ("huyện Pù Luông", "own", Look.OTHER_SCOPE),
        ("xã Thành Lâm", "old", Look.PART_OF_PLACE),
        ("xã Ba Đình", None, Look.OTHER_SCOPE),
        ("toàn xã", None, None),
        ("trên địa bàn xã", None, None),
        ("trên địa bàn tỉnh", None, Look.LARGER_PLACE),
        ("toàn huyện", None, Look.LARGER_PLACE),
        ("cả nước", None, Look.LARGER_PLACE),
    ],
)
def test_what_a_scope_is_to_the_reports_own_place(text: str, key: str | None, look: Look | None) -> None:
    assert scope_look(Scope(text, Span(0, 3), key), ABOUT) is look


@pytest.mark.parametrize(
    ("text", "look"), [("toàn tỉnh", None), ("toàn xã", Look.PART_OF_PLACE), ("toàn quốc", Look.LARGER_PLACE)]
)
def test_the_whole_of_a_province_is_its_own(text: str, look: Look | None) -> None:
    about = replace(ABOUT, place="Thanh Hóa", level=Level.PROVINCE)
    assert scope_look(Scope(text, Span(0, 3)), about) is look


def test_the_paragraph_is_quoted_and_a_long_one_cut() -> None:
    assert quoted("một\nhai 2 ba\nbốn", 8, 9) == "hai 2 ba"
    assert len(quoted("x" * 5000, 2000, 2001)) == 601


def test_a_text_is_cut_at_its_marks() -> None:
    assert pieces("ab12cd3", [(6, 7, 2), (2, 4, 1), (3, 5, 9)]) == [
        Piece("ab"),
        Piece("12", 1),
        Piece("cd"),
        Piece("3", 2),
    ]


def test_what_no_database_holds_keeps_its_place() -> None:
    assert storable("a\0b\ud800c") == "a b c"


def test_in_bulk_go_only_the_sure_ones_that_say_one_thing() -> None:
    sure = Proposed(1, "a", Typed("4"), 96)
    given = [
        sure,
        Proposed(2, "a", Typed("4"), 97),
        Proposed(3, "b", Typed("5"), 97),
        Proposed(4, "b", Typed("6"), 97),
        Proposed(5, "c", Typed("5"), 89),
        Proposed(6, "d", Typed("5"), 99, (Look.SCANNED,)),
        Proposed(7, "", Typed("5"), 99),
    ]
    assert in_bulk(given, 90) == [sure]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Số mô hình", ["m"]),
        ("so mo hinh", ["m"]),
        ("m", ["m"]),
        ("mo hinh", ["m", "r"]),
        ("cong nhan", ["r"]),
        ("hin", ["m", "r"]),
        ("inh", []),
        ("xe", []),
        ("", []),
    ],
)
def test_a_field_is_named_by_some_letters(typed: str, keys: list[str]) -> None:
    assert named(typed, {"m": "Số mô hình", "r": "Mô hình được công nhận"}) == keys


# Actions ----------------------------------------------------------------------------------------------------

database = pytest.mark.django_db


def take(one: ReadFigure, stage: Stage, key: str = "", typed: Typed | None = None, **more: Any) -> ReadFigure:
    boxes = typed or Typed(**one.typed)
    more = {"base_version": stage.report().version, "by": stage.cast.clerk, "now": NOW, **more}
    return actions.take_figure(one, key or one.key, boxes, **more)


def acts() -> list[str]:
    return list(Row.objects.order_by("pk").values_list("action", flat=True))


@database
def test_a_text_is_read_once_into_figures_with_their_lines(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    assert tasks.read_narrative.call(reading.pk) == "read"
    rows = ReadFigure.objects.filter(of=reading).order_by("number")
    assert [(row.key, row.typed["text"], row.typed["qualifier"], row.state) for row in rows] == [
        ("propaganda_sessions", "46", "exact", "open"),
        ("propaganda_participants", "3.200", "more_than", "open"),
        ("models_total", "12", "exact", "open"),
    ]
    assert [row.found["line"] for row in rows] == [SESSIONS, SESSIONS, PRACTICES]
    assert [reading.text[row.start : row.end] for row in rows] == ["46", "hơn 3.200", "12"]
    assert stage.report().draft == {}


@database
@pytest.mark.parametrize(
    ("place", "unit", "now", "looks"),
    [
        ("xã Vụ Bản", "Xã Vụ Bản", "", []),
        ("xã Minh Tân", "Xã Minh Tân", "Xã Vụ Bản", ["part_of_place"]),
        ("Hợp Hưng", "Xã Hợp Hưng", "Xã Vụ Bản", ["part_of_place"]),
        ("thôn Tiền", "Thôn Tiền", "", ["part_of_place"]),
        ("tỉnh Ninh Bình", "Tỉnh Ninh Bình", "", ["larger_place"]),
        ("tỉnh Nam Định", "Tỉnh Nam Định", "Tỉnh Ninh Bình", ["larger_place"]),
        ("xã Pù Luông", None, None, ["other_scope"]),
        ("toàn xã", None, None, []),
        ("toàn tỉnh", None, None, ["larger_place"]),
    ],
)
def test_the_places_that_a_text_speaks_of_are_those_of_that_day(
    cast: Cast, place: str, unit: str | None, now: str | None, looks: list[str]
) -> None:
    """Minh Tân and Hợp Hưng became Vụ Bản on 1 July 2025, Nam Định a part of Ninh Bình."""
    by = cast.head
    Officer.objects.filter(pk=by.pk).update(organisation=cast.committee_vu_ban)
    by.refresh_from_db()
    hamlet = Draft("01", "Thôn", "Tiền")
    keeper = Keeper(cast.vu_ban, True, by.trail_name, cast.committee_vu_ban.chain)
    keep_places.add_area(cast.vu_ban, hamlet, keeper=keeper, on=date(2026, 1, 1), now=NOW)
    reading = was_read(
        report_of_vu_ban(cast), f"Năm 2026. Tại {place} đã tổ chức 46 buổi tuyên truyền.", by=by
    )
    found = figure(reading, 1).found
    assert (found.get("unit"), found.get("unit_now"), found["looks"]) == (unit, now, looks)
    ReadFigure.objects.update(confidence=99)
    assert actions.take_sure(reading, 80, by=by, now=NOW) == (0 if looks else 1)


def report_of_vu_ban(cast: Cast) -> Report:
    request = actions.ask(
        actions.publish(FORM, now=NOW),
        asker=cast.committee_37,
        organisations=[cast.committee_vu_ban],
        clock="nd09",
        year=2026,
        due=DUE,
        basis=Basis.OWN,
        title="Tổng kết năm 2026",
        by=cast.neighbour,
        now=NOW,
    )
    return Report.objects.select_related("request__form", "organisation__place").get(request=request)


@database
def test_commendations_stand_in_their_own_boxes(cast: Cast) -> None:
    stage = raise_stage(cast, content=AWARDS)
    text = f"Năm 2026, {MERIT} và 12 cá nhân.\nBộ Công an tặng Bằng khen cho 1 tập thể.\n"
    reading = was_read(stage.report(), text, by=cast.clerk)
    rows = list(ReadFigure.objects.filter(of=reading).order_by("number"))
    assert [(row.key, row.typed["text"], row.found["looks"]) for row in rows] == [
        ("commended_collectives|award_form=merit_province", "8", []),
        ("commended_individuals|award_form=merit_province", "12", []),
        ("commended_collectives", "1", ["award_form"]),
    ]
    ReadFigure.objects.update(confidence=99)
    assert actions.take_sure(reading, 95, by=cast.clerk, now=NOW) == 2
    taken = stage.report().draft["figures"]
    assert {key: answer["value"] for key, answer in taken.items()} == {rows[0].key: 8, rows[1].key: 12}


@database
def test_what_is_taken_stands_in_the_draft_with_its_source_and_in_the_trail(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    take(figure(reading, 2), stage)
    report = stage.report()
    answer = report.draft["figures"]["propaganda_participants"]
    assert (answer["value"], answer["qualifier"], report.state, report.version) == (
        3200,
        "more_than",
        "draft",
        1,
    )
    attached = Attachment.objects.get(report=report)
    assert (attached.field, attached.locator, attached.line, attached.file, attached.read) == (
        "propaganda_participants",
        "dòng 2",
        SESSIONS,
        reading.file,
        figure(reading, 2),
    )
    assert figure(reading, 2).state == "taken"
    assert acts()[-2:] == ["text handed in to be read", "figures taken from a text"]


@database
def test_what_another_typed_is_never_overwritten_unseen(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    stage.save({"propaganda_sessions": "40"}, by=stage.cast.head)
    with pytest.raises(actions.Differs) as differs:
        take(figure(reading, 1), stage)
    assert [(d.theirs["value"], d.yours["value"]) for d in differs.value.differences] == [(40, 46)]  # type: ignore[index]
    with pytest.raises(actions.Differs):
        take(figure(reading, 1), stage, replace=True, base_version=0)
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] == 40
    take(figure(reading, 1), stage, replace=True)
    assert stage.report().draft["figures"]["propaganda_sessions"]["value"] == 46


@database
def test_other_fields_of_a_section_stay_as_another_saved_them(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    stage.save({"propaganda_participants": "3.200"}, by=stage.cast.head)
    take(figure(reading, 1), stage, base_version=0)
    assert {k: a["value"] for k, a in stage.report().draft["figures"].items()} == {
        "propaganda_participants": 3200,
        "propaganda_sessions": 46,
    }


@database
@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("models_total", Typed("nhiều")),
        ("models_total", Typed("")),
        ("models_total", Typed("5 %")),
        ("areas_meeting_standard", Typed("5")),
        ("camera_total", Typed("5")),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_changes(stage: Stage, key: str, typed: Typed) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    with pytest.raises(Unfit):
        take(figure(reading, 3), stage, key, typed)
    assert (stage.report().version, figure(reading, 3).state) == (0, "open")


@database
def test_the_sure_ones_are_taken_in_one_step_and_what_differs_stays(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    ReadFigure.objects.update(confidence=96)
    stage.save({"propaganda_sessions": "40"}, by=stage.cast.head)
    assert actions.take_sure(reading, 95, by=stage.cast.clerk, now=NOW) == 2
    report = stage.report()
    assert report.version == 2
    assert {key: answer["value"] for key, answer in report.draft["figures"].items()} == {
        "models_total": 12,
        "propaganda_participants": 3200,
        "propaganda_sessions": 40,
    }
    assert actions.take_sure(reading, 95, by=stage.cast.clerk, now=NOW) == 0


@database
def test_what_was_read_from_a_scan_is_never_taken_in_bulk(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    for row in ReadFigure.objects.all():
        row.found["looks"], row.confidence = ["scanned"], 99
        row.save()
    assert actions.take_sure(reading, 80, by=stage.cast.clerk, now=NOW) == 0


@database
def test_a_dropped_figure_can_be_picked_up_again(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    by = stage.cast.clerk
    assert actions.drop_figure(figure(reading, 1), by=by, now=NOW).state == "dropped"
    assert actions.drop_figure(figure(reading, 1), by=by, now=NOW).state == "dropped"
    assert actions.pick_up(figure(reading, 1), by=by, now=NOW).state == "open"
    assert acts()[-2:] == ["figure of a text dropped", "figure of a text picked up again"]


@database
def test_a_changed_field_teaches_the_office_its_words_and_only_it(stage: Stage) -> None:
    reading = was_read(stage.report(), PRACTICES, by=stage.cast.clerk)
    one = figure(reading, 1)
    take(one, stage, "disputes_received")
    [taught] = Synonym.objects.all()
    assert (taught.words, taught.indicator, taught.organisation) == (
        one.found["noun"],
        "disputes_received",
        stage.cast.committee_pu_luong,
    )
    again = was_read(stage.report(), PRACTICES + " ", by=stage.cast.clerk)
    assert figure(again, 1).key == "disputes_received"
    actions.withdraw_synonym(taught, by=stage.cast.clerk, now=NOW)
    later = was_read(stage.report(), PRACTICES + "  .", by=stage.cast.clerk)
    assert figure(later, 1).key == "models_total"
    with pytest.raises(Refused):
        actions.withdraw_synonym(taught, by=stage.cast.clerk, now=NOW)


@database
def test_words_that_speak_of_a_person_are_not_kept(stage: Stage) -> None:
    reading = was_read(stage.report(), PRACTICES, by=stage.cast.clerk)
    one = figure(reading, 1)
    one.found["noun"] = "họ và tên"
    one.save()
    take(one, stage, "disputes_received")
    assert Synonym.objects.count() == 0


@database
def test_a_source_typed_by_hand_forgets_the_marked_line(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    take(figure(reading, 1), stage)
    report = stage.report()
    attached = actions.attach(
        report,
        "propaganda_sessions",
        file=None,
        locator="trang 3",
        line="46 buổi",
        base_version=report.version,
        by=stage.cast.clerk,
        now=NOW,
    )
    assert attached.read is None


@database
def test_what_is_sent_and_accepted_leads_to_the_marked_line(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    take(figure(reading, 1), stage)
    sent = stage.send()
    one = figure(reading, 1)
    told = sent.answers["evidence"]["propaganda_sessions"]
    assert [told[name] for name in ("reading", "mark", "start", "end")] == [
        reading.pk,
        1,
        one.start,
        one.end,
    ]
    assert Evidence.objects.filter(file=reading.file).count() == 0
    stage.accept()
    evidence = Evidence.objects.get(file=reading.file)
    assert (evidence.url, evidence.start, evidence.end, evidence.line) == (
        f"/reports/{stage.report().pk}/readings/{reading.pk}/text/#so-1",
        one.start,
        one.end,
        SESSIONS,
    )


def test_the_annex_of_sources_names_the_page_of_the_marked_line(settings: Any) -> None:
    settings.ADDRESS = "https://phongtrao.example"
    page = "/reports/1/readings/2/text/#so-3"
    told = annual_figures.places_of(Evidence(url=page, locator="dòng 2"))
    assert told == ("dòng 2", f"dòng đã đánh dấu: https://phongtrao.example{page}")
    assert annual_figures.places_of(Evidence(url="/reports/1/submissions/1/", locator="I")) == ("I", "")
    assert annual_figures.places_of(None) == ()


@database
def test_two_officers_at_once_keep_both_figures(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    first, second = figure(reading, 1), figure(reading, 3)
    take(first, stage, base_version=0)
    take(second, stage, base_version=0, by=stage.cast.head)
    assert sorted(stage.report().draft["figures"]) == ["models_total", "propaganda_sessions"]
    with pytest.raises(actions.Differs):
        take(figure(reading, 2), stage, "models_total", base_version=0)


@database
def test_a_figure_is_decided_once_though_pressed_twice(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    take(figure(reading, 1), stage)
    take(figure(reading, 1), stage)
    assert stage.report().version == 1
    with pytest.raises(Conflict):
        take(figure(reading, 1), stage, "models_total")
    actions.drop_figure(figure(reading, 2), by=stage.cast.clerk, now=NOW)
    with pytest.raises(Conflict):
        take(figure(reading, 2), stage)


@database
def test_a_sent_report_takes_nothing_in(stage: Stage) -> None:
    reading = was_read(stage.report(), by=stage.cast.clerk)
    take(figure(reading, 1), stage)
    stage.send()
    with pytest.raises(Conflict):
        take(figure(reading, 2), stage)
    with pytest.raises(Conflict):
        actions.drop_figure(figure(reading, 2), by=stage.cast.clerk, now=NOW)
    with pytest.raises(Conflict):
        handed_in(stage.report(), TEXT, by=stage.cast.clerk)


@database
def test_only_officers_of_the_unit_hand_in_and_take(stage: Stage) -> None:
    with pytest.raises(Refused):
        handed_in(stage.report(), TEXT, by=stage.cast.province_head)
    with pytest.raises(Http404):
        handed_in(stage.report(), TEXT, by=stage.cast.neighbour)
    reading = was_read(stage.report(), by=stage.cast.clerk)
    with pytest.raises(Refused):
        take(figure(reading, 1), stage, by=stage.cast.province_head)
    with pytest.raises(Http404):
        access.get_reading(stage.cast.province_head, stage.report(), reading.pk)


@database
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.docx", b"PK\x03\x04 no zip", None), ("a.txt", b"\xff\xfe\x00", "encoding"), ("a.csv", b"a,b", None)],
)
def test_a_hostile_file_is_refused_with_the_reason(
    stage: Stage, name: str, content: bytes, code: str | None
) -> None:
    upload = SimpleUploadedFile(name, content)
    report, by = stage.report(), stage.cast.clerk
    if code is None:
        with pytest.raises(Refused):
            actions.store_narrative(report, upload=upload, text="", by=by, now=NOW)
        assert File.objects.count() == 0
        return
    try:
        file = actions.store_narrative(report, upload=upload, text="", by=by, now=NOW)
    except Refused:
        return
    reading = actions.begin_reading(report, file, by=by, now=NOW)
    assert tasks.read_narrative.call(reading.pk) == "failed"


@database
def test_a_text_too_long_for_a_page_is_told(stage: Stage) -> None:
    reading = handed_in(stage.report(), TEXT, by=stage.cast.clerk)
    document = Document(FileKind.TXT, "x" * 400_001, ())
    assert actions.note_read(reading, document, [], now=NOW).fault == {"code": "too_long", "details": {}}
    assert actions.note_failed(reading, NotRead("locked"), now=NOW).fault["code"] == "too_long"


@database
def test_a_file_that_is_gone_fails_and_does_not_hang(stage: Stage, settings: Any) -> None:
    reading = handed_in(stage.report(), TEXT, by=stage.cast.clerk)
    settings.FILES = settings.FILES / "elsewhere"
    assert tasks.read_narrative.call(reading.pk) == "failed"
    assert Reading.objects.get().fault["code"] == "stumbled"
