"""Every page of the house, for an officer who may see it: on a phone and on a desk, in both languages."""

from itertools import groupby
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.further import raise_further
from tests.browser.looking import axe, too_small_for_a_finger, wider_than_the_screen
from tests.browser.scene import Scene
from tests.browser.visits import ACTS, FILES, PAGES, Visit

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A page is opened once a language, at the width at which axe is asked in it (axe takes the longest), and then drawn
# at the other.
WIDTHS = {"vi": (PHONE, DESK), "en": (DESK, PHONE)}
EACH = [(name, visit) for name, visits in sorted(PAGES.items()) for visit in visits]
SHARE = 24  # visits a test, so that two browsers finish together


def shares() -> list[Any]:
    """A part's visits, by officer, a few at a time."""
    found = []
    for part, visits in groupby(EACH, key=lambda one: one[0].partition(":")[0]):
        by_officer = sorted(visits, key=lambda one: one[1].who)
        starts = range(0, len(by_officer), SHARE)
        found += [pytest.param(by_officer[at : at + SHARE], id=f"{part}-{at // SHARE + 1}") for at in starts]
    return found


@pytest.fixture
def scene(scene: Scene) -> Scene:
    raise_further(scene)
    return scene


@pytest.fixture
def tabs(house: House) -> dict[str, Page]:
    """One for each language, kept: a second page finds fonts and styles in the cache."""
    return {language: house.open() for language in LANGUAGES}


SHOWN = ("documents:letterhead-picture", "reports:feed", "reports:reading-picture")  # not to be kept


def test_acts_answer_no_reader_and_files_come_as_files(scene: Scene) -> None:
    acts = {name: answer(scene, name, visit).status_code for name, visit in ACTS.items()}
    files = {name: answer(scene, name, visit) for name, visit in FILES.items()}
    kinds = {
        name: said.headers.get("Content-Disposition", "").partition(";")[0] for name, said in files.items()
    }
    assert acts == dict.fromkeys(ACTS, 405)
    assert kinds == {
        **dict.fromkeys(FILES, "attachment"),
        "reports:feed": "inline",
        "reports:reading-picture": "inline",
        "documents:letterhead-picture": "inline",
        "documents:file-as-pdf": "",  # no real Word file: documents/tests/test_writing.py has one
    }


def answer(scene: Scene, name: str, visit: Visit) -> Any:
    client = Client()
    if visit.who:
        client.force_login(scene.officers[visit.who])
    return client.get(visit.path(name, scene))


@pytest.mark.parametrize("visits", shares())
def test_the_pages_of_a_part_are_for_everyone(
    house: House, tabs: dict[str, Page], visits: list[tuple[str, Visit]]
) -> None:
    faults = []
    for who, theirs in groupby(visits, key=lambda one: one[1].who):
        for language, page in tabs.items():
            house.sign_in(page, who, language)
        for name, visit in theirs:
            path = visit.path(name, house.scene)
            for language, page in tabs.items():
                found = looked_at(page, path, language)
                faults += [f"{name} ({visit.who}) in {language}: {fault}" for fault in found]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def looked_at(page: Page, path: str, language: str) -> list[str]:
    faults = []
    first, _other = WIDTHS[language]
    page.set_viewport_size({"width": first, "height": 800})
    response = page.goto(path)
    if response is None or response.status != 200:
        faults.append(f"answers {response and response.status}")
    if page.get_attribute("html", "lang") != language:
        faults.append("is in another language")
    faults += axe(page)
    for width in WIDTHS[language]:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"at {width}: {fault}" for fault in drawn(page, width)]
    return faults


def drawn(page: Page, width: int) -> list[str]:
    wider = wider_than_the_screen(page)
    faults = [f"is {wider} px wider than the screen"] if wider else []
    return faults + (too_small_for_a_finger(page) if width == PHONE else [])
