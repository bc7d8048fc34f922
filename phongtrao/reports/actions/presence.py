"""Two officers on one draft see each other. Nothing is locked: who saves second gets the differences."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from phongtrao.people.models import Officer
from phongtrao.reports import access
from phongtrao.reports.models import Presence, Report

HERE = timedelta(seconds=75)
"""How long one look counts: pages look again every 25 seconds, and may miss one."""
FORGOTTEN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Other:
    """`same`: in the very section that the asking officer has open."""

    name: str
    section: str
    same: bool


def look_in(report: Report, section: str, *, by: Officer, now: datetime) -> list[Other]:
    """Say that this officer has the section open, and who else has the report open. One row an officer and
    report, overwritten; rows of those who left are dropped when somebody comes. Three queries."""
    access.must_see_draft(by, report)
    rows = Presence.objects.filter(report=report, officer=by)
    if not rows.update(section=section, seen_at=now):
        Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        row = Presence(report=report, officer=by, section=section, seen_at=now)
        Presence.objects.bulk_create([row], ignore_conflicts=True)
    others = Presence.objects.filter(report=report, seen_at__gte=now - HERE).exclude(officer=by)
    found = others.order_by("officer__name").values_list("officer__name", "section")
    return [Other(name, at, bool(at) and at == section) for name, at in found]
