from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from phongtrao.kit import guards
from tests.cast import Cast, raise_curtain


@pytest.fixture
def cast(db: None) -> Cast:
    """The small fixed world: a ministry, two provinces, four communes, five officers."""
    return raise_curtain()


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_guards() -> Iterator[None]:
    """Emptying the tables between tests lifts the guards of append-only tables and puts them back."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(case: Any) -> None:
        with guards.lifted(connection):
            flush(case)

    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = flush
