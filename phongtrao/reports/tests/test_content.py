"""What a form can ask: bounds, grids, suggestions; and that older documents still read."""

from datetime import date
from typing import Any

import pytest

from phongtrao.core.figure import Basis
from phongtrao.reports import actions, queries
from phongtrao.reports.forms import SectionForm, from_draft
from phongtrao.reports.models import Request
from phongtrao.reports.rules import BadForm, Fault, Frequency, Prefill, Typed, findings, read, read_section
from phongtrao.reports.tests.stage import FORM, figure, narrative, section
from phongtrao.reports.tests.test_pages import signed_in, text
from tests.cast import NOW, Cast

AWARDS = {
    "kind": "grid",
    "id": "awards",
    "breakdown": "award_form",
    "vi": "Khen thưởng",
    "en": "Awards",
    "values": ["merit_province", "commendation_commune"],
    "total": False,
    "columns": [
        {"indicator": "commended_collectives", "prefill": "last_period"},
        {"indicator": "commended_households", "most": 100},
    ],
}


def form(*fields: dict[str, Any], code: str = "quick") -> dict[str, Any]:
    return {**FORM, "id": code, "sections": [section("one", "I", *fields)]}


def found(document: dict[str, Any], **typed: str) -> list[tuple[Fault, tuple[str, ...], bool]]:
    answers = dict(read_section({key: Typed(text) for key, text in typed.items()}, {}))
    return [(f.fault, f.fields, f.blocking) for f in findings(read(document), answers)]


def test_a_grid_asks_the_values_that_it_lists_row_by_row() -> None:
    content = read(form(AWARDS))
    province, commune = "award_form=merit_province", "award_form=commendation_commune"
    assert content.fields == (
        f"commended_collectives|{province}",
        f"commended_households|{province}",
        f"commended_collectives|{commune}",
        f"commended_households|{commune}",
    )
    assert [f.indicator for f in content.figures] == ["commended_collectives", "commended_households"]
    assert content.section_of(f"commended_households|{commune}").id == "one"


def test_a_document_of_before_has_its_plain_meaning() -> None:
    only = read(form(figure("propaganda_sessions"))).figures[0]
    assert (only.least, only.most, only.required_if, only.prefill, only.values, only.total) == (
        None,
        None,
        "",
        Prefill.NONE,
        None,
        True,
    )


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ([{**AWARDS, "columns": []}], "grid awards is empty"),
        ([{**AWARDS, "values": ["medal"]}], "commended_collectives: no value medal"),
        ([{**AWARDS, "breakdown": "level"}], "commended_collectives is not broken down by level alone"),
        ([AWARDS, figure("commended_households")], "field commended_households stands twice"),
        (
            [{**figure("models_total"), "least": 5, "most": 4}],
            "models_total: the least is more than the most",
        ),
        ([{**figure("models_total"), "required_if": "news_items"}], "models_total hangs on news_items"),
        ([{**figure("models_total"), "required_if": "models_total"}], "models_total hangs on models_total"),
        ([{**figure("models_total"), "prefill": "guess"}], "models_total: no such prefill: guess"),
        ([{"kind": "person", "id": "x"}], "no such kind of field: person"),
    ],
)
def test_a_contradictory_form_is_refused(fields: list[dict[str, Any]], fault: str) -> None:
    with pytest.raises(BadForm, match=fault.replace("(", r"\(")):
        read(form(*fields))


def test_a_ratio_has_no_place_in_a_grid() -> None:
    grid = {**AWARDS, "breakdown": "subject", "columns": [{"indicator": "units_with_plan"}], "values": None}
    with pytest.raises(BadForm, match="units_with_plan is a ratio"):
        read(form(grid))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("9", Fault.BELOW_LEAST),
        ("gần 10", None),
        ("gần 9", Fault.BELOW_LEAST),
        ("10", None),
        ("20", None),
        ("hơn 20", None),
        ("21", Fault.ABOVE_MOST),
        ("hơn 21", Fault.ABOVE_MOST),
        ("khoảng 500", None),
    ],
)
def test_a_row_lies_between_its_bounds_whatever_the_qualifier_hides(typed: str, fault: Fault | None) -> None:
    document = form({**figure("models_total"), "least": 10, "most": 20})
    assert found(document, models_total=typed) == ([(fault, ("models_total",), True)] if fault else [])


