import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings

from phongtrao.kit import guards
from phongtrao.reports.models.asking import READ
from tests.cast import Cast, raise_curtain

# A slow machine is no fault of the code; a fault found must be found again. CI asks the same examples each time, as
# Hypothesis' own profile for it does; elsewhere they are new each time.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the process: no garbage is looked for in it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small fixed world: a ministry, two provinces, four communes, five officers."""
    return raise_curtain()


@pytest.fixture(autouse=True)
def forms_not_read() -> None:
    """Each test has forms of its own under numbers that were given before."""
    READ.clear()


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
