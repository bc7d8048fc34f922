"""Files as officers attach them and as attackers would, made from scratch."""

import io
import struct
import zipfile
import zlib

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main" ContentType="{sort}"/></Types>'
)
PLAIN = "application/vnd.openxmlformats-officedocument.main+xml"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/relationships/{sort}" Target="http://elsewhere.vn/a"'
    ' TargetMode="{mode}"/></Relationships>'
)


def office(main: str = "word/document.xml", sort: str = PLAIN, **parts: str | bytes) -> bytes:
    """An archive of Word or Excel with further parts ("word/a.xml": text)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(sort=sort))
        archive.writestr(main, "<document>Tổ chức 40 buổi tuyên truyền</document>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def linked(sort: str, mode: str = "External") -> bytes:
    return office(**{"word/_rels/document.xml.rels": RELS.format(sort=sort, mode=mode)})


def flagged(content: bytes, offset: int, value: int) -> bytes:
    """The directory's entries with one byte set: 8 is the flags, 9 their upper half."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + offset] |= value
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def pdf(body: str = "") -> bytes:
    return (
        f"%PDF-1.7\n1 0 obj << /Type /Catalog {body} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".encode()
    )


def png(width: int = 4, height: int = 3) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpg(width: int = 4, height: int = 3) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9) + frame + b"\xff\xd9"
