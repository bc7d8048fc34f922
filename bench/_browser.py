"""A browser as small as it can be, so that the generator takes little of the machine it measures: one connection,
cookies, HTTP/1.1."""

import asyncio
import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

TIMEOUT = 30.0
COOKIE = re.compile(rb"(?im)^set-cookie: ([^=]+)=([^;\r]*)")
LENGTH = re.compile(rb"(?im)^content-length: (\d+)")
LOCATION = re.compile(rb"(?im)^location: (\S+)")


class NoAnswer(Exception):
    """The connection broke or nothing came in time."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    packed: bool
    location: str

    @cached_property
    def text(self) -> str:
        """Unpacked only where somebody reads it."""
        return (gzip.decompress(self.body) if self.packed else self.body).decode("utf-8", "replace")


class Browser:
    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"", {})

    async def post(self, path: str, typed: Mapping[str, str]) -> Answer:
        return await self.send(path, urlencode(typed))

    async def send(self, path: str, typed: str, *, htmx: bool = False) -> Answer:
        """What is already written as a browser writes it."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", path, typed.encode(), headers, htmx=htmx)

    async def upload(self, path: str, typed: Mapping[str, str], name: str, content: bytes) -> Answer:
        mark = "----phongtrao"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in typed.items()
        ]
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        body = "".join(parts).encode() + head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return await self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    async def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.reader = self.writer = None

    async def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], *, htmx: bool = False
    ) -> Answer:
        """One more try on a new connection where the server had closed the idle one."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept-Encoding: gzip"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines += [f"Content-Length: {len(body)}", f"X-CSRFToken: {self.cookies.get('csrftoken', '')}"]
        if htmx:
            lines.append("HX-Request: true")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        message = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        used = self.writer is not None
        try:
            return await asyncio.wait_for(self._exchange(message), TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as broken:
            await self.close()
            if not used or isinstance(broken, TimeoutError):
                raise NoAnswer from broken
        try:
            return await asyncio.wait_for(self._exchange(message), TIMEOUT)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as broken:
            await self.close()
            raise NoAnswer from broken

    async def _exchange(self, message: bytes) -> Answer:
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.writer.write(message)
        head = await self.reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        body = await self.reader.readexactly(int(found[1])) if found else await self._chunks()
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        if b"onnection: close" in head:
            await self.close()
        moved = LOCATION.search(head)
        packed = b"ontent-Encoding: gzip" in head
        return Answer(int(head[9:12]), body, packed, moved[1].decode() if moved else "")

    async def _chunks(self) -> bytes:
        assert self.reader is not None
        pieces = []
        while size := int((await self.reader.readline()).split(b";")[0], 16):
            pieces.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return b"".join(pieces)
