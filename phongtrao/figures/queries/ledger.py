"""The ledger's rows, as facts for the roll-up and as lines to follow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Fact, Qualifier, ValueKind
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import Window, end_of_local_day
from phongtrao.figures.models import Batch, Figure, FigureKey
from phongtrao.kit.ready import ready
from phongtrao.rollup.question import Total
from phongtrao.rollup.select import known
from phongtrao.trail import queries as trail

FEW = 20
COLUMNS = (
    *("pk", "indicator__code", "cell", "place__key", "organisation_id", "clock", "start", "end", "value"),
    *("qualifier", "basis", "batch__recorded__number", "batch__recorded__at", "kind", "denominator"),
    *("supersedes_id", "illustrative", "withdrawn"),
)


def facts(
    indicators: Sequence[str],
    known_on: date | None = None,
    *,
    window: Window | None = None,
    windows: Collection[Window] | None = None,
    places: Collection[str] | None = None,
    last: int | None = None,
) -> list[Fact]:
    """The ledger's rows of some indicators as known on a day (to its end, local time), or up to the batch `last`;
    what was corrected or withdrawn is gone. With a window only those whose days touch it; with windows those that
    are one of them; with places those of them alone."""
    before = end_of_local_day(known_on) if known_on else None
    if places is not None and len(places) <= FEW and (window is None) != (windows is None):
        read = _few(list(indicators), window, windows, list(places))
    else:
        read = _many(indicators, window, windows, places)
    found = known(read, before, last)
    return found if windows is None else [fact for fact in found if fact.window in windows]


def _few(
    codes: list[str], window: Window | None, windows: Collection[Window] | None, places: list[str]
) -> Iterator[Fact]:
    """Of few places a few rows: a cursor of its own costs more than they do, and so does SQL written anew."""
    if window is not None:
        rows = _touching(codes, window.start, window.end, places)
    else:
        rows = _ending(codes, list({days.end for days in windows or ()}), places)
    distinct = [row[0] for row in rows if _is_distinct(row[1])]
    keys = _named(_keys_of(distinct)) if distinct else {}
    return (_fact(row, keys) for row in rows)


def _many(
    indicators: Sequence[str],
    window: Window | None,
    windows: Collection[Window] | None,
    places: Collection[str] | None,
) -> Iterator[Fact]:
    rows = Figure.objects.filter(indicator__code__in=indicators)
    counted = FigureKey.objects.filter(figure__indicator__code__in=indicators)
    if window is not None:
        rows = rows.filter(_touches(window.start, window.end))
    if windows is not None:
        ends = {days.end for days in windows}
        rows = rows.filter(Q(end__in=ends) | Q(supersedes__end__in=ends))
    if places is not None:
        rows = rows.filter(place__key__in=places)
        counted = counted.filter(figure__place__key__in=places)
    keys: Mapping[int, set[str]] = {}
    if any(map(_is_distinct, indicators)):
        keys = _named(counted.values_list("figure_id", "registry", "key").iterator())
    return (_fact(row, keys) for row in rows.values_list(*COLUMNS).iterator())


def _touches(first: date, last: date) -> Q:
    corrects = Q(supersedes__start__lte=last, supersedes__end__gte=first)
    return Q(start__lte=last, end__gte=first) | corrects


@ready
def _touching(
    codes: list[str], first: date, last: date, places: list[str]
) -> QuerySet[Figure, tuple[Any, ...]]:
    rows = Figure.objects.filter(indicator__code__among=codes, place__key__among=places)
    return rows.filter(_touches(first, last)).values_list(*COLUMNS)


@ready
def _ending(codes: list[str], ends: list[date], places: list[str]) -> QuerySet[Figure, tuple[Any, ...]]:
    rows = Figure.objects.filter(indicator__code__among=codes, place__key__among=places)
    return rows.filter(Q(end__among=ends) | Q(supersedes__end__among=ends)).values_list(*COLUMNS)


@ready
def _keys_of(figures: list[int]) -> QuerySet[FigureKey, tuple[int, str, str]]:
    return FigureKey.objects.filter(figure__pk__among=figures).values_list("figure_id", "registry", "key")


def _is_distinct(indicator: str) -> bool:
    return catalogue.load().get(indicator).aggregation is Aggregation.DISTINCT


def _named(rows: Iterable[tuple[int, str, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for number, registry, key in rows:
        found[number].add(f"{registry}:{key}")
    return found


def _fact(row: tuple[Any, ...], keys: Mapping[int, set[str]]) -> Fact:
    number, indicator, cell, place, organisation, clock, start, end, value, *rest = row
    qualifier, basis, batch, at, kind, denominator, supersedes, illustrative, withdrawn = rest
    return Fact(
        number=number,
        indicator=indicator,
        cell=cell,
        place=place,
        organisation=str(organisation),
        clock=clock,
        window=Window(start, end),
        value=value,
        qualifier=Qualifier(qualifier),
        basis=Basis(basis),
        batch=batch,
        recorded_at=at,
        kind=ValueKind(kind),
        denominator=denominator,
        supersedes=supersedes,
        keys=frozenset(keys.get(number, ())),
        illustrative=illustrative,
        withdrawn=withdrawn,
    )


def of_total(total: Total) -> QuerySet[Figure]:
    """The lines that a total was counted from."""
    return (
        Figure.objects.filter(pk__in=total.figures)
        .select_related(
            "indicator", "place", "organisation", "evidence__file", "batch__recorded", "batch__by"
        )
        .order_by("place__key", "start", "pk")
    )


def of_totals(totals: Iterable[Total]) -> dict[int, Figure]:
    """The lines that many totals were counted from, by number."""
    rows = Figure.objects.select_related(
        "place", "organisation", "evidence", "batch__recorded", "batch__by__organisation"
    )
    return rows.in_bulk({number for total in totals for number in total.figures})


def history(figure: Figure) -> list[Figure]:
    """The figure with all that it corrected and all that corrected it, oldest first."""
    rows = Figure.objects.select_related("indicator", "batch__recorded", "batch__by")
    found = [figure]
    while found[0].supersedes_id is not None:
        found.insert(0, rows.get(pk=found[0].supersedes_id))
    while later := rows.filter(supersedes=found[-1]).first():
        found.append(later)
    return found


def standing() -> QuerySet[Figure]:
    """Figures that no correction has replaced."""
    return Figure.objects.filter(~Exists(Figure.objects.filter(supersedes=OuterRef("pk"))), withdrawn=False)


def newest_of(record: str) -> dict[tuple[str, str], Figure]:
    """By indicator and cell the last row of each figure that the batches of one record put into the ledger,
    through every correction since, wherever it was made. A withdrawn row stands for a figure taken back."""
    rows = Figure.objects.select_related("indicator")
    found: dict[tuple[str, str], Figure] = {}
    some = list(rows.filter(batch__record=record))
    while some:
        for row in some:
            key = row.indicator.code, row.cell
            if key not in found or row.pk > found[key].pk:
                found[key] = row
        some = list(rows.filter(supersedes__in=[row.pk for row in some]))
    return found


def years() -> list[int]:
    """The years in which some figure's window ends, newest first."""
    return sorted({end.year for end in Figure.objects.values_list("end", flat=True).distinct()}, reverse=True)


def altered_batch() -> int | None:
    """The number of the first batch whose figures are not those that the trail tells of; the trail keeps their
    digest, so that even a row changed behind the guards is found."""
    batches = Batch.objects.select_related("recorded").order_by("recorded__number")
    for batch in batches.iterator(chunk_size=500):
        figures = batch.figures.select_related("indicator", "place").order_by("pk")
        told = {"of": batch.record, "figures": [figure.snapshot() for figure in figures]}
        if not trail.tells(f"figures.batch:{batch.pk}", told):
            return batch.recorded.number
    return None
