"""Photographs: how large they are, and what they tell beside the picture, which nobody asked for: where and when it
was taken, by which telephone, a small copy of what was cut away."""

import re
import struct
from collections.abc import Iterator

from phongtrao.core.vetting.faults import Code, Fault, Kind

PNG = b"\x89PNG\r\n\x1a\n"
JPG = b"\xff\xd8\xff"
MOST_PIXELS = 50_000_000

EXIF, SCAN, END = 0xE1, 0xDA, 0xD9
APPLICATION = range(0xE0, 0xF0)  # what programs add, and in 0xFE remarks
REMARK = 0xFE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # what its colours need
NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # in a scan all else that begins with ff is of the picture
TURNED = range(2, 9)
ORIENTATION = 0x0112
PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD".split())


def inspect(kind: Kind, content: bytes) -> None:
    """Its size alone; the picture itself is never drawn here."""
    if kind is Kind.PNG:
        _inspect_png(content)
    else:
        _inspect_jpg(content)


def bare(kind: Kind, content: bytes) -> bytes:
    """The same picture, dot for dot, without all that; how it is turned stays. What follows its end is cut off.
    A picture that tells nothing comes back as it is."""
    try:
        return b"".join(_bare_png(content) if kind is Kind.PNG else _bare_jpg(content))
    except (struct.error, IndexError) as broken:
        raise Fault(Code.DAMAGED) from broken


def _inspect_png(content: bytes) -> None:
    if not content.startswith(PNG) or content[12:16] != b"IHDR" or len(content) < 33:
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    _must_be_drawable(*struct.unpack(">II", content[16:24]))


def _inspect_jpg(content: bytes) -> None:
    if not content.startswith(JPG):
        raise Fault(Code.NOT_WHAT_IT_SAYS)
    for marker, segment in _segments(content):
        if marker in FRAMES:
            if len(segment) < 9:
                break
            height, width = struct.unpack(">HH", segment[5:9])
            return _must_be_drawable(width, height)
    raise Fault(Code.DAMAGED)


def _must_be_drawable(width: int, height: int) -> None:
    if not width or not height:
        raise Fault(Code.DAMAGED)
    if width * height > MOST_PIXELS:
        raise Fault(Code.TOO_MANY_PIXELS)


# Segments and chunks ----------------------------------------------------------------------------------------


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker of each segment of a JPEG with all its bytes; a scan with the dots behind it, the end last."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == END:
            yield END, content[at : at + 2]
            return
        if marker == 0xFF:  # one to fill
            at += 1
            continue
        stop = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if stop < at + 4:
            return
        if marker == SCAN:
            found = NEXT.search(content, stop)
            stop = found.start() if found else len(content)
        yield marker, content[at:stop]
        at = stop
    if content[at : at + 2] == bytes((0xFF, END)):
        yield END, content[at : at + 2]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        yield name, content[at : at + 12 + length]
        at += 12 + length
        if name == b"IEND":
            return


# Bare ---------------------------------------------------------------------------------------------------------


def _bare_png(content: bytes) -> Iterator[bytes]:
    yield PNG
    last = b""
    for name, chunk in _chunks(content):
        last = name
        if name in PNG_KEPT:
            yield chunk
    if last != b"IEND":
        raise Fault(Code.DAMAGED)


def _bare_jpg(content: bytes) -> Iterator[bytes]:
    segments = list(_segments(content))
    markers = [marker for marker, _segment in segments]
    if SCAN not in markers:
        raise Fault(Code.DAMAGED)
    yield content[:2]
    for marker, segment in segments:
        if marker == EXIF and segment[4:10] == b"Exif\0\0":
            yield _turn(segment)
        elif marker in KEPT:
            if segment[4:].startswith(KEPT[marker]):
                yield segment
        elif marker not in APPLICATION and marker != REMARK:
            yield segment


def _turn(segment: bytes) -> bytes:
    """How a photograph is turned, alone; nothing where it stands upright."""
    turned = orientation(segment[10:])
    if turned not in TURNED:
        return b""
    alone = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + alone
    return struct.pack(">BBH", 0xFF, EXIF, len(body) + 2) + body


def orientation(exif: bytes) -> int:
    """1 where it says nothing that one can read."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 10:
        return 1
    [at] = struct.unpack(order + "I", exif[4:8])
    count = struct.unpack(order + "H", exif[at : at + 2])[0] if at + 2 <= len(exif) else 0
    for entry in range(at + 2, min(at + 2 + 12 * count, len(exif) - 11), 12):
        tag, _type, _count, value = struct.unpack(order + "HHIH", exif[entry : entry + 10])
        if tag == ORIENTATION:
            return int(value)
    return 1
