"""Texts of a draft that seem to be in an old encoding of Vietnamese: offered converted, never changed silently."""

import hashlib
from collections.abc import Mapping
from typing import Any

from phongtrao.core.vietnamese import Recognised, recognise
from phongtrao.reports.rules.answers import clean, reason_field


def texts_of(answers: Mapping[str, Any]) -> dict[str, str]:
    """By field what was written in words: narratives and reasons."""
    reasons = {reason_field(key): text for key, text in answers.get("reasons", {}).items()}
    return {**answers.get("narratives", {}), **reasons}


def old_texts(answers: Mapping[str, Any], as_typed: Mapping[str, str]) -> dict[str, Recognised]:
    """By field what a text would be; without those of which somebody said that they stay as typed."""
    texts = {field: clean(text) for field, text in texts_of(answers).items()}
    asked = {field: text for field, text in texts.items() if as_typed.get(field) != text_digest(text)}
    return {field: found for field, text in asked.items() if (found := recognise(text))}


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
