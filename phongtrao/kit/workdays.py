"""The working days that hold here: those shipped, or the operator's where he gave a file of his own."""

from datetime import date

from django.conf import settings

from phongtrao.core.workdays import WorkCalendar, add_working_days


def calendar() -> WorkCalendar:
    found: WorkCalendar = settings.WORKDAYS
    return found


def earliest_due(cut_off: date) -> date:
    """NĐ 09/2019/NĐ-CP, art. 8.5: at least one working day lies between the cut-off and the deadline's end."""
    return add_working_days(cut_off, 1, calendar())
