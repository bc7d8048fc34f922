"""Deadline day's crowd: officers at their browsers, each step at a moment that was set before, whatever the server does
meanwhile."""

import asyncio
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench._browser import Answer, Browser, NoAnswer
from bench._country import PASSWORD, Commune
from phongtrao.core import indicator as catalogue
from phongtrao.reports.actions import registry
from phongtrao.reports.forms import SectionForm, from_draft
from phongtrao.reports.rules import Content, Section, split

THINKING = 1.2  # seconds between two steps of one person, so that a day of typing fits into a minute
AUTOSAVES = 15
POLLS = 5
TRIES = 6
AGAIN = 4.0  # seconds until a person presses once more
Typed = tuple[str, str]
"""A section's id, and its boxes as the browser sends them."""
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


async def fill(person: Person, commune: Commune, sections: list[Typed]) -> None:
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
        said = f"{typed}&version={version}"
        answer = await person.surely(
            "save", lambda path=path, said=said: person.browser.send(path, said, htmx=True)
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
    tally: Tally, address: tuple[str, int], commune: Commune, sections: list[Typed], starts: float
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


def steps(sections: int) -> tuple[float, float]:
    """(of a commune, of its clerk and then its head), on average: sign-in, pages, each section opened, saves, every
    other a source, checks; sign-in, pages, check, submission, one in three again, receipt, looks; who looks beside."""
    clerk = 2 + 3 + sections + max(AUTOSAVES, sections) + 0.5 + 2
    head = 2 + 2 + 1 + 1.3 + 1 + POLLS
    return clerk + head + 2 + 4 + POLLS, clerk + head


def number(sections: int, rate: float, seconds: float) -> int:
    """Communes that make so many requests a second for so long, and before it for as long as one takes."""
    all_steps, flow = steps(sections)
    return int(rate / all_steps * (THINKING * flow + seconds))


async def crowd(
    address: tuple[str, int], communes: list[Commune], sections: list[Typed], rate: float, seconds: float
) -> Tally:
    """Communes begin at random moments; the measurement starts when as many have begun as go on at once."""
    start, wanted = time.monotonic() + 1, number(len(sections), rate, seconds)
    _steps, flow = steps(len(sections))
    tally = Tally(start + THINKING * flow, start + THINKING * flow + seconds)
    if len(communes) < wanted:
        sys.stderr.write("not enough communes for this rate and time: it will be less\n")
    moments = sorted(random.uniform(start, tally.ends) for _ in range(min(len(communes), wanted)))
    flows = [
        of_commune(tally, address, commune, sections, at)
        for commune, at in zip(communes, moments, strict=False)
    ]
    await asyncio.gather(*flows)
    return tally


# What is typed ----------------------------------------------------------------------------------------------


def typed_sections(content: Content) -> list[Typed]:
    return [(section.id, urlencode(typed_section(content, section))) for section in content.sections]


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
