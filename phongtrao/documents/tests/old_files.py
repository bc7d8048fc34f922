"""Word and Excel files of before 2007, made from scratch: a compound file of named streams."""

import struct
from collections.abc import Mapping

from phongtrao.core.vetting.old_office import MAGIC

SECTOR, PIECE, SMALL = 512, 64, 4096
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def doc(text: bytes = b"", *, flags: int = 0, **streams: bytes) -> bytes:
    """Word 97: a head with its flags, then the text."""
    return compound({"WordDocument": struct.pack("<H8xH", 0xA5EC, flags) + bytes(500) + text, **streams})


def xls(*records: tuple[int, bytes], **streams: bytes) -> bytes:
    body = b"".join(struct.pack("<HH", number, len(said)) + said for number, said in records)
    return compound({"Workbook": body, **streams})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Streams of 4096 bytes and more in sectors, the shorter ones in pieces; an empty one is a storage."""
    sectors: list[bytes] = []
    table: list[int] = []
    pieces, small = b"", []
    entries = []
    for name, body in streams.items():
        if not body:
            entries.append(_entry(name, STORAGE, 0, 0))
        elif len(body) >= SMALL:
            entries.append(_entry(name, STREAM, _put(body, sectors, table), len(body)))
        else:
            count = -(-len(body) // PIECE)
            start = len(small)
            small += [*range(start + 1, start + count), END]
            pieces += body.ljust(count * PIECE, b"\0")
            entries.append(_entry(name, STREAM, start, len(body)))
    inner = _put(pieces, sectors, table) if pieces else END
    follows = _put(struct.pack(f"<{len(small)}I", *small), sectors, table, b"\xff") if small else END
    root = _entry("Root Entry", ROOT, inner, len(pieces))
    directory = _put(b"".join([root, *entries]), sectors, table)
    tables = 1
    while len(table) + tables > tables * SECTOR // 4:
        tables += 1
    own = [len(table) + n for n in range(tables)]
    table += [TABLE] * tables
    table += [FREE] * (tables * SECTOR // 4 - len(table))
    head = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, SMALL, follows, bool(small), END, 0)
    head += struct.pack("<109I", *own, *[FREE] * (109 - tables))
    return head + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _put(body: bytes, sectors: list[bytes], table: list[int], filler: bytes = b"\0") -> int:
    start = len(sectors)
    count = -(-len(body) // SECTOR)
    body = body.ljust(count * SECTOR, filler)
    sectors += [body[at : at + SECTOR] for at in range(0, len(body), SECTOR)]
    table += [*range(start + 1, start + count), END]
    return start


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I36x", len(spelled), kind, 1, FREE, FREE, FREE)
    return spelled.ljust(64, b"\0") + links + struct.pack("<III", start, size, 0)
