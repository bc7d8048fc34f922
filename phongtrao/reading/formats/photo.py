"""A photograph or a scan as a page of a PDF: PDF holds JPEG and most PNG as they are. Nothing is decoded here."""

import struct
from collections.abc import Iterator

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vetting import orientation

PNG = b"\x89PNG\r\n\x1a\n"
TURNED = {3: 180, 6: 90, 8: 270}  # EXIF's orientation -> how far the page is turned


def as_pdf(content: bytes) -> bytes:
    """A JPEG or PNG as a PDF of one page."""
    try:
        return _of_png(content) if content.startswith(PNG) else _of_jpeg(content)
    except struct.error as broken:
        raise Unfit("damaged") from broken


def _of_jpeg(content: bytes) -> bytes:
    at, turned = 2, 0
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xE1 and content[at + 4 : at + 10] == b"Exif\0\0":
            turned = TURNED.get(orientation(content[at + 10 : at + 2 + length]), 0)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width, parts = struct.unpack(">HHB", content[at + 5 : at + 10])
            space = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"}.get(parts)
            if space is None:
                break
            return _page(
                width, height, f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode", content, turned
            )
        if length < 2:
            break
        at += 2 + length
    raise Unfit("damaged")


# With an alpha channel a PNG has four parts: as cyan, magenta, yellow turned round, and no black, they are its colours.
SPACES = {
    0: (1, "/DeviceGray", ""),
    2: (3, "/DeviceRGB", ""),
    6: (4, "/DeviceCMYK", " /Decode [1 0 1 0 1 0 0 0]"),
}


def _of_png(content: bytes) -> bytes:
    width, height, bits, kind, _packing, _filter, woven = struct.unpack(">IIBBBBB", content[16:29])
    chunks = list(_chunks(content))
    palette = next((body for name, body in chunks if name == b"PLTE"), b"")
    if woven or (kind == 3 and not palette) or (kind != 3 and kind not in SPACES):
        raise Unfit("picture_kind")
    parts, space, decode = SPACES.get(kind) or (
        1,
        f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]",
        "",
    )
    told = (
        f"/ColorSpace {space}{decode} /BitsPerComponent {bits} /Filter /FlateDecode "
        f"/DecodeParms << /Predictor 15 /Colors {parts} /BitsPerComponent {bits} /Columns {width} >>"
    )
    return _page(width, height, told, b"".join(body for name, body in chunks if name == b"IDAT"), 0)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _page(width: int, height: int, told: str, data: bytes, turned: int) -> bytes:
    """The longer side as an A4 sheet's, as most photographs of paper are."""
    scale = 842 / max(width, height)
    wide, high = width * scale, height * scale
    drawn = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /I Do Q".encode()
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {told} /Length {len(data)} >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Rotate {turned} /Contents 4 0 R "
        "/Resources << /XObject << /I 5 0 R >> >> >>".encode(),
        f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream",
        picture.encode() + b"\nstream\n" + data + b"\nendstream",
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """A PDF file of numbered objects, the first its catalogue."""
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()
