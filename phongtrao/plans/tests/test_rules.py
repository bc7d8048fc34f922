from datetime import timedelta

import pytest

from phongtrao.plans.rules import DutyState, late
from tests.cast import NOW

AFTER = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "now", "done", "expected"),
    [
        (DutyState.OPEN, NOW, None, False),
        (DutyState.OPEN, AFTER, None, True),
        (DutyState.DONE, AFTER, NOW, False),
        (DutyState.DONE, AFTER, AFTER, True),
        (DutyState.RELEASED, AFTER, None, False),
    ],
)
def test_a_duty_is_late_when_its_moment_passed_before_it_was_first_done(
    state: DutyState, now: object, done: object, expected: bool
) -> None:
    assert late(state, NOW, now, done) is expected  # type: ignore[arg-type]
