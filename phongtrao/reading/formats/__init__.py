"""In the limited child: the bytes of a stranger's file become pieces of text, each with where it stands.

Every format has one function from bytes to pieces. Nothing here is imported by the process that serves."""

import io
import zipfile
from typing import Any

from phongtrao.core.sandbox import Unfit
from phongtrao.core.vetting import BROKEN, Fault, Kind, inspect_office
from phongtrao.reading.formats.piece import Extract

HEAD = 4096  # bytes in which a document type would stand


def extract(kind: str, content: bytes) -> dict[str, Any]:
    """An Extract of the file; raises Unfit where it can't be read."""
    try:
        return dict(_extract(kind, content))
    except Fault as fault:
        raise Unfit(fault.code.value) from fault
    except BROKEN as broken:
        raise Unfit("damaged") from broken


def _extract(kind: str, content: bytes) -> Extract:
    # Each format's library is only loaded for its own files.
    match kind:
        case "docx":
            _weigh(Kind.DOCX, content)
            from phongtrao.reading.formats.word import read_word  # noqa: PLC0415

            return read_word(content)
        case "xlsx":
            _weigh(Kind.XLSX, content)
            from phongtrao.reading.formats.sheet import pieces_of_sheets  # noqa: PLC0415

            return Extract(pieces=list(pieces_of_sheets(content)))
        case "pdf":
            from phongtrao.reading.formats.pdf import pieces_of_pdf  # noqa: PLC0415

            return pieces_of_pdf(content)
        case _:
            from phongtrao.reading.formats.page import pieces_of_page  # noqa: PLC0415

            return pieces_of_page(content)


def _weigh(kind: Kind, content: bytes) -> None:
    """By its directory first; then that no part declares a document type, the door to every attack by XML."""
    inspect_office(kind, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.filename.lower().endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(HEAD):
                        raise Unfit("damaged")
