"""The annual report of each demo province, from the ledger to a Word file."""

import statistics
import time
from collections import Counter
from typing import Any

from django.utils import timezone

from bench import _demo
from phongtrao.core.period import local_day
from phongtrao.figures.queries import Asked
from phongtrao.letters.annual import compose
from phongtrao.letters.docx import write
from phongtrao.places import queries as places
from phongtrao.places.models import Place
from phongtrao.reports.models import Submission
from phongtrao.reports.queries import annual

LIMIT_MS = 2000
LONGEST_NAME = 24


def written_of() -> list[tuple[Place, int]]:
    """Every province and year of which the demo's accepted reports tell; the nation in the fullest year."""
    found: dict[tuple[str, int], Place] = {}
    accepted = Submission.objects.filter(accepted__isnull=False).select_related("report__request")
    for submission in accepted.select_related("report__request", "report__organisation__place"):
        request, place = submission.report.request, submission.report.organisation.place
        at = place if place.level == "province" else request.asker.place
        found[at.key, request.year] = at
    fullest = Counter(year for _key, year in found).most_common(1)[0][0]
    return [*((place, year) for (_key, year), place in sorted(found.items())), (places.nation(), fullest)]


def once(place: Place, year: int) -> dict[str, float]:
    """Milliseconds of gathering, of composing and writing, and the size of the file."""
    began = time.perf_counter()
    report = annual.annual_report(place, Asked(year), known_on=local_day(timezone.now()))
    gathered = time.perf_counter()
    content = write(compose(report))
    ended = time.perf_counter()
    return {
        "gather_ms": (gathered - began) * 1000,
        "write_ms": (ended - gathered) * 1000,
        "bytes": len(content),
        "sources": len(report.sources),
    }


def measure(runs: int) -> list[dict[str, Any]]:
    _demo.load()
    found = []
    for place, year in written_of():
        turns = [once(place, year) for _ in range(runs + 1)][1:]
        row = {key: round(statistics.median(turn[key] for turn in turns), 1) for key in turns[0]}
        total = row["gather_ms"] + row["write_ms"]
        name = places.name_on(place, Asked(year).window.end).full
        found.append(
            {"place": name, "year": year, **row, "ms": round(total, 1), "ratio": round(total / LIMIT_MS, 3)}
        )
    return found


def lines(found: list[dict[str, Any]]) -> list[str]:
    head = f"{'report of the demo':<{LONGEST_NAME}} {'year':>5} {'gather ms':>10} {'write ms':>9}"
    return [
        f"{head} {'ratio':>6} {'kB':>6} {'sources':>8}",
        *(
            f"{row['place']:<{LONGEST_NAME}} {row['year']:>5} {row['gather_ms']:>10} {row['write_ms']:>9}"
            f" {row['ratio']:>6.2f} {row['bytes'] / 1000:>6.1f} {row['sources']:>8.0f}"
            for row in found
        ),
        f"slowest report: ratio {max(row['ratio'] for row in found):.2f} (median against {LIMIT_MS} ms)",
    ]
