"""When something is due: a local day, perhaps with an hour, as one moment. What arrives at that moment or before
is in time; whoever arrives after it is late."""

from datetime import UTC, date, datetime, time

from phongtrao.core.period import LOCAL, local_day

END_OF_DAY = time(23, 59, 59)


def due_at(day: date, hour: time | None = None) -> datetime:
    """The last moment that is in time, in UTC: of the whole day where no hour is given."""
    return datetime.combine(day, hour or END_OF_DAY, tzinfo=LOCAL).astimezone(UTC)


def due_hour(moment: datetime) -> time | None:
    """The local hour that was given; None where the whole day counts."""
    found = moment.astimezone(LOCAL).time().replace(microsecond=0)
    return None if found == END_OF_DAY else found


def late(moment: datetime, due: datetime) -> bool:
    return moment > due


def days_late(moment: datetime, due: datetime) -> int | None:
    """How many local days after the due one it came: 0 on the due day itself, after its hour; None in time."""
    if not late(moment, due):
        return None
    return (local_day(moment) - local_day(due)).days
