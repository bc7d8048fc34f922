"""Which figures of a place can count in a window, before any map: known, not superseded, on the clock,
within the window, never the same days twice."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from phongtrao.core.figure import Basis, Fact, ValueKind
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import ANY
from phongtrao.core.place import World
from phongtrao.rollup.question import Question


def known(facts: Iterable[Fact], before: datetime | None) -> list[Fact]:
    """The ledger as it was known before a moment: later batches are gone, superseded rows replaced."""
    rows = [f for f in facts if before is None or f.recorded_at < before]
    replaced = {f.supersedes for f in rows}
    return [f for f in rows if f.number not in replaced]


def in_window(fact: Fact, question: Question) -> bool:
    if question.clock == ANY:
        return question.window.start <= fact.window.end <= question.window.end
    return fact.clock == question.clock and question.window.contains(fact.window)


def split_by_window(facts: Iterable[Fact], question: Question) -> tuple[list[Fact], list[Fact]]:
    """(inside, left out): a figure across the edge or on another clock is never cut."""
    inside: list[Fact] = []
    left_out: list[Fact] = []
    for fact in facts:
        if in_window(fact, question):
            inside.append(fact)
        elif question.window.overlaps(fact.window):
            left_out.append(fact)
    return inside, left_out


def of_cell(facts: Iterable[Fact], cell: str) -> list[Fact]:
    """One cell of a breakdown; for the whole ("") each source's own whole, else the sum of its cells."""
    if cell:
        return [f for f in facts if f.cell == cell]
    rows = list(facts)
    wholes = {_source(f) for f in rows if not f.cell}
    return [f for f in rows if not f.cell or _source(f) not in wholes]


def without_double_days(facts: Iterable[Fact]) -> list[Fact]:
    """One organisation's figures of the same cell and basis whose windows overlap say the same thing twice
    (a year and its months): the longest window counts, of equal ones the last recorded.
    A registry's rows are events, each counted."""
    groups: dict[tuple[str, str, Basis, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[(*_source(fact), fact.cell)].append(fact)
    kept: list[Fact] = []
    for (_, _, basis, _), rows in groups.items():
        kept.extend(rows if basis is Basis.DERIVED else _apart(rows))
    return kept


def latest(facts: Iterable[Fact]) -> list[Fact]:
    """Of each source and cell the stock with the last as-of day, of equal days the last recorded."""
    last: dict[tuple[str, str, Basis, str], Fact] = {}
    for fact in facts:
        key = (*_source(fact), fact.cell)
        if key not in last or _age(fact) > _age(last[key]):
            last[key] = fact
    return list(last.values())


def not_overtaken(facts: list[Fact], world: World, *, stock: bool) -> list[Fact]:
    """Leave out what a successor that fully contains the place says again: a later stock, or a flow over a
    window that contains this one."""
    by_place: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_place[fact.place].append(fact)

    def overtaken(fact: Fact) -> bool:
        later = (f for place in world.contains_wholly(fact.place) for f in by_place.get(place, ()))
        if stock:
            return any(f.as_of > fact.as_of for f in later)
        return any(f.window.contains(fact.window) for f in later)

    return [f for f in facts if not overtaken(f)]


def countable(
    facts: Iterable[Fact], question: Question, aggregation: Aggregation, world: World
) -> tuple[list[Fact], list[Fact]]:
    """(what can count, what was left out), decided on the places of the figures' own days."""
    inside, left_out = split_by_window(facts, question)
    if aggregation is Aggregation.STOCK:
        chosen = latest(inside)
    elif aggregation is Aggregation.DISTINCT:
        chosen = inside
    else:
        chosen = without_double_days(inside)
    dropped = set(inside) - set(chosen) if aggregation is not Aggregation.STOCK else set()
    chosen = of_cell(chosen, question.cell)
    chosen = not_overtaken(chosen, world, stock=aggregation is Aggregation.STOCK)
    return chosen, [*left_out, *sorted(dropped, key=lambda f: f.number)]


def bare_percent(fact: Fact) -> bool:
    return fact.kind is ValueKind.PERCENT


def _source(fact: Fact) -> tuple[str, str, Basis]:
    return fact.place, fact.organisation, fact.basis


def _age(fact: Fact) -> tuple[object, int, int]:
    return fact.as_of, fact.batch, fact.number


def _apart(rows: list[Fact]) -> list[Fact]:
    taken: list[Fact] = []
    for fact in sorted(rows, key=lambda f: (-f.window.days, -f.batch, -f.number)):
        if not any(fact.window.overlaps(other.window) for other in taken):
            taken.append(fact)
    return taken
