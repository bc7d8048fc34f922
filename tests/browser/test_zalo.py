"""In Zalo's own browser: a link leads through signing in back to its page, and a hint tells how to download."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import House
from tests.browser.words import said

pytestmark = pytest.mark.browser

ZALO = (
    "Mozilla/5.0 (Linux; Android 13; SM-A136B) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/124.0.0.0 Mobile Safari/537.36 Zalo android/12110000 ZaloTheme/light ZaloLanguage/vi"
)
PASSWORD = "mot-mat-khau-du-dai"
HINT = (
    "You are reading this inside Zalo or another app, which may block downloads. To download a file: "
    "tap the three dots at the top right, then “Open in browser”."
)


def test_a_link_sent_by_zalo_leads_back_to_its_page(house: House) -> None:
    head = house.scene.cast.province_head
    head.set_password(PASSWORD)
    head.save(update_fields=["password"])
    wanted = f"/reports/requests/{house.scene.request.pk}/?state=submitted"
    for script in (True, False):
        phone = {"user_agent": ZALO, "is_mobile": True, "has_touch": True, "java_script_enabled": script}
        page = house.open(path=wanted, width=360, **phone)
        page.fill('input[name="username"]', head.username)
        page.fill('input[name="password"]', PASSWORD)
        page.get_by_role("button", name=said("Sign in")).tap()
        expect(page).to_have_url(house.address + wanted)


def test_who_reads_inside_zalo_is_told_how_to_download(house: House) -> None:
    zalo = house.open("province_head", "/figures/totals/", width=360, user_agent=ZALO)
    chrome = house.open("province_head", "/figures/totals/", width=360)
    shown = [page.get_by_text(said(HINT), exact=True).count() for page in (zalo, chrome)]
    assert shown == [1, 0]
