"""The thread as people follow it: a commune fills in and sends, the province returns and accepts, the totals
move, a line is corrected. With JavaScript, then without; and what happens when the server does not answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from phongtrao.people.rules import Kind
from phongtrao.reports.models import Report
from phongtrao.reports.rules import State
from tests.browser.conftest import House
from tests.browser.scene import LEFT_EMPTY, SESSIONS, Scene, officer_of
from tests.browser.words import said

pytestmark = pytest.mark.browser

BOX = f"#field-{SESSIONS}_0"
OTHER_BOX = "#field-propaganda_participants_0"
WAITS = re.compile("Chưa gửi – đang lưu trên máy này")
SAVED = re.compile(r"^\S.* \d\d:\d\d$")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=said(words), exact=True).filter(visible=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=said(words), exact=True).filter(visible=True).first.click()


def section_of(report: Report) -> str:
    return f"/reports/{report.pk}/sections/{LEFT_EMPTY}/"


def posts(scene: Scene, report: Report) -> tuple[str, str]:
    """The names under which the scene knows the report's clerk and head."""
    return officer_of(scene, report, "canbo").username, officer_of(scene, report, "lanhdao").username


def send_up(page: Page, report: Report) -> str:
    page.goto(f"/reports/{report.pk}/check/")
    press(page, "Send up")
    receipt = page.locator(".govuk-panel .pt-mono").inner_text()
    assert re.fullmatch(r"BC\d\d-\w{4}-\w{4}", receipt)
    return receipt


def give_back(page: Page, note: str) -> None:
    mark = f'input[name="fields_marked"][value="{SESSIONS}"]'
    page.locator(f"details:has({mark}) > summary").click()
    page.locator(mark).check()
    page.locator("details:has(form#return) > summary").click()
    page.locator('input[name="reason"]').first.check()
    page.fill('textarea[name="note"]', note)
    press(page, "Return")


def saved_after(page: Page, box: str, text: str) -> None:
    """Type, leave the box, and wait for the server's word."""
    page.fill(box, text)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(box).blur()
    expect(page.locator(".pt-saved")).to_have_text(SAVED)


def test_from_the_commune_to_the_totals_and_back(house: House) -> None:
    scene = house.scene
    report = scene.report(Kind.POLICE, scene.cast.pu_luong)
    clerk, head = posts(scene, report)
    filling, sending = house.open(clerk), house.open(head)
    deciding = house.open("province_head")

    # What can't be read is kept and said at its field.
    filling.goto("/")
    filling.locator(f'a[href="/reports/{report.pk}/"]').first.click()
    filling.locator(f'a[href="{section_of(report)}"]').click()
    saved_after(filling, BOX, "bốn mươi")
    expect(filling.locator(f'#unread a[href="{BOX}"]')).to_have_count(1)
    saved_after(filling, OTHER_BOX, "1,2 triệu")
    press(filling, "Save and continue")
    expect(filling.locator(f'.govuk-error-summary a[href="{BOX}"]')).to_have_count(1)
    assert (filling.input_value(BOX), filling.get_attribute(BOX, "aria-invalid")) == ("bốn mươi", "true")

    # Mended, it is shown as it was read. A clerk can check but not send; the head can.
    saved_after(filling, BOX, "hơn 40")
    filling.goto(section_of(report))
    boxes = [filling.input_value(f"#field-{SESSIONS}_{place}") for place in (0, 1)]
    assert (boxes, filling.input_value(OTHER_BOX)) == (["40", "more_than"], "1.200.000")
    filling.goto(f"/reports/{report.pk}/check/")
    assert filling.get_by_role("button", name=said("Send up")).count() == 0
    receipt = send_up(sending, report)

    # The province finds it on its first page and gives it back.
    deciding.goto("/")
    deciding.locator(f'a[href="/reports/{report.pk}/submissions/1/"]').click()
    expect(deciding.get_by_role("link", name=receipt)).to_have_count(1)
    give_back(deciding, "Đề nghị ghi số chính xác.")
    assert deciding.url.endswith(f"/reports/{report.pk}/")

    # The commune sees why and where, mends it, sends it again.
    filling.goto("/")
    filling.locator(f'a[href="/reports/{report.pk}/"]').first.click()
    expect(filling.locator(".pt-quote").first).to_have_text("Đề nghị ghi số chính xác.")
    filling.locator(f'a[href="{section_of(report)}"]').click()
    expect(filling.locator(".pt-marked")).to_have_count(1)
    filling.select_option(f"#field-{SESSIONS}_1", "exact")
    saved_after(filling, BOX, "45")
    send_up(sending, report)

    # Accepted: the number stands in the totals, and its line behind it.
    deciding.goto(f"/reports/{report.pk}/submissions/2/")
    press(deciding, "Accept")
    deciding.goto(f"/figures/totals/?place=14896&indicator={SESSIONS}&year={scene.year}")
    assert deciding.locator(".pt-kpi__value").inner_text().split()[0] == "45"
    follow(deciding, "The lines behind it")
    deciding.locator(".pt-table tbody a", has_text="45").click()

    # A mistake is found: the correction is a new row, and the total follows.
    deciding.fill('input[name="value_0"]', "44")
    deciding.fill('textarea[name="reason"]', "Một buổi ghi trùng")
    press(deciding, "Record the correction")
    expect(deciding.locator(".pt-timeline > li")).to_have_count(2)
    deciding.goto(f"/figures/totals/?place=14896&indicator={SESSIONS}&year={scene.year}")
    assert deciding.locator(".pt-kpi__value").inner_text().split()[0] == "44"


