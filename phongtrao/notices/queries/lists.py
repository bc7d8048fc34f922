"""Notices in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.core.deadline import due_hour
from phongtrao.kit.ready import ready
from phongtrao.kit.writing import written_day, written_time
from phongtrao.notices import access
from phongtrao.notices.models import Notice
from phongtrao.notices.rules import Subject
from phongtrao.people.models import Officer

NEWEST = 10


@dataclass(frozen=True, slots=True)
class Told:
    number: int
    words: str
    more: str
    at: datetime
    read: bool
    link: str


def unread(officer: Officer) -> QuerySet[Notice]:
    """The newest first."""
    return access.visible(officer).filter(read_at__isnull=True).order_by("-created_at", "-pk")


def newest_unread(officer: Officer) -> list[Notice]:
    """As many as an officer's first page shows."""
    return _newest_unread(officer.organisation_id) if officer.is_active else []


@ready
def _newest_unread(organisation: int) -> QuerySet[Notice]:
    rows = Notice.objects.filter(organisation=organisation, read_at__isnull=True)
    return rows.order_by("-created_at", "-pk")[:NEWEST]


def told(notices: Iterable[Notice]) -> list[Told]:
    return [
        Told(
            notice.pk,
            _words(Subject(notice.subject), notice.data),
            str(notice.data.get("note", "")),
            notice.created_at,
            notice.read_at is not None,
            notice.link,
        )
        for notice in notices
    ]


def _words(subject: Subject, data: dict[str, Any]) -> str:
    said = {"title": data.get("title", ""), "unit": data.get("unit", ""), "due": _due(data)}
    if "back" in data:
        return _to_mend(subject, data, said)
    if subject is Subject.REMINDER:
        return _reminder(int(data.get("step", 0)), said)
    return {
        Subject.ASKED: _("%(unit)s asks for “%(title)s”, due %(due)s."),
        Subject.RETURNED: _("%(unit)s returned “%(title)s” to be mended."),
        Subject.REOPENED: _("%(unit)s opened “%(title)s” again: mend it and send it anew."),
        Subject.CHASED: _("%(unit)s asks for “%(title)s”, due %(due)s: it was not sent yet."),
        Subject.EXTENSION_ASKED: _("%(unit)s asks for more time, until %(due)s: “%(title)s”."),
        Subject.EXTENSION_GRANTED: _("More time was granted, until %(due)s: “%(title)s”."),
        Subject.EXTENSION_REFUSED: _("More time was refused: “%(title)s”."),
        Subject.CLOSED: _(
            "“%(title)s” was closed. A report can still be sent; it is marked as after closing."
        ),
        Subject.JOINT: _("%(unit)s asks you to agree to issue “%(title)s” together."),
        Subject.PASSED: _(
            "The map changed: “%(title)s” is asked of your unit since it took over from %(unit)s."
        ),
    }[subject] % said


def _reminder(step: int, said: dict[str, str]) -> str:
    if step == 0:
        return _("Due today: “%(title)s” (%(due)s).") % said
    n = abs(step)
    if step < 0:
        words = ngettext(
            "Due in %(n)s day: “%(title)s” (%(due)s).", "Due in %(n)s days: “%(title)s” (%(due)s).", n
        )
    else:
        words = ngettext(
            "%(n)s day late: “%(title)s” (due %(due)s).", "%(n)s days late: “%(title)s” (due %(due)s).", n
        )
    return words % {**said, "n": n}


def _to_mend(subject: Subject, data: dict[str, Any], said: dict[str, str]) -> str:
    """Of a report that came back on a day: `back` says how."""
    opened = data["back"] == "reopened"
    if subject is Subject.CHASED and opened:
        words = _(
            "%(unit)s asks for “%(title)s”: open again since %(day)s, it waits to be mended and sent again."
        )
    elif subject is Subject.CHASED:
        words = _("%(unit)s asks for “%(title)s”: returned on %(day)s, it waits to be mended and sent again.")
    elif subject is Subject.CLOSED and opened:
        words = _(
            "“%(title)s” was closed. Your report, open again since %(day)s, can still be mended and sent again."
        )
    elif subject is Subject.CLOSED:
        words = _(
            "“%(title)s” was closed. Your report, returned on %(day)s, can still be mended and sent again."
        )
    elif opened:
        words = _("Open again since %(day)s, waits to be mended and sent again: “%(title)s” (due %(due)s).")
    else:
        words = _("Returned on %(day)s, waits to be mended and sent again: “%(title)s” (due %(due)s).")
    return words % {**said, "day": written_day(date.fromisoformat(data["back_on"]))}


def _due(data: dict[str, Any]) -> str:
    if "due" not in data:
        return ""
    due = datetime.fromisoformat(data["due"])
    return written_day(due) if due_hour(due) is None else written_time(due)
