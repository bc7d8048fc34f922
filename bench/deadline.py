"""deadline day: every commune sends in the last hours, through the real server on PostgreSQL, against p95 300 ms"""

import argparse
import asyncio
import os
import random
import sys
import time
from collections.abc import Awaitable, Iterator
from datetime import datetime
from typing import Any

os.environ.setdefault("PHONGTRAO_BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")

from django.db.models import Count
from django.utils import timezone

from bench import _country, _crowd, _demo
from bench._browser import Answer
from bench._country import Commune
from bench._crowd import KEY, RECEIPT, Person, Tally, version_of
from bench._processor import Meter
from phongtrao.core.figure import Basis
from phongtrao.figures.models import Figure
from phongtrao.people.models import Officer
from phongtrao.reports import actions as reports
from phongtrao.reports.models import Form, Report, Submission
from phongtrao.reports.rules import read, readable
from phongtrao.trail.models import Row

LIMIT_MS = 300
SPIKE = 149  # requests a second: 3,321 communes with three users each, in the worst minute of the last twenty

# After the crowd --------------------------------------------------------------------------------------------


def reconcile(tally: Tally) -> dict[str, int]:
    """Receipts = submissions = trail rows = what the ledger holds after all are accepted."""
    sent = Submission.objects.values_list("receipt", flat=True)
    known = set(sent)
    wanted = 0
    for report in Report.objects.filter(submissions__isnull=False).distinct():
        head = Officer.objects.get(username=f"lanhdao.{report.request.asker_id}")
        accepted = reports.accept(report, base_version=report.version, by=head, now=timezone.now())
        wanted += len(readable(accepted.submission.answers))
    own = Figure.objects.filter(basis=Basis.OWN.value, batch__acceptance__isnull=False)
    ledger = own.aggregate(n=Count("pk"))["n"]
    trail = Row.objects.filter(action="report sent").count()
    lost = len(tally.receipts - known) + abs(len(known) - trail) + abs(wanted - ledger)
    return {
        "receipts": len(tally.receipts),
        "submissions": len(known),
        "trail": trail,
        "ledger": own.values("batch").distinct().count(),
        "figures": ledger,
        "lost": lost,
    }


# One kind after the other -----------------------------------------------------------------------------------


class Alone:
    """Processor milliseconds (server and PostgreSQL) of a page, a save and a submission, one at a time."""

    def __init__(self, address: tuple[str, int], meter: Meter) -> None:
        self.address, self.meter = address, meter
        self.taken: dict[str, list[tuple[float, float]]] = {}
        self.receipts: set[str] = set()

    async def measured(self, kind: str, exchange: Awaitable[Answer]) -> Answer:
        began = self.meter.used()
        answer = await exchange
        self.taken.setdefault(kind, []).append(self.meter.since(began))
        if answer.status >= 400:
            raise SystemExit(f"{kind}: {answer.status}")
        return answer

    async def fill_and_send(self, commune: Commune, sections: list[_crowd.Typed]) -> None:
        person = Person(Tally(0, 0), self.address, 0)
        await person.sign_in(commune.head)
        base, browser, version = f"/reports/{commune.report}/", person.browser, "0"
        for id, typed in sections:
            path = f"{base}sections/{id}/"
            await self.measured("page", browser.get(path))
            saving = browser.send(path, f"{typed}&version={version}", htmx=True)
            version = version_of(await self.measured("save", saving), version)
        page = await browser.get(f"{base}check/")
        key = KEY.search(page.text)
        sent = {"version": version_of(page, version), "key": key[1] if key else ""}
        moved = await self.measured("submission", browser.post(f"{base}submissions/", sent))
        receipt = RECEIPT.search((await browser.get(moved.location)).text)
        self.receipts |= {receipt[0]} if receipt else set()
        await browser.close()

    def found(self) -> dict[str, float]:
        return {
            f"cpu_{kind}{whose}_ms": round(
                sum(pair[at] for pair in spent for at in which) * 1000 / len(spent), 1
            )
            for kind, spent in self.taken.items()
            for whose, which in (("", (0, 1)), ("_postgresql", (1,)))
        }