def test_the_same_without_javascript(house: House) -> None:
    scene = house.scene
    report = scene.report(Kind.FATHERLAND_FRONT, scene.cast.pu_luong)
    clerk, head = posts(scene, report)
    for name in (clerk, head):
        officer = scene.officers[name]
        officer.set_password("mot-mat-khau-du-dai")
        officer.save(update_fields=["password"])

    # The link from Zalo leads to the sign-in page and back.
    filling = house.open(path=section_of(report), java_script_enabled=False)
    sign_in(filling, clerk)
    assert filling.url.endswith(section_of(report))
    filling.fill(BOX, "bốn mươi")
    press(filling, "Save and continue")
    assert filling.input_value(BOX) == "bốn mươi"
    assert filling.locator(f'.govuk-error-summary a[href="{BOX}"]').count() == 1
    filling.fill(BOX, "45")
    filling.fill(OTHER_BOX, "1.200")
    press(filling, "Save and continue")
    assert filling.url.endswith(f"/reports/{report.pk}/sections/practices/")
    press(filling, "Sign out")

    sending = house.open(path=f"/reports/{report.pk}/check/", java_script_enabled=False)
    sign_in(sending, head)
    receipt = send_up(sending, report)
    deciding = house.open("province_head", f"/reports/{report.pk}/", java_script_enabled=False)
    assert deciding.get_by_role("link", name=receipt).count() == 1
    follow(deciding, "Look and decide")
    press(deciding, "Accept")
    report.refresh_from_db()
    assert report.state == State.ACCEPTED


def sign_in(page: Page, username: str) -> None:
    page.fill('input[name="username"]', username)
    page.fill('input[name="password"]', "mot-mat-khau-du-dai")
    press(page, "Sign in")


def test_what_could_not_be_saved_is_shouted_kept_and_saved_later(house: House) -> None:
    scene = house.scene
    house.expected = ("net::ERR_", "htmx:")
    report = scene.report(Kind.POLICE, scene.cast.pu_luong)
    page = house.open(posts(scene, report)[0], section_of(report))
    status = page.locator(".pt-saved")

    page.route("**/*", lambda route: route.abort())
    page.fill(BOX, "45")
    page.locator(BOX).blur()
    expect(status).to_have_text(WAITS)
    assert "pt-saved--failed" in (status.get_attribute("class") or "")
    assert page.input_value(BOX) == "45"

    page.unroute("**/*")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status).to_have_text(SAVED)
    report.refresh_from_db()
    assert report.draft["figures"][SESSIONS]["value"] == 45
