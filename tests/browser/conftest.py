"""A browser, a scene with a server in front of it, and pages that end by asking that nothing went wrong on
the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from phongtrao.people.models import Officer
from tests.browser.launch import chromium
from tests.browser.scene import Scene, raise_scene

PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="package")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Beside the driver's event loop Django opens connections of its own: the database is made before, those
    are closed after. One driver runs at a time: it ends with this folder's tests."""
    with chromium() as opened:
        yield opened
        connections.close_all()


@pytest.fixture
def scene(browser: Browser, transactional_db: None) -> Scene:
    return raise_scene(timezone.now())


@dataclass
class House:
    """Opens pages for officers. `expected`: what the console may say in this test."""

    browser: Browser
    address: str
    scene: Scene
    contexts: list[BrowserContext] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def open(
        self, who: str = "", path: str = "", *, width: int = 1280, language: str = "", **options: Any
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 800}, **options
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        self.sign_in(page, who, language)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._listen)
        if path:
            page.goto(path)
        return page

    def sign_in(self, page: Page, who: str, language: str = "") -> None:
        """By the session alone; `who` is nobody where empty."""
        page.context.clear_cookies()
        page.context.add_cookies(cookies(self.address, self.scene.officers.get(who), language))

    def _listen(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not any(word in line.text for word in self.expected):
            self.troubles.append(f"{line.text} ({line.location.get('url')})")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def house(browser: Browser, live_server: LiveServer, scene: Scene) -> Iterator[House]:
    """Ends by asking that no script failed, nothing broke the policy and nothing was missing on the way."""
    opened = House(browser, live_server.url, scene)
    yield opened
    opened.close()
    assert opened.troubles == []


def cookies(address: str, officer: Officer | None, language: str) -> list[Any]:
    """Signed in, without the form: what a session is."""
    found = []
    if officer is not None:
        client = Client()
        client.force_login(officer)
        found.append(_cookie(address, settings.SESSION_COOKIE_NAME, client.cookies["sessionid"].value))
    if language:
        found.append(_cookie(address, settings.LANGUAGE_COOKIE_NAME, language))
    return found


def _cookie(address: str, name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value, "url": address}
