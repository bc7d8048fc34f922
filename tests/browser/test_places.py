"""Looking for a place by its old name, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House
from tests.browser.words import said

pytestmark = pytest.mark.browser


def test_nam_dinh_is_found_with_what_it_became(house: House) -> None:
    for script in (True, False):
        page = house.open("clerk", "/places/", width=360, java_script_enabled=script)
        page.fill("#q", "nam dinh")
        page.get_by_role("button", name=said("Search")).click()
        row = page.locator("tr", has=page.get_by_role("link", name="Tỉnh Nam Định"))
        expect(row).to_contain_text("Tỉnh Ninh Bình")
        row.get_by_role("link", name="Tỉnh Nam Định").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Nam Định")
        expect(page.get_by_role("link", name="Tỉnh Ninh Bình").first).to_be_visible()


def test_results_come_while_typing(house: House) -> None:
    page = house.open("clerk", "/places/")
    page.locator("#q").press_sequentially("nam dinh")
    expect(page.get_by_role("link", name="Tỉnh Nam Định")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "q"
