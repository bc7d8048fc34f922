import argparse

import pytest
from django.utils import translation

from phongtrao.kit.console import Refusal
from phongtrao.places import commands
from tests.cast import Cast


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("9999-12-31", "9999-12-31 is too far away; days from 1900-01-01 to 2200-12-31 can be asked."),
        ("31/12/2025", "“31/12/2025” is not a day; write it like 2025-06-30."),
    ],
)
def test_a_day_that_cannot_be_asked_is_refused_in_one_sentence(cast: Cast, day: str, sentence: str) -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["places", "38", "--on", day])
    with translation.override("en"), pytest.raises(Refusal) as refusal:
        options.run(options)
    assert (str(refusal.value), refusal.value.code) == (sentence, 2)
