"""The frame of every page: it needs little, breaks no policy, and its borrowed files are the ones named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "phongtrao" / "site" / "static"
FRAMES = [*(ROOT / "phongtrao").glob("*/templates/**/*.html")]
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|hx-on")


@pytest.mark.parametrize("code", ["400", "403_csrf", "413", "429", "500", "503"])
def test_a_refusal_needs_neither_request_nor_database(code: str) -> None:
    """Without the database fixture pytest-django refuses any query."""
    with translation.override("en"):
        page = get_template(f"{code}.html").render()
    assert (page.count("<h1"), page.count('<html lang="en"')) == (1, 1)


@pytest.mark.parametrize(("code", "reason"), [("403", "The head submits."), ("409", "Saved at 10:32 by B.")])
def test_a_refusal_says_why(code: str, reason: str) -> None:
    context = {"reason": reason, "request": None}
    assert get_template(f"{code}.html").render(context).count(reason) == 1


def test_no_template_carries_inline_script_or_style() -> None:
    found = {path.name: INLINE.findall(path.read_text()) for path in FRAMES}
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_every_file_the_stylesheet_names_is_there() -> None:
    named = re.findall(r'url\("([^"]+)"\)', (STATIC / "site.css").read_text())
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_every_static_file_a_template_names_is_there() -> None:
    named = {name for path in FRAMES for name in re.findall(r"static '([^']+)'", path.read_text())}
    assert sorted(name for name in named if finders.find(name) is None) == []


def test_the_borrowed_files_are_those_of_the_lock() -> None:
    check = [sys.executable, str(ROOT / "tools" / "vendor_assets.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_borrowed_stylesheet_fetches_from_elsewhere() -> None:
    foreign = re.compile(r"url\([\"']?(?:https?:|//)|@import|GDS|crest")
    found = {sheet.name: foreign.findall(sheet.read_text()) for sheet in STATIC.glob("**/*.css")}
    assert found == {"site.css": [], "govuk.css": []}
