"""`--database-only`, the second run on another database: leaves out what asks for none, says how many.

What asks for a database says so: pytest-django refuses it to any other test. A process that a test starts is not
refused it; so the whole module stays that starts one in a home of its own or looks at the connection."""

from typing import Any

import pytest
from django.test import SimpleTestCase

FIXTURES = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
NAMES = frozenset({"own_home", "connection", "connections"})
MARKS = ("django_db", "alone", "browser", "map")
LEFT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "leave out the tests that ask for no database: they ran on another one"
    parser.addoption("--database-only", action="store_true", help=told)


def asks_database(item: pytest.Item) -> bool:
    fixtures = FIXTURES & set(getattr(item, "fixturenames", ()))
    names = NAMES & vars(getattr(item, "module", None) or item).keys()
    case = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return bool(fixtures or names or case or any(item.get_closest_marker(mark) for mark in MARKS))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("database_only"):
        left = [item for item in items if not asks_database(item)]
        items[:] = [item for item in items if asks_database(item)]
        config.hook.pytest_deselected(items=left)
        config.stash[LEFT] = len(left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = session.config.stash.get(LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker leaves out the same."""
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("left", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("database_only"):
        left = config.stash.get(LEFT, 0)
        terminalreporter.write_line(f"{left} tests ask for no database: left to the first run")
