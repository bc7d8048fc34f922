"""A section's guidance: one for who counts his own work, another for who states for a whole area."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from phongtrao.core.figure import Basis
from phongtrao.people.models import Officer
from phongtrao.reports import actions
from phongtrao.reports.models import FormDraft, Report
from phongtrao.reports.queries.workbook import papers
from phongtrao.reports.rules import building, read
from phongtrao.reports.tests.above import FORM_ABOVE, Above, raise_above
from phongtrao.reports.tests.stage import FORM, Stage
from phongtrao.reports.tests.test_shipped import FORMS
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
AREA = {"area_vi": "Ghi số của toàn địa bàn.", "area_en": "Give the numbers of your whole area."}


def with_area(document: dict[str, Any]) -> dict[str, Any]:
    changed = deepcopy(document)
    changed["sections"][0].update(AREA)
    return changed


def guided(report: Report, by: Officer, language: str = "vi") -> str:
    client = Client()
    client.force_login(by)
    client.cookies["django_language"] = language
    found: str = client.get(f"/reports/{report.pk}/sections/outreach/").context["guidance"]
    return found


def in_workbook(report: Report) -> list[str]:
    [(_report, paper)] = papers([report], drafts=True)
    return [block.guidance for block in paper.blocks]


@pytest.mark.parametrize(
    ("basis", "vi", "en"),
    [
        (Basis.OWN, "Ghi số.", "Count."),
        (Basis.STATEMENT, AREA["area_vi"], AREA["area_en"]),
    ],
)
def test_who_states_for_an_area_reads_what_was_written_for_him(
    stage: Stage, basis: Basis, vi: str, en: str
) -> None:
    above = raise_above(stage, basis=basis, content=with_area(FORM_ABOVE))
    assert (guided(above.report(), above.by), guided(above.report(), above.by, "en")) == (vi, en)
    assert in_workbook(above.report()) == [vi, "Ghi số.", "Ghi số."]


def test_without_such_words_all_read_the_same(stage: Stage) -> None:
    above: Above = raise_above(stage)
    assert guided(above.report(), above.by) == "Ghi số."
    assert guided(stage.report(), stage.cast.clerk) == "Ghi số."


def test_the_builder_asks_for_both_and_the_preview_shows_both(cast: Cast) -> None:
    source = actions.publish(FORM, now=NOW)
    client = Client()
    client.force_login(cast.province_head)
    client.post(f"/reports/forms/{source.pk}/", {"copy": "x"})
    draft = FormDraft.objects.get()
    words = {"title_vi": "Mục", "title_en": "", "guidance_vi": "Ghi số.", "guidance_en": "", **AREA}
    address = f"/reports/forms/drafts/{draft.pk}/sections/outreach/"
    client.post(address, {"version": draft.version, **words})
    draft.refresh_from_db()
    row = building.section_row(draft.content, "outreach")
    assert {name: row[name] for name in AREA} == AREA
    page = client.get(f"/reports/forms/drafts/{draft.pk}/preview/outreach/").content.decode()
    assert page.count("Ghi số của toàn địa bàn.") == 1
    client.post(address, {"version": draft.version, **words, "area_vi": "", "area_en": ""})
    draft.refresh_from_db()
    assert [name for name in AREA if name in building.section_row(draft.content, "outreach")] == []


def test_words_about_persons_are_refused_there_too() -> None:
    asking = with_area(FORM)
    asking["sections"][0]["area_vi"] = "Ghi họ tên từng đối tượng."
    assert [text for text, _denial in building.denials(asking)] == ["Ghi họ tên từng đối tượng."]


@pytest.mark.parametrize("name", FORMS)
def test_shipped_guidance_to_count_ones_own_has_its_other_half(name: str) -> None:
    content = read(FORMS[name])
    lone = [
        s.id for s in content.sections if "own" in s.guidance_en.split() and not (s.area_vi and s.area_en)
    ]
    assert lone == ["situation"] * (name == "published.json")


def test_a_form_that_stood_before_gets_a_version_and_keeps_the_old_one() -> None:
    before = deepcopy(FORMS["monthly.json"])
    for section in before["sections"]:
        for word in AREA:
            section.pop(word, None)
    first = actions.publish(before, now=NOW)
    loaded = next(form for form in actions.load_forms(NOW) if form.code == first.code)
    first.refresh_from_db()
    assert (first.version, loaded.version, first.content) == (1, 2, before)
    with override("en"):
        said = [
            content.section("outreach").guidance("en", Basis.STATEMENT)
            for content in (first.questions, loaded.questions)
        ]
    assert (
        said[0] == "Count only what your own unit did or led in the period. Write 0 for a month without any."
    )
    assert said[1].startswith("Give the numbers of your whole area:")
