"""A draft goes on without the network: what is typed stays on the device, says so, is sent when the network returns;
who changed the section meanwhile is not overwritten; signing out forgets everything."""

import re

import pytest
from playwright.sync_api import Page, expect

from phongtrao.people.rules import Kind
from phongtrao.reports import actions as reports
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Typed
from tests.browser.conftest import House
from tests.browser.scene import SESSIONS, officer_of

pytestmark = pytest.mark.browser

BOX = f"#field-{SESSIONS}_0"
WAITS = re.compile("Chưa gửi – đang lưu trên máy này")
SENT = re.compile(r"Đã gửi lúc|Đã lưu \d\d:\d\d")
NETWORK = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "htmx:sendError", "htmx:afterRequest")


def begin(house: House) -> tuple[Page, Report, str]:
    """A section opened with the worker in charge, so that the page is kept."""
    house.expected = NETWORK
    report = house.scene.report(Kind.POLICE, house.scene.cast.pu_luong)
    clerk = officer_of(house.scene, report, "canbo").username
    path = f"/reports/{report.pk}/sections/propaganda/"
    page = house.open(clerk, path)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(path)
    page.wait_for_function(
        "async (path) => { for (const name of await caches.keys()) if (name.includes('pages') &&"
        " await (await caches.open(name)).match(path)) return true; return false; }",
        arg=path,
    )
    return page, report, path


def type_offline(page: Page, text: str) -> None:
    page.context.set_offline(True)
    page.fill(BOX, text)
    page.locator(BOX).blur()
    expect(page.locator(".pt-saved")).to_have_text(WAITS)


def test_typed_without_network_and_sent_when_it_returns(house: House) -> None:
    page, report, path = begin(house)
    type_offline(page, "57")
    page.goto(path)  # from the device, with what was typed
    expect(page.locator(BOX)).to_have_value("57")
    expect(page.locator("#unsent")).to_contain_text(WAITS)
    page.goto("/figures/")
    expect(page.locator("h1")).to_have_text("Mất mạng")
    page.goto(path)
    page.context.set_offline(False)
    expect(page.locator(".pt-saved")).to_have_text(SENT)
    report.refresh_from_db()
    assert report.draft["figures"][SESSIONS]["value"] == 57
    page.goto("/")
    expect(page.locator("#unsent")).to_be_hidden()


def test_the_button_pressed_without_network_loses_nothing(house: House) -> None:
    page, report, _path = begin(house)
    page.context.set_offline(True)
    page.fill(BOX, "58")
    page.locator("form[data-autosave] button.govuk-button").first.click()
    expect(page.locator(BOX)).to_have_value("58")
    expect(page.locator(".pt-saved")).to_have_text(WAITS)
    page.context.set_offline(False)
    expect(page.locator(".pt-saved")).to_have_text(SENT)
    report.refresh_from_db()
    assert report.draft["figures"][SESSIONS]["value"] == 58


def test_who_was_faster_is_not_overwritten(house: House) -> None:
    page, report, _path = begin(house)
    type_offline(page, "59")
    report.refresh_from_db()
    reports.save_section(
        report,
        "propaganda",
        figures={SESSIONS: Typed("61")},
        narratives={},
        base_version=report.version,
        by=officer_of(house.scene, report, "lanhdao"),
        now=house.scene.now,
    )
    page.context.set_offline(False)
    banner = page.locator("#unsent")
    expect(banner).to_contain_text("Có người đã sửa mục này")
    banner.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("59")
    expect(page.locator("main")).to_contain_text("61")
    report.refresh_from_db()
    assert report.draft["figures"][SESSIONS]["value"] == 61
    page.locator("main form button.govuk-button").click()
    page.wait_for_url(re.compile(r"/sections/(?!propaganda)|/check/"))
    report.refresh_from_db()
    assert report.draft["figures"][SESSIONS]["value"] == 59
    expect(page.locator("#unsent")).to_be_hidden()


def test_a_section_sent_by_its_button_is_not_kept(house: House) -> None:
    page, _report, _path = begin(house)
    page.fill(BOX, "60")
    page.locator("form[data-autosave] button.govuk-button").first.click()
    page.wait_for_url(re.compile(r"/sections/(?!propaganda)|/check/"))
    held = """new Promise((done) => { indexedDB.open("phongtrao", 1).onsuccess = ({ target }) => {
        target.result.transaction("sections").objectStore("sections").count().onsuccess =
            (counted) => done(counted.target.result); }; })"""
    page.wait_for_function(f"async () => await {held} === 0")


def test_signing_out_asks_first_and_forgets_all(house: House) -> None:
    page, _report, _path = begin(house)
    type_offline(page, "62")
    page.context.route("**/sections/**", lambda route: route.abort())
    page.context.set_offline(False)
    asked: list[str] = []
    page.on("dialog", lambda box: (asked.append(box.message), box.accept()))
    page.evaluate("document.querySelector('[data-sign-out]').requestSubmit()")
    page.wait_for_url("**/people/sign-in/")
    assert [("chưa gửi" in words) for words in asked] == [True]
    kept = page.evaluate("caches.keys().then((names) => names.filter((name) => name.includes('pages')))")
    assert kept == []


def test_a_device_that_keeps_nothing_says_so(house: House) -> None:
    """A store that the browser has closed, as it does with a page on its way out or when the disk is full."""
    page, _report, _path = begin(house)
    closed = "throw new DOMException('The database connection is closing.', 'InvalidStateError')"
    page.evaluate(f"() => {{ IDBDatabase.prototype.transaction = () => {{ {closed}; }}; }}")
    page.context.set_offline(True)
    page.fill(BOX, "63")
    page.locator(BOX).blur()
    expect(page.locator(".pt-saved")).to_have_text(re.compile("CHƯA LƯU"))
    expect(page.locator(BOX)).to_have_value("63")
