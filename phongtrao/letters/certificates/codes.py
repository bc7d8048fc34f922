"""Squares of dots for many addresses. With length, version and pattern given, a code's dots are an affine function of
its bits (so are error correction and masking): what one byte changes is found once and then only laid over the others,
so that a thousand addresses that differ in some digits take a few dozen codes."""

import struct
import zlib

import segno

MASK = 3
"""Every one of a code's eight patterns can be read; to weigh them against each other takes most of its time."""
ENLARGED = 4
QUIET = 2  # dots of white around it, on coloured paper


class Codes:
    def __init__(self) -> None:
        self.first: dict[int, tuple[bytes, int, int]] = {}  # by length: an address, its dots, how many a side
        self.changes: dict[tuple[int, int, int], int] = {}  # length, place, byte -> the dots that it turns

    def dots(self, address: str) -> tuple[int, int]:
        """Row by row as the bits of a number, the first dot the highest; and how many a side."""
        said = address.encode()
        length = len(said)
        if length not in self.first:
            self.first[length] = (said, *_code(said))
        first, dots, side = self.first[length]
        for place, (byte, before) in enumerate(zip(said, first, strict=True)):
            if byte != before:
                key = (length, place, byte)
                if key not in self.changes:
                    changed = first[:place] + bytes([byte]) + first[place + 1 :]
                    self.changes[key] = _code(changed)[0] ^ self.first[length][1]
                dots ^= self.changes[key]
        return dots, side

    def picture(self, address: str) -> bytes:
        """A PNG of two colours, ENLARGED pixels a dot, so that no printer blurs them."""
        dots, side = self.dots(address)
        wide = (side + 2 * QUIET) * ENLARGED
        deep = (wide + 7) // 8
        white = "0" * (QUIET * ENLARGED)
        rows = [bytes(1 + deep)] * (QUIET * ENLARGED)
        written = f"{dots:0{side * side}b}".replace("0", "0" * ENLARGED).replace("1", "1" * ENLARGED)
        for at in range(0, len(written), side * ENLARGED):
            row = f"{white}{written[at : at + side * ENLARGED]}{white}".ljust(deep * 8, "0")
            rows += [b"\x00" + int(row, 2).to_bytes(deep, "big")] * ENLARGED
        rows += rows[: QUIET * ENLARGED]
        head = struct.pack(">IIBBBBB", wide, wide, 1, 3, 0, 0, 0)
        return b"".join(
            (
                b"\x89PNG\r\n\x1a\n",
                _chunk(b"IHDR", head),
                _chunk(b"PLTE", b"\xff\xff\xff\x00\x00\x00"),
                _chunk(b"IDAT", zlib.compress(b"".join(rows), 1)),
                _chunk(b"IEND", b""),
            )
        )


def _code(said: bytes) -> tuple[int, int]:
    """By bytes whatever it says: numbers would be packed otherwise, and the sum would not hold."""
    matrix = segno.make(said, error="m", micro=False, mode="byte", mask=MASK).matrix
    return int("".join("1" if dot else "0" for row in matrix for dot in row), 2), len(matrix)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
