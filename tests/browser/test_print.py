"""What comes out of the printer on A4."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import House
from tests.browser.scene import SESSIONS
from tests.browser.words import said

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points


def printed(page: Page) -> bytes:
    return page.pdf(prefer_css_page_size=True)


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page in points; Chromium writes the page tree uncompressed."""
    boxes = re.findall(rb"/Type /Page\b.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.DOTALL)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def text(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing, so what is printed can't be read: install poppler-utils.")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


PRINTED = [
    ("head", "/reports/{returned}/submissions/1/receipt/", "The report was sent"),
    ("province_head", "/reports/requests/{request}/", "The figures are"),
    ("province_head", f"/figures/totals/?place=38&level=commune&indicator={SESSIONS}", "Totals"),
]


def test_a_page_is_one_sheet_without_navigation(house: House) -> None:
    navigation = [said(word) for word in ("Home", "Sign out", "Menu", "Skip to main content", "Show")]
    for who, path, words in PRINTED:
        pdf = printed(house.open(who, path.format(**house.scene.numbers)))
        assert (path, sheets(pdf)) == (path, [A4])
        read = text(pdf)
        assert (said(words) in read, [word for word in navigation if word in read]) == (True, [])


def test_each_slip_is_one_sheet(house: House) -> None:
    page = house.open("province_head", "/people/set-up/")
    page.get_by_role("button", name=said("Make new slips")).click()
    page.wait_for_url("**/slips/")
    slips = page.locator(".pt-slip").count()
    assert slips > 1
    pdf = printed(page)
    assert sheets(pdf) == [A4] * slips
    codes = page.locator(".pt-slip__code").all_inner_texts()
    assert [code in text(pdf) for code in codes] == [True] * slips
