"""Pages as pictures: grey dots for the reader of scans, a small picture of one line for the eye. No imaging library."""

import base64
import struct
import zlib
from typing import Any

from phongtrao.reading.formats.pdf import opened

MOST_DOTS = 12_000_000
USUAL = 300 / 72  # dots a point
MARGIN = 0.012  # of the page's height, around a line
LINE_DOTS = 900_000
PAGE_DOTS = 900_000
PNG = b"\x89PNG\r\n\x1a\n"


def grey(content: bytes, number: int) -> dict[str, Any]:
    """{"pgm": base64, "dpi"} of a page, from 1."""
    page = opened(content)[number - 1]
    width, height = page.get_size()
    scale = min(USUAL, (MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    head = f"P5\n{bitmap.width} {bitmap.height}\n255\n".encode()
    return {"pgm": base64.b64encode(head + _rows(bitmap, 1)).decode(), "dpi": max(70, round(scale * 72))}


def line(content: bytes, number: int, box: list[float]) -> str:
    """A PNG (base64) of one line of a page."""
    page = opened(content)[number - 1]
    width, height = page.get_size()
    left, top, right, bottom = box
    crop = (
        max(0.0, (left - MARGIN) * width),
        max(0.0, (1 - bottom - MARGIN) * height),
        max(0.0, (1 - right - MARGIN) * width),
        max(0.0, (top - MARGIN) * height),
    )
    shown = max(1.0, (width - crop[0] - crop[2]) * (height - crop[1] - crop[3]))
    bitmap = page.render(scale=min(2.5, (LINE_DOTS / shown) ** 0.5), crop=crop, grayscale=True)
    return base64.b64encode(_png(bitmap)).decode()


def pages(content: bytes, most: int, first: int = 1) -> dict[str, Any]:
    """{"count": of its pages, "pages": some from the `first` on as PNG (base64)}."""
    document = opened(content)
    shown = [_png(_whole(document[at])) for at in range(first - 1, min(first - 1 + most, len(document)))]
    return {"count": len(document), "pages": [base64.b64encode(one).decode() for one in shown]}


def _whole(page: Any) -> Any:
    width, height = page.get_size()
    return page.render(scale=min(2.5, (PAGE_DOTS / (width * height)) ** 0.5), grayscale=True)


def _rows(bitmap: Any, depth: int) -> bytes:
    data, used = bytes(bitmap.buffer), bitmap.width * depth
    if bitmap.stride == used:
        return data[: used * bitmap.height]
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return b"".join(data[start : start + used] for start in starts)


def _png(bitmap: Any) -> bytes:
    dots, width = _rows(bitmap, 1), bitmap.width
    rows = b"".join(b"\0" + dots[at : at + width] for at in range(0, len(dots), width))
    head = struct.pack(">IIBBBBB", width, bitmap.height, 8, 0, 0, 0, 0)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
