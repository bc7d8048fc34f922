"""how long the main pages take on the demo's data, through the real server, against 150 ms"""

import argparse
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import _demo
from bench._demo import quantile
from phongtrao.core.period import local_day
from phongtrao.documents import actions as documents
from phongtrao.documents.models import Document, Incoming
from phongtrao.people.models import Officer
from phongtrao.places import queries as places
from phongtrao.reports.models import Report
from phongtrao.reports.rules import State, read

LIMIT_MS = 150
MANY = 1000
MIDDLE, HIGH = 0.5, 0.95


@dataclass
class Page:
    name: str
    officer: Officer
    address: str
    queries: int = 0
    size: int = 0
    taken: list[float] = field(default_factory=list)

    def found(self) -> dict[str, Any]:
        high = quantile(self.taken, HIGH)
        return {
            "page": self.name,
            "address": self.address,
            "p50_ms": round(quantile(self.taken, MIDDLE), 1),
            "p95_ms": round(high, 1),
            "ratio": round(high / LIMIT_MS, 2),
            "queries": self.queries,
            "bytes": self.size,
        }


def pages() -> Iterator[Page]:
    """What each of the five accounts opens most, at its fullest in the demo."""
    clerk, _commune_head, _clerk, head, ministry = _demo.officers()
    own = Report.objects.select_related("request__form").get(organisation=clerk.organisation)
    sent = Report.objects.filter(request=own.request, state=State.SUBMITTED.value)[0]
    fullest = max(read(own.request.form.content).sections, key=lambda part: len(part.figure_keys))
    year = own.request.year
    yield Page("home, commune", clerk, reverse("desk:home"))
    yield Page("home, province", head, reverse("desk:home"))
    yield Page("reports", head, reverse("reports:list"))
    yield Page("request board", head, reverse("reports:request", args=[own.request_id]))
    yield Page("report", clerk, reverse("reports:report", args=[own.pk]))
    yield Page("section form", clerk, reverse("reports:section", args=[own.pk, fullest.id]))
    yield Page("check page", clerk, reverse("reports:check", args=[own.pk]))
    yield Page(
        "submission", head, reverse("reports:submission", args=[sent.pk, sent.submissions.get().number])
    )
    yield from _of_figures(head, ministry, year)
    yield from _of_places(head)
    yield from _of_documents(head)
    yield Page("trail", head, reverse("people:trail"))
    yield Page("organisations", head, reverse("people:organisations"))


def _of_figures(head: Officer, ministry: Officer, year: int) -> Iterator[Page]:
    totals, lines = reverse("figures:totals"), reverse("figures:lines")
    asked = f"?indicator=propaganda_sessions&year={year}"
    own = head.organisation.place
    code = places.name_on(own, local_day(timezone.now())).code
    yield Page("totals, province by commune", head, f"{totals}{asked}&place={code}&level=commune")
    yield Page(
        "totals, nation by province",
        ministry,
        f"{totals}?indicator=models_new&year=2021&place=VN&level=province",
    )
    yield Page("lines of a total", head, f"{lines}{asked}&key={own.key}")
    yield Page("catalogue", head, reverse("figures:catalogue"))
    yield Page("indicator", head, reverse("figures:indicator", args=["propaganda_sessions"]))


def _of_places(head: Officer) -> Iterator[Page]:
    yield Page("places, search", head, f"{reverse('places:search')}?q=nam+dinh")
    yield Page("place, province", head, reverse("places:place", args=[head.organisation.place_id]))


def _of_documents(head: Officer) -> Iterator[Page]:
    """With a thousand drafts and a thousand that arrived: an office's year."""
    _draft_thousand(head)
    yield Page("documents, 1,000", head, reverse("documents:list"))
    yield Page("documents, 1,000, last page", head, f"{reverse('documents:list')}?page=20")
    yield Page("documents, 1,000, search", head, f"{reverse('documents:list')}?q=ngay+hoi+7")
    yield Page("arrived, 1,000", head, reverse("documents:incoming"))


def _draft_thousand(head: Officer) -> None:
    """Through the same actions as everybody's, but those that are there already."""
    now, office = timezone.now(), head.organisation
    for number in range(Document.objects.filter(organisation=office).count(), MANY):
        documents.draft(office, kind="KH", subject=f"Tổ chức ngày hội {number}", by=head, now=now)
    for number in range(Incoming.objects.filter(organisation=office).count(), MANY):
        documents.register_incoming(
            office,
            arrived_on=local_day(now),
            issuer="Bộ Công an",
            subject=f"Hướng dẫn tổ chức ngày hội {number}",
            by=head,
            now=now,
        )


def signed_in() -> Iterator[tuple[Officer, Client]]:
    for officer in _demo.officers():
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(officer)
        yield officer, client


def count_queries(page: Page, client: Client) -> None:
    """In this process: the server's own database is not looked into. The second visit counts."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(page.address)
    if answer.status_code != 200:
        raise SystemExit(f"{page.name}: {page.address} answers {answer.status_code}")
    page.queries, page.size = len(captured), len(answer.content)


def visit(page: Page, server: HTTPConnection, cookie: str) -> None:
    """The whole answer, as a browser takes it: session, compression and all."""
    began = time.perf_counter()
    server.request("GET", page.address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = server.getresponse()
    answer.read()
    page.taken.append((time.perf_counter() - began) * 1000)
    if answer.status != 200:
        raise SystemExit(f"{page.name}: {page.address} answers {answer.status}")


def measure(runs: int) -> list[Page]:
    """Pages take turns, so that a busy machine slows all alike; the first turn is not counted."""
    _demo.load()
    clients: Mapping[int, Client] = {officer.pk: client for officer, client in signed_in()}
    found = list(pages())
    for page in found:
        count_queries(page, clients[page.officer.pk])
    name = settings.SESSION_COOKIE_NAME
    cookies = {number: f"{name}={client.cookies[name].value}" for number, client in clients.items()}
    with _demo.serving() as (host, port):
        server = HTTPConnection(host, port)
        for turn in range(runs + 1):
            for page in found:
                visit(page, server, cookies[page.officer.pk])
                if turn == 0:
                    page.taken.clear()
        server.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=30, help="how many visits each page gets (default: 30)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = [page.found() for page in measure(options.runs)]
    lines = [f"{'page':<28} {'p50 ms':>8} {'p95 ms':>8} {'ratio':>6} {'queries':>8} {'kB':>6}"]
    lines += [
        f"{row['page']:<28} {row['p50_ms']:>8} {row['p95_ms']:>8} {row['ratio']:>6.2f} {row['queries']:>8}"
        f" {row['bytes'] / 1000:>6.1f}"
        for row in found
    ]
    worst = max(row["ratio"] for row in found)
    lines.append(f"slowest page: ratio {worst:.2f} (p95 against {LIMIT_MS} ms)")
    about = {
        "bench": "pages",
        "runs": options.runs,
        "limit_ms": LIMIT_MS,
        "worst_ratio": worst,
        "pages": found,
    }
    _demo.tell(options, about, lines)


if __name__ == "__main__":
    main()