async def alone(
    address: tuple[str, int], communes: list[Commune], sections: list[_crowd.Typed], meter: Meter
) -> Alone:
    one = Alone(address, meter)
    for commune in communes:
        await one.fill_and_send(commune, sections)
    return one


# ------------------------------------------------------------------------------------------------------------


def _wanted(options: argparse.Namespace) -> int:
    """Communes, more or less: the form, which tells how many steps each takes, is not there yet."""
    return _crowd.number(20, options.rate, options.seconds) + ALONE


def measure(options: argparse.Namespace) -> dict[str, Any]:
    communes = _country.raise_country(max(2, min(34, 2 + _wanted(options) // 60)))
    random.Random(7).shuffle(communes)
    sections = _crowd.typed_sections(
        read(Form.objects.filter(code="annual_report").latest("version").content)
    )
    with _demo.serving() as address:
        meter = Meter()
        sys.stderr.write(f"{options.rate} requests a second for {options.seconds} s …\n")
        few = asyncio.run(alone(address, communes[:ALONE], sections, meter))
        began, own, wall = meter.used(), time.process_time(), time.monotonic()
        tally = asyncio.run(_crowd.crowd(address, communes[ALONE:], sections, options.rate, options.seconds))
        spent, generator = sum(meter.since(began)), time.process_time() - own
        wall, steps = time.monotonic() - wall, max(1, tally.steps)
    tally.receipts |= few.receipts
    found = {
        "rate": options.rate,
        "seconds": options.seconds,
        "requests": tally.counts["requests"],
        "ok": tally.counts["ok"],
        "shed": tally.counts["shed"],
        "errors": tally.counts["errors"],
        **{f"p{share}_ms": _quantile(tally.latencies, share) for share in (50, 95, 99)},
        "cpu_ms_per_request": round(spent * 1000 / steps, 1),
        "cores_in_use": round(spent / wall, 2),
        "generator_cpu_ms_per_request": round(generator * 1000 / steps, 1),
        **few.found(),
        "kinds": {
            kind: {"n": len(taken), "p95_ms": _quantile(taken, 95)}
            for kind, taken in sorted(tally.kinds.items())
        },
        "problems": {name: n for name, n in tally.counts.items() if name.startswith("error ")},
        "unsent": tally.unsent,
    }
    return {**found, **reconcile(tally)}


ALONE = 20


def _quantile(values: list[float], share: int) -> float | None:
    return round(_demo.quantile(values, share / 100), 1) if values else None


def lines(found: dict[str, Any]) -> Iterator[str]:
    reached = found["requests"] / found["seconds"]
    yield (
        f"{reached:.0f} requests a second for {found['seconds']} s: {found['ok']} served, {found['shed']} turned "
        f"away (503), {found['errors']} errors"
    )
    ratio = (found["p95_ms"] or 0) / LIMIT_MS
    yield f"p50 {found['p50_ms']} ms, p95 {found['p95_ms']} ms, p99 {found['p99_ms']} ms; ratio to 300 ms {ratio:.2f}"
    yield (
        f"processor a request {found['cpu_ms_per_request']} ms (generator beside "
        f"{found['generator_cpu_ms_per_request']} ms); alone: page {found.get('cpu_page_ms')}, save "
        f"{found.get('cpu_save_ms')}, submission {found.get('cpu_submission_ms')} ms"
    )
    yield (
        f"receipts {found['receipts']}, submissions {found['submissions']}, trail {found['trail']}, ledger "
        f"{found['ledger']} batches of {found['figures']} figures, lost {found['lost']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench deadline", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--rate", type=float, default=SPIKE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    began = datetime.now().astimezone()
    found = measure(options)
    _demo.tell(options, {**found, "began": began.isoformat(timespec="minutes")}, list(lines(found)))


if __name__ == "__main__":
    main()
