"""The text to paste into Zalo: always in Vietnamese, whatever language the page has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from phongtrao.core.deadline import due_hour, late
from phongtrao.core.period import Window, clocks, describe
from phongtrao.kit.writing import written_day, written_time

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Chase:
    """What is asked of a group: `units` are those not yet in, in the order of the board, each with what must be said
    of it; `link` is short."""

    title: str
    asker: str
    clock: str
    window: Window
    due_at: datetime
    link: str
    units: Sequence[str]


def group_message(chase: Chase, *, now: datetime) -> str:
    with override("vi"):
        lines = [_head(chase, _("Dear colleagues,"), now)]
        if chase.units:
            lines.append(_("Not yet in (%(n)s units):") % {"n": len(chase.units)})
            lines += [f"- {name}" for name in chase.units[:MOST_NAMED]]
            if len(chase.units) > MOST_NAMED:
                lines.append(_("and %(n)s other units.") % {"n": len(chase.units) - MOST_NAMED})
        return "\n".join([*lines, _foot(chase)])


def unit_message(chase: Chase, unit: str, *, now: datetime, note: str = "") -> str:
    with override("vi"):
        head = _head(chase, _("Dear colleagues of %(unit)s,") % {"unit": unit}, now)
        return "\n".join(line for line in (head, note, _foot(chase)) if line)


def _head(chase: Chase, greeting: str, now: datetime) -> str:
    due = written_day(chase.due_at) if due_hour(chase.due_at) is None else written_time(chase.due_at)
    said = {
        "asker": chase.asker,
        "title": chase.title,
        "window": describe(chase.window, clocks().get(chase.clock), "vi"),
        "due": due,
    }
    words = (
        _("%(asker)s kindly asks for “%(title)s”, figures %(window)s. It was due %(due)s.")
        if late(now, chase.due_at)
        else _("%(asker)s kindly asks for “%(title)s”, figures %(window)s. It is due %(due)s.")
    )
    return f"{greeting}\n{words % said}"


def _foot(chase: Chase) -> str:
    return _("Please fill it in here: %(link)s\nThank you.") % {"link": chase.link}
