"""deadline day: every commune sends in the last hours, through the real server on PostgreSQL, against p95 300 ms"""

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

os.environ.setdefault("PHONGTRAO_BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")

from django.db.models import Count
from django.utils import timezone

from bench import _country, _demo
from bench._browser import Answer, Browser, NoAnswer
from bench._country import PASSWORD, Commune
from bench._processor import Meter
from phongtrao.core import indicator as catalogue
from phongtrao.core.figure import Basis
from phongtrao.figures.models import Figure
from phongtrao.people.models import Officer
from phongtrao.reports import actions as reports
from phongtrao.reports.actions import registry
from phongtrao.reports.forms import SectionForm, from_draft
from phongtrao.reports.models import Form, Report, Submission
from phongtrao.reports.rules import Content, Section, read, readable, split
from phongtrao.trail.models import Row

LIMIT_MS = 300
SPIKE = 149  # requests a second: 3,321 communes with three users each, in the worst minute of the last twenty
THINKING = 1.2  # seconds between two steps of one person, so that a day of typing fits into a minute
AUTOSAVES = 15
POLLS = 5
TRIES = 6
AGAIN = 4.0  # seconds until a person presses once more
VERSION = re.compile(r'name="version" value="(\d+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
RECEIPT = re.compile(r"BC\d\d-[2-9A-Z]{4}-[2-9A-Z]{4}")


@dataclass
class Tally:
    """What happened; latencies count from the moment when the step was due, so that queueing shows."""

    began: float
    ends: float
    latencies: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, list[float]] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    unsent: int = 0
    steps: int = 0

    def count(self, kind: str, due: float, answer: Answer | None) -> None:
        self.steps += 1
        if not self.began <= due < self.ends:
            return
        taken = (time.monotonic() - due) * 1000
        self.counts["requests"] += 1
        if answer is None or answer.status >= 400:
            self.counts["shed" if answer is not None and answer.status == 503 else "errors"] += 1
            if answer is None or answer.status != 503:
                self.counts[f"error {kind} {answer.status if answer else 'none'}"] += 1
            return
        self.counts["ok"] += 1
        self.latencies.append(taken)
        self.kinds.setdefault(kind, []).append(taken)


