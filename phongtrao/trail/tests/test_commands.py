import argparse
import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

from phongtrao.kit import guards
from phongtrao.kit.console import Refusal
from phongtrao.trail import actions, commands
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
COUNTS = {"rows": 1, "chains": 1, "seals": 0}
HOLDS = {"ok": True, **COUNTS, "break": None, "missing_guards": []}


@pytest.fixture(autouse=True)
def one_row() -> None:
    with transaction.atomic():
        actions.record("saved", record="x:1", chain="c", by="mai", now=NOW, after={"n": 1})


def verify(*arguments: str, language: str = "en") -> None:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    options = parser.parse_args(["trail", "verify", *arguments])
    with translation.override(language):
        options.run(options)


def refused(capsys: pytest.CaptureFixture[str]) -> tuple[str, int, dict[str, Any]]:
    with pytest.raises(Refusal) as raised:
        verify("--json")
    return str(raised.value), raised.value.code, json.loads(capsys.readouterr().out)


def test_a_trail_that_holds(capsys: pytest.CaptureFixture[str]) -> None:
    verify("--json")
    assert json.loads(capsys.readouterr().out) == HOLDS
    verify()
    assert capsys.readouterr().out == "The trail holds: 1 rows in 1 chains, 0 seals.\n"


def test_a_changed_row_is_told_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE trail_row SET officer = 'x'")
    broken = {"chain": "c", "number": 1, "why": "row changed"}
    sentence = "The trail does not hold: chain c, row 1: row changed."
    assert refused(capsys) == (sentence, 1, {**HOLDS, "ok": False, "break": broken})


def test_a_missing_guard_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    name = "guard_trail_row_update"
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DROP TRIGGER {name}{' ON trail_row' if connection.vendor == 'postgresql' else ''}"
            )
        sentence = f"The guard {name} of an append-only table is missing."
        assert refused(capsys) == (sentence, 1, {**HOLDS, "ok": False, "missing_guards": [name]})
    finally:
        guards.install(connection)
