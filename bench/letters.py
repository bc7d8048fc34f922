"""certificates, decisions, a report of 30 pages, beside docxtpl with LibreOffice and WeasyPrint; reports of the demo"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import _peers
from bench._peers import NoPeers, Spent

CERTIFICATES, DECISIONS = 1000, 500
LIMITS = {"certificates": 10.0, "report.docx": 2.0, "report.pdf": 2.0}  # seconds
REACH = 30  # times WeasyPrint
OURS = ("certificates", "decisions.docx", "decisions.pdf", "report.docx", "report.pdf")
PEERS = {  # what each peer does -> our work of the same kind
    ("weasyprint", "certificates"): "certificates",
    ("weasyprint", "decisions"): "decisions.pdf",
    ("weasyprint", "report"): "report.pdf",
    ("docxtpl", "decisions"): "decisions.docx",
    ("docxtpl", "report"): "report.docx",
    ("docxtpl + LibreOffice", "certificates"): "certificates",
    ("docxtpl + LibreOffice", "decisions"): "decisions.pdf",
    ("docxtpl + LibreOffice", "report"): "report.pdf",
}
Row = dict[str, Any]


def number_of(work: str, share: int) -> int:
    whole = {"certificates": CERTIFICATES, "decisions": DECISIONS, "report": 1}[work.partition(".")[0]]
    return max(1, whole // share)


def row(who: str, work: str, number: int, spent: Spent) -> Row:
    """`each_ms` so that peers who do a part can be set beside us."""
    return {
        "who": who,
        "work": work,
        "number": number,
        **{name: round(value, 3) for name, value in asdict(spent).items()},
        "each_ms": round(spent.seconds * 1000 / number, 2),
    }


def our_rows(runs: int) -> list[Row]:
    rows = []
    for work in OURS:
        number = number_of(work, 1)
        turns = [_peers.ours(work, number) for _ in range(runs)]
        middle = statistics.median_low([turn.seconds for turn in turns])
        best = next(turn for turn in turns if turn.seconds == middle)
        limit = LIMITS.get(work)
        rows.append(
            {
                **row("phongtrao", work, number, best),
                "ratio": round(best.seconds / limit, 3) if limit else None,
            }
        )
    return rows


def peer_rows(ours: list[Row], share: int) -> list[Row]:
    """`times`: how many times as long as ours, for one piece."""
    own = {one["work"]: one for one in ours}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        python = _peers.environment(Path(folder) / "venv")
        for (who, work), like in PEERS.items():
            number = number_of(work, share)
            if "LibreOffice" in who:
                spent = _peers.office(python, work, number)
            else:
                spent = _peers.peer(python, who, work, number)
            made = row(who, work, number, spent)
            rows.append(
                {
                    **made,
                    "like": like,
                    "times": round(made["each_ms"] / own[like]["each_ms"], 1),
                    "memory_times": round(made["memory"] / own[like]["memory"], 1),
                }
            )
    return rows


def lines(rows: list[Row]) -> list[str]:
    head = f"{'work':<15} {'by':<22} {'number':>6} {'s':>8} {'ms each':>8} {'MB':>6} {'pages':>6}"
    told = [f"{head}  against"]
    for one in rows:
        if "times" in one:
            against = f"{one['times']:g} × our time, {one['memory_times']:g} × our memory"
        else:
            against = f"ratio {one['ratio']:.2f} of {LIMITS[one['work']]:g} s" if one["ratio"] else ""
        told.append(
            f"{one['work']:<15} {one['who']:<22} {one['number']:>6} {one['seconds']:>8.2f} {one['each_ms']:>8.2f}"
            f" {one['memory']:>6.0f} {one['pages']:>6}  {against}".rstrip()
        )
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench letters", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each is written (default: 3)")
    parser.add_argument("--peers", action="store_true", help="beside peers, got from the network")
    parser.add_argument(
        "--share", type=int, default=10, help="peers make one in so many (default: 10); 1: all"
    )
    parser.add_argument("--papers", action="store_true", help="without the demo's annual reports")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if min(options.runs, options.share) < 1:
        parser.error("--runs and --share begin at 1")
    rows = our_rows(options.runs)
    found: Row = {"bench": "letters", "runs": options.runs, "limits": LIMITS, "reach": REACH}
    told = []
    if options.peers:
        try:
            rows += peer_rows(rows, options.share)
        except NoPeers as problem:
            raise SystemExit(str(problem)) from problem
        least = min(one["times"] for one in rows if one["who"] == "weasyprint")
        told.append(f"least against WeasyPrint: {least:g} × (reach {REACH} ×)")
        found["least_weasyprint"] = least
    found["papers"] = rows
    told = [*lines(rows), *told]
    if not options.papers:
        from bench import _annual, _demo  # noqa: PLC0415 (they make a home and a database)

        found["reports"] = _annual.measure(options.runs)
        _demo.tell(options, found, [*told, "", *_annual.lines(found["reports"])])
        return
    load = round(os.getloadavg()[0], 1)
    told.append(f"({os.cpu_count()} cores, load {load} at the end)")
    text = json.dumps({**found, "cores": os.cpu_count(), "load": load}) if options.json else "\n".join(told)
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
