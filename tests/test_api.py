"""The API as a contract: its schema is a file in the repository, and the doors keep it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from phongtrao.people import actions as people
from phongtrao.site.api_root import api
from phongtrao.site.wsgi import application
from tests.cast import Cast

SNAPSHOT = Path(__file__).resolve().parent.parent / "docs/reference/openapi.json"


def written() -> str:
    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def test_the_schema_is_the_one_in_the_repository() -> None:
    """After a wanted change: python -m tools.openapi"""
    assert SNAPSHOT.read_text(encoding="utf-8") == written()


def shapes(kind: type[Schema]) -> Iterator[type[Schema]]:
    for below in kind.__subclasses__():
        yield below
        yield from shapes(below)


def test_no_two_shapes_bear_one_name() -> None:
    """The schema knows them by name alone: the second would stand for the first."""
    named = [one for one in shapes(Schema) if one.__module__.startswith("phongtrao.")]
    assert [name for name, times in Counter(one.__name__ for one in named).items() if times > 1] == []


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get_openapi_schema()["paths"]
    return [(path, verb, what) for path, verbs in paths.items() for verb, what in verbs.items()]


def test_every_answer_is_documented() -> None:
    """401 everywhere; 422 wherever something can be sent that does not fit."""
    lacking = [
        (verb, path, needed)
        for path, verb, what in operations()
        for needed in ("401", "422" if what.get("parameters") or what.get("requestBody") else "401")
        if needed not in {str(status) for status in what["responses"]}
    ]
    assert lacking == []


@pytest.mark.django_db
def test_without_a_token_there_is_a_problem_and_nothing_else(client: Client) -> None:
    for path, verb, _ in operations():
        url = re.sub(r"{[^}]+}", "1", path)
        answer = client.generic(verb.upper(), url)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json"), path


@pytest.mark.django_db(transaction=True)
def test_the_doors_keep_the_schema(cast: Cast) -> None:
    """Schemathesis sends what the schema allows and what it does not: no 5xx, no undocumented answer."""
    _, secret = people.make_token(
        cast.province_head, "schemathesis", days=1, may_write=True, now=timezone.now()
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for operation in schema.get_all_operations():
        case_test = _case_test(operation.ok(), secret)
        case_test()


def _case_test(operation: Any, secret: str) -> Any:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
        database=None,
    )
    def run(case: Any) -> None:
        # What the schema allows may still make no sense (a 30 February, an unknown code): 422 says so.
        case.call_and_validate(
            excluded_checks=[positive_data_acceptance],
            headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"},
        )

    return run
