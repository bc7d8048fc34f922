"""How these tests start a browser.

PHONGTRAO_CHROMIUM names it (else /usr/bin/chromium). Without one they are left out, but with
PHONGTRAO_REQUIRE_BROWSER=1 they fail."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The driver keeps an event loop running in this thread; Django would take it for asynchronous code."""
    program = Path(os.environ.get("PHONGTRAO_CHROMIUM", "/usr/bin/chromium"))
    if not program.exists():
        missing = f"No browser at {program}: install chromium, or name one in PHONGTRAO_CHROMIUM."
        (pytest.fail if os.environ.get("PHONGTRAO_REQUIRE_BROWSER") == "1" else pytest.skip)(missing)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as driver:
            opened = driver.chromium.launch(executable_path=program, args=QUIET)
            yield opened
            opened.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
