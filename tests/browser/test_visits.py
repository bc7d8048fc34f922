"""Without a browser, so that whoever adds a page hears of it at once: nothing of the house is left unvisited."""

from collections import Counter

from tests.browser.test_axe import EACH, shares
from tests.browser.visits import ACTS, FILES, PAGES, names


def test_every_address_is_visited() -> None:
    assert names() == sorted([*PAGES, *FILES, *ACTS])


def test_every_visit_is_in_one_share() -> None:
    assert Counter(visit for share in shares() for visit in share.values[0]) == Counter(EACH)