class Person:
    """One officer at his browser: steps at times that were set before, whatever the server does meanwhile."""

    def __init__(self, tally: Tally, address: tuple[str, int], starts: float) -> None:
        self.tally, self.browser, self.next = tally, Browser(*address), starts

    async def step(self, kind: str, act: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """Once: what was not answered is gone."""
        due = self.next
        self.next += random.expovariate(1 / THINKING)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        answer: Answer | None = None
        with suppress(NoAnswer):
            answer = await act()
        self.tally.count(kind, due, answer)
        return answer

    async def surely(self, kind: str, act: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """What must arrive is pressed again, as a person does, with the same page before him."""
        for _try in range(TRIES):
            answer = await self.step(kind, act)
            if answer is not None and answer.status < 500:
                return answer
            self.next = max(self.next, time.monotonic() + AGAIN)
        return None

    async def sign_in(self, username: str) -> bool:
        page = await self.surely("page", lambda: self.browser.get("/people/sign-in/"))
        typed = {"username": username, "password": PASSWORD, "next": "/"}
        answer = page and await self.surely("login", lambda: self.browser.post("/people/sign-in/", typed))
        return answer is not None and answer.status == 302

    async def look(self, path: str) -> Answer | None:
        return await self.step("page", lambda: self.browser.get(path))


def version_of(answer: Answer | None, before: str) -> str:
    found = VERSION.search(answer.text) if answer is not None and answer.status < 400 else None
    return found[1] if found else before


async def fill(person: Person, commune: Commune, sections: list[tuple[str, dict[str, str]]]) -> None:
    """Fifteen saves over the sections, a source every other time, a look at all before the head is told."""
    base = f"/reports/{commune.report}/"
    for path in ("/", "/reports/", base):
        await person.look(path)
    version = "0"
    for number in range(max(AUTOSAVES, len(sections))):
        id, typed = sections[number % len(sections)]
        path = f"{base}sections/{id}/"
        if number < len(sections):
            version = version_of(
                await person.surely("page", lambda path=path: person.browser.get(path)), version
            )
        said = {**typed, "version": version}
        answer = await person.surely(
            "save", lambda path=path, said=said: person.browser.post(path, said, htmx=True)
        )
        version = version_of(answer, version)
    if random.random() < 0.5:
        source = {
            "version": version,
            "locator": "trang 1",
            "line": "Trong năm đã tổ chức các buổi tuyên truyền.",
        }
        path = f"{base}evidence/propaganda_sessions/"
        await person.step(
            "upload", lambda: person.browser.upload(path, source, "nguon.txt", b"Nguon so lieu\n")
        )
    for _ in range(2):
        await person.look(f"{base}check/")


async def send(person: Person, commune: Commune) -> None:
    """The head checks and sends; sent again with the same key until an answer comes."""
    base = f"/reports/{commune.report}/"
    for path in ("/", base):
        await person.look(path)
    page = await person.surely("page", lambda: person.browser.get(f"{base}check/"))
    key = KEY.search(page.text) if page is not None else None
    if page is None or key is None:
        person.tally.unsent += 1
        return
    typed = {"version": version_of(page, "0"), "key": key[1]}
    answer = await person.surely("submit", lambda: person.browser.post(f"{base}submissions/", typed))
    if answer is None or answer.status != 302:
        person.tally.unsent += 1
        return
    receipt = await person.surely("page", lambda: person.browser.get(answer.location))
    found = RECEIPT.search(receipt.text) if receipt is not None else None
    if found:
        person.tally.receipts.add(found[0])
    if random.random() < 0.3:
        await person.step("submit", lambda: person.browser.post(f"{base}submissions/", typed))
    for _ in range(POLLS):
        await person.look("/")


async def watch(person: Person) -> None:
    for path in ("/", "/reports/", *["/"] * POLLS, "/reports/", "/figures/totals/"):
        await person.look(path)


async def of_commune(
    tally: Tally, address: tuple[str, int], commune: Commune, sections: list[Any], starts: float
) -> None:
    """The clerk, then the head; beside them somebody who looks."""

    async def one_after_the_other() -> None:
        clerk = Person(tally, address, starts)
        if await clerk.sign_in(commune.clerk):
            await fill(clerk, commune, sections)
        await clerk.browser.close()
        head = Person(tally, address, max(clerk.next, starts))
        if await head.sign_in(commune.head):
            await send(head, commune)
        await head.browser.close()

    async def beside() -> None:
        looker = Person(tally, address, starts + random.random() * 20)
        if await looker.sign_in(commune.looker):
            await watch(looker)
        await looker.browser.close()

    await asyncio.gather(one_after_the_other(), beside())


STEPS = 2 + 3 + 2 * AUTOSAVES + 3 + 2 + 2 + 4 + POLLS + 2 + 4 + POLLS
FLOW = THINKING * (2 + 3 + 2 * AUTOSAVES + 3 + 2 + 2 + 4 + POLLS)


async def crowd(
    address: tuple[str, int], communes: list[Commune], sections: list[Any], rate: float, seconds: float
) -> Tally:
    """Communes begin at random moments; the measurement starts when as many have begun as go on at once."""
    start = time.monotonic() + 1
    tally = Tally(start + FLOW, start + FLOW + seconds)
    number = min(len(communes), int(rate / STEPS * (FLOW + seconds)))
    if number < rate / STEPS * (FLOW + seconds) - 1:
        sys.stderr.write("not enough communes for this rate and time: it will be less\n")
    moments = sorted(random.uniform(start, tally.ends) for _ in range(number))
    flows = [
        of_commune(tally, address, commune, sections, at)
        for commune, at in zip(communes, moments, strict=False)
    ]
    await asyncio.gather(*flows)
    return tally


# What is typed ----------------------------------------------------------------------------------------------


def typed_sections(content: Content) -> list[tuple[str, dict[str, str]]]:
    return [(section.id, typed_section(content, section)) for section in content.sections]


def typed_section(content: Content, section: Section) -> dict[str, str]:
    """As the section's boxes send it: each whole larger than its parts, each text a paragraph."""
    boxes = from_draft(content, section, {})
    names = SectionForm(content, section, {}).keys
    for name, field_key in names.items():
        if f"{name}_0" in boxes:
            boxes[f"{name}_0"] = _number(field_key)
        elif name in boxes:
            boxes[name] = "Kết quả thực hiện trong kỳ được duy trì ổn định, nền nếp. " * 8
    return boxes


def _number(key: str) -> str:
    indicator, cell = split(key)
    known = catalogue.load().get(indicator)
    if indicator in registry.CODES:
        return ""
    if known.ratio is not None:
        return "46/50"
    return "7" if cell or known.part_of else "1.250"


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

    async def fill_and_send(self, commune: Commune, sections: list[tuple[str, dict[str, str]]]) -> None:
        person = Person(Tally(0, 0), self.address, 0)
        await person.sign_in(commune.head)
        base, browser, version = f"/reports/{commune.report}/", person.browser, "0"
        for id, typed in sections:
            path = f"{base}sections/{id}/"
            await self.measured("page", browser.get(path))
            said = {**typed, "version": version}
            version = version_of(await self.measured("save", browser.post(path, said, htmx=True)), version)
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
    address: tuple[str, int], communes: list[Commune], sections: list[Any], meter: Meter
) -> Alone:
    one = Alone(address, meter)
    for commune in communes:
        await one.fill_and_send(commune, sections)
    return one


# ------------------------------------------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> dict[str, Any]:
    wanted = int(options.rate / STEPS * (FLOW + options.seconds)) + ALONE
    communes = _country.raise_country(max(2, min(34, 2 + wanted // 60)))
    random.Random(7).shuffle(communes)
    sections = typed_sections(read(Form.objects.filter(code="annual_report").latest("version").content))
    with _demo.serving() as address:
        meter = Meter()
        sys.stderr.write(f"{options.rate} requests a second for {options.seconds} s …\n")
        few = asyncio.run(alone(address, communes[:ALONE], sections, meter))
        began, own, wall = meter.used(), time.process_time(), time.monotonic()
        tally = asyncio.run(crowd(address, communes[ALONE:], sections, options.rate, options.seconds))
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
