"""how long a total takes: on the demo against 50 ms, and the plain engine alone as the facts grow"""

import argparse
import math
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench import _demo
from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis, Fact, Qualifier
from phongtrao.core.period import Window, clocks, window
from phongtrao.core.place import NATION, Level, World
from phongtrao.figures import queries
from phongtrao.figures.queries import Asked
from phongtrao.places import queries as places
from phongtrao.rollup import plain
from phongtrao.rollup.question import Question

AIM_MS = 50
SIZES = (1_000, 10_000, 100_000)
YEAR = 2024
REFORM = date(2025, 7, 1)
DAWN = datetime(2025, 1, 1, tzinfo=UTC)
FLOW = "propaganda_sessions"


def milliseconds(act: Callable[[], object], runs: int) -> float:
    """Median of so many runs; the first is not counted."""
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken[1:])


# On the demo ----------------------------------------------------------------------------------------------


def questions() -> Iterator[tuple[str, list[str], list[str], Asked]]:
    """What the page of totals asks of a province with forty reporting communes, and of the nation."""
    head = _demo.officers()[3]
    own, year = head.organisation.place.key, 2026
    few = [FLOW]
    many = [entry.id for entry in catalogue.load().indicators if entry.whole][:20]
    yield "province", [own], few, Asked(year)
    yield "province, 20 indicators", [own], many, Asked(year)
    yield "province by commune", queries.below(own, "commune", Asked(year), few), few, Asked(year)
    yield "nation", [NATION], few, Asked(2021)
    yield "nation, today's map", [NATION], few, Asked(2021, map=REFORM)
    nation = Asked(2021)
    yield "nation by province", queries.below(NATION, "province", nation, few), few, nation


def on_the_demo(runs: int) -> Iterator[dict[str, Any]]:
    """From the ledger's rows in the database to the answer."""
    for name, keys, indicators, asked in questions():
        taken = milliseconds(lambda k=keys, i=indicators, a=asked: queries.totals(k, i, a), runs)  # type: ignore[misc]
        yield {
            "question": name,
            "totals": len(keys) * len(indicators),
            "ms": round(taken, 1),
            "ratio": round(taken / AIM_MS, 2),
        }


# As the facts grow ----------------------------------------------------------------------------------------


def generated(world: World, count: int) -> list[Fact]:
    """Exact figures of communes' own work before the reform: first one a commune, then month after month."""
    draw = random.Random(count)
    communes = sorted(key for key in world.on(date(YEAR, 12, 31)) if world.places[key].level is Level.COMMUNE)
    months = [window(clocks()["calendar"], YEAR, month=number) for number in range(1, 13)]
    return [
        _fact(
            number, communes[number % len(communes)], months[number // len(communes)], draw.randrange(10_000)
        )
        for number in range(count)
    ]


def _fact(number: int, place: str, month: Window, value: int) -> Fact:
    return Fact(
        number=number,
        indicator=FLOW,
        cell="",
        place=place,
        organisation=place,
        clock="calendar",
        window=month,
        value=value,
        qualifier=Qualifier.EXACT,
        basis=Basis.OWN,
        batch=number,
        recorded_at=DAWN + timedelta(seconds=number),
    )


def as_facts_grow(runs: int, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The engine alone, without a database: all provinces and the nation in one question."""
    world = places.world()
    entry = catalogue.load().get(FLOW)
    year = Asked(YEAR).window
    for count in sizes:
        facts = generated(world, count)
        for name, day in (("as reported", None), ("today's map", REFORM)):
            keys = [NATION, *queries.below(NATION, "province", Asked(YEAR, map=day), [])]
            question = Question(year, "calendar", day)
            answer = plain.totals(facts, entry, keys, question, world)
            if answer[0].value != sum(fact.value for fact in facts):
                raise SystemExit(f"{count} facts, {name}: the nation's total is not their sum")
            taken = milliseconds(
                lambda f=facts, k=keys, q=question: plain.totals(f, entry, k, q, world),  # type: ignore[misc]
                runs if count < max(sizes) else min(runs, 3),
            )
            yield {
                "facts": count,
                "places": len({fact.place for fact in facts}),
                "map": name,
                "ms": round(taken, 1),
                "us_a_fact": round(taken * 1000 / count, 1),
            }


def growth(grown: Sequence[dict[str, Any]], name: str) -> float:
    """The power of the number of facts with which the time grows, from the smallest to the largest."""
    of_map = [row for row in grown if row["map"] == name]
    first, last = of_map[0], of_map[-1]
    return math.log(last["ms"] / first["ms"]) / math.log(last["facts"] / first["facts"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench totals", description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="how often each is asked (default: 10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    _demo.load()
    asked = list(on_the_demo(options.runs))
    grown = list(as_facts_grow(options.runs, SIZES))
    powers = {name: round(growth(grown, name), 2) for name in ("as reported", "today's map")}
    worst = max(row["ratio"] for row in asked)
    lines = [f"{'on the demo':<26} {'totals':>7} {'ms':>8} {'ratio':>6}"]
    lines += [
        f"{row['question']:<26} {row['totals']:>7} {row['ms']:>8} {row['ratio']:>6.2f}" for row in asked
    ]
    lines += [f"slowest question: ratio {worst:.2f} (median against {AIM_MS} ms)", ""]
    lines += [f"{'facts, plain engine':<20} {'places':>7} {'map':>12} {'ms':>9} {'µs a fact':>10}"]
    lines += [
        f"{row['facts']:<20,} {row['places']:>7,} {row['map']:>12} {row['ms']:>9} {row['us_a_fact']:>10}"
        for row in grown
    ]
    lines += [f"time grows with the facts' power {power:.2f} ({name})" for name, power in powers.items()]
    about = {"bench": "totals", "runs": options.runs, "aim_ms": AIM_MS, "worst_ratio": worst}
    _demo.tell(options, {**about, "demo": asked, "grown": grown, "growth": powers}, lines)


if __name__ == "__main__":
    main()
