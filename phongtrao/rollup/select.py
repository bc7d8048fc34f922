"""Which figures of a place can count in a window, before any map: known, not superseded, on the clock,
within the window, never the same days twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from phongtrao.core.figure import Basis, Fact, ValueKind
from phongtrao.core.indicator import Aggregation
from phongtrao.core.period import ANY, Window
from phongtrao.core.place import World
from phongtrao.rollup.question import Question


def known(facts: Iterable[Fact], before: datetime | None, last: int | None = None) -> list[Fact]:
    """The ledger as it was known before a moment, or up to its batch `last` (a freeze): later batches are gone,
    superseded rows replaced, withdrawn ones too. A correction keeps the rank of what it corrects: it changes a
    value, never which row counts."""
    rows = {f.number: f for f in facts if _is_known(f, before, last)}
    replaced = {f.supersedes for f in rows.values()}
    return [_ranked(f, rows) for f in rows.values() if f.number not in replaced and not f.withdrawn]


def _is_known(fact: Fact, before: datetime | None, last: int | None) -> bool:
    return (before is None or fact.recorded_at < before) and (last is None or fact.batch <= last)


def _ranked(fact: Fact, rows: dict[int, Fact]) -> Fact:
    first = fact
    while first.supersedes is not None and first.supersedes in rows:
        first = rows[first.supersedes]
    return fact if first is fact else replace(fact, batch=first.batch)


def in_window(fact: Fact, question: Question, *, stock: bool = False) -> bool:
    """A stock is of one day, its as-of day; every other figure is of all its days."""
    if question.clock != ANY and fact.clock != question.clock:
        return False
    if stock or question.clock == ANY:
        return question.window.contains(fact.as_of)
    return question.window.contains(fact.window)


def split_by_window(
    facts: Iterable[Fact], question: Question, *, stock: bool = False
) -> tuple[list[Fact], list[Fact]]:
    """(inside, left out): a figure across the edge or on another clock is never cut."""
    inside: list[Fact] = []
    left_out: list[Fact] = []
    for fact in facts:
        if in_window(fact, question, stock=stock):
            inside.append(fact)
        elif question.window.overlaps(fact.window):
            left_out.append(fact)
    return inside, left_out


def of_cell(facts: Iterable[Fact], cell: str) -> list[Fact]:
    """One cell of a breakdown; for the whole ("") all cells: `readings` finds which of them are the whole."""
    return [f for f in facts if not cell or f.cell == cell]


def once(facts: Iterable[Fact], *, stock: bool = False) -> tuple[list[Fact], list[Fact]]:
    """(what one source says once, what was dropped although it says more). A source (place, organisation,
    basis) says the same thing twice with a whole and its cells, or with a year and its months: the longest
    window counts (of stocks the last as-of day), in it the whole, else the sum of the cells. A registry's
    rows of a flow are events, each counted."""
    sources: dict[tuple[str, str, Basis], list[Fact]] = defaultdict(list)
    for fact in facts:
        sources[fact.place, fact.organisation, fact.basis].append(fact)
    kept: list[Fact] = []
    lost: list[Fact] = []
    for (_, _, basis), rows in sources.items():
        if stock:
            kept.extend(_last(rows))
        elif basis is Basis.DERIVED:
            kept.extend(_events(rows))
        else:
            taken = _apart(rows)
            kept.extend(taken)
            lost.extend(f for f in rows if not any(t.window.contains(f.window) for t in taken))
    return kept, sorted(lost, key=lambda f: f.number)


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
    """(what can count, what was left out), decided on the places of the figures' own days. What comes apart
    from a counted figure only in part (its days overlap) is left out too, and counted as such."""
    stock = aggregation is Aggregation.STOCK
    inside, left_out = split_by_window(of_cell(facts, question.cell), question, stock=stock)
    chosen, lost = once(inside, stock=stock)
    return not_overtaken(chosen, world, stock=stock), [*left_out, *lost]


def bare_percent(fact: Fact) -> bool:
    return fact.kind is ValueKind.PERCENT


def _age(fact: Fact) -> tuple[object, int, int]:
    return fact.as_of, fact.batch, fact.number


def _last(rows: list[Fact]) -> list[Fact]:
    """Of each cell the last as-of day, of equal days the last recorded; the whole where there is one."""
    last: dict[str, Fact] = {}
    for fact in rows:
        if fact.cell not in last or _age(fact) > _age(last[fact.cell]):
            last[fact.cell] = fact
    return [last[""]] if "" in last else list(last.values())


def _events(rows: list[Fact]) -> list[Fact]:
    wholes = [f for f in rows if not f.cell]
    return wholes + [f for f in rows if f.cell and not any(w.window.overlaps(f.window) for w in wholes)]


def _apart(rows: list[Fact]) -> list[Fact]:
    """Readings whose windows do not overlap, the longest first, of equal ones the last recorded."""
    readings: dict[Window, list[Fact]] = defaultdict(list)
    for fact in rows:
        readings[fact.window].append(fact)
    ranked = sorted(readings.items(), key=lambda r: (-r[0].days, -max(f.batch for f in r[1]), r[0]))
    taken: list[Fact] = []
    windows: list[Window] = []
    for window, said in ranked:
        if not any(window.overlaps(other) for other in windows):
            windows.append(window)
            taken.extend(_last(said))
    return taken