def test_a_ratio_is_bounded_as_a_percentage() -> None:
    document = form({**figure("units_with_plan"), "least": 5000})
    assert found(document, units_with_plan="46/100") == [(Fault.BELOW_LEAST, ("units_with_plan",), True)]
    assert found(document, units_with_plan="46/50") == []


def test_a_figure_is_wanted_where_the_other_is_more_than_nothing() -> None:
    document = form(figure("models_total"), {**figure("models_new"), "required_if": "models_total"})
    assert found(document, models_total="0") == []
    assert found(document, models_total="3") == [(Fault.MISSING_BESIDE, ("models_new", "models_total"), True)]
    assert found(document, models_total="3", models_new="0") == []


def test_english_is_optional() -> None:
    document = form({**narrative("told"), "vi": "Kết quả", "en": ""})
    assert read(document).narratives[0].label("en") == "Kết quả"


@pytest.mark.django_db
def test_a_box_in_a_grid_keeps_its_word_in_the_number() -> None:
    content = read(form(AWARDS))
    key = "commended_collectives|award_form=merit_province"
    answers = dict(read_section({key: Typed("hơn 40")}, {}))
    data = from_draft(content, content.sections[0], answers)
    filled = SectionForm(content, content.sections[0], data)
    assert data["commended_collectives--award_form-merit_province_0"] == "hơn 40"
    assert (filled.is_valid(), read_section(filled.figures(), {})["figures"][key]["qualifier"]) == (
        True,
        "more_than",
    )


def asked(cast: Cast, document: dict[str, Any], month: int) -> Request:
    return actions.ask(
        actions.publish(document, now=NOW),
        asker=cast.committee_38,
        organisations=[cast.committee_pu_luong],
        clock="nd09",
        year=2026,
        frequency=Frequency.MONTH,
        number=month,
        due=date(2026, 12, 20),
        basis=Basis.OWN,
        title=f"Tháng {month}",
        by=cast.province_head,
        now=NOW,
    )


def send(cast: Cast, request: Request, section: str, **figures: str) -> None:
    report = request.reports.get()
    report = actions.save_section(
        report,
        section,
        figures={key: Typed(text) for key, text in figures.items()},
        narratives={},
        base_version=0,
        by=cast.clerk,
        now=NOW,
    )
    actions.submit(report, base_version=report.version, key=f"k{request.pk}", by=cast.head, now=NOW)


@pytest.mark.django_db
def test_last_periods_number_is_offered_and_stored_only_when_taken(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    document = form({**figure("propaganda_sessions"), "prefill": "last_period"}, figure("news_items"))
    send(cast, asked(cast, document, 3), "one", propaganda_sessions="hơn 12", news_items="5")
    now = asked(cast, document, 4).reports.get()
    with django_assert_num_queries(2):
        offered = queries.last_period(now, read(document).sections[0])
    assert {key: answer["value"] for key, answer in offered.items()} == {"propaganda_sessions": 12}
    clerk, page = signed_in(cast.clerk), f"/reports/{now.pk}/sections/one/"
    assert "Kỳ trước: hơn 12" in " ".join(text(clerk.get(page)).split())
    now.refresh_from_db()
    assert (now.draft, now.state) == ({}, "not_started")
    taken = clerk.post(page, {"version": "0", "take": "propaganda_sessions"})
    assert taken["Location"] == f"{page}#field-propaganda_sessions_0"
    now.refresh_from_db()
    assert {key: answer["value"] for key, answer in now.draft["figures"].items()} == {
        "propaganda_sessions": 12
    }
    assert "Kỳ trước:" not in text(clerk.get(page))


@pytest.mark.django_db
def test_a_grid_is_a_table_of_labelled_boxes_and_keeps_what_is_wrong(cast: Cast) -> None:
    report = asked(cast, form(AWARDS), 5).reports.get()
    clerk, page = signed_in(cast.clerk), f"/reports/{report.pk}/sections/one/"
    box = "commended_households--award_form-merit_province"
    assert f'for="field-{box}_0"' in text(clerk.get(page))
    kept = text(clerk.post(page, {"version": "0", f"{box}_0": "101"}))
    assert 'value="101"' in kept
    assert "nhiều nhất là 100" in kept
    report.refresh_from_db()
    assert report.draft["figures"]["commended_households|award_form=merit_province"]["value"] == 101
