from datetime import UTC, date, datetime, time, timedelta

from phongtrao.core.deadline import due_at, due_hour, late

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
