from datetime import UTC, date, datetime, time, timedelta

import pytest

from phongtrao.core.deadline import days_late, due_at, due_hour, late

DAY = date(2026, 12, 20)


def test_a_day_is_in_time_to_its_end_in_viet_nam() -> None:
    due = due_at(DAY)
    assert due == datetime(2026, 12, 20, 16, 59, 59, tzinfo=UTC)
    assert due_hour(due) is None
    assert not late(due, due)
    assert late(due + timedelta(seconds=1), due)


def test_an_hour_is_a_local_hour() -> None:
    due = due_at(DAY, time(17))
    assert due == datetime(2026, 12, 20, 10, 0, tzinfo=UTC)
    assert due_hour(due) == time(17)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(), None),
        (timedelta(minutes=1), 0),
        (timedelta(hours=6, minutes=59), 0),
        (timedelta(hours=7), 1),
        (timedelta(days=2), 2),
    ],
)
def test_days_late_are_local_days(after: timedelta, days: int | None) -> None:
    due = due_at(DAY, time(17))
    assert days_late(due + after, due) == days
