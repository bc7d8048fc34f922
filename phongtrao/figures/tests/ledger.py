"""Writing into the ledger, as the tests of this part do it."""

from datetime import datetime
from typing import Any

from phongtrao.core.figure import Basis
from phongtrao.core.period import Window, clocks, window
from phongtrao.figures.actions import Entry, record
from phongtrao.figures.models import Figure
from phongtrao.people.models import Officer, Organisation
from phongtrao.places.models import Place
from tests.cast import NOW

YEAR = window(clocks()["calendar"], 2026)


def year(number: int) -> Window:
    return window(clocks()["calendar"], number)


def entry(place: Place, organisation: Organisation, value: int, **more: Any) -> Entry:
    return Entry(
        **{
            "indicator": "propaganda_sessions",
            "place": place,
            "organisation": organisation,
            "clock": "calendar",
            "window": YEAR,
            "value": value,
            "basis": Basis.OWN,
            **more,
        }
    )


def write(*entries: Entry, by: Officer, now: datetime = NOW) -> list[Figure]:
    """One batch, put into the ledger by the officer's own organisation."""
    batch = record(entries, act="accepted", record="test:1", organisation=by.organisation, by=by, now=now)
    return list(batch.figures.order_by("pk"))
