"""A regime: a form, a clock, how often, and when it is due of each level. It holds for the periods whose last day
(the cut-off) lies within its days; a change is a new regime from a day on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise

from phongtrao.core.deadline import due_at
from phongtrao.core.period import COUNT, Clock, PeriodProblem, Window, part_window, part_words
from phongtrao.core.place import Level
from phongtrao.core.workdays import WorkCalendar, add_working_days
from phongtrao.reports.rules.periods import Frequency

LEVELS = (Level.COMMUNE, Level.PROVINCE)
"""Of which something is asked regularly, the lowest first."""
HEIGHT = {Level.AREA: 0, Level.COMMUNE: 1, Level.DISTRICT: 2, Level.PROVINCE: 3, Level.NATION: 4}
MOST_DAYS = 60
DayOfYear = tuple[int, int]
"""(month, day)"""


@dataclass(frozen=True, slots=True)
class Due:
    """So many working days after the cut-off, to an hour or to the day's end."""

    level: Level
    days: int
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Which periods there are. `own`: first and last day of the campaign that comes every year."""

    clock: Clock
    frequency: Frequency
    own: tuple[DayOfYear, DayOfYear] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """`number` counts within the clock's year; 0 where the year has only one such period."""

    year: int
    number: int
    window: Window


class Flaw(StrEnum):
    """Why a regime can't stand."""

    NOTHING_DUE = "nothing_due"
    NO_WORKING_DAY = "no_working_day"
    NOT_IN_CASCADE = "not_in_cascade"
    CLOCK_NOT_VALID = "clock_not_valid"
    NO_SUCH_PART = "no_such_part"
    OWN_DAYS = "own_days"


def flaw(rhythm: Rhythm, dues: Sequence[Due], valid_from: date, valid_to: date | None) -> Flaw | None:
    """NĐ 09/2019/NĐ-CP, art. 8.5: the deadline leaves at least one working day after the cut-off, and where
    several levels report each has a deadline of its own, so that the upper one has time for what came from below."""
    by_height = sorted(dues, key=lambda due: HEIGHT[due.level])
    if not dues:
        return Flaw.NOTHING_DUE
    if not all(1 <= due.days <= MOST_DAYS for due in dues):
        return Flaw.NO_WORKING_DAY
    if any(upper.days <= lower.days for lower, upper in pairwise(by_height)):
        return Flaw.NOT_IN_CASCADE
    part = rhythm.frequency.part
    if part is not None and part not in rhythm.clock.parts:
        return Flaw.NO_SUCH_PART
    if (rhythm.frequency is Frequency.CAMPAIGN) != (rhythm.own is not None):
        return Flaw.OWN_DAYS
    if not clock_valid(rhythm.clock, valid_from) or (valid_to and not clock_valid(rhythm.clock, valid_to)):
        return Flaw.CLOCK_NOT_VALID
    return None


def clock_valid(clock: Clock, day: date) -> bool:
    """Whether the clock's source was in force on a day; of a window its last day decides."""
    return (clock.valid_from or day) <= day <= (clock.valid_to or day)


def holds(day: date, valid_from: date, valid_to: date | None) -> bool:
    return valid_from <= day <= (valid_to or day)


def periods(rhythm: Rhythm, year: int) -> Iterator[Period]:
    """Those of one year of the clock; an ad hoc question has none of its own."""
    if rhythm.frequency is Frequency.AD_HOC:
        return
    if rhythm.frequency is Frequency.CAMPAIGN:
        if rhythm.own is not None:
            yield Period(year, 0, _campaign(*rhythm.own, year))
        return
    part = rhythm.frequency.part
    for number in range(1, COUNT[part] + 1) if part else (0,):
        yield Period(year, number, part_window(rhythm.clock, year, part, number))


def period(rhythm: Rhythm, year: int, number: int) -> Period:
    """Raises PeriodProblem where there is none."""
    for found in periods(rhythm, year):
        if found.number == number:
            return found
    raise PeriodProblem(f"the regime has no period {number} of {year}")


def due_of(due: Due, cut_off: date, calendar: WorkCalendar) -> datetime:
    """The last moment in time, of a cut-off's period."""
    return due_at(add_working_days(cut_off, due.days, calendar), due.hour)


def level_asked(asker: Level, levels: Mapping[Level, Due], *, owner: bool) -> Due | None:
    """Whom an office asks by a regime of several levels: the highest level below its own; where there is none,
    the regime's owner asks bodies of its own level, and nobody else asks."""
    below = [level for level in levels if HEIGHT[level] < HEIGHT[asker]]
    if not below:
        return levels.get(asker) if owner else None
    return levels[max(below, key=lambda level: HEIGHT[level])]


def title_of(title: str, frequency: Frequency, found: Period) -> str:
    """What a request of this period is called: the regime's title and its period."""
    return f"{title} {part_words(found.year, frequency.part, found.number, 'vi')}"


def _campaign(first: DayOfYear, last: DayOfYear, year: int) -> Window:
    """One that ends before it begins in the calendar ends in the year it is named after."""
    return Window(date(year - (last < first), *first), date(year, *last))
