"""Deadlines as an iCalendar file (RFC 5545) for programs that subscribe to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar as File
from icalendar import Event as Row

from phongtrao.core.deadline import due_hour
from phongtrao.core.period import local_day

MAKER = "-//Phongtrao//Lich bao cao//VI"
AGAIN = timedelta(hours=6)
"""How often a program is asked to look again."""


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` never changes; `sequence` grows when the deadline moves, `changed` when anything does (RFC 5545,
    3.8.7.3 and 3.8.7.4)."""

    uid: str
    title: str
    text: str
    url: str
    due_at: datetime
    sequence: int
    changed: datetime


def written_feed(name: str, events: Iterable[Event], *, now: datetime) -> bytes:
    """A deadline with an hour is a moment in UTC, so that no time zone need be told; one of a whole day is that
    local day."""
    file = File()
    file.add("prodid", MAKER)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    file.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "PT6H")
    for event in events:
        file.add_component(_row(event, now))
    return bytes(file.to_ical())


def _row(event: Event, now: datetime) -> Row:
    row = Row()
    row.add("uid", event.uid)
    row.add("dtstamp", now)
    row.add("last-modified", event.changed)
    row.add("sequence", event.sequence)
    row.add("summary", event.title)
    row.add("description", event.text)
    row.add("url", event.url)
    row.add("dtstart", local_day(event.due_at) if due_hour(event.due_at) is None else event.due_at)
    row.add("transp", "TRANSPARENT")
    row.add("class", "PRIVATE")
    return row
