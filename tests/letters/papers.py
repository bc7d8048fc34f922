"""A certificate with one thing changed, and pictures."""

import struct
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.letters.certificates import Certificate, Kind
from phongtrao.letters.document import Signature

CERTIFICATE = Certificate(
    kind=Kind.COMMENDATION,
    issuer="Chủ tịch Ủy ban nhân dân xã Pù Luông",
    recipient="Nhân dân và cán bộ thôn Làng Bái",
    achievement="Đã có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
    address="Xã Pù Luông, tỉnh Thanh Hóa",
    decision="123/QĐ-UBND",
    decided_on=date(2026, 8, 5),
    issue_place="Pù Luông",
    issued_on=date(2026, 8, 19),
    signature=Signature(("KT. Chủ tịch",), ("Phó Chủ tịch",), "Nguyễn Văn A"),
    register="015",
    check_address="https://khen-thuong.vi-du.vn/015",
)


def paper(**changes: Any) -> Certificate:
    return replace(CERTIFICATE, **changes)


def png(wide: int = 30, high: int = 21) -> bytes:
    """A picture of one colour."""
    rows = (b"\x00" + b"\xf0\xe0\xc0" * wide) * high

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
