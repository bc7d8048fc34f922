"""How often something is asked, and of which days."""

from enum import StrEnum

from phongtrao.core.period import Clock, Part, PeriodProblem, Window, part_window


class Frequency(StrEnum):
    """CAMPAIGN and AD_HOC have days of their own, not a clock's."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    CAMPAIGN = "campaign"
    AD_HOC = "ad_hoc"

    @property
    def part(self) -> Part | None:
        """The part of a clock's year; None for the year itself and for days of their own."""
        return Part(self.value) if self.value in set(Part) else None

    @property
    def own_days(self) -> bool:
        return self in (Frequency.CAMPAIGN, Frequency.AD_HOC)


def days_of(
    clock: Clock, frequency: Frequency, year: int, number: int = 0, own: Window | None = None
) -> Window:
    """The window that is asked of. Raises PeriodProblem where the clock has no such part, or where days of its
    own are missing or not wanted."""
    if frequency.own_days:
        if own is None:
            raise PeriodProblem("a campaign and an ad hoc question need days of their own")
        return own
    if own is not None:
        raise PeriodProblem("a period of a clock has no days of its own")
    return part_window(clock, year, frequency.part, number)
