"""The forms that are shipped as data."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from phongtrao.core.persons import denied
from phongtrao.reports import actions
from phongtrao.reports.rules import read
from tests.cast import NOW

FOLDER = resources.files("phongtrao.reports") / "data"
FORMS = {
    file.name: json.loads(file.read_text("utf-8")) for file in FOLDER.iterdir() if file.suffix == ".json"
}


def said(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from said(one)
    elif isinstance(value, str):
        yield value


def test_the_regimes_have_their_forms() -> None:
    assert {document["id"] for document in FORMS.values()} == {
        "ad_hoc",
        "annual_report",
        "festival_quick",
        "half_year_report",
        "monthly_figures",
        "published_document",
        "security_teams",
        "tt124_areas",
        "tt124_registration",
        "tt124_units",
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_shipped_form_reads_and_asks_about_no_person(name: str) -> None:
    content = read(FORMS[name])
    assert [section.id for section in content.sections if not section.fields] == []
    assert [text for text in said(FORMS[name]) if denied(text)] == []


@pytest.mark.parametrize("name", FORMS)
def test_both_languages_are_whole(name: str) -> None:
    content = read(FORMS[name])
    pairs = [(content.title_vi, content.title_en), *((s.vi, s.en) for s in content.sections)]
    pairs += [(n.vi, n.en) for n in content.narratives]
    assert [pair for pair in pairs if not all(pair)] == []


def test_the_festivals_return_fits_one_screen() -> None:
    content = read(FORMS["festival.json"])
    assert (len(content.sections), len(content.figures), len(content.fields)) == (1, 4, 7)


@pytest.mark.django_db
def test_loading_them_again_changes_nothing() -> None:
    first = [form.pk for form in actions.load_forms(NOW)]
    assert [form.pk for form in actions.load_forms(NOW)] == first
