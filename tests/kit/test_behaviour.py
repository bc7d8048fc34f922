"""site.js in a real browser, under production's policy: what is saved, what is shouted, what is drawn."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils import translation
from playwright.sync_api import Browser, Page, Request, Route, expect

from phongtrao.kit.charts import bar_chart
from phongtrao.kit.tables import Column, Kind, Table
from tests.browser.launch import chromium

pytestmark = pytest.mark.browser

HOST = "http://phongtrao.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
PAGE = """{% extends "skeleton.html" %}{% load kit static %}
{% block head %}
<meta name="htmx-config" content='{"allowEval": false, "includeIndicatorStyles": false}'>
<script src="{% static 'django_htmx/htmx-2.min.js' %}" defer></script>
<script src="{% static 'site.js' %}" defer></script>
{% endblock %}
{% block body %}<main id="main">
<form method="post" data-autosave hx-post="/saved" hx-trigger="change, save" hx-swap="innerHTML">
  <label for="id_text">Text</label>
  <textarea name="text" id="id_text" data-count="10"></textarea>
  <div id="id_text_count" data-left="characters left" data-over="characters too many"></div>
  {% include "kit/saved.html" %}<button>Send</button>
</form>
<p id="words">Due on 20/12</p><button data-copy="#words" data-copied="Copied" hidden>Copy</button>
{% drawn chart %}
</main>{% endblock %}"""


class Server:
    """Answers the browser from the repository's files; `answer` is what the next saves meet."""

    def __init__(self) -> None:
        self.answer: dict[str, object] = {"status": 204, "headers": {"X-Saved-At": "10:32"}}
        self.asked: list[str] = []

    def __call__(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        self.asked.append(path)
        if path == "/":
            policy = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=page_source(), headers=policy)
        elif path == "/saved":
            route.fulfill(**self.answer)  # type: ignore[arg-type]
        else:
            found = finders.find(path.removeprefix("/static/"))
            file = Path(str(found))
            route.fulfill(path=file, content_type=TYPES[file.suffix])


def page_source() -> str:
    columns = [Column("Place", heading=True), Column("Sessions", Kind.NUMBER)]
    chart = bar_chart(Table("Sessions", columns, [["A", 2], ["B", 1]]))
    with translation.override("en"):
        return str(Template(PAGE).render(Context({"chart": chart})))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """Ends by asking that nothing broke the policy or failed on the way."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
    page.route("**/*", server)
    page.goto(HOST)
    yield page
    context.close()
    assert troubles == []


def type_and_leave(page: Page, text: str) -> None:
    page.fill("#id_text", text)
    with page.expect_response(f"{HOST}/saved"):
        page.dispatch_event("#id_text", "change")
    expect(page.locator(".pt-saved")).not_to_have_text("Saving…")


def status(page: Page) -> tuple[str, str]:
    line = page.locator(".pt-saved")
    return str(line.text_content()), str(line.get_attribute("role"))


NOT_SAVED = (
    "NOT SAVED. What you typed is still here: keep this page open, it tries again by itself. "
    "If this stays, copy your text elsewhere."
)


def test_a_save_is_told_with_the_servers_time(page: Page) -> None:
    type_and_leave(page, "abc")
    assert status(page) == ("Saved 10:32", "status")


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "body": "broken"},
        {"status": 200, "body": "<h1>Sign in</h1>", "content_type": "text/html"},
    ],
)
def test_anything_but_a_save_is_shouted_and_the_text_stays(
    page: Page, server: Server, answer: dict[str, object]
) -> None:
    server.answer = answer
    type_and_leave(page, "abc")
    assert (status(page), page.input_value("#id_text")) == ((NOT_SAVED, "alert"), "abc")


def test_a_conflict_is_told_apart(page: Page, server: Server) -> None:
    server.answer = {"status": 409, "body": "newer"}
    type_and_leave(page, "abc")
    assert status(page) == (
        "NOT SAVED: someone else changed this section. "
        "Copy what you typed, then reload the page to see both.",
        "alert",
    )


def test_a_failed_save_is_tried_again_when_the_network_returns(page: Page, server: Server) -> None:
    server.answer = {"status": 500, "body": ""}
    type_and_leave(page, "abc")
    server.answer = {"status": 204, "headers": {"X-Saved-At": "10:40"}}
    with page.expect_response(f"{HOST}/saved"):
        page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".pt-saved")).to_have_text("Saved 10:40")
    assert status(page) == ("Saved 10:40", "status")


@pytest.mark.parametrize(("code", "questions"), [(500, ["beforeunload"]), (204, [])])
def test_leaving_asks_only_while_a_save_is_failing(
    page: Page, server: Server, code: int, questions: list[str]
) -> None:
    server.answer = {"status": code, "headers": {"X-Saved-At": "10:32"} if code == 204 else {}}
    page.click("#id_text")
    type_and_leave(page, "abc")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{HOST}/?again")
    assert asked == questions


def test_characters_are_counted_as_the_server_counts_them(page: Page) -> None:
    page.fill("#id_text", "Đủ\nrồi")
    first = page.text_content("#id_text_count")
    page.fill("#id_text", "quá dài rồi đấy")
    assert (first, page.text_content("#id_text_count")) == ("3 characters left", "5 characters too many")


def test_buttons_that_need_javascript_appear_with_it(page: Page) -> None:
    assert page.get_by_role("button").all_text_contents() == ["Send", "Copy"]


def test_a_wide_page_draws_with_the_library_and_keeps_the_drawing_for_readers(page: Page) -> None:
    page.wait_for_selector(".pt-chart__canvas canvas")
    assert page.get_by_role("img", name="Sessions").count() == 1


def test_a_phone_never_fetches_the_library(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.route("**/*", server)
    page.goto(HOST, wait_until="networkidle")
    page.close()
    assert [path for path in server.asked if "echarts" in path] == []
