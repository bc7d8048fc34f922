from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Fact
from phongtrao.core.period import ANY, Window, clocks, end_of_local_day, window
from phongtrao.core.vietnamese import fold
from phongtrao.figures.models import Figure, Indicator
from phongtrao.places import queries as places
from phongtrao.places.models import PlaceName
from phongtrao.rollup import plain
from phongtrao.rollup.question import Question, Total
from phongtrao.rollup.select import known


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a person asks it: a year on a clock, perhaps on a map, perhaps as known on a day."""

    year: int
    clock: str = "calendar"
    map: date | None = None
    known_on: date | None = None
    cell: str = ""

    @property
    def window(self) -> Window:
        return window(clocks()["calendar" if self.clock == ANY else self.clock], self.year)

    @property
    def day(self) -> date:
        """On which codes and names are read: of the map asked for, else of the window's last day."""
        return self.map or self.window.end


@dataclass(frozen=True, slots=True)
class Row:
    """One total with the words to show it."""

    total: Total
    place: PlaceName
    indicator: catalogue.Indicator


def rows_of(indicators: Sequence[str]) -> QuerySet[Figure]:
    return (
        Figure.objects.filter(indicator__code__in=indicators)
        .select_related("indicator", "place", "batch__recorded")
        .prefetch_related("keys")
    )


def facts(indicators: Sequence[str], known_on: date | None = None) -> list[Fact]:
    """The ledger's rows of some indicators as known on a day (to its end, local time), superseded ones gone."""
    before = end_of_local_day(known_on) if known_on else None
    return known((figure.as_fact() for figure in rows_of(indicators)), before)


def totals(places_asked: Sequence[str], indicators: Sequence[str], asked: Asked) -> list[Row]:
    """Place by place in the order asked, each with its indicators in the order asked."""
    world = places.world()
    question = Question(asked.window, asked.clock, asked.map, asked.cell)
    rows = facts(indicators, asked.known_on)
    names = places.names_on(set(places_asked), asked.day)
    shipped = catalogue.load()
    columns = {
        code: plain.totals(rows, shipped.get(code), places_asked, question, world) for code in indicators
    }
    return [
        Row(columns[code][at], names[key], shipped.get(code))
        for at, key in enumerate(places_asked)
        for code in indicators
    ]


def of_total(total: Total) -> QuerySet[Figure]:
    """The lines that a total was counted from."""
    return (
        Figure.objects.filter(pk__in=total.figures)
        .select_related("indicator", "place", "organisation", "evidence", "batch__recorded", "batch__by")
        .order_by("place__key", "start", "pk")
    )


def history(figure: Figure) -> list[Figure]:
    """The figure with all that it corrected and all that corrected it, oldest first."""
    first = figure
    while first.supersedes is not None:
        first = first.supersedes
    found = [first]
    while later := Figure.objects.filter(supersedes=found[-1]).select_related("batch__recorded", "batch__by").first():
        found.append(later)
    return found


def standing() -> QuerySet[Figure]:
    """Figures that no correction has replaced."""
    return Figure.objects.filter(~Exists(Figure.objects.filter(supersedes=OuterRef("pk"))))


def years() -> list[int]:
    """The years in which some figure's window ends, newest first."""
    return sorted({end.year for end in Figure.objects.values_list("end", flat=True).distinct()}, reverse=True)


def search(words: str) -> QuerySet[Indicator]:
    """Indicators whose names or synonyms hold every word, diacritics or not."""
    found = Indicator.objects.filter(retired=False)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.order_by("order")
