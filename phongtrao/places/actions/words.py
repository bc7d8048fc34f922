from datetime import date

from django.utils.translation import gettext as _

from phongtrao.kit.writing import written_day
from phongtrao.places.rules.areas import LONGEST_CODE, LONGEST_NAME, Fault
from phongtrao.places.rules.sheet import MOST_ROWS


def sentence(fault: Fault) -> str:
    """What is wrong with something typed, and what to do about it."""
    numbers = {"code": LONGEST_CODE, "name": LONGEST_NAME, "rows": MOST_ROWS}
    return {
        Fault.CODE: _("A code is up to %(code)s letters without marks or digits, such as 01."),
        Fault.CODE_TAKEN: _("This code is in use in the commune."),
        Fault.CODE_TWICE: _("This code stands twice in the file."),
        Fault.KIND: _("Choose a kind from the list: thôn, bản, khu phố, tổ dân phố …"),
        Fault.NAME_EMPTY: _("Type the name."),
        Fault.NAME_LONG: _("The name is longer than %(name)s characters."),
        Fault.NAME_TAKEN: _("An area of this name stands in the commune already."),
        Fault.NAME_TWICE: _("This name stands twice in the file."),
        Fault.HOUSEHOLDS: _("A number of households is a whole number, or empty."),
        Fault.DAY: _("The commune did not exist on that day; choose a day within its own."),
        Fault.COLUMN_MISSING: _("The first ten rows have no column “Tên”: keep the titles of the list."),
        Fault.TOO_MANY: _("More than %(rows)s rows: is this the right file?"),
    }[fault] % numbers


def days(first: date | None, last: date | None) -> str:
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": written_day(first), "last": written_day(last)}
    if first:
        return _("since %(first)s") % {"first": written_day(first)}
    return _("until %(last)s") % {"last": written_day(last)} if last else _("from the earliest known map on")
