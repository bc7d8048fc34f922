from datetime import UTC, date, datetime, timedelta

import pytest

from phongtrao.notices.rules import REMINDERS, digest_time, next_try, reminder_now, reminder_steps

DUE, ASKED = date(2026, 12, 20), date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "steps"), [("-5, -1,0,1,3", [-5, -1, 0, 1, 3]), ("3;1;1", [1, 3]), ("", []), ("\u22125", [-5])]
)
def test_days_as_typed(typed: str, steps: list[int]) -> None:
    assert reminder_steps(typed) == steps


@pytest.mark.parametrize("typed", ["năm", "1.5", "61", "-61", "1,2,3,4,5,6,7,8,9,10,11"])
def test_days_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        reminder_steps(typed)


@pytest.mark.parametrize(
    ("asked", "today", "step"),
    [
        (ASKED, date(2026, 12, 14), None),
        (ASKED, date(2026, 12, 15), -5),
        (ASKED, date(2026, 12, 18), -5),
        (ASKED, date(2026, 12, 19), -1),
        (ASKED, date(2027, 1, 31), 3),
        (date(2026, 12, 16), date(2026, 12, 16), None),
        (date(2026, 12, 16), date(2026, 12, 19), -1),
    ],
)
def test_the_last_step_whose_day_came_after_asking(asked: date, today: date, step: int | None) -> None:
    assert reminder_now(DUE, asked, today, REMINDERS) == step


@pytest.mark.parametrize(("hour", "time"), [(23, False), (0, True), (8, True)])
def test_the_digest_goes_out_in_the_morning_here(hour: int, time: bool) -> None:
    assert digest_time(NOW.replace(hour=hour)) is time


@pytest.mark.parametrize(("tries", "wait"), [(1, timedelta(minutes=5)), (4, timedelta(hours=6)), (5, None)])
def test_tried_again_at_longer_and_longer_distances(tries: int, wait: timedelta | None) -> None:
    assert next_try(tries, NOW) == (NOW + wait if wait else None)
