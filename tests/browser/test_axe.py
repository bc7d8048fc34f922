"""Every page of the house, for an officer who may see it: on a phone and on a desk, in both languages."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.further import raise_further
from tests.browser.looking import axe, too_small_for_a_finger, wider_than_the_screen
from tests.browser.scene import Scene
from tests.browser.visits import ACTS, FILES, PAGES, Visit, names

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# axe takes the longest; so each width is asked in one language, and each language at one width.
ASKED = {(PHONE, "vi"), (DESK, "en")}
EACH = [(name, visit) for name, visits in sorted(PAGES.items()) for visit in visits]


@pytest.fixture
def scene(scene: Scene) -> Scene:
    raise_further(scene)
    return scene


@pytest.fixture
def tabs(house: House) -> dict[tuple[int, str], Page]:
    """One for each width and language, kept: a second page finds fonts and styles in the cache."""
    return {(width, language): house.open(width=width) for width in (PHONE, DESK) for language in LANGUAGES}


SHOWN = ("documents:letterhead-picture", "reports:feed", "reports:reading-picture")  # not to be kept


def test_every_address_is_visited_here() -> None:
    assert names() == sorted([*PAGES, *FILES, *ACTS])


def test_acts_answer_no_reader_and_files_come_as_files(scene: Scene) -> None:
    acts = {name: answer(scene, name, visit).status_code for name, visit in ACTS.items()}
    files = {name: answer(scene, name, visit).headers["Content-Disposition"] for name, visit in FILES.items()}
    kinds = {name: said.partition(";")[0] for name, said in files.items()}
    assert acts == dict.fromkeys(ACTS, 405)
    assert kinds == {
        **dict.fromkeys(FILES, "attachment"),
        "reports:feed": "inline",
        "reports:reading-picture": "inline",
        "documents:letterhead-picture": "inline",
    }


def answer(scene: Scene, name: str, visit: Visit) -> Any:
    client = Client()
    if visit.who:
        client.force_login(scene.officers[visit.who])
    return client.get(visit.path(name, scene))


@pytest.mark.parametrize("part", sorted({name.partition(":")[0] for name in PAGES}))
def test_the_pages_of_a_part_are_for_everyone(
    house: House, tabs: dict[tuple[int, str], Page], part: str
) -> None:
    faults = []
    for name, visit in EACH:
        if name.startswith(f"{part}:"):
            path = visit.path(name, house.scene)
            for (width, language), page in tabs.items():
                house.sign_in(page, visit.who, language)
                response = page.goto(path)
                status = response.status if response else None
                found = [*([] if status == 200 else [status]), *looked_at(page, width, language)]
                faults += [f"{name} ({visit.who}) at {width} in {language}: {fault}" for fault in found]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def looked_at(page: Page, width: int, language: str) -> list[str]:
    faults = []
    if page.get_attribute("html", "lang") != language:
        faults.append("is in another language")
    if wider := wider_than_the_screen(page):
        faults.append(f"is {wider} px wider than the screen")
    if width == PHONE:
        faults += too_small_for_a_finger(page)
    if (width, language) in ASKED:
        faults += axe(page)
    return faults
