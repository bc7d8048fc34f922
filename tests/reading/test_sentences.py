"""Sentences in the manner of the press and of offices, annotated before the reader saw them."""

import pytest

from phongtrao.reading import read
from tests.reading.own import Fact, texts

TEXTS = list(texts())


@pytest.mark.parametrize(("text", "facts"), TEXTS, ids=[text[:40] for text, _facts in TEXTS])
def test_every_figure_is_read_and_none_is_made_up(text: str, facts: list[Fact]) -> None:
    found = read(text)
    met = [
        next((one for one in found if fact.met(one) and one.indicator == fact.indicator), None)
        for fact in facts
    ]
    said = [(fact.indicator, fact.qualifier) for fact in facts]
    assert [(one.indicator, one.qualifier) if one else None for one in met] == said
    assert len(found) == len(facts)
    for fact, one in zip(facts, met, strict=True):
        if fact.form and one:
            assert (one.award_form, one.recipient) == (fact.form, fact.recipient)
