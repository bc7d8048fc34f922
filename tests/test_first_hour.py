"""The first hour tells of labels that pages really show: bold text stands in the catalogue of messages."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tools.messages import PO

START = Path(__file__).resolve().parent.parent / "docs/start"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def labels(name: str) -> list[str]:
    return [" ".join(found.split()) for found in BOLD.findall((START / name).read_text(encoding="utf-8"))]


def said(language: str) -> Iterator[str]:
    for entry in polib.pofile(str(PO)):
        yield entry.msgid if language == "en" else entry.msgstr or entry.msgstr_plural.get(0, "")


@pytest.mark.parametrize(("name", "language"), [("first-hour.md", "en"), ("first-hour.vi.md", "vi")])
def test_every_bold_label_is_a_message(name: str, language: str) -> None:
    messages = set(said(language))
    # What has no message: the word of the demo's opening, the button to the other language, a warning.
    explained = {"en": {"Bold", "English", "Print them now"}, "vi": {"đậm", "In ngay"}}
    assert sorted(set(labels(name)) - messages - explained[language]) == []
