"""The pages that only a press brings: what is refused and why, what is shown once, what two officers typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from phongtrao.reports import actions as reports
from phongtrao.reports.models import Report
from phongtrao.reports.rules import Typed, read
from tests.browser.conftest import House
from tests.browser.looking import axe, too_small_for_a_finger, wider_than_the_screen
from tests.browser.scene import LEFT_EMPTY, SESSIONS
from tests.browser.words import said

pytestmark = pytest.mark.browser

REFUSED = "Failed to load resource: the server responded with a status of 4"
Press = Callable[[House, Page], None]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=said(words), exact=True).filter(visible=True).click()
    page.wait_for_load_state()


def nothing_signed_in(house: House, page: Page) -> None:
    page.goto("/people/sign-in/")
    page.context.clear_cookies(name="sessionid")
    page.goto("/people/sign-in/")
    press(page, "Sign in")


def unreadable_number(house: House, page: Page) -> None:
    page.goto(section(house))
    page.fill(f"#field-{SESSIONS}_0", "bốn mươi")
    press(page, "Save and continue")


def two_officers(house: House, page: Page) -> None:
    """The other one saves while this page stands open; then this one sends what he typed."""
    page.goto(section(house))
    report = Report.objects.get(pk=house.scene.numbers["returned"])
    part = read(report.request.form.content).section(LEFT_EMPTY)
    reports.save_section(
        report,
        LEFT_EMPTY,
        figures={key: Typed("7" if key == SESSIONS else "") for key in part.figure_keys},
        narratives={told.id: "Chữ của người khác." for told in part.narratives},
        base_version=report.version,
        by=house.scene.cast.head,
        now=house.scene.now,
    )
    page.locator("form[data-autosave]").evaluate("form => form.submit()")


def return_without_a_reason(house: House, page: Page) -> None:
    page.goto(f"/reports/{house.scene.numbers['sent']}/submissions/1/")
    page.locator("details:has(form#return) > summary").click()
    press(page, "Return")


def request_of_nobody(house: House, page: Page) -> None:
    page.goto("/reports/requests/")
    press(page, "Ask")


def correction_without_a_reason(house: House, page: Page) -> None:
    page.goto(f"/figures/{house.scene.numbers['figure']}/")
    press(page, "Record the correction")


def totals_of_nowhere(house: House, page: Page) -> None:
    page.goto(f"/figures/totals/?place=zzz&indicator={SESSIONS}&year={house.scene.year}")


def new_token(house: House, page: Page) -> None:
    page.goto("/people/tokens/")
    page.fill('input[name="name"]', "Bảng tính")
    page.fill('input[name="days"]', "30")
    press(page, "Make the token")


def slips(house: House, page: Page) -> None:
    page.goto("/people/set-up/")
    press(page, "Make new slips")


def unit_without_a_name(house: House, page: Page) -> None:
    page.goto("/people/set-up/units/")
    page.locator("textarea").first.fill("")
    press(page, "Set up these units")


def area_without_a_name(house: House, page: Page) -> None:
    page.goto(f"/places/{house.scene.numbers['commune']}/areas/new/")
    press(page, "Add")


def absent(house: House, page: Page) -> None:
    page.goto("/reports/999999/")


def not_allowed(house: House, page: Page) -> None:
    page.goto("/people/trail/")


def section(house: House) -> str:
    return f"/reports/{house.scene.numbers['returned']}/sections/{LEFT_EMPTY}/"


WRONG = ".govuk-error-summary"
# What tells that the page came.
CLERK: dict[Press, str] = {
    unreadable_number: WRONG,
    two_officers: "#differences-caption",
    new_token: "#secret",
    area_without_a_name: WRONG,
    absent: "main h1",
    not_allowed: "main h1",
    nothing_signed_in: WRONG,
}
PROVINCE: dict[Press, str] = {
    return_without_a_reason: f"{WRONG} ~ details[open]",
    request_of_nobody: WRONG,
    correction_without_a_reason: WRONG,
    totals_of_nowhere: WRONG,
    unit_without_a_name: WRONG,
    slips: ".pt-slip",
}


@pytest.mark.parametrize(("who", "presses"), [("clerk", CLERK), ("province_head", PROVINCE)])
def test_what_a_press_brings_is_for_everyone(house: House, who: str, presses: dict[Press, str]) -> None:
    house.expected = (REFUSED,)
    faults = []
    for act, mark in presses.items():
        page = house.open(who, width=360)
        act(house, page)
        page.wait_for_selector(mark)
        found = [*axe(page), *too_small_for_a_finger(page)]
        if wider := wider_than_the_screen(page):
            found.append(f"is {wider} px wider than the screen")
        faults += [f"{act.__name__}: {fault}" for fault in found]
        page.context.close()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_the_summary_of_what_is_wrong_has_the_focus_and_leads_to_the_field(house: House) -> None:
    page = house.open("clerk")
    unreadable_number(house, page)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == f"field-{SESSIONS}_0"
