"""what a first visit weighs as it is served: page, styles, scripts and fonts, against 150 kB"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench import _demo

LIMIT = 150_000
FONT_FACE = re.compile(r"@font-face\s*{([^}]*)}")
WEIGHT = re.compile(r"font-weight:\s*(\w+)")
SOURCE = re.compile(r"""url\(["']?([^"')]+)""")
RANGES = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    address: str
    text: str
    bytes: int
    encoding: str


class Reader(HTMLParser):
    """What a page fetches by itself, and the letters that it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[str] = []
        self.letters: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        address = (
            found.get("src") if tag in ("script", "img") else found.get("href") if tag == "link" else None
        )
        if address and found.get("rel") != "alternate":
            self.wanted.append(address)

    def handle_data(self, data: str) -> None:
        self.letters |= set("".join(data.split()))


def first_visit(page: str, fetch: Callable[[str], Answer]) -> Iterator[Answer]:
    """The page and all that a browser with nothing in store fetches for it."""
    answer = fetch(page)
    yield answer
    reader = Reader()
    reader.feed(answer.text)
    for address in dict.fromkeys(urljoin(page, wanted) for wanted in reader.wanted):
        linked = fetch(address)
        yield linked
        for font in fonts(linked.text, reader.letters) if address.endswith(".css") else ():
            yield fetch(urljoin(address, font))


def fonts(css: str, letters: set[str]) -> list[str]:
    """A browser takes each letter from the last face of a weight whose range holds it, and fetches no other
    face. Every weight is taken as used."""
    faces = [match[1] for match in FONT_FACE.finditer(css)]
    weights: dict[str, list[str]] = {}
    for face in faces:
        weights.setdefault(WEIGHT.search(face)[1], []).append(face)  # type: ignore[index]
    used = {last_face(letter, of_weight) for letter in letters for of_weight in weights.values()}
    return [SOURCE.search(face)[1] for face in faces if face in used]  # type: ignore[index]


def last_face(letter: str, faces: Sequence[str]) -> str:
    """The face that shows a letter; "" where none does."""
    held = [face for face in faces if any(a <= ord(letter) <= b for a, b in ranges(face))]
    return held[-1] if held else ""


@cache
def ranges(face: str) -> list[tuple[int, int]]:
    return [span(*match.groups()) for match in RANGES.finditer(face)]


def span(first: str, last: str | None) -> tuple[int, int]:
    return int(first.replace("?", "0"), 16), int(last or first.replace("?", "F"), 16)


def fetcher(host: str, port: int, cookie: str) -> Callable[[str], Answer]:
    """Fetches as a browser does; of the answer its length on the wire, without head."""

    def fetch(address: str) -> Answer:
        sent = {"Cookie": cookie, "Accept-Encoding": "gzip, br"}
        packed, encoding = _get(host, port, address, sent)
        plain, _ = _get(host, port, address, {"Cookie": cookie})
        return Answer(address, plain.decode("utf-8", "ignore"), len(packed), encoding)

    return fetch


def _get(host: str, port: int, address: str, head: dict[str, str]) -> tuple[bytes, str]:
    connection = HTTPConnection(host, port)
    connection.request("GET", address, headers=head)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return body, answer.headers.get("Content-Encoding", "none")


def measure() -> list[dict[str, Any]]:
    _demo.load()
    clerk, *_ = _demo.officers()
    client = Client()
    client.force_login(clerk)
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    visits = (("sign-in", reverse("people:sign-in"), ""), ("home", reverse("desk:home"), cookie))
    with _demo.serving() as (host, port):
        return [
            {"visit": visit, "address": answer.address, "bytes": answer.bytes, "encoding": answer.encoding}
            for visit, page, signed_in in visits
            for answer in first_visit(page, fetcher(host, port, signed_in))
        ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench weight", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = measure()
    lines, ratios = [], {}
    for visit in dict.fromkeys(row["visit"] for row in found):
        rows = [row for row in found if row["visit"] == visit]
        weight = sum(row["bytes"] for row in rows)
        ratio = ratios[visit] = round(weight / LIMIT, 2)
        lines += [f"{row['bytes']:>8} {row['encoding']:>5}  {row['address']}" for row in rows]
        lines.append(f"{visit}: {weight / 1000:.1f} kB, ratio {ratio:.2f} (against {LIMIT // 1000} kB)")
    _demo.tell(options, {"bench": "weight", "limit": LIMIT, "ratios": ratios, "fetched": found}, lines)


if __name__ == "__main__":
    main()
