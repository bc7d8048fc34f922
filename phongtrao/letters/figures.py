"""Figures as a document prints them: the number with its qualifier, what it was last year, how it changed.

Numbers are integers scaled by their decimals. A change is exact only where both years are, else it
is said to be about so much ("khoảng")."""

from dataclasses import dataclass
from datetime import date

from phongtrao.core.figure import Qualifier, ValueKind
from phongtrao.core.period import Window
from phongtrao.core.vietnamese import QUALIFIER_WORDS, format_number, phrase

OF_WHICH = "Trong đó: "
POINTS = "điểm %"
MINUS = "\u2212"  # a hyphen would part from its number at the end of a line


@dataclass(frozen=True, slots=True)
class Value:
    amount: int
    qualifier: Qualifier = Qualifier.EXACT
    decimals: int = 0
    kind: ValueKind = ValueKind.COUNT
    denominator: int | None = None

    def __post_init__(self) -> None:
        if (self.kind is ValueKind.RATIO) != (self.denominator is not None):
            raise ValueError("a ratio, and only a ratio, has a denominator")


@dataclass(frozen=True, slots=True)
class Between:
    """What is known of a total of different things counted by several: at least `low`, at most `high`."""

    low: int
    high: int
    decimals: int = 0


Known = Value | Between


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the report. `cell` is the catalogue's key of a breakdown ("award_form=flag_province"),
    `cell_name` its words. A stock has `as_of`; `window` is given where it is not the report's own.
    `sources` are numbers of the annex of sources. `comparable`: what is counted is the same as last year.
    `basis`: own, statement, derived, mixed or unsaid."""

    indicator: str
    name: str
    unit: str
    value: Known | None
    last_year: Known | None = None
    cell: str = ""
    cell_name: str = ""
    as_of: date | None = None
    window: Window | None = None
    basis: str = ""
    note: str = ""
    of_which: tuple["FigureLine", ...] = ()
    illustrative: bool = False
    sources: tuple[int, ...] = ()
    comparable: bool = True

    @property
    def key(self) -> str:
        """ "indicator" or "indicator[cell]", as the catalogue's checks write it."""
        return f"{self.indicator}[{self.cell}]" if self.cell else self.indicator

    @property
    def full_name(self) -> str:
        """With its breakdown; the catalogue's own "Trong đó: " is the document's to write."""
        name = self.name.removeprefix(OF_WHICH)
        return f"{name} ({self.cell_name})" if self.cell_name else name


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """What a place below has of one indicator; None where nothing that was accepted says it."""

    name: str
    value: Known | None
    last_year: Known | None = None


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """What was reported of one indicator for a month, named in words; without a name, what was reported for longer
    times alone."""

    name: str
    value: Known | None
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where one figure of the report came from. `where`: page, line or cell; `accepted_by`: the body."""

    number: int
    figure: str
    value: Known
    unit: str
    organisation: str
    document: str
    where: str = ""
    quote: str = ""
    accepted_by: str = ""
    accepted_on: date | None = None
    illustrative: bool = False


def in_words(value: Known) -> str:
    """For a sentence: "hơn 1,2 triệu", "1.042/1.165", "89,5%", "từ 46 đến 122"."""
    if isinstance(value, Between):
        low, high = (format_number(end, decimals=value.decimals) for end in (value.low, value.high))
        return f"từ {low} đến {high}"
    if value.kind is ValueKind.COUNT:
        return phrase(value.amount, value.qualifier, decimals=value.decimals)
    return _qualified(value.qualifier, _parts(value))


def in_digits(value: Known) -> str:
    """For a table: no "triệu", and beside a ratio its share."""
    if isinstance(value, Between):
        return in_words(value)
    if value.kind is ValueKind.COUNT:
        return _qualified(value.qualifier, format_number(value.amount, decimals=value.decimals))
    share = f" ({_percent(_share(value))})" if value.denominator else ""
    return _qualified(value.qualifier, _parts(value)) + share


def with_unit(value: Known, unit: str) -> str:
    """A ratio or a percent carries its own unit."""
    counted = isinstance(value, Between) or value.kind is ValueKind.COUNT
    return f"{in_words(value)} {unit}".rstrip() if counted else in_words(value)


def _parts(value: Value) -> str:
    amount = format_number(value.amount, decimals=value.decimals)
    if value.denominator is None:
        return f"{amount}%"
    return f"{amount}/{format_number(value.denominator, decimals=value.decimals)}"


def _qualified(qualifier: Qualifier, text: str) -> str:
    return f"{QUALIFIER_WORDS[qualifier]} {text}".lstrip()


def _percent(tenths: int) -> str:
    return f"{format_number(tenths, decimals=1)}%"


def _share(value: Value) -> int:
    """A ratio as tenths of a percent."""
    return _rounded(value.amount * 1000, value.denominator or 1)


def _rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves away from nought."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Change:
    """Against last year, as a table prints it; `percent` is empty where none can be said."""

    amount: str
    percent: str


NO_CHANGE_KNOWN = Change("", "")


def moved(line: FigureLine) -> Change:
    """Of a line against last year; none where what is counted was defined anew, or the days are not the report's."""
    return change(line.value, line.last_year) if line.comparable and line.window is None else NO_CHANGE_KNOWN


@dataclass(frozen=True, slots=True)
class Moved:
    """A change in words: by how much more or less, and by how many percent where that can be said. `unit` is of
    points; a count has its own."""

    more: int
    amount: str
    percent: str = ""
    points: bool = False


def moved_words(line: FigureLine) -> Moved | None:
    """ "12", "khoảng 12", "2,1"; nothing where the two years cannot be compared."""
    told = moved(line)
    if not told.amount:
        return None
    qualifier = QUALIFIER_WORDS[Qualifier.APPROXIMATELY]
    points = told.amount.endswith(POINTS)
    bare = told.amount.removeprefix(qualifier).removesuffix(POINTS).strip()
    about = f"{qualifier} " if told.amount.startswith(qualifier) else ""
    more = 1 if bare.startswith("+") else -1 if bare.startswith(MINUS) else 0
    return Moved(
        more, about + bare.lstrip("+" + MINUS), told.percent.replace("+", "").replace(MINUS, ""), points
    )


def change(now: Known | None, before: Known | None) -> Change:
    """Counts differ by a count and by a percent of last year's; ratios and percents by points."""
    if not isinstance(now, Value) or not isinstance(before, Value):
        return NO_CHANGE_KNOWN
    if (now.kind, now.decimals) != (before.kind, before.decimals):
        return NO_CHANGE_KNOWN
    exact = now.qualifier is before.qualifier is Qualifier.EXACT
    qualifier = Qualifier.EXACT if exact else Qualifier.APPROXIMATELY
    if now.kind is ValueKind.COUNT:
        return _counted(now, before, qualifier)
    return Change(_qualified(qualifier, _points(now, before)), "")


def _counted(now: Value, before: Value, qualifier: Qualifier) -> Change:
    difference = now.amount - before.amount
    amount = _qualified(qualifier, _signed(difference, now.decimals))
    if before.amount <= 0:
        return Change(amount, "")
    return Change(amount, _qualified(qualifier, _signed(_rounded(difference * 1000, before.amount), 1)))


def _points(now: Value, before: Value) -> str:
    if now.kind is ValueKind.PERCENT:
        return f"{_signed(now.amount - before.amount, now.decimals)} {POINTS}"
    if not now.denominator or not before.denominator:
        return ""
    return f"{_signed(_share(now) - _share(before), 1)} {POINTS}"


def _signed(amount: int, decimals: int) -> str:
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    return sign + format_number(abs(amount), decimals=decimals)
