"""Files as officers attach them and as attackers would, made from scratch."""

import io
import struct
import zipfile
import zlib

import docx

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main" ContentType="{sort}"/></Types>'
)
PNG = b"\x89PNG\r\n\x1a\n"
PLAIN = "application/vnd.openxmlformats-officedocument.main+xml"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/relationships/{sort}" Target="http://elsewhere.vn/a"'
    ' TargetMode="{mode}"/></Relationships>'
)


def office(main: str = "word/document.xml", sort: str = PLAIN, **parts: str | bytes) -> bytes:
    """An archive of Word or Excel with further parts ("word/a.xml": text); the same parts are the same file, whatever
    the clock says."""
    file = io.BytesIO()
    own = {
        "[Content_Types].xml": TYPES.format(sort=sort),
        main: "<document>Tổ chức 40 buổi tuyên truyền</document>",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (own | parts).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def typed(*lines: str) -> bytes:
    """A document of Word with these paragraphs."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    file = io.BytesIO()
    made.save(file)
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
    dots = zlib.compress(b"".join(bytes(1 + 3 * width) for _row in range(height)) if width < 100 else b"")
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpg(width: int = 4, height: int = 3, *, told: bytes = b"", after: bytes = b"") -> bytes:
    """`told`: segments before its frame; `after`: what follows its end."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"dots\xff\x00\xff\xd0dots"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9)) + told + frame + scan + b"\xff\xd9" + after


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int = 1, place: bytes = b"20.45 N 105.21 E") -> bytes:
    """What a telephone writes into a photograph: how it is turned, and where it was taken."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack(">HHII", 0x8825, 4, 1, 38)
    body = struct.pack(">2sHIH", b"MM", 42, 8, 2) + entries + struct.pack(">I", 0) + place
    return segment(0xE1, b"Exif\0\0" + body)
